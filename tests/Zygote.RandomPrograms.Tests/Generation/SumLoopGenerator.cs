using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Zygote.RandomPrograms.Tests.Generation;

/// <summary>
/// Writes functions of an array that are nested loops over sums, with weights from outside, scratch arrays that are filled or
/// not, recursive callees, and sometimes something that makes the iterations depend on each other. Such loops are reversed one
/// by one, and such calls at once, where that is right (<c>ImmediateReversal</c>, <c>WholeCalls</c>), and only in gradients:
/// the pullback tells.
/// </summary>
sealed class SumLoopGenerator
{
    const int MaxDepth = 3;

    readonly Random _random;
    readonly StringBuilder _text = new();
    readonly string[] _sums = ["s", "t"];
    int _names;

    SumLoopGenerator(int seed) => _random = new Random(seed);

    public static GeneratedProgram Generate(int seed)
    {
        var generator = new SumLoopGenerator(seed);
        generator.Write(seed);
        return new GeneratedProgram(seed, generator._text.ToString(), UsesFloat: false);
    }

    /// <summary>What can be named: numbers, counters, arrays.</summary>
    sealed record Names(List<string> Numbers, List<string> Counters, List<string> Arrays)
    {
        public Names Inside(string counter) => new([.. Numbers], [.. Counters, counter], [.. Arrays]);
    }

    void Write(int seed)
    {
        Line("using System;");
        Line(string.Create(CultureInfo.InvariantCulture, $"public static class Program{seed} {{"));
        Line("public static double F(double[] x) {");
        Line("var v = Math.Sin(x[0]) + 0.1; var w = x[^1] * 0.7; double s = 0.5 * x[0], t = 0;");
        Line("var a = new double[x.Length]; var b = new double[x.Length]; var k = new int[] { 2, 0, 1 };");
        var names = new Names(["v", "w"], [], ["a", "b"]);
        for (var loops = 1 + _random.Next(2); loops > 0; loops--)
            Loop("x.Length", names, 1);
        if (_random.Next(4) == 0)
            Line("x[0] = s * v;");
        Line("return " + Choose("s - 2 * t", "s / x.Length + t * v", "Math.Sin(s) + t", "s + t", "s + t + a[0]", "s + G(x, k, t, 2)", "s + t * x[0]") + ";");
        Line("}");
        Callee();
        Line("}");
    }

    /// <summary>Of many callees only some store numbers or indices, or use their result twice.</summary>
    void Callee()
    {
        Line("static double G(double[] a, int[] k, double u, int n) {");
        if (_random.Next(3) == 0)
            Line("k[0] = (k[0] + 1) % 3;");
        if (_random.Next(6) == 0)
            Line("a[(n + 3) % a.Length] = 0.5 * u;");
        Line("var y = a[(k[0] + n + 3) % a.Length];");
        Line("if (n <= 0) return " + Choose("y", "y * u", "u", "Math.Sin(y) * u", "0") + ";");
        Line("var r = 0.1 * u;");
        Line($"for (var i = 0; i < {Choose("n", "2", "a.Length")}; i++) {{");
        Line("r " + Choose("+=", "-=") + " " + Choose("y * ", "", "u * a[i % a.Length] * ", "r * 0.1 * ", "Math.Cos(u + i) * ")
            + Choose("G(a, k, u, n - 1)", "G(a, k, y * 0.3, n - 1)", "G(a, k, r, n - 1)", "Math.Sin(G(a, k, u * y, n - 1))") + ";");
        Line("}");
        if (_random.Next(6) == 0)
            Line("a[0] = a[0] * y + 0.1;");
        Line("return " + Choose("r", "0.3 * r", "r * u", "r + y * G(a, k, y, n - 2)", "Math.Tanh(r)") + ";");
        Line("}");
    }

    void Loop(string bound, Names names, int depth)
    {
        var i = Fresh("i");
        Line($"for (var {i} = 0; {i} < {bound}; {i}++) {{");
        var inside = names.Inside(i);
        for (var count = 1 + _random.Next(3); count > 0; count--)
            Statement(inside, depth);
        Line("}");
    }

    void Statement(Names names, int depth)
    {
        var array = Choose([.. names.Arrays]);
        switch (_random.Next(20))
        {
            case < 6 when depth < MaxDepth:
                Loop(Choose("x.Length", "3", "2", names.Counters[^1]), names, depth + 1);
                break;
            case < 12:
                Line($"{Choose(_sums)} {Choose("+=", "+=", "-=")} {Number(names)};");
                break;
            case 12:
                Line($"if ({Number(names)} > 0.2) {Choose(_sums)} += {Number(names)};");
                break;
            case 13:
                var number = Fresh("n");
                Line($"var {number} = {Number(names)};");
                names.Numbers.Add(number);
                break;
            case 14 or 15:
                Fill(array, names);
                break;
            case 16:
                var made = Fresh("m");
                Line($"var {made} = new double[x.Length];");
                Fill(made, names);
                names.Arrays.Add(made);
                break;
            case 17:
                Line($"{array}[{Choose([.. names.Counters])} % x.Length] {Choose("=", "+=")} {Number(names)};");
                Line($"{Choose(_sums)} += {Number(names)} * {array}[0];");
                break;
            case 18 when depth == 1:
                Line($"x[{names.Counters[0]} % x.Length] = 0.5 * {Number(names)};");
                break;
            default:
                names.Numbers.Add(Choose(_sums));
                break;
        }
    }

    void Fill(string array, Names names)
    {
        var i = Fresh("i");
        Line($"for (var {i} = 0; {i} < {array}.Length; {i}++) {array}[{i}] = {Number(names.Inside(i))};");
    }

    string Number(Names names, int depth = 0) => _random.Next(depth > 2 ? 5 : 20) switch
    {
        < 5 => Choose([.. names.Numbers]),
        < 8 => $"x[{Choose([.. names.Counters])} % x.Length]",
        8 => $"x[k[{Choose([.. names.Counters])} % 3] % x.Length]",
        < 11 => $"{Choose([.. names.Arrays])}[{Choose([.. names.Counters])} % x.Length]",
        11 => (_random.NextDouble() * 4 - 2).ToString("F2", CultureInfo.InvariantCulture),
        12 => $"(0.3 * {Choose([.. names.Counters])})",
        13 or 14 => $"Math.Sin({Number(names, depth + 1)})",
        15 => $"Math.Exp(0.1 * Math.Cos({Number(names, depth + 1)}))",
        16 => $"G({Choose("x", Choose([.. names.Arrays]))}, k, {Number(names, depth + 1)}, {_random.Next(3)})",
        _ => $"({Number(names, depth + 1)} {Choose("+", "-", "*", "*")} {Number(names, depth + 1)})",
    };

    string Choose(params string[] of) => of[_random.Next(of.Length)];

    string Fresh(string prefix) => prefix + (++_names).ToString(CultureInfo.InvariantCulture);

    void Line(string line) => _text.AppendLine(line);
}
