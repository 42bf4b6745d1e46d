using System;
using System.Linq;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>
/// Derivatives against what cannot share their mistakes: the modes against each other, the inner-product identity, and
/// central differences. Arguments are copied for every call, because functions may write into them.
/// </summary>
static partial class Check
{
    public static void Scalar(Func<double, double> f, params double[] points)
    {
        Any(f, points);
        var derivative = AD.Derivative(f);
        var gradient = AD.Gradient(f);
        foreach (var x in points)
            Close([gradient(x)], [derivative(x)], 1e-12, $"Derivative against Gradient at {x}");
    }

    public static void Vector(Func<double[], double> f, params double[][] points) => Any(f, points);

    public static void Curve<R>(Func<double, R> f, params double[] points)
    {
        Any(f, points);
        var derivative = AD.Derivative(f);
        var pushforward = AD.Pushforward(f);
        foreach (var x in points)
        {
            var tangent = Numbers.Read(pushforward(x, 1).Tangent);
            Close(tangent, Numbers.Read(derivative(x)), 1e-12, $"Derivative against Pushforward at {x}");
        }
    }

    /// <summary>A float function against the same formulas in double precision.</summary>
    public static void Float(Func<float, float> f, Func<double, double> inDouble, params float[] points)
    {
        Any(f, points);
        var (single, twice) = (AD.ValueAndGradient(f), AD.ValueAndGradient(inDouble));
        foreach (var x in points)
        {
            var (y, g) = single(x);
            var (expectedY, expectedG) = twice(x);
            Close([expectedY, expectedG], [y, g], 2e-5, $"float against double at {x}");
            Close([g], [AD.Derivative(f, x)], 1e-5, $"Derivative against Gradient at {x}");
        }
    }

    public static void FloatVector(Func<float[], float> f, Func<double[], double> inDouble, params float[][] points)
    {
        Any(f, points);
        foreach (var x in points)
        {
            var (y, g) = AD.ValueAndGradient(f, (float[])x.Clone());
            var (expectedY, expectedG) = AD.ValueAndGradient(inDouble, [.. x.Select(v => (double)v)]);
            Close([expectedY, .. expectedG], [y, .. g.Select(v => (double)v)], 2e-5, "float against double");
        }
    }

    public static void Two(Func<double, double, double> f, params (double A, double B)[] points) => Both(f, points);

    /// <summary>A function of two arguments of any types.</summary>
    public static void Both<T1, T2>(Func<T1, T2, double> f, params (T1 A, T2 B)[] points)
    {
        // The oracle for one argument, on the pair; then the forms for two arguments against it.
        Any<(T1, T2), double>(p => f(p.Item1, p.Item2), points, derivatives: false);
        var gradient = AD.Gradient(f);
        var valueAndGradient = AD.ValueAndGradient(f);
        var pullback = AD.Pullback(f);
        var pushforward = AD.Pushforward(f);
        var random = new Random(7);
        foreach (var point in points)
        {
            var p = Numbers.Clone(point);
            var y = f(p.A, p.B);
            p = Numbers.Clone(point);
            var g = Numbers.Read(gradient(p.A, p.B));
            p = Numbers.Clone(point);
            var (value, g2) = valueAndGradient(p.A, p.B);
            Same([y], [value], "value");
            Close(g, Numbers.Read(g2), 1e-12, "ValueAndGradient against Gradient");
            p = Numbers.Clone(point);
            var (value2, back) = pullback(p.A, p.B);
            Same([y], [value2], "value of Pullback");
            Close(g, Numbers.Read(back(1)), 1e-12, "Pullback against Gradient");
            Close([.. g.Select(v => -3 * v)], Numbers.Read(back(-3)), 1e-12, "second use of the pullback");
            p = Numbers.Clone(point);
            var direction = Directions(random, g.Length);
            var d = Numbers.With(point, direction);
            var (value3, tangent) = pushforward(p.A, p.B, d.A, d.B);
            Same([y], [value3], "value of Pushforward");
            Equal(Dot(g, direction), tangent, 1e-12, Size(g, direction), "Pushforward against Gradient");
            Equal(
                Difference(q => Numbers.Read(f(q.A, q.B)), point, direction)[0], tangent, 1e-7, Math.Abs(tangent),
                "central differences");
        }
    }

    public static void Any<T>(Func<T, double> f, params T[] points)
    {
        Any<T, double>(f, points);
        var gradient = AD.Gradient(f);
        var valueAndGradient = AD.ValueAndGradient(f);
        var pullback = AD.Pullback(f);
        foreach (var point in points)
        {
            var y = f(Numbers.Clone(point));
            var expected = Numbers.Read(pullback(Numbers.Clone(point)).Pullback(1));
            Close(expected, Numbers.Read(gradient(Numbers.Clone(point))), 1e-12, "Gradient against Pullback");
            var (value, g) = valueAndGradient(Numbers.Clone(point));
            Same([y], [value], "value of ValueAndGradient");
            Close(expected, Numbers.Read(g), 1e-12, "ValueAndGradient against Pullback");
            if (!typeof(T).IsValueType)
                Into(f, point, y, expected);
        }

        if (points.Length > 0)
            SecondOrder(f, points[^1]);
    }

