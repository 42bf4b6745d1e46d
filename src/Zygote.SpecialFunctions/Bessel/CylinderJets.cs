using System;

namespace Zygote;

/// <summary>
/// J and Y with their Taylor coefficients in the order, for x > 0. A power series where its terms fall from the start,
/// Hankel's expansion where it converges, integral representations between.
/// </summary>
static class CylinderJets
{
    public static double[] J(double nu, double x, int length)
    {
        if (nu < 0)
            return Reflect(-nu, x, length, ofY: false);
        if (SeriesConverges(nu, x))
            return Series(nu, x, length, -1);
        if (Hankel(nu, x, length) is { } expansion)
            return expansion.J;
        return nu > x ? Contour(nu, x, length) : Schlaefli(nu, x, length).J;
    }

    public static double[] Y(double nu, double x, int length)
    {
        if (nu < 0)
            return Reflect(-nu, x, length, ofY: true);
        return Hankel(nu, x, length)?.Y ?? Schlaefli(nu, x, length).Y;
    }

    public static bool SeriesConverges(double nu, double x) => x <= 2 || x / 2 * (x / 2) <= nu + 1;

    /// <summary>Whether an integral with so many oscillations is worth its time.</summary>
    public static bool InReach(double nu, double x) => Math.Abs(nu) < 1e6 && (x < 1e6 || nu * nu <= 12 * x);

    /// <summary>DLMF 10.4.6: orders of the other sign.</summary>
    static double[] Reflect(double mu, double x, int length, bool ofY)
    {
        var (cos, sin) = OrderJet.CosSinPi(mu, 1, length);
        var j = J(mu, x, length);
        var y = Y(mu, x, length);
        var result = ofY ? OrderJet.Combine(sin, j, cos, y, 1) : OrderJet.Combine(cos, j, sin, y, -1);
        OrderJet.Mirror(result);
        return result;
    }

    /// <summary>DLMF 10.2.2 and 10.25.2: J for sign = -1, I for sign = 1.</summary>
    public static double[] Series(double nu, double x, int length, int sign)
    {
        var square = x / 2 * (x / 2);
        var term = OrderJet.One(length);
        var sum = OrderJet.One(length);
        for (var m = 1; m < 5000; m++)
        {
            OrderJet.DivideInPlace(term, nu + m);
            var negligible = true;
            for (var i = 0; i < length; i++)
            {
                term[i] *= sign * square / m;
                sum[i] += term[i];
                negligible &= Math.Abs(term[i]) <= 1e-18 * Math.Abs(sum[i]);
            }
            if (negligible)
                break;
        }
        return OrderJet.Multiply(Prefactor(nu, x, length), sum);
    }

    /// <summary>(x/2)^(nu + e) / Gamma(nu + e + 1).</summary>
    static double[] Prefactor(double nu, double x, int length)
    {
        var exponent = OrderJet.LogGamma(nu + 1, length);
        for (var i = 0; i < length; i++)
            exponent[i] = -exponent[i];
        if (length > 1)
            exponent[1] += Math.Log(x) - Math.Log(2);
        var result = OrderJet.Exp(exponent);
        var value = PowerOverGamma(x / 2, nu);
        for (var i = 0; i < length; i++)
            result[i] *= value;
        return result;
    }

    /// <summary>
    /// z^nu / Gamma(nu + 1). Large orders by Stirling's series, where the relative error of the base, which the power would
    /// multiply by nu, is carried along.
    /// </summary>
    public static double PowerOverGamma(double z, double nu)
    {
        if (nu < 20)
        {
            double product = 1;
            var rest = nu;
            for (; rest > 1; rest--)
                product *= z / rest;
            return product * Math.Pow(z, rest) / MathNet.Numerics.SpecialFunctions.Gamma(rest + 1);
        }
        const double ELow = 1.4456468917292502e-16;
        var ratio = z / nu;
        var error = Math.FusedMultiplyAdd(-ratio, nu, z) / z;
        var scaled = ratio * Math.E;
        error += Math.FusedMultiplyAdd(ratio, Math.E, -scaled) / scaled + ELow / Math.E;
        var correction = 1 / (12 * nu) - 1 / (360 * nu * nu * nu) + 1 / (1260 * Math.Pow(nu, 5)) - 1 / (1680 * Math.Pow(nu, 7))
            + 1 / (1188 * Math.Pow(nu, 9));
        return Math.Pow(scaled, nu) * Math.Exp(nu * error - correction) / Math.Sqrt(2 * Math.PI * nu);
    }

    /// <summary>DLMF 10.17.3 and 10.17.4; null where the terms grow before they are negligible.</summary>
    public static (double[] J, double[] Y)? Hankel(double nu, double x, int length)
    {
        if (x < 25 || nu * nu > 12 * x)
            return null;
        var p = OrderJet.One(length);
        var q = new double[length];
        if (!HankelSum(nu, x, length, (m, term) => OrderJet.Add(m % 2 == 0 ? p : q, term, m % 4 is 0 or 1 ? 1 : -1), p, q))
            return null;

        var (cos, sin) = Phase(nu, x, length);
        var factor = Math.Sqrt(2 / Math.PI) / Math.Sqrt(x);
        var j = OrderJet.Combine(cos, p, sin, q, -1);
        var y = OrderJet.Combine(sin, p, cos, q, 1);
        for (var i = 0; i < length; i++)
        {
            j[i] *= factor;
            y[i] *= factor;
        }
        return (j, y);
    }

