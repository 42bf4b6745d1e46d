using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Zygote.RandomPrograms.Tests.Generation;

/// <summary>A generated program.</summary>
/// <param name="Seed">Whence it came.</param>
/// <param name="Text">A static class named <c>Program{Seed}</c> with the method <c>F</c>.</param>
/// <param name="UsesFloat">Some numbers are rounded to float.</param>
sealed record GeneratedProgram(int Seed, string Text, bool UsesFloat)
{
    public string ClassName => "Program" + Seed.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// Writes deterministic, terminating C# functions of one input. Numbers stay moderate: what is assigned is squashed when its
/// nominal bound is large. All arrays have at least four elements, so that <c>e &amp; 3</c> is always an index.
/// </summary>
sealed partial class ProgramGenerator
{
    readonly Random _random;
    readonly bool _floats;
    readonly StringBuilder _text = new();
    readonly Dictionary<string, string> _methods = [];
    Scope _scope = new();
    int _names;
    int _indent;
    int _budget;
    int _loopDepth;
    bool _inSwitch;
    bool _noLambdas;
    bool _inIterator;
    Kind[] _forbidden = [];
    Kind? _result;

    ProgramGenerator(int seed)
    {
        _random = new Random(seed);
        _floats = _random.Next(12) == 0;
    }

    public static GeneratedProgram Generate(int seed)
    {
        var generator = new ProgramGenerator(seed);
        generator.WriteProgram(seed);
        return new GeneratedProgram(seed, generator._text.ToString(), generator._floats);
    }

    void WriteProgram(int seed)
    {
        Line("using System;");
        Line("using System.Collections.Generic;");
        Line("using System.Linq;");
        Line("using Zygote.RandomPrograms.Tests;");
        Line("");
        Open(string.Create(CultureInfo.InvariantCulture, $"public static class Program{seed}"));
        WriteTypes();
        WriteStatics();
        Line("static double Squash(double v) => v / Math.Sqrt(1 + v * v);");
        Line("static void Swap<T>(ref T a, ref T b) { T t = a; a = b; b = t; }");
        Line("static T Pick<T>(bool c, T a, T b) => c ? a : b;");
        Line("static double Apply(Func<double, double> f, double v) => f(v);");
        Line("static double Total(double[] w) { double s = 0; foreach (double v in w) s += v; return 0.3 * s; }");
        WriteCalleesThatThrow();
        WriteIterator();
        var helpers = _random.Next(4);
        for (var i = 0; i < helpers; i++)
            WriteHelper();
        WriteMain();
        Close();
    }

    void WriteMain()
    {
        var (kind, name, type) = _random.Next(10) switch
        {
            0 => (Kind.Double, "x", "double"),
            1 => (Kind.Tuple, "x", "(double, double)"),
            2 => (Kind.Pair, "x", "Pair"),
            3 => (Kind.Cell, "x", "Cell"),
            _ => (Kind.Array, "x", "double[]"),
        };
        _budget = 4 + _random.Next(9);
        _scope.Enter();
        _scope.Add(new Variable(kind, name));
        Open($"public static double F({type} {name})");
        ResetStatics();
        _result = Kind.Double;
        Statements(3 + _random.Next(4), 0);
        Line($"return {Summary()};");
        Close();
        _scope.Leave();
    }

    /// <summary>An expression that many of the visible variables matter for.</summary>
    string Summary()
    {
        var terms = new List<string>();
        foreach (var variable in _scope.Visible.ToArray())
        {
            if (terms.Count < 9 && _random.Next(5) != 0 && Read(variable) is { } term)
                terms.Add(term);
        }

        terms.Add(Double(2).Text);
        return string.Join(" + ", terms);
    }

