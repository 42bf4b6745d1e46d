using System;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace Zygote.RandomPrograms.Tests;

/// <summary>What was found out about one program.</summary>
sealed class Verdict
{
    public string? Failure { get; set; }

    /// <summary>The part of the failure that stays when the program is made smaller.</summary>
    public string? FailureKind { get; set; }

    public int Compared { get; set; }

    public int Skipped { get; set; }

    /// <summary>Partial derivatives that are not zero.</summary>
    public int Nonzero { get; set; }

    public void Fail(string kind, string text)
    {
        FailureKind ??= kind;
        Failure ??= kind + ": " + text;
    }
}

/// <summary>Checks the derivatives of a function against each other and against difference quotients.</summary>
static class Oracle
{
    const double ModeTolerance = 1e-9;
    const double FloatTolerance = 1e-4;
    const double DifferenceTolerance = 1e-5;
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <param name="method">The function.</param>
    /// <param name="seed">Chooses the points.</param>
    /// <param name="usesFloat">Allow for rounding to float, and do without difference quotients.</param>
    /// <param name="split">Also the forms that are compiled apart: Pullback and GradientInto.</param>
    public static Verdict Check(MethodInfo method, int seed, bool usesFloat, bool split)
    {
        var verdict = new Verdict();
        var thread = new Thread(
            () =>
            {
                try
                {
                    Dispatch(method, seed, usesFloat, split, verdict);
                }
                catch (Exception e)
                {
                    verdict.Fail($"{e.GetType().Name} {Site(e)}", e.ToString());
                }
            },
            16 << 20)
        {
            IsBackground = true,
        };
        thread.Start();
        if (!thread.Join(Limit))
            return new Verdict { FailureKind = "timeout", Failure = "timeout" };
        return verdict;
    }

