using System;
using System.Linq;

using Xunit;

namespace Zygote.Tests.Arrays;

/// <summary>
/// Derivatives of a function of a vector against those of plain loops, against difference quotients, and modes against each
/// other: gradient, tangent, and the product of the Hessian by four ways.
/// </summary>
static class Against
{
    public static void Loop(Func<double[], double> f, Func<double[], double> loop, double[] x, double tolerance = 1e-10)
    {
        Near(loop(x), f(x), tolerance);
        Near(AD.Gradient(loop, x), AD.Gradient(f, x), tolerance);
        var v = Direction(x.Length);
        Near(AD.HessianVectorProduct(loop)(x, v), AD.HessianVectorProduct(f)(x, v), 100 * tolerance);
        Differences(f, x, tolerance);
    }

    public static void Differences(Func<double[], double> f, double[] x, double tolerance = 1e-10)
    {
        var gradient = AD.Gradient(f);
        var g = gradient(x);
        var v = Direction(x.Length);
        const double H = 1e-4;
        double[] quotients = [.. x.Select((_, i) => Slope(t => f([.. x.Select((value, j) => i == j ? value + t : value)]), H))];
        Near(quotients, g, 1e-6);
        var (value, tangent) = AD.Pushforward(f, x, v);
        Near(f(x), value, tolerance);
        Near(Dot(g, v), tangent, tolerance);

        double[] second = [.. x.Select((_, i) => Slope(t => gradient([.. x.Zip(v, (a, b) => a + t * b)])[i], H))];
        var reverseOverReverse = AD.Gradient((double[] y) => Dot(AD.Gradient(f, y), v), x);
        Near(second, reverseOverReverse, 1e-5);
        var forwardOverReverse = AD.Pushforward(gradient, x, v).Tangent;
        Near(reverseOverReverse, forwardOverReverse, 100 * tolerance);
        Near(reverseOverReverse, AD.Gradient((double[] y) => AD.Pushforward(f, y, v).Tangent, x), 100 * tolerance);
        Near(Dot(reverseOverReverse, v), AD.Pushforward((double[] y) => AD.Pushforward(f, y, v).Tangent, x, v).Tangent, 100 * tolerance);
    }

    /// <summary>For many inputs: the loop's derivatives, and differences along one direction.</summary>
    public static void LargeLoop(Func<double[], double> f, Func<double[], double> loop, double[] x, double tolerance = 1e-10)
    {
        Near(loop(x), f(x), tolerance);
        var (g, v) = (AD.Gradient(f, x), Direction(x.Length));
        Near(AD.Gradient(loop, x), g, tolerance);
        Near(Slope(t => f([.. x.Zip(v, (a, b) => a + t * b)]), 1e-4), Dot(g, v), 1e-6);
        Near(Dot(g, v), AD.Pushforward(f, x, v).Tangent, tolerance);
        var second = AD.HessianVectorProduct(loop)(x, v);
        Near(second, AD.HessianVectorProduct(f)(x, v), 100 * tolerance);
        Near(second, AD.Gradient((double[] y) => Dot(AD.Gradient(f, y), v), x), 100 * tolerance);
        Near(second, AD.Gradient((double[] y) => AD.Pushforward(f, y, v).Tangent, x), 100 * tolerance);
    }

    /// <summary>The twin in single precision against the one in double.</summary>
    public static void Single(Func<double[], double> f, Func<float[], float> single, double[] x, double tolerance = 1e-4)
    {
        float[] y = [.. x.Select(v => (float)v)];
        double[] rounded = [.. y.Select(v => (double)v)];
        Near(f(rounded), single(y), tolerance);
        Near(AD.Gradient(f, rounded), [.. AD.Gradient(single, y).Select(v => (double)v)], tolerance);
    }

    public static void Near(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = 1 + expected.Select(Math.Abs).DefaultIfEmpty().Max();
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance * scale,
                $"element {i}: {actual[i]:R}, not {expected[i]:R}");
        }
    }

    public static void Near(double[,] expected, double[,] actual, double tolerance)
    {
        Assert.Equal(expected.GetLength(0), actual.GetLength(0));
        Near([.. expected.Cast<double>()], [.. actual.Cast<double>()], tolerance);
    }

    public static void Near(double expected, double actual, double tolerance) =>
        Near(new[] { expected }, new[] { actual }, tolerance);

    public static double Dot(double[] x, double[] y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    /// <summary>Fourth order.</summary>
    static double Slope(Func<double, double> f, double h) => (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);

    static double[] Direction(int n) => [.. Enumerable.Range(0, n).Select(i => Math.Cos(1.7 * i + 0.4))];
}

/// <summary>Test data, and ways from matrices to one number with all of their elements in it.</summary>
static class Data
{
    public static double[] Vector(int n, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, n).Select(_ => 2 * random.NextDouble() - 1)];
    }

    public static double[,] Matrix(int rows, int columns, int seed = 1) => Matrix(Vector(rows * columns, seed), 0, rows, columns);

    public static double[,] Matrix(double[] x, int start, int rows, int columns)
    {
        var a = new double[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                a[i, j] = x[start + i * columns + j];
        }

        return a;
    }

    public static float[,] Matrix(float[] x, int start, int rows, int columns)
    {
        var a = new float[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                a[i, j] = x[start + i * columns + j];
        }

        return a;
    }

    /// <summary>Far from singular: the diagonal is raised.</summary>
    public static double[] Regular(int n, int more = 0, int seed = 1)
    {
        var x = Vector(n * n + more, seed);
        for (var i = 0; i < n; i++)
            x[i * n + i] += 3 + 0.3 * n;
        return x;
    }

    public static T[] Part<T>(T[] x, int start, int length)
    {
        var part = new T[length];
        for (var i = 0; i < length; i++)
            part[i] = x[start + i];
        return part;
    }

    public static double Mix(double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += (1 + 0.1 * (i % 7)) * x[i] * (1 + 0.3 * x[i]);
        return sum;
    }

    public static double Mix(double[,] a)
    {
        var sum = 0.0;
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < a.GetLength(1); j++)
                sum += (1 + 0.1 * ((3 * i + j) % 7)) * a[i, j] * (1 + 0.3 * a[i, j]);
        }

        return sum;
    }

    public static float Mix(float[] x)
    {
        var sum = 0f;
        for (var i = 0; i < x.Length; i++)
            sum += (1 + 0.1f * (i % 7)) * x[i] * (1 + 0.3f * x[i]);
        return sum;
    }

    public static float Mix(float[,] a)
    {
        var sum = 0f;
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < a.GetLength(1); j++)
                sum += (1 + 0.1f * ((3 * i + j) % 7)) * a[i, j] * (1 + 0.3f * a[i, j]);
        }

        return sum;
    }
}
