using System;

namespace Zygote;

/// <summary>The regularised incomplete gamma function and its derivatives by a, of any order.</summary>
static class IncompleteGamma
{
    /// <summary>The derivative of order n by a of <c>P(a, x)</c>.</summary>
    public static double Lower(int n, double a, double x)
    {
        if (AtEnds(a, x) is { } limit)
        {
            if (n == 0 || double.IsNaN(limit))
                return limit;
            // The slope at a = 0 is minus the exponential integral; at the ends of x it is 0.
            if (a > 0 || double.IsInfinity(x))
                return 0;
        }

        if (IsSeries(a, x))
            return n == 0 ? Prefactor(a, x) * Series(0, a, x)[0, 0] : LowerJet(n, a, x).Derivative(n, 0);
        return n == 0 ? 1 - Upper(a, x) : -UpperJet(n, a, x).Derivative(n, 0);
    }

    public static double Upper(double a, double x)
    {
        if (AtEnds(a, x) is { } limit)
            return 1 - limit;
        if (!IsSeries(a, x))
            return Prefactor(a, x) * a / Fraction(a, x, out _);
        return a < 0.5 && x < 1.5 ? UpperOfSmall(a, x) : 1 - Lower(0, a, x);
    }

    static double? AtEnds(double a, double x)
    {
        if (!(a >= 0 && x >= 0) || double.IsPositiveInfinity(a))
            return double.IsPositiveInfinity(a) && x < a ? 0 : double.NaN;
        return x == 0 ? a == 0 ? double.NaN : 0 : a == 0 || double.IsPositiveInfinity(x) ? 1 : null;
    }

    static bool IsSeries(double a, double x) => x < 1.5 || x < a + 1;

    /// <summary>Where P is close to 1, for a below 1/2 and x below 3/2 (W. Gautschi, ACM TOMS 5, 1979).</summary>
    static double UpperOfSmall(double a, double x)
    {
        var logarithm = a * Math.Log(x) - GammaCore.LogOnePlus(a);
        return -SpecialFunctions.ExpM1(logarithm) - Math.Exp(logarithm) * a * Rest(0, a, x)[0, 0];
    }

    /// <summary><c>Σ (-x)^k / (k! (a + k))</c> from 1 on.</summary>
    public static Jet Rest(int n, double a, double x)
    {
        var sum = new Jet(n, 0);
        double power = 1;
        for (var k = 1; k < 60; k++)
        {
            power *= -x / k;
            var term = Jet.Constant(power, n, 0).Over(Jet.Linear(a + k, 1, 0, n, 0));
            sum = sum.Add(term);
            if (term.IsNegligible(sum, 1))
                break;
        }

        return sum;
    }

    /// <summary><c>x^a e^-x / Γ(a + 1)</c>.</summary>
    public static double Prefactor(double a, double x)
    {
        var logarithm = a * Math.Log(x);
        if (a < 100 && x < 600 && Math.Abs(logarithm) < 600)
            return Math.Pow(x, a) * Math.Exp(-x) / GammaCore.Gamma(a + 1);
        if (a < 10)
            return Math.Exp(logarithm - x - SpecialFunctions.LogGamma(a + 1));
        // Stirling's formula taken out; the exponent is then small where the result is not.
        var exponent = a * SpecialFunctions.Log1pmx((x - a) / a);
        return Math.Exp(exponent - GammaCore.StirlingRest(a)) / Math.Sqrt(2 * Math.PI * a);
    }

    /// <summary><see cref="Prefactor"/> as a polynomial in the increment of a.</summary>
    public static Jet PrefactorJet(int n, double a, double x)
    {
        var logarithm = ZetaCore.LogGammaJet(n, a + 1).Scale(-1);
        if (n > 0)
        {
            if (a < 10)
                logarithm[1, 0] += Math.Log(x);
            else
                logarithm[1, 0] = (Math.Abs(x - a) < 0.5 * a ? SpecialFunctions.LogP1((x - a) / a) : Math.Log(x / a)) - GammaCore.DigammaRest(a) - 1 / a;
        }

        return logarithm.Exp(Prefactor(a, x));
    }

