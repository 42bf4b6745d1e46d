using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Zygote.RandomPrograms.Tests.Generation;

/// <summary>
/// Writes functions of an array that share objects, arrays and variables from outside with virtual methods, delegates and methods
/// that are not inlined: these store there what the function then reads directly, and the other way round. What is
/// constant, what has a shadow and what can be read again on the way back is decided by what such calls may do.
/// </summary>
sealed class OutsideGenerator
{
    readonly Random _random;
    readonly StringBuilder _text = new();
    int _names;

    OutsideGenerator(int seed) => _random = new Random(seed);

    /// <summary>F has no parameters here: it makes the function, with all that this refers to.</summary>
    public static GeneratedProgram Generate(int seed)
    {
        var generator = new OutsideGenerator(seed);
        generator.Write(seed);
        return new GeneratedProgram(seed, generator._text.ToString(), UsesFloat: false);
    }

    /// <summary>How things are called from where code stands.</summary>
    /// <param name="Of">What comes before the names of shared objects.</param>
    /// <param name="Y">A number that is shared.</param>
    /// <param name="Numbers">Numbers that can be read.</param>
    /// <param name="Counters">Small integers.</param>
    /// <param name="Calls">Whether others may be called.</param>
    sealed record Names(string Of, string Y, List<string> Numbers, List<string> Counters, bool Calls)
    {
        public string Cell { get; } = Of == "" ? "cell" : Of + "C";

        public (string Numbers, string Rows, string Indices) Arrays { get; } = Of == "" ? ("b", "r", "k") : (Of + "B", Of + "R", Of + "K");

        /// <summary>What the sum is added to.</summary>
        public string Sum => Calls ? "t" : Numbers.Contains("Own") ? "Own" : Y;
    }

    void Write(int seed)
    {
        Line("using System;");
        Line("using System.Runtime.CompilerServices;");
        Line(string.Create(CultureInfo.InvariantCulture, $"public static class Program{seed} {{"));
        Line("sealed class Cell { public double V = 0.5; public double[] W = { 0.1, 0.2, 0.3 }; public (double A, double B) P; }");
        Line("sealed class Shared { public Cell C = new(); public double[] B = { 1, 2, 3 }; public double[][] R = { new[] { 1.5, 0.5, 1 }, new[] { 0.2, 0.4, 0.6 }, new[] { 1.0, 1, 2 } }; public int[] K = { 0, 1, 2 }; public double Y = 0.3; }");
        Line("abstract class Op { protected readonly Shared S; protected double Own = 0.7; protected Op(Shared s) => S = s; public abstract double Do(double v); public virtual double Read() => Own;");
        Line("public virtual void Reset() { Own = 0.7; S.C.V = 0.5; S.C.P = (1, 2); S.Y = 0.3; for (var n = 0; n < 3; n++) { S.C.W[n] = 0.1 * n; S.B[n] = n; S.K[n] = n; for (var m = 0; m < 3; m++) S.R[n][m] = 0.2 * n + m; } }");
        Line("[MethodImpl(MethodImplOptions.NoInlining)] public double Known(double v) {");
        Body(new Names("S.", "S.Y", ["v", "Own"], ["0", "1", "2"], false), 1 + _random.Next(2));
        Line("return " + Choose("v", "Own * v", "S.C.V * v", "S.B[1]") + "; } }");
        for (var op = 0; op < 3; op++)
            Operation(op);
        Line("public static Func<double[], double> F() {");
        Line("var s = new Shared(); var cell = s.C; var b = s.B; var r = s.R; var k = s.K; var y = 0.4;");
        Line("Op[] ops = { new Op0(s), new Op1(s), new Op2(s) }; var first = ops[0]; var last = (Op2)ops[2];");
        Line("Func<double, double> fn = v => {");
        Body(new Names("s.", "y", ["v", "y"], ["0", "1", "2"], false), 1 + _random.Next(2));
        Line("return " + Choose("v * y", "y", "v + cell.V", "b[2] * v") + "; };");
        Line("return x => {");
        Line("foreach (var op in ops) op.Reset(); y = 0.4;");
        Line("var t = 0.0;");
        Body(new Names(Choose("s.", ""), "y", ["x[0]", "x[1]", "x[4]"], ["0", "1", "2"], true), 3 + _random.Next(4));
        Line("return Math.Sin(t) + 0.1 * t + " + Choose("cell.V", "x[0]", "b[0] * x[1]", "first.Do(x[2])", "y") + ";");
        Line("}; } }");
    }

