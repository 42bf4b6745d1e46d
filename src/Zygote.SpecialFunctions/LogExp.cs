using System;

namespace Zygote;

/// <content>Combinations of logarithm and exponential that keep their digits where the plain formula would not.</content>
public static partial class SpecialFunctions
{
    const double Ln2 = 0.693147180559945309417;

    /// <summary><c>e^x - 1</c>, with all digits near 0, where the function of the platform subtracts.</summary>
    /// <remarks>-1 at negative infinity. Source: Kahan's correction by the logarithm of what was rounded.</remarks>
    public static double ExpM1(double x)
    {
        if (Math.Abs(x) > 1)
            return Math.Exp(x) - 1;
        var u = Math.Exp(x);
        return u == 1 ? x : (u - 1) * (x / Math.Log(u));
    }

    /// <summary><c>log(1 + x)</c>, with all digits near 0, where the function of the platform adds first.</summary>
    /// <remarks>Negative infinity at -1, NaN below. Source: Kahan's correction by the sum that was rounded.</remarks>
    public static double LogP1(double x)
    {
        var u = 1 + x;
        return u == 1 ? x : double.IsPositiveInfinity(u) ? u : Math.Log(u) * (x / (u - 1));
    }

    /// <summary><c>x log x</c>; 0 at 0, NaN below.</summary>
    public static double Xlogx(double x) => x == 0 ? 0 : x * Math.Log(x);

    /// <summary><c>x log y</c>; 0 where <paramref name="x"/> is 0, unless y is NaN.</summary>
    public static double Xlogy(double x, double y) => x == 0 && !double.IsNaN(y) ? 0 : x * Math.Log(y);

    /// <summary><c>x log(1 + y)</c>; 0 where <paramref name="x"/> is 0, unless y is NaN.</summary>
    public static double Xlog1py(double x, double y) => x == 0 && !double.IsNaN(y) ? 0 : x * LogP1(y);

    /// <summary><c>x e^x</c>; 0 at negative infinity.</summary>
    public static double Xexpx(double x) => double.IsNegativeInfinity(x) ? 0 : x * Math.Exp(x);

    /// <summary><c>x e^y</c>; 0 where <paramref name="x"/> is 0 or y is negative infinity, unless the other is NaN.</summary>
    public static double Xexpy(double x, double y)
    {
        var zero = (x == 0 && !double.IsNaN(y)) || (double.IsNegativeInfinity(y) && !double.IsNaN(x));
        return zero ? 0 : x * Math.Exp(y);
    }

