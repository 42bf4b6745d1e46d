using System;

namespace Zygote;

/// <summary>Derivatives of Hurwitz' zeta function in s, and of what is left of it when it is differentiated by q.</summary>
static class HurwitzZeta
{
    /// <summary>The derivative of order n in s; 0 for a negative order.</summary>
    public static double Derivative(int n, double s, double q)
    {
        if (n < 0)
            return 0;
        if (!(q > 0) || double.IsNaN(s))
            return double.NaN;
        if (s == 1)
            return n == 0 ? double.PositiveInfinity : double.NaN;
        if (s > 1 && n == 0)
            return ZetaCore.Hurwitz(s, q);
        return Series(n, s, q)[n] * GammaCore.Factorial(n);
    }

    /// <summary>The derivative of order n in s of <c>s ζ(s + 1, q)</c>, which has no pole: minus the derivative of ζ(s, q) in q.</summary>
    public static double Slope(int n, double s, double q)
    {
        if (n < 0)
            return 0;
        if (!(q > 0) || double.IsNaN(s))
            return double.NaN;
        if (n == 0 && s > 0)
            return s * ZetaCore.Hurwitz(s + 1, q);
        return WithoutPole(n, s + 1, q)[n] * GammaCore.Factorial(n);
    }

    /// <summary>Taylor coefficients of <c>ζ(s, q)</c> in s.</summary>
    static double[] Series(int degree, double s, double q) =>
        s >= 0 || q > Asymptotic(degree, s)
            ? ZetaCore.HurwitzSeries(degree, s, q)
            : ZetaCore.Coefficients(ByArgument(degree, s, q), degree);

    /// <summary>Those of <c>(s - 1) ζ(s, q)</c>.</summary>
    static double[] WithoutPole(int degree, double s, double q) => s >= 0 || q > Asymptotic(degree, s)
        ? ZetaCore.HurwitzSeries(degree, s, q, withoutPole: true)
        : ZetaCore.Coefficients(ByArgument(degree, s, q).Times(Jet.Linear(s - 1, 1, 0, degree, 0)), degree);

    /// <summary>From here on the formula of Euler and Maclaurin needs no terms of the sum, which would cancel.</summary>
    static double Asymptotic(int degree, double s) => 12 + 0.5 * Math.Abs(s) + degree;

    /// <summary>
    /// For negative s: the Taylor series in q at 1, <c>Σ (-1)^k (s)_k / k! ζ(s + k) t^k</c> for <c>|t| &lt;= 1/2</c>, which does not cancel,
    /// after terms of one sign.
    /// </summary>
    static Jet ByArgument(int degree, double s, double q)
    {
        var sum = new Jet(degree, 0);
        for (; q < 0.5; q++)
            sum = sum.Add(ZetaCore.PowerJet(degree, s, q));
        for (; q > 1.5; q--)
            sum = sum.Add(ZetaCore.PowerJet(degree, s, q - 1).Scale(-1));
        var t = q - 1;
        var factor = Jet.Constant(1, degree, 0);
        for (var k = 0; k < 400; k++)
        {
            Jet term;
            if (Math.Abs(s + k - 1) < 0.5 && k > 0)
            {
                // The factor s + k - 1 of (s)_k and the pole of zeta cancel.
                term = factor.Times(Jet.Function(ZetaCore.HurwitzSeries(degree, s + k, 1, withoutPole: true), degree, 0)).Scale(-t / k);
                factor = factor.Times(Jet.Linear(s + k - 1, 1, 0, degree, 0)).Scale(-t / k);
            }
            else
            {
                if (k > 0)
                    factor = factor.Times(Jet.Linear(s + k - 1, 1, 0, degree, 0)).Scale(-t / k);
                term = factor.Times(Jet.Function(ZetaCore.RiemannSeries(degree, s + k), degree, 0));
            }
            sum = sum.Add(term);
            if (k > -s + 2 && term.IsNegligible(sum, 2))
                break;
        }
        return sum;
    }
}
