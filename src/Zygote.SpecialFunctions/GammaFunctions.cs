using System;

namespace Zygote;

/// <content>The gamma function, its logarithm and the derivatives of that; beta functions and binomial coefficients.</content>
public static partial class SpecialFunctions
{
    /// <summary>The gamma function. Infinite at 0 with the sign of the zero, NaN at negative integers.</summary>
    /// <remarks>Exact at integers up to 23. Stirling's series from 20 on; below, the product and the series around 2.</remarks>
    public static double Gamma(double x) => GammaCore.Gamma(x);

    /// <summary><c>1 / Gamma(x)</c>, which has no poles: 0 at 0, -1, -2, ...</summary>
    public static double ReciprocalGamma(double x) => ReciprocalGammaDerivative.Value(0, x);

    /// <summary>The logarithm of <see cref="Gamma(double)"/>; NaN where that is negative.</summary>
    public static double LogGamma(double x) => x < 0 && GammaCore.Sign(x) < 0 ? double.NaN : LogAbsGamma(x);

    /// <summary>The logarithm of the absolute value of <see cref="Gamma(double)"/>. Infinity at the poles.</summary>
    /// <remarks>All digits near the zeros at 1 and 2; near those at negative arguments the absolute error is small.</remarks>
    public static double LogAbsGamma(double x) => GammaCore.LogAbs(x);

    /// <summary>The derivative of the logarithm of gamma. NaN at negative integers.</summary>
    /// <remarks>All digits around its zero at 1.46; near those at negative arguments the absolute error is small.</remarks>
    public static double Digamma(double x) => GammaCore.Digamma(x);

    /// <summary>The second derivative of the logarithm of gamma: <see cref="Polygamma(int, double)"/> of order 1.</summary>
    public static double Trigamma(double x) => Polygamma(1, x);

    /// <summary>The derivative of order n of <see cref="Digamma(double)"/>, for n from 0 to 169.</summary>
    /// <remarks>At 0, -1, ... infinite, or NaN where the sides differ. By Euler and Maclaurin, DLMF 25.11.28.</remarks>
    public static double Polygamma(int n, double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        return n == 0 ? Digamma(x) : GammaCore.Polygamma(n, x);
    }

    /// <summary>The positive number whose <see cref="Digamma(double)"/> is y.</summary>
    /// <remarks>Newton's iteration from the approximation of T. Minka, Estimating a Dirichlet distribution, 2000.</remarks>
    public static double InverseDigamma(double y)
    {
        if (double.IsInfinity(y) || double.IsNaN(y))
            return y < 0 ? 0 : y;
        var x = y >= -2.22 ? Math.Exp(y) + 0.5 : -1 / (y - Digamma(1));
        if (y > 36 || double.IsInfinity(x))
            return x; // the next term, 1/24 e^-y, is below the last digit
        for (var i = 0; i < 6; i++)
        {
            var step = (Digamma(x) - y) / Trigamma(x);
            x -= step;
            if (Math.Abs(step) < 1e-9 * x)
                break;
        }

        return x;
    }

    /// <summary>The logarithm of the multivariate gamma function of dimension p, for <c>a &gt; (p - 1)/2</c>.</summary>
    public static double MultivariateLogGamma(int p, double a)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(p);
        if (a <= 0.5 * (p - 1))
            return double.NaN;
        var sum = 0.25 * p * (p - 1) * Math.Log(Math.PI);
        for (var j = 0; j < p; j++)
            sum += LogGamma(a - 0.5 * j);
        return sum;
    }

    /// <summary>The beta function, <c>Gamma(a) Gamma(b) / Gamma(a + b)</c>. NaN at negative integers, where it has poles.</summary>
    public static double Beta(double a, double b)
    {
        if (!(a > 0 && b > 0))
            return BetaCore.OfAnySign(a, b);
        return BetaCore.Beta(Math.Min(a, b), Math.Max(a, b));
    }

    /// <summary>The logarithm of <see cref="Beta(double, double)"/>; NaN where that is negative.</summary>
    public static double LogBeta(double a, double b)
    {
        if (a > 0 && b > 0)
            return BetaCore.Log(Math.Min(a, b), Math.Max(a, b));
        return GammaCore.Sign(a) * GammaCore.Sign(b) * GammaCore.Sign(a + b) < 0 ? double.NaN : LogAbsBeta(a, b);
    }

    /// <summary>The logarithm of the absolute value of <see cref="Beta(double, double)"/>.</summary>
    public static double LogAbsBeta(double a, double b) => a > 0 && b > 0
        ? BetaCore.Log(Math.Min(a, b), Math.Max(a, b))
        : LogAbsGamma(a) + LogAbsGamma(b) - LogAbsGamma(a + b);

    /// <summary>The binomial coefficient of real arguments, <c>Γ(n+1) / (Γ(k+1) Γ(n-k+1))</c>. NaN for negative integers n.</summary>
    public static double Binomial(double n, double k)
    {
        var rest = n - k;
        if (Math.Abs(n) < 160 && Math.Abs(k) < 160 && Math.Abs(rest) < 160)
            return Gamma(n + 1) * ReciprocalGamma(k + 1) * ReciprocalGamma(rest + 1);
        if (k > -1 && rest > -1)
            return 1 / ((n + 1) * Beta(rest + 1, k + 1));
        return GammaCore.Sign(n + 1) * GammaCore.Sign(k + 1) * GammaCore.Sign(rest + 1) * Math.Exp(LogAbsBinomial(n, k));
    }

    /// <summary>The binomial coefficient <c>n (n-1) ... (n-k+1) / k!</c> for any real n; 0 for negative k.</summary>
    public static double Binomial(double n, int k)
    {
        if (k < 0)
            return 0;
        double product = 1;
        for (var j = 0; j < k; j++)
            product *= (n - j) / (j + 1);
        return product;
    }

    /// <summary>The logarithm of the absolute value of <see cref="Binomial(double, double)"/>.</summary>
    public static double LogAbsBinomial(double n, double k) => n > -1
        ? -LogP1(n) - LogAbsBeta(n - k + 1, k + 1)
        : LogAbsGamma(n + 1) - LogAbsGamma(k + 1) - LogAbsGamma(n - k + 1);

    /// <summary><c>log x!</c>, which is <c>LogGamma(1 + x)</c>, with its digits near 0 and 1.</summary>
    public static double LogFactorial(double x) => Math.Abs(x) < 0.5 ? GammaCore.LogOnePlus(x)
        : Math.Abs(x - 1) <= 0.5 ? GammaCore.LogAroundTwo(x - 1) : LogGamma(1 + x);
}
