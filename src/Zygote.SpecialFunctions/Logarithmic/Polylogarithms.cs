using System;
using System.Numerics;

namespace Zygote;

/// <summary>The polylogarithm over its argument, with derivatives in the order and the argument.</summary>
/// <remarks>
/// Source: NIST DLMF, 25.12: the power series up to 1/2; from there to 1 its expansion in the logarithm of x (25.12.12), where the pole
/// of the zeta function and that of gamma are taken together; below -1/2 Mellin's integral.
/// </remarks>
static class Polylogarithms
{
    /// <summary>The derivative of <c>Li_s(x) / x</c>, j times in x and n times in s.</summary>
    public static double Value(int j, int n, double s, double x)
    {
        if (!(x <= 1) || !double.IsFinite(s) || double.IsInfinity(x))
            return double.NaN;
        if (Math.Abs(x) <= 0.5)
            return Series(j, n, s, x);

        // x f' = f of s - 1, less f
        if (j > 0)
            return (Value(j - 1, n, s - 1, x) - j * Value(j - 1, n, s, x)) / x;
        if (x < 0)
            return Integral(n, s, -x);
        if (x == 1)
            return s > 1 ? SpecialFunctions.ZetaDerivative(n, s) : n == 0 ? double.PositiveInfinity : double.NaN;
        return InLogarithm(n, s, Math.Log(x)).Derivative(n, 0) / x;
    }

    /// <summary>Sum of (k + j)! / k! x^k (k + j + 1)^-s (-log(k + j + 1))^n.</summary>
    static double Series(int j, int n, double s, double x)
    {
        double sum = 0, power = GammaCore.Factorial(j), largest = 0;
        for (var k = 0; k < 2000; k++)
        {
            var term = power * Math.Pow(k + j + 1, -s) * Power(-Math.Log(k + j + 1), n);
            sum += term;
            largest = Math.Max(largest, Math.Abs(term));
            if (x == 0 || (k > 4 + n - s && Math.Abs(term) <= 1e-18 * largest))
                break;
            power *= x * (k + j + 1) / (k + 1);
        }
        return sum;
    }

    static double Power(double x, int n)
    {
        var power = 1.0;
        for (var i = 0; i < n; i++)
            power *= x;
        return power;
    }

    static Jet InLogarithm(int degree, double s, double log)
    {
        var whole = Math.Round(s);
        var sum = new Jet(degree, 0);
        var power = 1.0;
        var isLastNegligible = false;
        for (var k = 0; k < 200; k++)
        {
            var term = (whole - 1 == k
                ? Pair(degree, s - whole, Math.Log(-log), k)
                : Jet.Function(ZetaCore.RiemannSeries(degree, s - k), degree, 0)).Scale(power);
            sum = sum.Add(term);
            // Every other one may be a zero of the zeta function.
            var isNegligible = k > s && term.IsNegligible(sum, 10);
            if (isNegligible && isLastNegligible)
                break;
            isLastNegligible = isNegligible;
            power *= log / (k + 1);
        }
        if (whole >= 1)
            return sum;
        var gamma = ZetaCore.GammaSeries(degree, 1 - s);
        for (var k = 1; k <= degree; k += 2)
            gamma[k] = -gamma[k];
        return sum.Add(Jet.Function(gamma, degree, 0).Times(ZetaCore.PowerJet(degree, 1 - s, -log, 1)));
    }

    /// <summary>
    /// Near the whole number m + 1, at a distance e: zeta(1 + e) and m! gamma(-m - e) (-log)^(m + e) / log^m, whose poles cancel.
    /// </summary>
    /// <remarks>
    /// gamma(1 - e) / ((1 + e) (1 + e/2) ... (1 + e/m)) = exp(e h) = 1 + e g, so that the sum is
    /// (zeta(1 + e) - 1/e) - (exp(e l) - 1) / e - exp(e l) g with the logarithm l of -log.
    /// </remarks>
    static Jet Pair(int degree, double distance, double l, int m)
    {
        var e = Jet.Linear(distance, 1, 0, degree, 0);
        var h = new Jet(degree, 0);
        for (var k = 60; k > 0; k--)
        {
            var c = k == 1 ? EulerGamma : SpecialFunctions.Zeta(k);
            for (var j = 1; j <= m; j++)
                c += (k % 2 == 0 ? 1 : -1) * Math.Pow(j, -k);
            h = h.Times(e);
            h[0, 0] += c / k;
        }
        var g = h.Times(e.Times(h).ExpM1Ratio());
        var power = e.Scale(l).Exp(Math.Exp(distance * l));
        return Jet.Function(ZetaCore.HurwitzSeries(degree, 1 + distance, 1, lessPole: true), degree, 0)
            .Add(e.Scale(l).ExpM1Ratio().Scale(-l)).Add(power.Times(g).Scale(-1));
    }

    const double EulerGamma = 0.57721566490153286061;

    /// <summary>
    /// <c>Li_s(-z) / -z = 1 / (2 i z) times the integral of z^u u^-s / sin(pi u)</c> along a line between 0 and 1, by the trapezium rule:
    /// it falls by exp(-pi |Im u|), and the error by the distance of the line from 0.
    /// </summary>
    static double Integral(int n, double s, double z)
    {
        var log = Math.Log(z);
        var place = Math.Min(0.5, Math.Max(1, s) / Math.Max(log, 1e-3));
        var step = place / 9.5;
        double sum = 0;
        for (var k = 0; k * step < 14 + 0.5 * n + 0.3 * Math.Abs(s); k++)
        {
            var u = new Complex(place, k * step);
            var logU = Complex.Log(u);
            var term = Complex.Exp(u * log - s * logU) / Complex.Sin(Math.PI * u);
            for (var i = 0; i < n; i++)
                term *= -logU;
            sum += k == 0 ? term.Real / 2 : term.Real;
        }
        return sum * step / z;
    }
}
