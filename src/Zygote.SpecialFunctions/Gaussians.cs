using System;

namespace Zygote;

/// <summary>Exponentials of squares whose exponent is not rounded, and what the error functions are computed from.</summary>
static class Gaussians
{
    const double TwoOverSqrtPi = 1.12837916709551257390;

    static readonly double[] Coefficients =
    [
        1.1775789345674017541,
        -0.0045900545806464773309,
        -0.084249133366517915584,
        0.059209939998191890498,
        -0.026658668435305752277,
        0.0090749976707052650939,
        -0.0024131635404176081909,
        4.9077583652580863229e-4,
        -6.9169733025012063671e-5,
        4.1390279860730101675e-6,
        7.7403830661984906686e-7,
        -2.1886401049234395661e-7,
        1.0764999465670910377e-8,
        4.5219598112182868979e-9,
        -7.7544002088313511065e-10,
        -6.3180883408866844944e-11,
        2.8687950109306698981e-11,
        1.945586854577734723e-13,
        -9.6546967484334389059e-13,
        3.2525481481487398415e-14,
        3.3478119482868053878e-14,
        -1.8645628804193131015e-15,
        -1.2507950530688647085e-15,
        7.418235256624043463e-17,
        5.0681489047961113168e-17,
        -2.2370566594359995974e-18,
        -2.187342944303017665e-18,
    ];

    public static double ExpMinusSquare(double x)
    {
        var square = x * x;
        return double.IsInfinity(square) ? 0 : Math.Exp(-square) * (1 - Math.FusedMultiplyAdd(x, x, -square));
    }

    public static double ExpMinusHalfSquare(double x)
    {
        var square = x * x;
        return double.IsInfinity(square) ? 0
            : Math.Exp(-0.5 * square) * (1 - 0.5 * Math.FusedMultiplyAdd(x, x, -square));
    }

    public static double ExpSquare(double x)
    {
        var square = x * x;
        return double.IsInfinity(square) ? square : Math.Exp(square) * (1 + Math.FusedMultiplyAdd(x, x, -square));
    }

    /// <summary><c>(1 + 2x) Erfcx(x)</c> at <c>t = (x - 3.75) / (x + 3.75)</c>, by Clenshaw's recurrence.</summary>
    public static double ErfcxSeries(double t)
    {
        double next = 0, second = 0;
        for (var k = Coefficients.Length - 1; k > 0; k--)
            (next, second) = (2 * t * next - second + Coefficients[k], next);
        return t * next - second + Coefficients[0];
    }

    /// <summary>
    /// <c>exp(x²) iⁿerfc(x)</c>, the repeated integral of Erfc, scaled. Its derivative is <c>-2(n + 1)</c> times that of the next
    /// order, without cancellation (DLMF 7.18.5 with 7.18.7).
    /// </summary>
    public static double ScaledErfcIntegral(int n, double x)
    {
        if (x < 0.3)
        {
            // The recurrence upwards: positive terms below 0, hardly any growth of errors above.
            if (x < -27)
                return double.PositiveInfinity;
            double before = TwoOverSqrtPi, here = SpecialFunctions.Erfcx(x);
            for (var k = 1; k <= n; k++)
                (before, here) = (here, (0.5 * before - x * here) / k);
            return here;
        }

        if (double.IsPositiveInfinity(x))
            return 0;
        // The ratios of neighbours downwards, as a continued fraction that starts far enough (Gautschi 1961).
        var reach = Math.Sqrt(2.0 * n) + 19 / x;
        var last = n + 10 + (int)(reach * reach / 2);
        var ratio = 1 / (x + Math.Sqrt(x * x + 2.0 * (last + 1)));
        double product = 1;
        for (var k = last; k >= 1; k--)
        {
            ratio = 1 / (2 * x + 2 * (k + 1) * ratio);
            if (k <= n)
                product *= ratio;
        }

        return product * SpecialFunctions.Erfcx(x);
    }
}

/// <summary>Dawson's integral and its derivatives of any order.</summary>
static class DawsonDerivative
{
    const double Step = 0.125;