    /// <summary>The terms a_m(nu + e) / x^m from m = 1 on; false where they grow too early.</summary>
    public static bool HankelSum(double nu, double x, int length, Action<int, double[]> add, double[] even, double[] odd)
    {
        var term = OrderJet.One(length);
        for (var m = 1; m < 1000; m++)
        {
            var before = Math.Abs(term[0]);
            var factor = 1 / (8 * x * m);
            var root = 2.0 * m - 1;
            OrderJet.MultiplyInPlace(term, (2 * nu - root) * (2 * nu + root) * factor, 8 * nu * factor, 4 * factor);
            if (m > nu + 1 && Math.Abs(term[0]) > before)
                return false;
            add(m, term);
            var negligible = true;
            for (var i = 0; i < length; i++)
                negligible &= Math.Abs(term[i]) <= 1e-17 * Math.Max(Math.Abs(even[i]), Math.Abs(odd[i]));
            if (negligible)
                return true;
        }
        return false;
    }

    /// <summary>Cosine and sine of x - (nu + e) pi / 2 - pi / 4, reduced part by part.</summary>
    static (double[] Cos, double[] Sin) Phase(double nu, double x, int length)
    {
        var (sinX, cosX) = Math.SinCos(x);
        var (cos, sin) = OrderJet.CosSinPi(nu + 0.5, 0.5, length);
        var rotated = (Cos: new double[length], Sin: new double[length]);
        for (var i = 0; i < length; i++)
        {
            rotated.Cos[i] = cosX * cos[i] + sinX * sin[i];
            rotated.Sin[i] = sinX * cos[i] - cosX * sin[i];
        }
        return rotated;
    }

    /// <summary>Schlaefli's integrals, DLMF 10.9.6 and 10.9.7, differentiated under the integral.</summary>
    static (double[] J, double[] Y) Schlaefli(double nu, double x, int length)
    {
        double[] j = new double[length], y = new double[length];
        var panels = 2 + (int)((x + 4 * nu) / 6);
        double factorial = 1;
        for (var i = 0; i < length; i++)
        {
            factorial *= Math.Max(1, i);
            var power = i;
            var quarter = i * Math.PI / 2;
            double Weight(double t) => power == 0 ? 1 : Math.Pow(t, power);
            j[i] = Quadrature.Panels(t => Weight(t) * Math.Cos(x * Math.Sin(t) - nu * t - quarter), 0, Math.PI, panels)
                / (Math.PI * factorial);
            y[i] = Quadrature.Panels(t => Weight(t) * Math.Sin(x * Math.Sin(t) - nu * t - quarter), 0, Math.PI, panels)
                / (Math.PI * factorial);
        }
        var (cos, sin) = OrderJet.CosSinPi(nu, 1, length);
        var falling = Tail(nu, -1, x, length);
        OrderJet.Add(j, OrderJet.Multiply(sin, falling), -1 / Math.PI);
        OrderJet.Add(y, OrderJet.Multiply(cos, falling), -1 / Math.PI);
        OrderJet.Add(y, Tail(nu, 1, x, length), -1 / Math.PI);
        return (j, y);
    }

    /// <summary>Coefficients in the order of the integral of exp(sign nu t - x sinh t) over t > 0.</summary>
    static double[] Tail(double nu, int sign, double x, int length)
    {
        var mu = sign * nu;
        var peak = mu > x ? Math.Acosh(mu / x) : 0;
        double Exponent(double t) => mu * t - x * Math.Sinh(t);
        var top = Exponent(peak);
        var end = peak + 1e-3;
        for (var step = 1e-3; Exponent(end) > top - 50; step *= 1.5)
            end += step;
        var start = peak;
        for (var step = 1e-3; start > 0 && Exponent(start) > top - 50; step *= 1.5)
            start = Math.Max(0, start - step);
        var result = new double[length];
        var factor = Math.Exp(top);
        for (var i = 0; i < length; i++)
        {
            var power = i;
            double Integrand(double t) => Math.Pow(t, power) * Math.Exp(Exponent(t) - top);
            var sum = Quadrature.Adaptive(Integrand, start, peak) + Quadrature.Adaptive(Integrand, peak, end);
            result[i] = (sign < 0 && i % 2 == 1 ? -sum : sum) * factor;
            factor /= i + 1;
        }
        return result;
    }

    /// <summary>
    /// The contour of DLMF 10.9.17 through the saddle point t = arcosh(nu/x), along which the exponent is real: the
    /// integrand has no oscillation, so that a small J keeps its relative accuracy.
    /// </summary>
    static double[] Contour(double nu, double x, int length)
    {
        var alpha = Math.Acosh(nu / x);
        var top = x * Math.Sinh(alpha) - nu * alpha;
        double Integrand(double theta, int power)
        {
            var (sin, cos) = Math.SinCos(theta);
            if (theta > 3.1)
                sin = Math.Sin(Math.PI - theta) + 1.2246467991473532e-16;
            var rise = ((nu - x) * theta + x * Elementary.AngleMinusSine(theta)) / (x * sin);
            var root = Math.Sqrt(rise * (2 + rise));
            var u = Elementary.LogP1(rise + root);
            var weight = Math.Exp(x * root * cos - nu * u - top);
            if (weight == 0 || power == 0)
                return weight;
            var slope = nu / x * Elementary.SineMinusAngleCosine(theta) / (sin * sin) / root;
            double re = slope, im = 1;
            for (var i = 0; i < power; i++)
                (re, im) = (-u * re + theta * im, -u * im - theta * re);
            return weight * im;
        }
        var split = Math.Min(1, 6 / Math.Cbrt(nu));
        var result = new double[length];
        var factor = Math.Exp(top) / Math.PI;
        for (var i = 0; i < length; i++)
        {
            var power = i;
            var head = Quadrature.Adaptive(t => Integrand(t, power), 0, split);
            result[i] = (head + Quadrature.Adaptive(t => Integrand(t, power), split, Math.PI, Math.Abs(head))) * factor;
            factor /= i + 1;
        }
        return result;
    }
}
