using System;

namespace Zygote;

/// <summary>Truncated power series of one small variable: arrays of Taylor coefficients.</summary>
static class OrderJet
{
    public static double[] One(int length)
    {
        var result = new double[length];
        result[0] = 1;
        return result;
    }

    public static double[] Multiply(double[] a, double[] b)
    {
        var result = new double[a.Length];
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j <= i; j++)
                result[i] += a[j] == 0 || b[i - j] == 0 ? 0 : a[j] * b[i - j];
        }
        return result;
    }

    public static void Add(double[] sum, double[] a, double factor = 1)
    {
        for (var i = 0; i < sum.Length; i++)
            sum[i] += factor * a[i];
    }

    /// <summary>a b + sign c d. A zero factor removes an infinite one.</summary>
    public static double[] Combine(double[] a, double[] b, double[] c, double[] d, double sign)
    {
        var result = Multiply(a, b);
        Add(result, Multiply(c, d), sign);
        return result;
    }

    /// <summary>The series in -e, or the same for sign = 1.</summary>
    public static void Mirror(double[] a, int sign = -1)
    {
        for (var i = 1; i < a.Length; i += 2)
            a[i] *= sign;
    }

    /// <summary>a / (b + e) for a number b that is not zero.</summary>
    public static void DivideInPlace(double[] a, double b)
    {
        a[0] /= b;
        for (var i = 1; i < a.Length; i++)
            a[i] = (a[i] - a[i - 1]) / b;
    }

    /// <summary>a (c0 + c1 e + c2 e^2).</summary>
    public static void MultiplyInPlace(double[] a, double c0, double c1, double c2)
    {
        for (var i = a.Length - 1; i >= 0; i--)
            a[i] = a[i] * c0 + (i > 0 ? a[i - 1] * c1 : 0) + (i > 1 ? a[i - 2] * c2 : 0);
    }

    /// <summary>exp of a series.</summary>
    public static double[] Exp(double[] a)
    {
        var result = new double[a.Length];
        result[0] = Math.Exp(a[0]);
        for (var i = 1; i < a.Length; i++)
        {
            for (var j = 1; j <= i; j++)
                result[i] += j * a[j] * result[i - j];
            result[i] /= i;
        }
        return result;
    }

    /// <summary>cos(factor pi (x + e)) and the sine, exact in the reduction of x.</summary>
    public static (double[] Cos, double[] Sin) CosSinPi(double x, double factor, int length)
    {
        var (sin, cos) = double.SinCosPi(factor * x);
        var cosines = new double[length];
        var sines = new double[length];
        double power = 1;
        for (var i = 0; i < length; i++)
        {
            (cosines[i], sines[i]) = (i % 4) switch
            {
                0 => (power * cos, power * sin),
                1 => (-power * sin, power * cos),
                2 => (-power * cos, -power * sin),
                _ => (power * sin, -power * cos),
            };
            power *= factor * Math.PI / (i + 1);
        }
        return (cosines, sines);
    }

    /// <summary>log Gamma(z + e) - log Gamma(z) for z > 0.</summary>
    public static double[] LogGamma(double z, int length)
    {
        var result = new double[length];
        for (var i = 1; i < length; i++)
            result[i] = ScaledPolygamma(i - 1, z) / i;
        return result;
    }

    /// <summary>
    /// psi^(n)(z) / n! for z > 0: by recurrence to a large argument and the asymptotic series there, DLMF 5.15.8.
    /// </summary>
    static double ScaledPolygamma(int n, double z)
    {
        var sign = n % 2 == 0 ? -1.0 : 1.0;
        double sum = 0;
        for (; z < 20 + n; z++)
            sum += sign * Math.Pow(z, -n - 1);
        var power = Math.Pow(z, -n);
        sum += n == 0 ? Math.Log(z) : sign * power / n;
        sum += sign * power / z / 2;

        // Even Bernoulli numbers; (2k + n - 1)! / ((2k)! n!) is built up.
        ReadOnlySpan<double> bernoulli = [1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510];
        var factor = (n + 1) / 2.0;
        for (var k = 1; k <= bernoulli.Length; k++)
        {
            power /= z * z;
            sum += sign * bernoulli[k - 1] * factor * power;
            factor *= (2.0 * k + n) * (2.0 * k + n + 1) / ((2.0 * k + 1) * (2.0 * k + 2));
        }
        return sum;
    }

    public static double Factorial(int n)
    {
        double result = 1;
        for (var i = 2; i <= n; i++)
            result *= i;
        return result;
    }
}