    /// <summary>By the series, for x below a + 1.</summary>
    public static Jet LowerJet(int n, double a, double x) => PrefactorJet(n, a, x).Times(Series(n, a, x));

    static Jet UpperJet(int n, double a, double x) =>
        PrefactorJet(n, a, x).Times(Jet.Linear(a, 1, 0, n, 0)).Over(FractionJet(n, a, x));

    /// <summary><c>Σ x^k / ((a + 1) ... (a + k))</c>. In each order all terms have one sign.</summary>
    public static Jet Series(int n, double a, double x)
    {
        var sum = Jet.Constant(1, n, 0);
        var term = Jet.Constant(1, n, 0);
        for (var k = 1; k < 100_000_000; k++)
        {
            // Division by a + k + ε in place.
            double lower = 0;
            var negligible = true;
            for (var i = 0; i <= n; i++)
            {
                lower = (x * term[i, 0] - lower) / (a + k);
                term[i, 0] = lower;
                sum[i, 0] += lower;
                negligible &= Math.Abs(lower) <= 1e-17 * Math.Abs(sum[i, 0]);
            }

            if (negligible && k > n)
                break;
        }

        return sum;
    }

    /// <summary>
    /// <c>x + 1 - a - (1 - a)/(x + 3 - a - 2(2 - a)/(x + 5 - a - ...))</c>, forwards by the method of Lentz.
    /// </summary>
    public static double Fraction(double a, double x, out int terms)
    {
        var b = x + 1 - a;
        double f = b, c = b, d = 0;
        for (terms = 1; terms < 100_000_000; terms++)
        {
            var numerator = terms * (a - terms);
            b += 2;
            d = 1 / NotZero(b + numerator * d);
            c = NotZero(b + numerator / c);
            var ratio = c * d;
            f *= ratio;
            if (Math.Abs(ratio - 1) < 1e-16)
                break;
        }

        return f;
    }

    /// <summary>The same backwards, on polynomials; derivatives need some terms more than the value.</summary>
    /// <param name="n">The degree.</param>
    /// <param name="a">The parameter.</param>
    /// <param name="x">The argument.</param>
    /// <param name="from">1 for the whole, 2 for the denominator in it, ...</param>
    public static Jet FractionJet(int n, double a, double x, int from = 1)
    {
        // At an integer a the fraction ends, but its derivatives do not: the terms are counted beside it.
        Fraction(Math.Floor(a) + 0.5, x, out var terms);
        terms += 10 + terms * (n + 1) / 4;
        var f = Jet.Linear(x + 2 * terms + 1 - a, -1, 0, n, 0);
        for (var k = terms; k >= from; k--)
            f = Jet.Linear(x + 2 * k - 1 - a, -1, 0, n, 0).Add(Jet.Linear(k * (a - k), k, 0, n, 0).Over(f));
        return f;
    }

    static double NotZero(double x) => Math.Abs(x) < 1e-300 ? 1e-300 : x;
}

/// <summary>The derivative of order n by a of the density <c>x^(a-1) e^-x / Γ(a)</c>.</summary>
static class GammaDensity
{
    /// <summary>0 for a negative order.</summary>
    public static double Value(int n, double a, double x)
    {
        if (n < 0)
            return 0;
        if (!(a >= 0 && x >= 0))
            return double.NaN;
        if (x == 0)
            return a > 1 ? 0 : n > 0 || a == 0 ? double.NaN : a == 1 ? 1 : double.PositiveInfinity;
        if (double.IsPositiveInfinity(x))
            return 0;
        return n == 0
            ? IncompleteGamma.Prefactor(a, x) * (a / x)
            : IncompleteGamma.PrefactorJet(n, a, x).Times(Jet.Linear(a / x, 1 / x, 0, n, 0)).Derivative(n, 0);
    }
}

/// <summary>The upper incomplete gamma function and its derivatives by a, of any order.</summary>
static class UpperGamma
{
    const int Degree = 48;

