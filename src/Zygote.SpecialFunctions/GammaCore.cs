using System;
using System.Numerics;

namespace Zygote;

/// <summary>Evaluation of gamma, its logarithm and polygamma functions.</summary>
static class GammaCore
{
    public const double OneMinusEuler = 0.42278433509846713939;
    const double HalfLog2Pi = 0.91893853320467274178;
    const double Sqrt2Pi = 2.50662827463100050242;

    /// <summary>The zero of digamma, and what is left of it.</summary>
    const double Root = 1.4616321449683622458, RootRest = 9.5499954299656977152e-17;

    /// <summary><c>(ζ(k) - 1) / k</c> from 2 on: with alternating signs the series of the logarithm around 2.</summary>
    static readonly double[] AroundTwo =
    [
        0.32246703342411321824,
        0.067352301053198095133,
        0.020580808427784547879,
        0.0073855510286739852663,
        0.0028905103307415232858,
        0.0011927539117032609771,
        5.0966952474304242234e-4,
        2.2315475845357937976e-4,
        9.9457512781808533715e-5,
        4.49262367381331417e-5,
        2.0507212775670691553e-5,
        9.439488275268395904e-6,
        4.3748667899074878042e-6,
        2.0392157538013662368e-6,
        9.5514121304074198329e-7,
        4.4924691987645660433e-7,
        2.1207184805554665869e-7,
        1.0043224823968099609e-7,
        4.7698101693639805658e-8,
        2.271109460894316491e-8,
        1.0838659214896954091e-8,
        5.1834750419700466551e-9,
        2.4836745438024783172e-9,
        1.1921401405860912074e-9,
        5.7313672416788620133e-10,
        2.7595228851242331452e-10,
        1.3304764374244489481e-10,
        6.4229645638381000221e-11,
    ];

    /// <summary><c>B(2k) / (2k (2k - 1))</c> from 1 on, Stirling's series.</summary>
    static readonly double[] Stirlings =
    [
        0.083333333333333333333,
        -0.0027777777777777777778,
        7.9365079365079365079e-4,
        -5.952380952380952381e-4,
        8.4175084175084175084e-4,
        -0.0019175269175269175269,
        0.0064102564102564102564,
        -0.02955065359477124183,
        0.17964437236883057316,
        -1.3924322169059011164,
    ];

    /// <summary>Taylor's series of digamma around its zero, from the first order on.</summary>
    static readonly double[] AroundRoot =
    [
        0.96767224544762117043,
        -0.44276316898359210609,
        0.25849976095565101062,
        -0.1639427054424065275,
        0.10782405069126236576,
        -0.072199561256454710926,
        0.048804288164143107225,
        -0.033161126474847359292,
        0.02259764823221810466,
        -0.015424765904948959139,
        0.010538791616612175388,
        -0.007204534386356868241,
        0.0049267813957298534464,
        -0.0033698016554393280828,
        0.0023051263267349278369,
        -0.0015769367714301972593,
        0.0010788252019162965807,
        -7.3807093899600512957e-4,
        5.0495326583460203518e-4,
        -3.4546802510630769956e-4,
        2.3635601564027052792e-4,
        -1.6170622091974803449e-4,
        1.1063372768747410904e-4,
        -7.5691795821950659192e-5,
        5.178575795222080869e-5,
        -3.5430070947659606316e-5,
        2.4240066118601317653e-5,
        -1.6584242271854133375e-5,
        1.1346384584663849807e-5,
    ];

    static readonly double[] Factorials = MakeFactorials();

    public static double Factorial(int n) => n < Factorials.Length ? Factorials[n] : double.PositiveInfinity;

    public static double Gamma(double x)
    {
        if (x > 0)
        {
            if (x > 171.7)
                return double.PositiveInfinity;
            if (x == Math.Floor(x))
                return Factorials[(int)x - 1];
            if (x >= 20)
            {
                // In two factors: the power alone would overflow.
                var power = Math.Pow(x, 0.5 * x - 0.25);
                return Sqrt2Pi * power * (Math.Exp(-x) * power) * Math.Exp(StirlingRest(x));
            }

            var n = (int)Math.Round(x);
            var value = Math.Exp(LogAroundTwo(x - n));
            if (n == 0)
                return value / (x * (x + 1));
            if (n == 1)
                return value / x;
            for (var j = 1; j <= n - 2; j++)
                value *= x - j;
            return value;
        }

        if (x == 0)
            return 1 / x;
        if (x == Math.Floor(x) || double.IsNaN(x))
            return double.NaN;
        return x > -0.5 ? Gamma(x + 1) / x
            : x > -170 ? Math.PI / (double.SinPi(x) * Gamma(1 - x))
            : Sign(x) * Math.Exp(LogAbs(x));
    }