    static string Site(Exception e) => e is NotDifferentiableException refusal
        ? refusal.Reason
        : e.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("Zygote", StringComparison.Ordinal))?.Trim() ?? "";

    static void Dispatch(MethodInfo method, int seed, bool usesFloat, bool split, Verdict verdict)
    {
        var type = method.GetParameters()[0].ParameterType;
        if (type == typeof(double))
            Check(method, InputShapes.Number, seed, usesFloat, split, verdict);
        else if (type == typeof((double, double)))
            Check(method, InputShapes.Tuple, seed, usesFloat, split, verdict);
        else if (type == typeof(Pair))
            Check(method, InputShapes.Struct, seed, usesFloat, split, verdict);
        else if (type == typeof(Cell))
            Check(method, InputShapes.Class, seed, usesFloat, split, verdict);
        else
            Check(method, InputShapes.Array, seed, usesFloat, split, verdict);
    }

    static void Check<T>(MethodInfo method, InputShape<T> shape, int seed, bool usesFloat, bool split, Verdict verdict) =>
        Check(method.CreateDelegate<Func<T, double>>(), shape, seed, usesFloat, split, verdict);

    public static void Check<T>(Func<T, double> f, InputShape<T> shape, int seed, bool usesFloat, bool split, Verdict verdict)
    {
        var random = new Random(seed + 1);
        var gradient = AD.ValueAndGradient(f);
        var pullback = split ? AD.Pullback(f) : null;
        var pushforward = AD.Pushforward(f);
        var into = split && (typeof(T) == typeof(double[]) || typeof(T) == typeof(Cell)) ? AD.GradientInto(f) : null;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var point = Enumerable.Range(0, shape.Count).Select(_ => Math.Round((random.NextDouble() * 3) - 1.5, 3)).ToArray();
            if (CheckAt(point))
                return;
        }

        // True unless some difference quotient was in doubt, and another point should be tried.
        bool CheckAt(double[] point)
        {
            var at = "at " + Show(point) + ": ";
            var after = shape.Make(point);
            var value = f(after);
            if (!double.IsFinite(value) || Math.Abs(value) > 1e8)
                return false;
            var x = shape.Make(point);
            var (y, gx) = gradient(x);
            var g = shape.Numbers(gx);
            if (!Same(y, value))
                verdict.Fail("value of gradient", at + Show(y) + ", expected " + Show(value));
            if (!Same(shape.Numbers(x), shape.Numbers(after)))
                verdict.Fail("input after gradient", at + Show(shape.Numbers(x)) + ", expected " + Show(shape.Numbers(after)));
            if (g.Length != point.Length)
                verdict.Fail("shape of gradient", at + Show(g));
            var scale = Math.Max(1, g.Max(Math.Abs));
            var tolerance = (usesFloat ? FloatTolerance : ModeTolerance) * scale;

            var forward = new double[point.Length];
            for (var i = 0; i < point.Length; i++)
            {
                var direction = new double[point.Length];
                direction[i] = 1;
                (y, forward[i]) = pushforward(shape.Make(point), shape.Make(direction));
                if (!Same(y, value))
                    verdict.Fail("value of pushforward", at + Show(y) + ", expected " + Show(value));
            }

            if (pullback is not null)
            {
                (y, var pull) = pullback(shape.Make(point));
                if (!Same(y, value))
                    verdict.Fail("value of pullback", at + Show(y) + ", expected " + Show(value));
                var first = shape.Numbers(pull(1));
                Compare("pullback and gradient", first, g, at, tolerance);
                Compare("pullback again", shape.Numbers(pull(1)), first, at, tolerance);
                Compare("half a pullback", [.. shape.Numbers(pull(0.5)).Select(v => 2 * v)], first, at, tolerance);
            }

            if (into is not null)
            {
                var target = shape.Make(Enumerable.Repeat(7.0, point.Length).ToArray());
                y = into(shape.Make(point), target);
                if (!Same(y, value))
                    verdict.Fail("value of GradientInto", at + Show(y) + ", expected " + Show(value));
                Compare("GradientInto and gradient", shape.Numbers(target), g, at, tolerance);
            }

            var differences = point.Select((_, i) => usesFloat ? null : Difference(point, i, scale)).ToArray();
            var known = Enumerable.Range(0, point.Length).Where(i => differences[i] is not null).ToArray();
            string Both() => at + "differences " + string.Join(", ", differences.Select(d => d is { } v ? Show(v) : "?"))
                + "; forward " + Show(forward) + "; reverse " + Show(g);
            bool Near(double a, double b, double t) => Math.Abs(a - b) <= t;
            var forwardWrong = known.Any(i => !Near(differences[i]!.Value, forward[i], DifferenceTolerance * scale));
            var reverseWrong = known.Any(i => !Near(differences[i]!.Value, g[i], DifferenceTolerance * scale));
            if (forwardWrong || reverseWrong)
                verdict.Fail(!forwardWrong ? "reverse" : !reverseWrong ? "forward" : "both modes", Both());
            for (var i = 0; i < g.Length; i++)
            {
                if (!Near(forward[i], g[i], tolerance))
                    verdict.Fail("forward and reverse", Both());
            }

            if (usesFloat)
                return true;
            verdict.Nonzero += known.Count(i => g[i] != 0);
            verdict.Compared += known.Length;
            verdict.Skipped += point.Length - known.Length;
            return known.Length == point.Length;
        }

        void Compare(string kind, double[] actual, double[] expected, string at, double tolerance)
        {
            if (actual.Length != expected.Length || actual.Zip(expected).Any(p => !(Math.Abs(p.First - p.Second) <= tolerance)))
                verdict.Fail(kind, at + Show(actual) + ", expected " + Show(expected));
        }

        // Central differences with two Richardson steps, believed when two starting steps agree.
        double? Difference(double[] point, int i, double scale)
        {
            double? last = null;
            foreach (var step in (double[])[4e-3, 1.3e-3, 4e-4, 1.1e-4])
            {
                var a = Central(point, i, step);
                var b = Central(point, i, step / 2);
                var c = Central(point, i, step / 4);
                var (ab, bc) = (((4 * b) - a) / 3, ((4 * c) - b) / 3);
                var estimate = ((16 * bc) - ab) / 15;
                if (last is { } previous && Math.Abs(estimate - previous) <= DifferenceTolerance / 10 * scale
                    && Math.Abs(bc - estimate) <= DifferenceTolerance * scale)
                {
                    return estimate;
                }

                last = estimate;
            }

            return null;
        }

        double Central(double[] point, int i, double h)
        {
            var (up, down) = ((double[])[.. point], (double[])[.. point]);
            up[i] += h;
            down[i] -= h;
            return (f(shape.Make(up)) - f(shape.Make(down))) / (up[i] - down[i]);
        }
    }

    static bool Same(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);

    static bool Same(double[] a, double[] b) => a.Length == b.Length && a.Zip(b).All(p => Same(p.First, p.Second));

    static string Show(double v) => v.ToString("R", CultureInfo.InvariantCulture);

    static string Show(double[] v) => "[" + string.Join(", ", v.Select(Show)) + "]";
}
