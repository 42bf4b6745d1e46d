using System;

namespace Zygote;

/// <content>The logarithm of the upper incomplete gamma function.</content>
public static partial class SpecialFunctions
{
    /// <summary>The logarithm of <see cref="Gamma(double, double)"/>, for every real a and positive x.</summary>
    /// <remarks>
    /// Where the function itself overflows or vanishes, too. At <c>x = 0</c> it is the logarithm of gamma for positive a, else
    /// infinite. Where it passes through 0 the absolute error is small, not the relative one.
    /// </remarks>
    public static double LogUpperIncompleteGamma(double a, double x) => LogUpperGamma.Value(0, a, x);
}

/// <summary>The logarithm of the upper incomplete gamma function, its derivatives by a, and what its slope by x is made of.</summary>
/// <remarks>
/// The function is <c>x^a e^-x G</c>. G is one over the continued fraction DLMF 8.9.2 where x is large, and follows from the
/// recurrence 8.8.2 where a is negative and x is small. Between them the regularised function and gamma have all digits.
/// </remarks>
static class LogUpperGamma
{
    enum Region
    {
        Fraction,
        Regularized,
        Plain,
        Recurrence,
    }

    static Region Of(double a, double x) =>
        x >= 1.5 && x >= a + 1 || x >= 0.75 && a < 0.5 ? Region.Fraction
            : a >= 0.5 ? Region.Regularized
            : a >= -0.5 ? Region.Plain
            : Region.Recurrence;

    /// <summary>The derivative of order n by a of the logarithm.</summary>
    public static double Value(int n, double a, double x)
    {
        if (double.IsNaN(a) || double.IsInfinity(a) || !(x >= 0))
            return double.NaN;
        if (double.IsPositiveInfinity(x))
            return n == 0 ? double.NegativeInfinity : n == 1 ? double.PositiveInfinity : 0;
        if (x == 0)
            return a <= 0 ? n == 0 ? double.PositiveInfinity : double.NaN : n == 0 ? SpecialFunctions.LogGamma(a) : SpecialFunctions.Polygamma(n - 1, a);
        var region = Of(a, x);
        if (region == Region.Regularized)
        {
            if (n > 0)
                return SpecialFunctions.Polygamma(n - 1, a) + Logarithm(n, Regularized(n, a, x)).Derivative(n, 0);
            var lower = IncompleteGamma.Lower(0, a, x);
            return SpecialFunctions.LogGamma(a) + (lower < 0.5 ? SpecialFunctions.LogP1(-lower) : Math.Log(IncompleteGamma.Upper(a, x)));
        }

        if (region == Region.Plain)
        {
            var function = UpperGamma.Evaluate(n, a, x);
            return n == 0 ? Math.Log(function[0, 0]) : Logarithm(n, function).Derivative(n, 0);
        }

        if (n == 0)
            return a * Math.Log(x) - x - Math.Log(region == Region.Fraction ? IncompleteGamma.Fraction(a, x, out _) : 1 / Scaled(0, a, x)[0, 0]);
        var rest = region == Region.Fraction
            ? -Logarithm(n, IncompleteGamma.FractionJet(n, a, x)).Derivative(n, 0)
            : Logarithm(n, Scaled(n, a, x)).Derivative(n, 0);
        return n == 1 ? Math.Log(x) + rest : rest;
    }

    /// <summary>The derivative of order n by a of <c>x^(a-1) e^-x / Γ(a, x)</c>, which is minus the slope by x.</summary>
    public static double Hazard(int n, double a, double x)
    {
        if (double.IsNaN(a) || double.IsInfinity(a) || !(x >= 0))
            return double.NaN;
        if (double.IsPositiveInfinity(x))
            return n == 0 ? 1 : 0;
        if (x == 0)
            return a > 1 ? 0 : a == 1 && n == 0 ? 1 : a < 1 && n == 0 ? double.PositiveInfinity : double.NaN;
        return HazardJet(n, a, x).Derivative(n, 0);
    }

    static Jet HazardJet(int n, double a, double x)
    {
        switch (Of(a, x))
        {
            case Region.Fraction:
                return IncompleteGamma.FractionJet(n, a, x).Scale(1 / x);
            case Region.Regularized:
                var density = n == 0 ? Jet.Constant(IncompleteGamma.Prefactor(a, x), n, 0) : IncompleteGamma.PrefactorJet(n, a, x);
                return density.Times(Jet.Linear(a / x, 1 / x, 0, n, 0)).Over(Regularized(n, a, x));
            case Region.Plain:
                return UpperGamma.PowerJet(n, a, x, Math.Exp(-x) / x).Over(UpperGamma.Evaluate(n, a, x));
            default:
                return Jet.Constant(1 / x, n, 0).Over(Scaled(n, a, x));
        }
    }