    /// <summary>The sign of gamma; 1 at the poles.</summary>
    [ZeroDerivative]
    public static double Sign(double x) => x > 0 || x == Math.Floor(x) || Math.Floor(x) % 2 == 0 ? 1 : -1;

    public static double LogAbs(double x)
    {
        if (double.IsInfinity(x) || double.IsNaN(x))
            return Math.Abs(x);
        if (x >= 10)
            return (x - 0.5) * (Math.Log(x) - 1) + (HalfLog2Pi - 0.5 + StirlingRest(x));
        if (x >= 0.5)
        {
            // A half is rounded to the even 0.
            var n = Math.Max(1, (int)Math.Round(x));
            var logarithm = LogAroundTwo(x - n);
            if (n == 1)
                return logarithm - SpecialFunctions.LogP1(x - 1);
            double product = 1;
            for (var j = 1; j <= n - 2; j++)
                product *= x - j;
            return Math.Log(product) + logarithm;
        }

        if (x > -0.5)
            return LogOnePlus(x) - Math.Log(Math.Abs(x));
        if (x == Math.Floor(x))
            return double.PositiveInfinity;
        return Math.Log(Math.PI / Math.Abs(double.SinPi(x))) - LogAbs(1 - x);
    }

    /// <summary><c>log Γ(1 + z)</c> for z between -1/2 and 1/2.</summary>
    public static double LogOnePlus(double z) => LogAroundTwo(z) - SpecialFunctions.LogP1(z);

    /// <summary><c>log Γ(2 + z)</c> for z between -1/2 and 1/2.</summary>
    public static double LogAroundTwo(double z)
    {
        double sum = 0;
        for (var k = AroundTwo.Length - 1; k >= 0; k--)
            sum = AroundTwo[k] - z * sum;
        return z * (OneMinusEuler + z * sum);
    }

    /// <summary>What Stirling's formula leaves of the logarithm, for x from 10 on.</summary>
    public static double StirlingRest(double x)
    {
        var square = 1 / (x * x);
        double sum = 0;
        for (var k = Stirlings.Length - 1; k >= 0; k--)
            sum = sum * square + Stirlings[k];
        return sum / x;
    }

    public static double Digamma(double x)
    {
        if (x <= 0)
        {
            if (x == 0)
                return -1 / x;
            return x == Math.Floor(x) ? double.NaN : Digamma(1 - x) - Math.PI / double.TanPi(x);
        }

        var t = x - Root - RootRest;
        if (Math.Abs(t) < 0.4)
        {
            double series = 0;
            for (var k = AroundRoot.Length - 1; k >= 0; k--)
                series = series * t + AroundRoot[k];
            return series * t;
        }

        double sum = 0;
        for (; x < 10; x++)
            sum -= 1 / x;
        return sum + Math.Log(x) + DigammaRest(x);
    }

    /// <summary><c>ψ(x) - log x</c> for x from 10 on.</summary>
    public static double DigammaRest(double x)
    {
        var square = 1 / (x * x);
        double series = 0;
        for (var k = Stirlings.Length - 1; k >= 0; k--)
            series = series * square + Stirlings[k] * (2 * k + 1);
        return -0.5 / x - square * series;
    }

    /// <summary>Of order 1 and above.</summary>
    public static double Polygamma(int n, double x)
    {
        var s = n + 1;
        var factor = Factorial(n) * ((n & 1) == 0 ? -1 : 1);
        if (x > 0)
            return factor * ZetaCore.Hurwitz(s, x);
        if (double.IsNegativeInfinity(x) || double.IsNaN(x) || (x == Math.Floor(x) && (s & 1) == 1))
            return double.NaN;
        if (x < -100)
        {
            var reflected = Polygamma(n, 1 - x);
            return ((n & 1) == 0 ? reflected : -reflected) - Math.PI * CotangentDerivative(n, x);
        }

        double sum = 0;
        for (; x <= 0; x++)
            sum += Math.Pow(x, -s);
        return factor * (sum + ZetaCore.Hurwitz(s, x));
    }

