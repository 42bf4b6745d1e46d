using System;

namespace Zygote.Tests.Testing;

/// <summary>Functions with rules that are wrong on purpose, each in one way.</summary>
static class WrongRules
{
    public static double Factor(double x) => Math.Exp(x) * x;

    [DerivativeOf(typeof(WrongRules), nameof(Factor))]
    static double Factor(double x, double y) => 2 * (y + Math.Exp(x));

    public static double Sign(double x) => Math.Cos(x);

    [DerivativeOf(typeof(WrongRules), nameof(Sign))]
    static double Sign(double x, double y) => Math.Sin(x);

    public static double MissingTerm(double x, double y) => x * y * y + x * x;

    [DerivativeOf(typeof(WrongRules), nameof(MissingTerm))]
    static (double, double) MissingTerm(double x, double y, double z) => (y * y, 2 * x * y);

    public static double[] Multiply(double[,] a, double[] x)
    {
        var y = new double[a.GetLength(0)];
        for (var i = 0; i < y.Length; i++)
        {
            for (var j = 0; j < x.Length; j++)
                y[i] += a[i, j] * x[j];
        }
        return y;
    }

    [PullbackOf(typeof(WrongRules), nameof(Multiply))]
    static (double[] Value, Func<double[], (double[,], double[])> Pullback) MultiplyBack(double[,] a, double[] x) =>
        (Multiply(a, x), yBar => (Outer(yBar, x), Multiply(a, yBar))); // not transposed

    [PushforwardOf(typeof(WrongRules), nameof(Multiply))]
    static (double[] Value, double[] Tangent) MultiplyForward(double[,] a, double[] x, double[,] aDot, double[] xDot)
    {
        var (first, second) = (Multiply2(aDot, x), Multiply2(a, xDot));
        for (var i = 0; i < first.Length; i++)
            first[i] += second[i];
        return (Multiply(a, x), first);
    }

    static double[] Multiply2(double[,] a, double[] x)
    {
        var y = new double[a.GetLength(0)];
        for (var i = 0; i < y.Length; i++)
        {
            for (var j = 0; j < x.Length; j++)
                y[i] += a[i, j] * x[j];
        }
        return y;
    }

    static double[,] Outer(double[] x, double[] y)
    {
        var a = new double[x.Length, y.Length];
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < y.Length; j++)
                a[i, j] = x[i] * y[j];
        }
        return a;
    }

    public static double Stopped(double x) => x * x * x;

    [DerivativeOf(typeof(WrongRules), nameof(Stopped))]
    static double Stopped(double x, double y) => 3 * x * AD.StopGradient(x);

    [ZeroDerivative]
    public static double Zero(double x) => x * x;

    public static double Kept(double x) => AD.StopGradient(x) * x;

    public static double Value(double x) => Math.Sin(x);

    [PullbackOf(typeof(WrongRules), nameof(Value))]
    static (double Value, Func<double, double> Pullback) ValueBack(double x) => (Math.Cos(Math.PI / 2 - x), y => y * Math.Cos(x));

    public static double Sum(double[] x)
    {
        double sum = 0;
        foreach (var v in x)
            sum += v * v;
        return sum;
    }

    [PullbackOf(typeof(WrongRules), nameof(Sum))]
    static (double Value, Func<double, double[]> Pullback) SumBack(double[] x) =>
        (Sum2(x), yBar =>
        {
            var bar = new double[x.Length];
            for (var i = 1; i < bar.Length; i++) // the first is left out
                bar[i] = 2 * x[i] * yBar;
            return bar;
        });

    static double Sum2(double[] x)
    {
        double sum = 0;
        foreach (var v in x)
            sum += v * v;
        return sum;
    }

    public static double Scaled(double[] x) => Sum2(x);

    [PullbackOf(typeof(WrongRules), nameof(Scaled))]
    static (double Value, Func<double, double[]> Pullback) ScaledBack(double[] x)
    {
        var value = Sum2(x);
        return (value, yBar =>
        {
            for (var i = 0; i < x.Length; i++) // into what it was given
                x[i] *= 2 * yBar;
            return x;
        });
    }
}