    public static double Value(int n, double x)
    {
        if (x < 0)
            return (n & 1) == 0 ? -Value(n, -x) : Value(n, -x);
        if (double.IsPositiveInfinity(x) || double.IsNaN(x))
            return double.IsNaN(x) ? x : 0;
        if (x > 7 + 0.5 * n)
            return Asymptotic(n, x);
        if (x > 2 && n > 0)
            return Samples(n, x);
        double before = 0, here = x < 0.5 ? Series(x) : Samples(0, x);
        if (n == 0)
            return here;
        // F' = 1 - 2xF, and then F[k+1] = -2x F[k] - 2k F[k-1].
        (before, here) = (here, 1 - 2 * x * here);
        for (var k = 1; k < n; k++)
            (before, here) = (here, -2 * (x * here + k * before));
        return here;
    }

    static double Series(double x)
    {
        double term = x, sum = x;
        for (var k = 1; Math.Abs(term) > 1e-18 * x; k++)
        {
            term *= -2 * x * x / (2 * k + 1);
            sum += term;
        }

        return sum;
    }

    /// <summary>
    /// Sum over odd k of <c>exp(-u²) / (k √π)</c> with <c>u = x - kh</c>, whose error is <c>exp(-(π/2h)²)</c>. The derivative brings
    /// in Hermite polynomials, <c>(-1)ⁿ H[n](u)</c>. These are orthogonal to lower powers of u, so <c>1/k</c> may be replaced by
    /// <c>(u/x)ⁿ/k</c>, which differs from it by such powers; then nothing cancels any more.
    /// </summary>
    static double Samples(int n, double x)
    {
        var first = (int)Math.Floor((x - 6.5) / Step) | 1;
        double sum = 0;
        for (var k = first; k * Step < x + 6.5; k += 2)
        {
            var u = x - k * Step;
            double before = 0, hermite = 1, power = 1;
            for (var j = 0; j < n; j++)
            {
                (before, hermite) = (hermite, 2 * (u * hermite - j * before));
                power *= -u / x;
            }

            sum += Math.Exp(-u * u) * hermite * power / k;
        }

        return sum * (0.5 * TwoOverSqrtPi);
    }

    /// <summary>Term by term from <c>Σ (2k - 1)!! / (2^(k+1) x^(2k+1))</c>.</summary>
    static double Asymptotic(int n, double x)
    {
        var term = 0.5 / x;
        for (var j = 1; j <= n; j++)
            term *= -j / x;
        double sum = 0;
        for (var k = 1; k < 60; k++)
        {
            var next = sum + term;
            if (next == sum)
                break;
            sum = next;
            // x^-(2k-1) became x^-(2k+1): (2k - 1)/(2 x²), and the factor of the n derivatives changes.
            term *= (2 * k - 1) / (2 * x * x) * ((2.0 * k + n) * (2.0 * k - 1 + n)) / (2.0 * k * (2.0 * k - 1));
        }

        return sum;
    }

    const double TwoOverSqrtPi = 1.12837916709551257390;
}

/// <summary>Gauss' quadrature with 16 points, exact for polynomials of degree 31.</summary>
static class GaussLegendre
{
    static readonly double[] Nodes =
    [
        0.095012509837637440185,
        0.28160355077925891323,
        0.45801677765722738634,
        0.61787624440264374845,
        0.7554044083550030339,
        0.86563120238783174388,
        0.94457502307323257608,
        0.9894009349916499326,
    ];

    static readonly double[] Weights =
    [
        0.18945061045506849629,
        0.18260341504492358887,
        0.16915651939500253819,
        0.14959598881657673208,
        0.12462897125553387205,
        0.09515851168249278481,
        0.062253523938647892863,
        0.027152459411754094852,
    ];

    public static double Integrate(Func<double, double> f, double from, double to)
    {
        var half = 0.5 * (to - from);
        var middle = from + half;
        double sum = 0;
        for (var i = 0; i < Nodes.Length; i++)
            sum += Weights[i] * (f(middle - half * Nodes[i]) + f(middle + half * Nodes[i]));
        return half * sum;
    }
}