    string? Read(Variable v) => v.Kind switch
    {
        Kind.Double => v.Name,
        Kind.Float => v.Name,
        Kind.Array => $"Total({v.Name})",
        Kind.Matrix => $"{v.Name}[{_random.Next(4)}, {_random.Next(4)}] + {v.Name}[{_random.Next(4)}, {_random.Next(4)}]",
        Kind.Jagged => $"Total({v.Name}[{_random.Next(4)}])",
        Kind.Vec => $"{v.Name}.Norm() - {v.Name}.B",
        Kind.Body => $"{v.Name}.P.A * {v.Name}.C + {v.Name}.P.B",
        Kind.Bodies => $"{v.Name}[{_random.Next(4)}].C + {v.Name}[{_random.Next(4)}].P.A",
        Kind.Node => $"{v.Name}.Sum(3)",
        Kind.Shape => $"{v.Name}.Eval(0.7)",
        Kind.Tuple => $"{v.Name}.Item1 - 0.6 * {v.Name}.Item2",
        Kind.Function => $"{v.Name}(0.4)",
        Kind.Functions => $"{v.Name}[{_random.Next(3)}](0.3)",
        Kind.List => $"{v.Name}[{v.Name}.Count - 1]",
        Kind.Pair => $"{v.Name}.A * {v.Name}.B + Total({v.Name}.W)",
        Kind.Cell => $"{v.Name}.V + Total({v.Name}.W)",
        Kind.Dictionary => $"{v.Name}[{_random.Next(4)}] + Squash({v.Name}.Values.Sum())",
        Kind.Maybe => $"({v.Name} ?? 0.7)",
        Kind.Span => $"{v.Name}[{_random.Next(4)}] - {v.Name}[{_random.Next(4)}]",
        Kind.Meter => $"{v.Name}.Measure(0.4) + {v.Name}.Doubled(0.2)",
        Kind.Record => $"{v.Name}.A + Total({v.Name}.W)",
        _ => null,
    };

    void WriteHelper()
    {
        var parameters = new List<(string Modifier, Kind Kind)>();
        var count = 1 + _random.Next(3);
        for (var i = 0; i < count; i++)
        {
            var kind = Choose(Kind.Double, Kind.Double, Kind.Double, Kind.Array, Kind.Vec, Kind.Body, Kind.Node, Kind.Int,
                Kind.Shape, Kind.Function, Kind.Tuple, Kind.Dictionary, Kind.Maybe, Kind.Span, Kind.Meter, Kind.Record);
            var modifier = kind switch
            {
                Kind.Double => Choose("", "", "", "ref ", "out ", "in "),
                Kind.Vec or Kind.Body => Choose("", "", "ref ", "in "),
                Kind.Array or Kind.Node => Choose("", "", "", "ref "),
                _ => "",
            };
            parameters.Add((modifier, kind));
        }

        Kind? result = Choose<Kind?>(Kind.Double, Kind.Double, Kind.Double, null, Kind.Vec, Kind.Body, Kind.Array, Kind.Tuple,
            Kind.Node, Kind.Function, Kind.Maybe, Kind.Record);
        var helper = new Helper(Fresh("H"), result, [.. parameters]);
        var recursive = result == Kind.Double && _random.Next(4) == 0 && !parameters.Any(p => p.Modifier.Length > 0);
        _budget = 2 + _random.Next(6);
        var saved = _scope;
        _scope = new Scope();
        _scope.Helpers.AddRange(saved.Helpers);
        var names = parameters.Select(p => Fresh("p")).ToArray();
        var list = string.Join(", ", parameters.Select((p, i) => $"{p.Modifier}{TypeName(p.Kind)} {names[i]}"));
        if (recursive)
            list = list.Length > 0 ? "int depth, " + list : "int depth";
        Open($"static {(result is { } r ? TypeName(r) : "void")} {helper.Name}({list})");
        for (var i = 0; i < names.Length; i++)
        {
            var (modifier, kind) = parameters[i];
            if (modifier == "out ")
                Line($"{names[i]} = {Value(Kind.Double, 1)};");
            var writable = modifier != "in " && kind != Kind.Function;
            _scope.Add(new Variable(kind, names[i], writable, modifier.Length == 0 && kind != Kind.Span, writable));
        }

        _result = result;
        if (recursive)
        {
            Line($"if (depth <= 0) return {Bounded(2)};");
            Statements(1 + _random.Next(2), 1);
            var arguments = parameters.Select(p => p.Kind is Kind.Int ? "depth" : Value(p.Kind, 2));
            Line($"return 0.7 * {helper.Name}(depth - 1, {string.Join(", ", arguments)}) + {Bounded(2)};");
        }
        else
        {
            Statements(1 + _random.Next(3), 1);
            if (result is { } kind)
                Line($"return {(kind == Kind.Double ? Bounded(3) : Value(kind, 2))};");
        }

        Close();
        _scope = saved;
        _scope.Helpers.Add(recursive ? helper with { Parameters = [("depth ", Kind.Int), .. parameters] } : helper);
    }

