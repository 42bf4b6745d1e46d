using System;

namespace Zygote;

/// <summary>The zeta functions of Riemann and Hurwitz and the alternating one, with derivatives in s of any order.</summary>
static class ZetaCore
{
    /// <summary><c>B(2k) / (2k)!</c> from 1 on.</summary>
    static readonly double[] Bernoullis =
    [
        0.083333333333333333333,
        -0.0013888888888888888889,
        3.3068783068783068783e-5,
        -8.2671957671957671958e-7,
        2.0876756987868098979e-8,
        -5.2841901386874931848e-10,
        1.3382536530684678833e-11,
        -3.3896802963225828668e-13,
        8.5860620562778445641e-15,
        -2.174868698558061873e-16,
        5.5090028283602295152e-18,
        -1.3954464685812523341e-19,
        3.5347070396294674717e-21,
        -8.9535174270375468504e-23,
        2.2679524523376830603e-24,
    ];

    /// <summary><c>Σ (q + k)^-s</c> for s above 1 and positive q, by the formula of Euler and Maclaurin.</summary>
    public static double Hurwitz(double s, double q)
    {
        if (double.IsPositiveInfinity(q))
            return 0;
        double sum = 0;
        for (var start = 10 + 0.5 * s; q < start; q++)
        {
            var next = Math.Pow(q, -s);
            if (next <= 1e-18 * sum && q > 2)
                return sum;
            sum += next;
        }

        var power = Math.Pow(q, -s);
        var tail = Math.Pow(q, 1 - s) / (s - 1) + 0.5 * power;
        var factor = power * s / q;
        for (var k = 0; k < Bernoullis.Length; k++)
        {
            var next = tail + Bernoullis[k] * factor;
            if (next == tail)
                break;
            tail = next;
            factor *= (s + 2 * k + 1) * (s + 2 * k + 2) / (q * q);
        }

        return sum + tail;
    }

    /// <summary>
    /// Taylor coefficients in s, up to a degree, of the sum of <c>(q + k)^-s</c> for positive q, continued to s below 1 except 1 itself.
    /// For negative s this cancels, the more the farther.
    /// </summary>
    /// <param name="degree">The highest power of the increment of s.</param>
    /// <param name="s">The exponent.</param>
    /// <param name="q">The shift.</param>
    /// <param name="withoutPole">Those of the sum times s - 1, at 1, too.</param>
    /// <param name="lessPole">Those of the sum less 1 / (s - 1).</param>
    public static double[] HurwitzSeries(int degree, double s, double q, bool withoutPole = false, bool lessPole = false)
    {
        var denominator = Jet.Linear(s - 1, 1, 0, degree, 0);
        var sum = new Jet(degree, 0);
        for (var start = 12 + 0.5 * Math.Abs(s) + degree; q < start; q++)
        {
            var term = PowerJet(degree, s, q);
            sum = sum.Add(term);
            if (q > 2 && s > 1 && term.IsNegligible(sum, 1000))
                break;
        }

        var power = PowerJet(degree, s, q);
        sum = sum.Add(power.Scale(0.5));
        if (lessPole)
            sum = sum.Add(denominator.Scale(-Math.Log(q)).ExpM1Ratio().Scale(-Math.Log(q)));
        else if (!withoutPole)
            sum = sum.Add(power.Scale(q).Over(denominator));
        var factor = power.Scale(1 / q).Times(Jet.Linear(s, 1, 0, degree, 0));
        for (var k = 0; k < Bernoullis.Length; k++)
        {
            var term = factor.Scale(Bernoullis[k]);
            sum = sum.Add(term);
            if (!withoutPole && term.IsNegligible(sum, 1))
                break;
            factor = factor.Scale(1 / (q * q)).Times(Jet.Linear(s + 2 * k + 1, 1, 0, degree, 0))
                .Times(Jet.Linear(s + 2 * k + 2, 1, 0, degree, 0));
        }

        return Coefficients(withoutPole ? sum.Times(denominator).Add(power.Scale(q)) : sum, degree);
    }

    /// <summary>Taylor coefficients of Riemann's zeta function, but at its pole.</summary>
    public static double[] RiemannSeries(int degree, double s)
    {
        if (s >= 0.5)
            return HurwitzSeries(degree, s, 1);
        if (s < -0.5)
            return Reflected(degree, s);
        var series = new double[degree + 1];
        for (var k = 0; k <= degree; k++)
            series[k] = ByEta(k, s) / GammaCore.Factorial(k);
        return series;
    }

    /// <summary>The derivative of order n of Riemann's zeta function.</summary>
    public static double Riemann(int n, double s)
    {
        if (double.IsPositiveInfinity(s))
            return n == 0 ? 1 : 0;
        if (s == 1 || double.IsNaN(s) || double.IsInfinity(s))
            return s != 1 ? double.NaN : n == 0 ? double.PositiveInfinity : n % 2 == 1 ? double.NegativeInfinity : double.NaN;
        if (s >= 0.5)
            return HurwitzSeries(n, s, 1)[n] * GammaCore.Factorial(n);
        if (s >= -0.5)
            return ByEta(n, s);
        return Reflected(n, s)[n] * GammaCore.Factorial(n);
    }