    static void Into<T>(Func<T, double> f, T point, double y, double[] expected)
    {
        var into = AD.GradientInto(f);
        var gradient = Numbers.With(point, [.. expected.Select(_ => 17.0)]);
        for (var i = 0; i < 2; i++)
        {
            Same([y], [into(Numbers.Clone(point), gradient)], "value of GradientInto");
            Close(expected, Numbers.Read(gradient), 1e-12, "GradientInto against Pullback");
        }
    }

    /// <summary>Any argument, any result: pullback, pushforward and central differences.</summary>
    public static void Any<T, R>(Func<T, R> f, T[] points, bool derivatives = true)
    {
        foreach (var point in points)
            At(f, point, derivatives);
    }

    public static void Pullback<T, R>(Func<T, R> f, params T[] points) => Any(f, points);

    static void At<T, R>(Func<T, R> f, T point, bool derivatives)
    {
        var y = f(Numbers.Clone(point));
        var ys = Numbers.Read(y);
        var single = Numbers.AnyFloat(point) || Numbers.AnyFloat(y);
        var (tight, loose) = single ? (1e-5, 2e-3) : (1e-12, 1e-7);
        var random = new Random(3);
        var n = Numbers.Read(point).Length;

        if (!derivatives)
            return;
        var (value, pullback) = AD.Pullback(f)(Numbers.Clone(point));
        Same(ys, Numbers.Read(value), "value of Pullback");
        var u = Directions(random, ys.Length);
        var v = Directions(random, ys.Length);
        var uJ = Numbers.Read(pullback(Numbers.With(y, u)));
        var vJ = Numbers.Read(pullback(Numbers.With(y, v)));
        Same(uJ, Numbers.Read(pullback(Numbers.With(y, u))), "the same cotangent again");
        Assert.Equal(n, uJ.Length);

        var pushforward = AD.Pushforward(f);
        for (var k = 0; k < Math.Min(n, 6); k++)
        {
            // The axes where there are few, else random directions.
            var xDot = n <= 6 ? [.. Enumerable.Range(0, n).Select(i => i == k ? 1.0 : 0)] : Directions(random, n);
            if (n > 1 && k == n - 1)
                xDot = Directions(random, n);
            var (value2, tangent) = pushforward(Numbers.Clone(point), Numbers.With(point, xDot));
            Same(ys, Numbers.Read(value2), "value of Pushforward");
            var d = Numbers.Read(tangent);
            Assert.Equal(ys.Length, d.Length);
            Equal(Dot(u, d), Dot(uJ, xDot), tight, Size(u, d) + Size(uJ, xDot), "<u, J x> = <J'u, x>");
            Equal(Dot(v, d), Dot(vJ, xDot), tight, Size(v, d) + Size(vJ, xDot), "<v, J x> = <J'v, x>");
            var difference = Difference(x => Numbers.Read(f(x)), point, xDot, single ? 0.02 : 2e-3);
            for (var i = 0; i < d.Length; i++)
                Equal(difference[i], d[i], loose, Math.Abs(d[i]) + (single ? Math.Abs(ys[i]) : 0), $"central difference {i}");
        }
    }

    /// <summary>The directional derivative, by central differences extrapolated to sixth order.</summary>
    static double[] Difference<T>(Func<T, double[]> f, T point, double[] direction, double h = 2e-3)
    {
        var x = Numbers.Read(point);
        double[] Central(double step)
        {
            var plus = f(Numbers.With(point, [.. x.Zip(direction, (a, b) => a + (step * b))]));
            var minus = f(Numbers.With(point, [.. x.Zip(direction, (a, b) => a - (step * b))]));
            return [.. plus.Zip(minus, (a, b) => (a - b) / (2 * step))];
        }

        var (d1, d2, d4) = (Central(h), Central(h / 2), Central(h / 4));
        return [.. Enumerable.Range(0, d1.Length).Select(i => (d1[i] - (20 * d2[i]) + (64 * d4[i])) / 45)];
    }

    public static void Close(double[] expected, double[] actual, double tolerance = 1e-12, string what = "derivative")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Equal(expected[i], actual[i], tolerance, Math.Abs(expected[i]), $"{what} [{i}]");
    }

    static void Equal(double expected, double actual, double tolerance, double size, string what)
    {
        if (double.IsNaN(expected) && double.IsNaN(actual))
            return;
        if (expected != actual && !(Math.Abs(expected - actual) <= tolerance * Math.Max(1, size)))
            Assert.Fail($"{what}: expected {expected:R}, got {actual:R}");
    }

    static void Same(double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            if (BitConverter.DoubleToInt64Bits(expected[i]) != BitConverter.DoubleToInt64Bits(actual[i]))
                Assert.Fail($"{what} [{i}]: expected {expected[i]:R}, got {actual[i]:R}");
        }
    }

    static double[] Directions(Random random, int n) =>
        [.. Enumerable.Range(0, n).Select(_ => Math.Round((random.NextDouble() * 2) - 1, 3))];

    static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    static double Size(double[] a, double[] b) => a.Zip(b, (x, y) => Math.Abs(x * y)).Sum();
}