    void WriteTypes()
    {
        Open("public struct Vec");
        Line("public double A; public double B;");
        Line("public Vec(double a, double b) { A = a; B = b; }");
        Line("public static Vec operator +(Vec u, Vec v) => new Vec(u.A + v.A, u.B + v.B);");
        Line("public static Vec operator *(double s, Vec v) => new Vec(s * v.A, s * v.B);");
        Member("public void Turn(double t)", null, true, (Kind.Double, "A"), (Kind.Double, "B"), (Kind.Double, "t"));
        Member("public readonly double Norm()", Kind.Double, true, (Kind.Double, "A"), (Kind.Double, "B"));
        Close();
        Open("public struct Body");
        Line("public Vec P; public double C; public int K;");
        Line("public void Step(double t) { P.Turn(C); C = Squash(C + t * P.A); K++; }");
        Line("public Vec Moved(double t) { P.A += t; return P; }");
        Close();
        Open("public sealed class Node");
        Line("public double V; public Vec P; public double[] W = new double[4]; public Node Next;");
        Line("public Node(double v, Node next) { V = v; Next = next; }");
        Member("public void Update(double t)", null, false, (Kind.Double, "V"), (Kind.Vec, "P"), (Kind.Array, "W"), (Kind.Double, "t"));
        Line("public double Sum(int n) => V * P.B + W[1] + (n > 0 && Next != null ? 0.5 * Next.Sum(n - 1) : V);");
        Close();
        Open("public abstract class Shape");
        Line("public double R;");
        Line("public abstract double Eval(double t);");
        Line("public virtual void Grow(double t) { R = Math.Sin(R + t); }");
        Close();
        Open("public class Disc : Shape");
        Member("public override double Eval(double t)", Kind.Double, true, (Kind.Double, "R"), (Kind.Double, "t"));
        Close();
        Open("public sealed class Rod : Disc");
        Line("public double L = 0.5;");
        Member("public override void Grow(double t)", null, true, (Kind.Double, "R"), (Kind.Double, "L"), (Kind.Double, "t"));
        if (_random.Next(2) == 0)
            Line("public override double Eval(double t) => base.Eval(t) - L * R;");
        Close();
        WriteMeters();
    }

    void Member(string header, Kind? result, bool noLambdas, params (Kind Kind, string Name)[] variables)
    {
        var saved = _scope;
        _scope = new Scope();
        var isReadonly = header.Contains("readonly", StringComparison.Ordinal);
        foreach (var (kind, name) in variables)
            _scope.Add(new Variable(kind, name, !isReadonly, !noLambdas, !isReadonly));
        Open(header);
        // Methods call only those of types that come before, so that there is no recursion without end.
        _forbidden = noLambdas && variables[0].Name == "A"
            ? [Kind.Vec, Kind.Body, Kind.Bodies, Kind.Node, Kind.Shape, Kind.Meter]
            : noLambdas ? [Kind.Shape, Kind.Meter] : [Kind.Node, Kind.Shape, Kind.Meter];
        _budget = 3;
        _result = result;
        _noLambdas = noLambdas;
        Statements(1 + _random.Next(2), 2);
        if (result is not null)
            Line($"return {Bounded(3)};");
        _noLambdas = false;
        _forbidden = [];
        Close();
        _scope = saved;
    }

    static string TypeName(Kind kind) => kind switch
    {
        Kind.Double => "double",
        Kind.Float => "float",
        Kind.Int => "int",
        Kind.Bool => "bool",
        Kind.Array => "double[]",
        Kind.Matrix => "double[,]",
        Kind.Jagged => "double[][]",
        Kind.Bodies => "Body[]",
        Kind.Tuple => "(double, double)",
        Kind.Function => "Func<double, double>",
        Kind.Functions => "Func<double, double>[]",
        Kind.List => "List<double>",
        Kind.Dictionary => "Dictionary<int, double>",
        Kind.Maybe => "double?",
        Kind.Span => "Span<double>",
        Kind.Meter => "IMeter",
        Kind.Record => "Snapshot",
        _ => kind.ToString(),
    };

    string Fresh(string prefix) => prefix + (_names++).ToString(CultureInfo.InvariantCulture);

    T Choose<T>(params T[] items) => items[_random.Next(items.Length)];

    bool Chance(int percent) => _random.Next(100) < percent;

    void Line(string text)
    {
        if (text.Length > 0)
            _text.Append(' ', 4 * _indent).Append(text);
        _text.Append('\n');
    }

    void Open(string header)
    {
        Line(header);
        Line("{");
        _indent++;
    }

    void Close(string tail = "")
    {
        _indent--;
        Line("}" + tail);
    }
}
