using System;

using F = Zygote.SpecialFunctions;

namespace Zygote;

/// <summary>
/// Derivatives of the reciprocal of gamma. It is entire, and so are they: what the quotient <c>-ψ/Γ</c> is at poles is here.
/// </summary>
static class ReciprocalGammaDerivative
{
    public static double Value(int n, double x)
    {
        if (n == 0)
            return Plain(x);
        if (double.IsNaN(x) || double.IsNegativeInfinity(x))
            return double.NaN;
        if (x >= 0.5)
        {
            if (x > 200)
                return 0;
            return ZetaCore.LogGammaJet(n, x).Scale(-1).Exp(Plain(x)).Derivative(n, 0);
        }

        // sin(πx) Γ(1 - x) / π
        var gamma = ZetaCore.GammaSeries(n, 1 - x);
        var sine = new double[n + 1];
        var power = 1 / Math.PI;
        for (var k = 0; k <= n; k++)
        {
            if ((k & 1) == 1)
                gamma[k] = -gamma[k];
            sine[k] = power * ((k & 3) switch { 0 => double.SinPi(x), 1 => double.CosPi(x), 2 => -double.SinPi(x), _ => -double.CosPi(x) });
            power *= Math.PI / (k + 1);
        }

        return Jet.Function(gamma, n, 0).Times(Jet.Function(sine, n, 0)).Derivative(n, 0);
    }

    static double Plain(double x)
    {
        if (x > 0)
            return x < 171 ? 1 / GammaCore.Gamma(x) : Math.Exp(-GammaCore.LogAbs(x));
        if (double.IsNegativeInfinity(x))
            return double.NaN;
        return x > -0.5 ? x / GammaCore.Gamma(1 + x) : double.SinPi(x) * GammaCore.Gamma(1 - x) / Math.PI;
    }
}

/// <summary>Derivatives of the gamma, beta and zeta functions. Source: NIST DLMF, chapters 5 and 25.</summary>
static class GammaRules
{
    [DerivativeOf(typeof(F), nameof(F.Gamma))]
    static double Gamma(double x, double y) => y * F.Digamma(x);

    [DerivativeOf(typeof(F), nameof(F.ReciprocalGamma))]
    static double ReciprocalGamma(double x, double y) => ReciprocalGammaDerivative.Value(1, x);

    [DerivativeOf(typeof(ReciprocalGammaDerivative), nameof(ReciprocalGammaDerivative.Value))]
    static double ReciprocalGammaDerivatives(int n, double x, double y) => ReciprocalGammaDerivative.Value(n + 1, x);

    [DerivativeOf(typeof(F), nameof(F.LogGamma))]
    static double LogGamma(double x, double y) => double.IsNaN(y) ? double.NaN : F.Digamma(x);

    [DerivativeOf(typeof(F), nameof(F.LogAbsGamma))]
    static double LogAbsGamma(double x, double y) => F.Digamma(x);

    [DerivativeOf(typeof(F), nameof(F.LogFactorial))]
    static double LogFactorial(double x, double y) => F.Digamma(1 + x);

    [DerivativeOf(typeof(F), nameof(F.Digamma))]
    static double Digamma(double x, double y) => F.Polygamma(1, x);

    [DerivativeOf(typeof(F), nameof(F.Trigamma))]
    static double Trigamma(double x, double y) => F.Polygamma(2, x);

    [DerivativeOf(typeof(F), nameof(F.Polygamma))]
    static double Polygamma(int n, double x, double y) => F.Polygamma(n + 1, x);

    [DerivativeOf(typeof(F), nameof(F.InverseDigamma))]
    static double InverseDigamma(double x, double y) => 1 / F.Polygamma(1, y);

    [DerivativeOf(typeof(GammaCore), nameof(GammaCore.PolygammaDifference))]
    static (double, double) PolygammaDifference(int n, double a, double b, double y) =>
        (GammaCore.PolygammaDifference(n + 1, a, b), F.Polygamma(n + 1, a + b));

    /// <summary>With arguments below 0 the derivative of the factor that may be zero is not a multiple of the value.</summary>
    [DerivativeOf(typeof(F), nameof(F.Beta))]
    static (double, double) Beta(double a, double b, double y)
    {
        if (a > 0 && b > 0)
            return (-y * GammaCore.PolygammaDifference(0, a, b), -y * GammaCore.PolygammaDifference(0, b, a));
        var product = F.Gamma(a) * F.Gamma(b);
        var common = product * ReciprocalGammaDerivative.Value(1, a + b);
        return (y * F.Digamma(a) + common, y * F.Digamma(b) + common);
    }

    [DerivativeOf(typeof(F), nameof(F.LogBeta))]
    static (double, double) LogBeta(double a, double b, double y) =>
        double.IsNaN(y) ? (double.NaN, double.NaN) : LogAbsBeta(a, b, y);

    [DerivativeOf(typeof(F), nameof(F.LogAbsBeta))]
    static (double, double) LogAbsBeta(double a, double b, double y) =>
        (-GammaCore.PolygammaDifference(0, a, b), -GammaCore.PolygammaDifference(0, b, a));

    /// <summary>Where one of the reciprocal gammas is zero the derivative is not a multiple of the value.</summary>
    [DerivativeOf(typeof(F), nameof(F.Binomial))]
    static (double, double) Binomial(double n, double k, double y)
    {
        var rest = n - k;
        if (k > -1 && rest > -1)
            return (y * GammaCore.PolygammaDifference(0, rest + 1, k), y * (F.Digamma(rest + 1) - F.Digamma(k + 1)));
        var gamma = F.Gamma(n + 1);
        var byRest = gamma * F.ReciprocalGamma(k + 1) * ReciprocalGammaDerivative.Value(1, rest + 1);
        var byK = gamma * F.ReciprocalGamma(rest + 1) * ReciprocalGammaDerivative.Value(1, k + 1);
        return (y * F.Digamma(n + 1) + byRest, byK - byRest);
    }

    [DerivativeOf(typeof(F), nameof(F.Zeta))]
    static double Zeta(double s, double y) => F.ZetaDerivative(1, s);

    [DerivativeOf(typeof(F), nameof(F.ZetaDerivative))]
    static double ZetaDerivative(int n, double s, double y) => F.ZetaDerivative(n + 1, s);

    [DerivativeOf(typeof(F), nameof(F.Eta))]
    static double Eta(double s, double y) => F.EtaDerivative(1, s);

    [DerivativeOf(typeof(F), nameof(F.EtaDerivative))]
    static double EtaDerivative(int n, double s, double y) => F.EtaDerivative(n + 1, s);

    [DerivativeOf(typeof(F), nameof(F.Zeta))]
    static (double, double) Hurwitz(double s, double q, double y) => (HurwitzZeta.Derivative(1, s, q), -HurwitzZeta.Slope(0, s, q));

    [DerivativeOf(typeof(HurwitzZeta), nameof(HurwitzZeta.Derivative))]
    static (double, double) HurwitzDerivatives(int n, double s, double q, double y) =>
        (HurwitzZeta.Derivative(n + 1, s, q), -HurwitzZeta.Slope(n, s, q));

    /// <summary>By q: the derivative of order n of <c>-s (s + 1) ζ(s + 2, q)</c>.</summary>
    [DerivativeOf(typeof(HurwitzZeta), nameof(HurwitzZeta.Slope))]
    static (double, double) HurwitzSlopes(int n, double s, double q, double y) =>
        (HurwitzZeta.Slope(n + 1, s, q), -(s * HurwitzZeta.Slope(n, s + 1, q) + n * HurwitzZeta.Slope(n - 1, s + 1, q)));
}
