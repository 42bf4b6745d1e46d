using System;

namespace Zygote;

/// <summary>
/// I and K for x > 0, multiplied by exponentials, with their Taylor coefficients in the order, and differentiated any number
/// of times by x.
/// </summary>
/// <remarks>
/// The derivatives of the scaled functions are integrals of their own: by recurrences they are differences of numbers that
/// agree in more and more digits as x grows.
/// </remarks>
static class ModifiedJets
{
    /// <summary>d^n/dx^n of exp(-x) I.</summary>
    public static double[] I(double nu, double x, int length, int n = 0)
    {
        if (nu < 0)
        {
            // DLMF 10.27.2
            var result = I(-nu, x, length, n);
            OrderJet.Add(result, Recessive(-nu, x, length, n), 2 / Math.PI);
            OrderJet.Mirror(result);
            return result;
        }
        if (n == 0 && CylinderJets.SeriesConverges(nu, x))
        {
            var series = CylinderJets.Series(nu, x, length, 1);
            var factor = Math.Exp(-x);
            for (var i = 0; i < length; i++)
                series[i] *= factor;
            return series;
        }
        return Expansion(nu, x, length, n) ?? (nu < 1 ? Integral(nu, x, length, n) : Contour(nu, x, length, n));
    }

    /// <summary>
    /// d^n/dx^n d^k/dnu^k of exp(-x) I at 0 from the right, n > 0: a power of x unless the order is an integer.
    /// </summary>
    public static double AtZero(double nu, int k, int n)
    {
        if (k > 0)
            return nu > n ? 0 : double.NaN;
        if (!double.IsInteger(nu))
            return nu > n ? 0 : nu > 0 ? double.PositiveInfinity : double.NaN;
        return Quadrature.Panels(t => Math.Pow(Math.Cos(t) - 1, n) * Math.Cos(nu * t), 0, Math.PI, 2 + n + (int)Math.Abs(nu)) / Math.PI;
    }

    /// <summary>sin(nu pi) d^n/dx^n (exp(-x) K).</summary>
    static double[] Recessive(double nu, double x, int length, int n)
    {
        var (_, sin) = OrderJet.CosSinPi(nu, 1, length);
        var k = K(nu, x, length, n, 1);
        var factor = Math.Exp(-2 * x);
        for (var i = 0; i < length; i++)
            k[i] *= factor;
        return OrderJet.Multiply(sin, k);
    }

    /// <summary>
    /// DLMF 10.40.1 for the part of I that is even in the order; the odd part is a multiple of K and is added, since it is
    /// all that is left of the first derivative at order 0. Null where the expansion does not converge.
    /// </summary>
    public static double[]? Expansion(double nu, double x, int length, int n)
    {
        if (x < 25 || nu * nu > 2 * x)
            return null;
        var sum = new double[length];

        // d^n/dx^n x^(-m - 1/2)
        double Power(int m)
        {
            double product = 1;
            for (var i = 0; i < n; i++)
                product *= -(m + 0.5 + i) / x;
            return product;
        }
        sum[0] = Power(0);
        if (!CylinderJets.HankelSum(nu, x, length, (m, t) => OrderJet.Add(sum, t, (m % 2 == 0 ? 1 : -1) * Power(m)), sum, sum))
            return null;
        var factor = 1 / (Math.Sqrt(2 * Math.PI) * Math.Sqrt(x));
        for (var i = 0; i < length; i++)
            sum[i] *= factor;
        if (x < 400)
            OrderJet.Add(sum, Recessive(nu, x, length, n), -1 / Math.PI);
        return sum;
    }

    /// <summary>DLMF 10.32.4, where the order is small.</summary>
    static double[] Integral(double nu, double x, int length, int n)
    {
        double[] even = new double[length], odd = new double[length];
        var end = Math.Acosh(1 + 60 / x) + 1;
        double factor = 1 / Math.PI;
        for (var i = 0; i < length; i++)
        {
            var power = i;
            double Even(double t)
            {
                var fall = 2 * Math.Sin(t / 2) * Math.Sin(t / 2);
                return Math.Pow(t, power) * Math.Pow(-fall, n) * Math.Exp(-x * fall) * Cos(nu * t, power);
            }
            double Odd(double t)
            {
                var fall = 1 + Math.Cosh(t);
                return Math.Pow(-t, power) * Math.Pow(-fall, n) * Math.Exp(-x * fall - nu * t);
            }
            even[i] = factor * Quadrature.Adaptive(Even, 0, Math.PI);
            odd[i] = factor * Quadrature.Adaptive(Odd, 0, end);
            factor /= i + 1;
        }
        var (_, sin) = OrderJet.CosSinPi(nu, 1, length);
        OrderJet.Add(even, OrderJet.Multiply(sin, odd), -1);
        return even;
    }