    /// <summary><c>1 / (1 + e^-x)</c>, the sigmoid. Keeps its digits as it falls to 0.</summary>
    public static double Logistic(double x)
    {
        var e = Math.Exp(-Math.Abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /// <summary><c>log(p / (1 - p))</c>, the inverse of <see cref="Logistic(double)"/>. NaN outside of 0 to 1.</summary>
    public static double Logit(double p) =>
        p is > 0.25 and < 0.75 ? LogP1((2 * p - 1) / (1 - p)) : Math.Log(p) - LogP1(-p);

    /// <summary><c>log cosh x</c>. No overflow; accurate near 0, where it is <c>x²/2</c>.</summary>
    public static double LogCosh(double x)
    {
        var a = Math.Abs(x);
        if (a > 1)
            return a - Ln2 + LogP1(Math.Exp(-2 * a));
        var sinh = Math.Sinh(x);
        return 0.5 * LogP1(sinh * sinh);
    }

    /// <summary><c>log |sinh x|</c>. Negative infinity at 0.</summary>
    public static double LogAbsSinh(double x)
    {
        var a = Math.Abs(x);
        return a > 1 ? a - Ln2 + LogP1(-Math.Exp(-2 * a)) : Math.Log(Math.Sinh(a));
    }

    /// <summary><c>log |tanh x|</c>. Negative infinity at 0; keeps its digits as it rises to 0.</summary>
    public static double LogAbsTanh(double x)
    {
        var a = Math.Abs(x);
        if (a < 0.5)
            return Math.Log(Math.Tanh(a));
        var e = Math.Exp(-2 * a);
        return LogP1(-2 * e / (1 + e));
    }

    /// <summary><c>log(1 + x²)</c>, without overflow of the square.</summary>
    public static double Log1pSquared(double x)
    {
        var a = Math.Abs(x);
        return a > 1e8 ? 2 * Math.Log(a) : LogP1(x * x);
    }

    /// <summary><c>log(1 + e^x)</c>, also known as softplus.</summary>
    public static double Log1pExp(double x) => x > 0 ? x + LogP1(Math.Exp(-x)) : LogP1(Math.Exp(x));

    /// <summary><c>log(1 - e^x)</c> for x below 0. Negative infinity at 0, NaN above.</summary>
    /// <remarks>Source: M. Mächler, Accurately computing log(1 - exp(-|a|)), 2012.</remarks>
    public static double Log1mExp(double x) => x < -Ln2 ? LogP1(-Math.Exp(x)) : Math.Log(-ExpM1(x));

    /// <summary><c>log(2 - e^x)</c> for x below log 2, NaN above.</summary>
    public static double Log2mExp(double x) => LogP1(-ExpM1(x));

    /// <summary><c>log(e^x - 1)</c> for x above 0. Negative infinity at 0, NaN below.</summary>
    public static double LogExpm1(double x) => x > Ln2 ? x + LogP1(-Math.Exp(-x)) : Math.Log(ExpM1(x));

    /// <summary>The inverse of <see cref="Log1pExp(double)"/> (softplus): <see cref="LogExpm1(double)"/>.</summary>
    public static double InverseSoftplus(double y) => LogExpm1(y);

    /// <summary><c>log(1 + x) - x</c>, with all digits near 0, where it is <c>-x²/2</c>. NaN below -1.</summary>
    public static double Log1pmx(double x)
    {
        if (x is < -0.6 or > 1.2)
            return LogP1(x) - x;
        // With r = x / (2 + x): log(1 + x) = 2 artanh r, and 2r - x = -r x.
        var r = x / (2 + x);
        var square = r * r;
        double sum = 0;
        for (var k = 43; k >= 3; k -= 2)
            sum = sum * square + 1.0 / k;
        return r * (2 * square * sum - x);
    }

    /// <summary><c>log x - x + 1</c>, with all digits near 1, where it is <c>-(x - 1)²/2</c>. NaN below 0.</summary>
    public static double Logmxp1(double x) => x is < 0.4 or > 2.2 ? Math.Log(x) - x + 1 : Log1pmx(x - 1);

    /// <summary><c>log(e^x + e^y)</c> without overflow.</summary>
    public static double LogAddExp(double x, double y)
    {
        if (x == y)
            return x + Ln2;
        return Math.Max(x, y) + LogP1(Math.Exp(-Math.Abs(x - y)));
    }

    /// <summary><c>log |e^x - e^y|</c> without overflow. Negative infinity where both are equal and finite.</summary>
    public static double LogSubExp(double x, double y)
    {
        if (double.IsNegativeInfinity(x) && double.IsNegativeInfinity(y))
            return x;
        return Math.Max(x, y) + Log1mExp(-Math.Abs(x - y));
    }

    /// <summary>The complementary log-log: <c>log(-log(1 - p))</c> for p in 0 to 1.</summary>
    public static double Cloglog(double p) => Math.Log(-LogP1(-p));

    /// <summary>The inverse of <see cref="Cloglog(double)"/>: <c>1 - exp(-e^x)</c>.</summary>
    public static double Cexpexp(double x) => -ExpM1(-Math.Exp(x));

    /// <summary><c>log(1 / (1 + e^-x))</c>, the logarithm of <see cref="Logistic(double)"/>.</summary>
    public static double LogLogistic(double x) => -Log1pExp(-x);

    /// <summary><c>log(1 - 1 / (1 + e^-x))</c>, the logarithm of the complement of <see cref="Logistic(double)"/>.</summary>
    public static double Log1mLogistic(double x) => -Log1pExp(x);

    /// <summary>The logit of <c>e^x</c> for x below 0; infinity at 0, NaN above.</summary>
    public static double LogitExp(double x) => -LogExpm1(-x);

    /// <summary>The logit of <c>1 - e^x</c> for x below 0; negative infinity at 0, NaN above.</summary>
    public static double Logit1mExp(double x) => LogExpm1(-x);

    /// <summary><c>log Σ e^x[i]</c> without overflow. Negative infinity if there are no elements, NaN if one is NaN.</summary>
    /// <remarks>Where the largest is infinite it is the result, and the derivative is that of a maximum.</remarks>
    public static double LogSumExp(double[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return LogSumExp((ReadOnlySpan<double>)x);
    }

    /// <inheritdoc cref="LogSumExp(double[])"/>
    public static double LogSumExp(ReadOnlySpan<double> x)
    {
        var max = double.NegativeInfinity;
        for (var i = 0; i < x.Length; i++)
            max = Math.Max(max, x[i]);
        if (double.IsInfinity(max))
            return max;
        // The result does not depend on the shift.
        var shift = AD.StopGradient(max);
        double sum = 0;
        for (var i = 0; i < x.Length; i++)
            sum += Math.Exp(x[i] - shift);
        return shift + Math.Log(sum);
    }

    /// <summary><c>e^x[i] / Σ e^x[j]</c>, in a new array. NaN where the largest element is infinite.</summary>
    public static double[] Softmax(double[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var max = double.NegativeInfinity;
        for (var i = 0; i < x.Length; i++)
            max = Math.Max(max, x[i]);
        var shift = AD.StopGradient(max);
        var y = new double[x.Length];
        double sum = 0;
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = Math.Exp(x[i] - shift);
            sum += y[i];
        }

        for (var i = 0; i < y.Length; i++)
            y[i] /= sum;
        return y;
    }

    /// <summary>The logarithm of <see cref="Softmax(double[])"/>: <c>x[i] - log Σ e^x[j]</c>.</summary>
    public static double[] LogSoftmax(double[] x)
    {
        var logarithm = LogSumExp(x);
        var y = new double[x.Length];
        for (var i = 0; i < y.Length; i++)
            y[i] = x[i] - logarithm;
        return y;
    }
}
