using System;

namespace Zygote.Rules.Bench;

/// <summary>What the operations of <c>TensorPrimitives</c> compute, as one would write it without them.</summary>
static class SpanLoops
{
    public static double Sum(double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += x[i];
        return sum;
    }

    public static double SumOfSquares(double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += x[i] * x[i];
        return sum;
    }

    public static double SumOfMagnitudes(double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += Math.Abs(x[i]);
        return sum;
    }

    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    public static double Distance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += (x[i] - y[i]) * (x[i] - y[i]);
        return Math.Sqrt(sum);
    }

    public static double CosineSimilarity(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double dot = 0, xx = 0, yy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            dot += x[i] * y[i];
            xx += x[i] * x[i];
            yy += y[i] * y[i];
        }

        return dot / (Math.Sqrt(xx) * Math.Sqrt(yy));
    }

    public static double StdDev(double[] x)
    {
        var mean = Sum(x) / x.Length;
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += (x[i] - mean) * (x[i] - mean);
        return Math.Sqrt(sum / x.Length);
    }

    public static double Product(double[] x)
    {
        var product = 1.0;
        for (var i = 0; i < x.Length; i++)
            product *= x[i];
        return product;
    }

    public static double ProductOfSums(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var product = 1.0;
        for (var i = 0; i < x.Length; i++)
            product *= x[i] + y[i];
        return product;
    }

    public static double ProductOfDifferences(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var product = 1.0;
        for (var i = 0; i < x.Length; i++)
            product *= x[i] - y[i];
        return product;
    }

    public static double Max(double[] x)
    {
        var max = x[0];
        for (var i = 1; i < x.Length; i++)
            max = x[i] > max ? x[i] : max;
        return max;
    }

    public static double MinMagnitude(double[] x)
    {
        var min = x[0];
        for (var i = 1; i < x.Length; i++)
            min = Math.Abs(x[i]) < Math.Abs(min) ? x[i] : min;
        return min;
    }

    public static void Add(double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = x[i] + x[i];
    }

    public static void Multiply(double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = x[i] * x[i];
    }

    public static void MultiplyAdd(double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = x[i] * x[i] + x[i];
    }

    public static void Divide(double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = 1 / x[i];
    }

    public static void Sqrt(double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = Math.Sqrt(x[i]);
    }

    public static void Exp(double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = Math.Exp(x[i]);
    }

    public static void ExpM1(double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = double.ExpM1(x[i]);
    }

    public static void RootN(double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = double.RootN(x[i], 5);
    }

    public static void Log(double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = Math.Log(x[i]);
    }

    public static void Sin(double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = Math.Sin(x[i]);
    }

    public static void Atan(double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = Math.Atan(x[i]);
    }

    public static void Tanh(double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = Math.Tanh(x[i]);
    }

    public static void Sigmoid(double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = 1 / (1 + Math.Exp(-x[i]));
    }

    public static void Cbrt(double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = Math.Cbrt(x[i]);
    }

    public static void Hypot(double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = double.Hypot(x[i], x[i]);
    }

    public static void Pow(double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = Math.Pow(x[i], x[i]);
    }

    public static void PowByNumber(double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = Math.Pow(x[i], 2.5);
    }

    public static void Abs(double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = Math.Abs(x[i]);
    }

    public static void MaxElementwise(double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = Math.Max(x[i], 0.5);
    }

    public static void Clamp(double[] x, double[] y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = Math.Clamp(x[i], 0.3, 0.7);
    }

    public static void SoftMax(double[] x, double[] y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = Math.Exp(x[i]);
            sum += y[i];
        }

        for (var i = 0; i < x.Length; i++)
            y[i] /= sum;
    }
}