    /// <summary><c>ψ⁽ⁿ⁾(a + b) - ψ⁽ⁿ⁾(a)</c> for positive a and b, without cancellation for small b.</summary>
    public static double PolygammaDifference(int n, double a, double b)
    {
        if (b > 0.25 * a || !(a > 0 && b > 0))
            return SpecialFunctions.Polygamma(n, a + b) - SpecialFunctions.Polygamma(n, a);
        double power = 1, sum = 0;
        for (var k = 1; k < 60; k++)
        {
            power *= b / k;
            var next = sum + power * SpecialFunctions.Polygamma(n + k, a);
            if (next == sum)
                break;
            sum = next;
        }

        return sum;
    }

    /// <summary>The derivative of order n of <c>cot(πx)</c>, as a polynomial of it: <c>cot' = -π (1 + cot²)</c>.</summary>
    static double CotangentDerivative(int n, double x)
    {
        var polynomial = new double[n + 2];
        polynomial[1] = 1;
        for (var k = 0; k < n; k++)
        {
            var next = new double[n + 2];
            for (var j = 1; j <= k + 1; j++)
            {
                next[j - 1] -= Math.PI * j * polynomial[j];
                next[j + 1] -= Math.PI * j * polynomial[j];
            }

            polynomial = next;
        }

        var cot = 1 / double.TanPi(x);
        double sum = 0;
        for (var j = n + 1; j >= 0; j--)
            sum = sum * cot + polynomial[j];
        return sum;
    }

    static double[] MakeFactorials()
    {
        var table = new double[171];
        var product = BigInteger.One;
        for (var n = 0; n < table.Length; n++)
        {
            table[n] = (double)product;
            product *= n + 1;
        }

        return table;
    }
}

/// <summary>Evaluation of the beta function.</summary>
static class BetaCore
{
    const double HalfLog2Pi = 0.91893853320467274178;

    /// <summary>For <c>0 &lt; p &lt;= q</c>; where q is large what the two large gammas have in common is taken out.</summary>
    public static double Beta(double p, double q)
    {
        if (p + q < 170)
            return GammaCore.Gamma(p) / GammaCore.Gamma(p + q) * GammaCore.Gamma(q);
        return p < 10 && p + q < 1e300
            ? GammaCore.Gamma(p) * Math.Pow(p + q, -p) * Math.Exp(Rest(p, q))
            : Math.Exp(Log(p, q));
    }

    /// <summary>For <c>0 &lt; p &lt;= q</c>.</summary>
    public static double Log(double p, double q)
    {
        if (double.IsInfinity(q))
            return double.NegativeInfinity;
        if (p >= 10)
        {
            var rest = GammaCore.StirlingRest(p) + GammaCore.StirlingRest(q) - GammaCore.StirlingRest(p + q);
            return HalfLog2Pi - 0.5 * Math.Log(q) + (p - 0.5) * Math.Log(p / (p + q))
                + q * SpecialFunctions.LogP1(-p / (p + q)) + rest;
        }

        if (q < 10)
            return p < 1e-3 ? Math.Log(Beta(p, q)) : GammaCore.LogAbs(p) + GammaCore.LogAbs(q) - GammaCore.LogAbs(p + q);
        return GammaCore.LogAbs(p) - p * Math.Log(p + q) + Rest(p, q);
    }

    /// <summary><c>log(Γ(q) / Γ(p + q)) + p log(p + q)</c>, small for large q.</summary>
    static double Rest(double p, double q) => p + (q - 0.5) * SpecialFunctions.LogP1(-p / (p + q))
        + GammaCore.StirlingRest(q) - GammaCore.StirlingRest(p + q);

    public static double OfAnySign(double a, double b)
    {
        if (Math.Abs(a) < 160 && Math.Abs(b) < 160 && Math.Abs(a + b) < 160)
            return SpecialFunctions.Gamma(a) * SpecialFunctions.Gamma(b) * SpecialFunctions.ReciprocalGamma(a + b);
        return GammaCore.Sign(a) * GammaCore.Sign(b) * GammaCore.Sign(a + b) * Math.Exp(SpecialFunctions.LogAbsBeta(a, b));
    }
}