    /// <summary>Taylor coefficients of <c>Γ(1 + t)</c>.</summary>
    static readonly double[] AroundOne = MakeAroundOne();

    public static double Value(int n, double a, double x)
    {
        if (double.IsNaN(a) || !(x >= 0))
            return double.NaN;
        if (double.IsPositiveInfinity(x))
            return 0;
        if (x == 0)
            return a > 0 ? ZetaCore.GammaSeries(n, a)[n] * GammaCore.Factorial(n) : n == 0 ? double.PositiveInfinity : double.NaN;
        return Evaluate(n, a, x).Derivative(n, 0);
    }

    /// <summary>As a polynomial in the increment of a, for positive x.</summary>
    public static Jet Evaluate(int n, double a, double x)
    {
        if (x >= 1.5 && x >= a + 1)
            return PowerJet(n, a, x, Math.Exp(-x)).Over(IncompleteGamma.FractionJet(n, a, x));
        if (a >= 0.5)
        {
            if (a > 171)
                return Jet.Constant(double.PositiveInfinity, n, 0);
            var lower = PowerJet(n, a, x, Math.Exp(-x)).Times(IncompleteGamma.Series(n, a, x)).Over(Jet.Linear(a, 1, 0, n, 0));
            return Jet.Function(ZetaCore.GammaSeries(n, a), n, 0).Add(lower.Scale(-1));
        }

        if (a < -0.5)
        {
            // a Γ(a, x) = Γ(a + 1, x) - x^a e^-x
            return Evaluate(n, a + 1, x).Add(PowerJet(n, a, x, -Math.Exp(-x))).Over(Jet.Linear(a, 1, 0, n, 0));
        }

        return Complement(n, a, x).Add(PowerJet(n, a, x, -1).Times(IncompleteGamma.Rest(n, a, x)));
    }

    /// <summary><c>(Γ(1 + a) - x^a) / a</c>, near 0 by the Taylor series of the numerator there.</summary>
    static Jet Complement(int n, double a, double x)
    {
        var logarithm = Math.Log(x);
        if (Math.Abs(a) >= 0.3 || Math.Abs(a * logarithm) >= 2)
        {
            var numerator = Jet.Function(ZetaCore.GammaSeries(n, 1 + a), n, 0).Add(PowerJet(n, a, x, -1));
            return numerator.Over(Jet.Linear(a, 1, 0, n, 0));
        }

        var coefficients = new double[Degree];
        double power = 1;
        for (var m = 1; m <= Degree; m++)
        {
            power *= logarithm / m;
            coefficients[m - 1] = AroundOne[m] - power;
        }

        // Taylor's shift to a, by repeated synthetic division.
        var jet = new Jet(n, 0);
        for (var i = 0; i <= n && i < Degree; i++)
        {
            for (var m = Degree - 2; m >= i; m--)
                coefficients[m] += a * coefficients[m + 1];
            jet[i, 0] = coefficients[i];
        }

        return jet;
    }

    /// <summary><c>factor x^a</c>.</summary>
    public static Jet PowerJet(int n, double a, double x, double factor)
    {
        var jet = new Jet(n, 0);
        var logarithm = Math.Log(x);
        jet[0, 0] = factor * Math.Pow(x, a);
        for (var k = 1; k <= n; k++)
            jet[k, 0] = jet[k - 1, 0] * logarithm / k;
        return jet;
    }

    static double[] MakeAroundOne()
    {
        var logarithm = new double[Degree + 1];
        logarithm[1] = GammaCore.OneMinusEuler - 1;
        for (var k = 2; k <= Degree; k++)
            logarithm[k] = ((k & 1) == 0 ? 1 : -1) * ZetaCore.Hurwitz(k, 1) / k;
        var gamma = new double[Degree + 1];
        gamma[0] = 1;
        for (var m = 1; m <= Degree; m++)
        {
            double sum = 0;
            for (var k = 1; k <= m; k++)
                sum += k * logarithm[k] * gamma[m - k];
            gamma[m] = sum / m;
        }

        return gamma;
    }
}