    static double Cos(double angle, int quarters) => (quarters % 4) switch
    {
        0 => Math.Cos(angle),
        1 => -Math.Sin(angle),
        2 => -Math.Cos(angle),
        _ => Math.Sin(angle),
    };

    /// <summary>
    /// The integral of exp(x cosh t - nu t) along the contour through the saddle point t = arsinh(nu/x) on which the
    /// exponent is real (compare DLMF 10.32.18): the first derivative in the order is an integral of positive numbers.
    /// </summary>
    static double[] Contour(double nu, double x, int length, int n)
    {
        var saddle = Math.Asinh(nu / x);
        var top = Exponent(saddle, 0);
        double Exponent(double u, double theta)
        {
            double half = Math.Sinh(u / 2), sine = Math.Sin(theta / 2);
            return x * (2 * half * half * Math.Cos(theta) - 2 * sine * sine) - nu * u;
        }
        double Integrand(double theta, int power)
        {
            var (sin, cos) = Math.SinCos(theta);
            if (theta > 3.1)
                sin = Math.Sin(Math.PI - theta) + 1.2246467991473532e-16;
            var rise = nu * theta / (x * sin);
            var u = Math.Asinh(rise);
            var cosh = Math.Sqrt(1 + rise * rise);
            var weight = Math.Exp(Exponent(u, theta) - top);
            if (weight == 0)
                return 0;
            var slope = nu / x * Elementary.SineMinusAngleCosine(theta) / (sin * sin) / cosh;
            double re = slope, im = 1;
            for (var i = 0; i < power; i++)
                (re, im) = (-u * re + theta * im, -u * im - theta * re);

            // cosh t - 1 in parts that are small where it is
            double half = Math.Sinh(u / 2), sine = Math.Sin(theta / 2);
            double a = 2 * half * half * cos - 2 * sine * sine, b = rise * sin;
            for (var i = 0; i < n; i++)
                (re, im) = (a * re - b * im, a * im + b * re);
            return weight * im;
        }
        var split = Math.Min(1, 6 / Math.Sqrt(double.Hypot(nu, x)));
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

    /// <summary>
    /// d^n/dx^n of exp(-a x) K, multiplied by exp((1 + a) x + extra): DLMF 10.32.9 by the trapezoidal rule, all terms of
    /// one sign. a is -1 or 1.
    /// </summary>
    public static double[] K(double nu, double x, int length, int n = 0, int a = -1, double extra = 0)
    {
        var mu = Math.Abs(nu);
        var step = Math.Min(0.2, 0.5 / Math.Sqrt(double.Hypot(mu, x)));
        var symmetric = mu < 1 || (x > 1 && mu * mu < x);
        var peak = symmetric ? 0 : Math.Asinh(mu / x);
        double Exponent(double t)
        {
            var half = Math.Sinh(t / 2);
            return (symmetric ? 0 : mu * t) - 2 * x * half * half;
        }
        var top = Exponent(peak);
        double Integrand(double t, int power)
        {
            var half = Math.Sinh(t / 2);
            var weight = Math.Exp(Exponent(t) - top);
            if (weight == 0)
                return 0;
            weight *= Math.Pow(t, power) * Math.Pow(-(2 * half * half + (1 + a)), n);
            return !symmetric ? weight : weight * (power % 2 == 0 ? Math.Cosh(mu * t) : Math.Sinh(mu * t));
        }
        var result = new double[length];
        var factor = Math.Exp(top + extra) / 2;
        for (var i = 0; i < length; i++)
        {
            var power = i;
            result[i] = Quadrature.Line(t => Integrand(t, power), peak, step) * factor;
            factor /= i + 1;
        }
        OrderJet.Mirror(result, nu < 0 ? -1 : 1);
        return result;
    }
}