    void Operation(int number)
    {
        Line($"sealed class Op{number} : Op {{ public Op{number}(Shared s) : base(s) {{ }} public override double Do(double v) {{");
        var writes = _random.Next(3);
        Body(new Names("S.", "S.Y", ["v", "Own"], ["0", "1", "2"], false), writes);
        Line("return " + Choose("v", "Own * v", "Math.Sin(v) * S.C.V", "S.B[S.K[0]] * v", "S.R[1][2] + v * v", "0.3") + "; } }");
    }

    void Body(Names names, int count)
    {
        for (; count > 0; count--)
            Statement(names, 0);
    }

    void Statement(Names names, int depth)
    {
        var (cell, (b, r, k)) = (names.Cell, names.Arrays);
        switch (_random.Next(names.Calls ? 22 : 10))
        {
            case 0:
                Line($"{names.Y} = {Bounded(names)};");
                break;
            case 1:
                Line($"{cell}.V {Choose("=", "+=")} {Bounded(names)};");
                break;
            case 2:
                Line($"{b}[{Index(names)}] = {Bounded(names)};");
                break;
            case 3:
                Line($"{cell}.W[{Index(names)}] {Choose("=", "-=")} {Bounded(names)};");
                break;
            case 4:
                Line($"({r}[0], {r}[1]) = ({r}[1], {r}[0]);");
                break;
            case 5:
                Line($"{k}[{Index(names)}] = ({k}[{Index(names)}] + 1) % 3;");
                break;
            case 6:
                Line($"{r}[{Index(names)}][{Index(names)}] = {Bounded(names)};");
                break;
            case 7:
                Line(_random.Next(2) == 0 ? $"{cell}.P = ({cell}.P.B, {Bounded(names)});" : $"{cell}.P.A = {Bounded(names)};");
                break;
            case 8:
                Line($"{names.Sum} += {(names.Calls ? Number(names) : Bounded(names))};");
                break;
            case 9:
                Line($"if ({Number(names)} > 0.4) {{");
                if (depth < 2)
                    Statement(names, depth + 1);
                Line("}");
                break;
            case < 14 when depth < 2:
                var i = "i" + (++_names).ToString(CultureInfo.InvariantCulture);
                Line($"for (var {i} = 0; {i} < {Choose("3", "2", "x.Length")}; {i}++) {{");
                var inside = names with { Numbers = [.. names.Numbers, $"x[{i}]"], Counters = [.. names.Counters, i] };
                for (var count = 2 + _random.Next(3); count > 0; count--)
                    Statement(inside, depth + 1);
                Line("}");
                break;
            case < 18:
                Line($"t += {Call(names)} * {Number(names)};");
                break;
            case 18:
                Line(Call(names) + ";");
                break;
            default:
                Line($"t += {Number(names)} * {Number(names)};");
                break;
        }
    }

    string Call(Names names)
    {
        var given = _random.Next(4) == 0 ? "0.6" : Number(names);
        return Choose(
            $"ops[{Index(names)}].Do({given})", $"ops[{Index(names)}].Do({given})", $"first.Do({given})", $"last.Do({given})", $"last.Known({given})", $"fn({given})",
            $"({Number(names)} > 0.3 ? first : ops[{Index(names)}]).Do({given})", $"ops[{Index(names)}].Read()");
    }

    /// <summary>Between -1 and 1, so that nothing grows without bounds.</summary>
    string Bounded(Names names) => Choose($"Math.Sin({Number(names)})", $"0.5 * Math.Cos({Number(names)})", "0.25", $"Math.Tanh({Number(names)})");

    string Number(Names names, int depth = 0)
    {
        var (cell, (b, r, k)) = (names.Cell, names.Arrays);
        return _random.Next(depth > 1 ? 12 : 16) switch
        {
            < 3 => Choose([.. names.Numbers]),
            3 => names.Y,
            4 or 5 => $"{cell}.V",
            6 => $"{b}[{Index(names)}]",
            7 => $"{r}[{Index(names)}][{Index(names)}]",
            8 => $"{b}[{k}[{Index(names)}]]",
            9 => $"{cell}.W[{Index(names)}]",
            10 => $"{cell}.P.{Choose("A", "B")}",
            11 => (_random.NextDouble() * 2).ToString("F2", CultureInfo.InvariantCulture),
            12 => $"Math.Sin({Number(names, depth + 1)})",
            _ => $"({Number(names, depth + 1)} {Choose("+", "-", "*", "*")} {Number(names, depth + 1)})",
        };
    }

    string Index(Names names) => Choose([.. names.Counters]) is var i && i.Length > 1 ? i + " % 3" : i;

    string Choose(params string[] of) => of[_random.Next(of.Length)];

    void Line(string line) => _text.AppendLine(line);
}