    /// <summary>By <c>ζ(s) = 2 (2π)^(s-1) sin(πs/2) Γ(1-s) ζ(1-s)</c>, DLMF 25.4.1.</summary>
    static double[] Reflected(int degree, double s)
    {
        var zeta = HurwitzSeries(degree, 1 - s, 1);
        // Gamma and the power of 2π together, which overflow later than gamma alone.
        var scale = s > -150
            ? GammaCore.Gamma(1 - s) * Math.Pow(2 * Math.PI, s - 1)
            : Math.Exp(GammaCore.LogAbs(1 - s) + (s - 1) * Math.Log(2 * Math.PI));
        var gamma = Coefficients(LogGammaJet(degree, 1 - s).Exp(2 * scale), degree);
        for (var k = 1; k <= degree; k += 2)
        {
            zeta[k] = -zeta[k];
            gamma[k] = -gamma[k];
        }

        var sine = new double[degree + 1];
        var power = new double[degree + 1];
        double turn = 1;
        for (var k = 0; k <= degree; k++)
        {
            var half = s / 2;
            sine[k] = turn * ((k & 3) switch { 0 => double.SinPi(half), 1 => double.CosPi(half), 2 => -double.SinPi(half), _ => -double.CosPi(half) });
            turn *= Math.PI / 2 / (k + 1);
        }

        power[0] = 1;
        for (var k = 1; k <= degree; k++)
            power[k] = power[k - 1] * Math.Log(2 * Math.PI) / k;
        var product = Jet.Function(zeta, degree, 0).Times(Jet.Function(gamma, degree, 0))
            .Times(Jet.Function(sine, degree, 0)).Times(Jet.Function(power, degree, 0));
        return Coefficients(product, degree);
    }

    /// <summary>Taylor coefficients of gamma at a positive number.</summary>
    public static double[] GammaSeries(int degree, double x) =>
        Coefficients(LogGammaJet(degree, x).Exp(GammaCore.Gamma(x)), degree);

    /// <summary>Those of the logarithm, without its constant term.</summary>
    public static Jet LogGammaJet(int degree, double x)
    {
        var jet = new Jet(degree, 0);
        for (var k = 1; k <= degree; k++)
            jet[k, 0] = SpecialFunctions.Polygamma(k - 1, x) / GammaCore.Factorial(k);
        return jet;
    }

    /// <summary>The derivative of order n of <c>Σ (-1)^(k-1) k^-s</c>.</summary>
    /// <remarks>Source: P. Borwein, An efficient algorithm for the Riemann zeta function, 1995, algorithm 2.</remarks>
    public static double Eta(int n, double s)
    {
        if (double.IsPositiveInfinity(s))
            return n == 0 ? 1 : 0;
        if (s < -0.5)
            return EtaReflected(n, s);
        const int Terms = 26;
        double sum = 0;
        for (var k = 0; k < Terms; k++)
        {
            var logarithm = Math.Log(k + 1);
            var term = Weights[k] * Math.Pow(k + 1, -s);
            for (var j = 0; j < n; j++)
                term *= -logarithm;
            sum += (k & 1) == 0 ? term : -term;
        }

        return sum;
    }

    static double EtaReflected(int n, double s) =>
        Jet.Function(Reflected(n, s), n, 0).Times(EtaOverZeta(n, s)).Derivative(n, 0);

    static double ByEta(int n, double s)
    {
        var eta = new double[n + 1];
        for (var k = 0; k <= n; k++)
            eta[k] = Eta(k, s) / GammaCore.Factorial(k);
        return Jet.Function(eta, n, 0).Over(EtaOverZeta(n, s)).Derivative(n, 0);
    }

    /// <summary><c>1 - 2^(1-s)</c>.</summary>
    static Jet EtaOverZeta(int n, double s)
    {
        var factor = new double[n + 1];
        var power = Math.Pow(2, 1 - s);
        for (var k = 0; k <= n; k++)
        {
            factor[k] = (k == 0 ? 1 : 0) - power;
            power *= -Math.Log(2) / (k + 1);
        }

        return Jet.Function(factor, n, 0);
    }

    static readonly double[] Weights = MakeWeights(26);

    /// <summary><c>1 - d[k]/d[n]</c>, where d sums <c>n (n+i-1)! 4^i / ((n-i)! (2i)!)</c> up to k.</summary>
    static double[] MakeWeights(int n)
    {
        var partial = new double[n + 1];
        double term = 1, sum = 1;
        partial[0] = 1;
        for (var i = 0; i < n; i++)
        {
            term *= 4.0 * (n + i) * (n - i) / ((2 * i + 1.0) * (2 * i + 2.0));
            sum += term;
            partial[i + 1] = sum;
        }

        var weights = new double[n];
        for (var k = 0; k < n; k++)
            weights[k] = 1 - partial[k] / sum;
        return weights;
    }

    /// <summary>Of <c>q^-s</c>, or with the sign 1 in the increment of -s.</summary>
    public static Jet PowerJet(int degree, double s, double q, int sign = -1)
    {
        var jet = new Jet(degree, 0);
        var logarithm = sign * Math.Log(q);
        jet[0, 0] = Math.Pow(q, -s);
        for (var k = 1; k <= degree; k++)
            jet[k, 0] = jet[k - 1, 0] * logarithm / k;
        return jet;
    }

    public static double[] Coefficients(Jet jet, int degree)
    {
        var coefficients = new double[degree + 1];
        for (var k = 0; k <= degree; k++)
            coefficients[k] = jet[k, 0];
        return coefficients;
    }
}