    /// <summary>The derivative of order n by a of the slope by x of the logarithm of <see cref="Hazard"/>.</summary>
    /// <remarks>It is <c>(a - 1)/x - 1 + Hazard</c>, whose terms cancel for large x and for negative a.</remarks>
    public static double HazardSlope(int n, double a, double x)
    {
        if (double.IsNaN(a) || double.IsInfinity(a) || !(x > 0))
            return double.NaN;
        if (double.IsPositiveInfinity(x))
            return 0;
        switch (Of(a, x))
        {
            case Region.Fraction:
                // The fraction is x + 1 - a - (1 - a)/(x + 3 - a - ...); what is left is its last term.
                return Jet.Linear(a - 1, 1, 0, n, 0).Over(IncompleteGamma.FractionJet(n, a, x, 2)).Scale(1 / x).Derivative(n, 0);
            case Region.Recurrence:
                // With H = x G(a + 1): 1/G = -a/(1 - H).
                var h = Scaled(n, a + 1, x).Scale(x);
                var ratio = h.Times(Jet.Linear(-a, -1, 0, n, 0)).Over(Jet.Constant(1, n, 0).Add(h.Scale(-1)));
                ratio[0, 0] += -1 - x;
                return ratio.Scale(1 / x).Derivative(n, 0);
            default:
                return Jet.Linear((a - 1) / x - 1, 1 / x, 0, n, 0).Add(HazardJet(n, a, x)).Derivative(n, 0);
        }
    }

    /// <summary><c>Q(a, x)</c> as a polynomial in the increment of a.</summary>
    static Jet Regularized(int n, double a, double x)
    {
        var upper = n == 0 ? new Jet(0, 0) : IncompleteGamma.LowerJet(n, a, x).Scale(-1);
        upper[0, 0] = IncompleteGamma.Upper(a, x);
        return upper;
    }

    /// <summary>G for negative a and small x, from a greater a down: an error is multiplied by x/a in each step.</summary>
    static Jet Scaled(int n, double a, double x)
    {
        const int Enough = 60;
        var steps = Math.Ceiling(-0.5 - a);
        Jet g;
        if (steps <= Enough)
        {
            var start = a + steps;
            g = UpperGamma.Evaluate(n, start, x).Over(UpperGamma.PowerJet(n, start, x, Math.Exp(-x)));
        }
        else
        {
            steps = Enough;
            g = Jet.Constant(1, n, 0).Over(Jet.Linear(x + 1 - (a + steps), -1, 0, n, 0));
        }

        for (var k = steps - 1; k >= 0; k--)
        {
            g = g.Scale(-x);
            g[0, 0] += 1;
            g = g.Over(Jet.Linear(-(a + k), -1, 0, n, 0));
        }

        return g;
    }

    /// <summary>The logarithm of a polynomial, without its constant term.</summary>
    static Jet Logarithm(int n, Jet jet)
    {
        var logarithm = new Jet(n, 0);
        for (var k = 1; k <= n; k++)
        {
            var rest = k * jet[k, 0];
            for (var i = 1; i < k; i++)
                rest -= i * logarithm[i, 0] * jet[k - i, 0];
            logarithm[k, 0] = rest / (k * jet[0, 0]);
        }

        return logarithm;
    }
}

/// <summary>Derivatives of the logarithm of the upper incomplete gamma function, of any order.</summary>
static class LogUpperGammaRules
{
    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.LogUpperIncompleteGamma))]
    static (double, double) Logarithm(double a, double x, double y) => (LogUpperGamma.Value(1, a, x), -LogUpperGamma.Hazard(0, a, x));

    [DerivativeOf(typeof(LogUpperGamma), nameof(LogUpperGamma.Value))]
    static (double, double) Value(int n, double a, double x, double y) => (LogUpperGamma.Value(n + 1, a, x), -LogUpperGamma.Hazard(n, a, x));

    [DerivativeOf(typeof(LogUpperGamma), nameof(LogUpperGamma.Hazard))]
    static (double, double) Hazard(int n, double a, double x, double y) => (LogUpperGamma.Hazard(n + 1, a, x), HazardByX(n, a, x));

    [DerivativeOf(typeof(LogUpperGamma), nameof(LogUpperGamma.HazardSlope))]
    static (double, double) HazardSlope(int n, double a, double x, double y) =>
        (LogUpperGamma.HazardSlope(n + 1, a, x), HazardByX(n, a, x) + (n == 0 ? (1 - a) / x / x : n == 1 ? -1 / x / x : 0));

    /// <summary>The product of the function and the slope of its logarithm, by Leibniz' rule.</summary>
    static double HazardByX(int n, double a, double x)
    {
        double sum = 0, binomial = 1;
        for (var k = 0; k <= n; k++)
        {
            sum += binomial * LogUpperGamma.Hazard(k, a, x) * LogUpperGamma.HazardSlope(n - k, a, x);
            binomial = binomial * (n - k) / (k + 1);
        }

        return sum;
    }
}
