using System;

namespace Zygote;

/// <content>Reciprocals of the circular and hyperbolic functions, angles in degrees, the cardinal sine.</content>
public static partial class SpecialFunctions
{
    const double Degree = Math.PI / 180;

    /// <summary><c>1 / cos x</c>.</summary>
    public static double Sec(double x) => 1 / Math.Cos(x);

    /// <summary><c>1 / sin x</c>.</summary>
    public static double Csc(double x) => 1 / Math.Sin(x);

    /// <summary><c>1 / tan x</c>.</summary>
    public static double Cot(double x) => 1 / Math.Tan(x);

    /// <summary>The inverse of <see cref="Sec(double)"/>, in 0 to π. NaN between -1 and 1.</summary>
    public static double Asec(double x) => Math.Abs(x) < 1 ? double.NaN : Math.Atan2(RootOfSquareMinus1(x), x > 0 ? 1.0 : -1.0);

    /// <summary>The inverse of <see cref="Csc(double)"/>, in -π/2 to π/2. NaN between -1 and 1.</summary>
    public static double Acsc(double x) => Math.Abs(x) < 1 ? double.NaN : Math.CopySign(Math.Atan(1 / RootOfSquareMinus1(x)), x);

    /// <summary>The inverse of <see cref="Cot(double)"/>, in -π/2 to π/2: <c>atan(1/x)</c>, which jumps at 0.</summary>
    public static double Acot(double x) => Math.Atan(1 / x);

    /// <summary><c>1 / cosh x</c>. Falls to the smallest number without overflow.</summary>
    public static double Sech(double x)
    {
        var e = Math.Exp(-Math.Abs(x));
        return 2 * e / (1 + e * e);
    }

    /// <summary><c>1 / sinh x</c>. Infinity at 0, with the sign of the zero.</summary>
    public static double Csch(double x) =>
        Math.Abs(x) < 20 ? 1 / Math.Sinh(x) : Math.CopySign(2 * Math.Exp(-Math.Abs(x)), x);

    /// <summary><c>1 / tanh x</c>. Infinity at 0, with the sign of the zero.</summary>
    public static double Coth(double x) => 1 / Math.Tanh(x);

    /// <summary>The inverse of <see cref="Sech(double)"/>, not negative, for x in 0 to 1.</summary>
    public static double Asech(double x) => x == 0 ? double.PositiveInfinity
        : x < 0.25 ? Math.Log(1 + Math.Sqrt((1 - x) * (1 + x))) - Math.Log(x)
        : LogP1((1 - x + Math.Sqrt((1 - x) * (1 + x))) / x);

    /// <summary>The inverse of <see cref="Csch(double)"/>.</summary>
    public static double Acsch(double x) => Math.Asinh(1 / x);

    /// <summary>The inverse of <see cref="Coth(double)"/>. Infinity at 1 and -1, NaN between them.</summary>
    public static double Acoth(double x) => Math.CopySign(0.5 * LogP1(2 / (Math.Abs(x) - 1)), x);

    /// <summary>The sine of an angle in degrees. Exact at multiples of 30 for every multiple that is a number.</summary>
    public static double SinDegrees(double x)
    {
        var r = Math.IEEERemainder(x, 360);
        var a = Math.Abs(r);
        if (a > 90)
            a = 180 - a;
        var sine = a == 30 ? 0.5 : a <= 45 ? Math.Sin(a * Degree) : Math.Cos((90 - a) * Degree);
        return Math.CopySign(sine, r);
    }

    /// <summary>The cosine of an angle in degrees. Exact at multiples of 30.</summary>
    public static double CosDegrees(double x)
    {
        var a = Math.Abs(Math.IEEERemainder(x, 360));
        var sign = 1;
        if (a > 90)
        {
            a = 180 - a;
            sign = -1;
        }

        return sign * (a == 60 ? 0.5 : a <= 45 ? Math.Cos(a * Degree) : Math.Sin((90 - a) * Degree));
    }

    /// <summary>The tangent of an angle in degrees. Infinite at odd multiples of 90.</summary>
    public static double TanDegrees(double x)
    {
        var r = Math.IEEERemainder(x, 180);
        var a = Math.Abs(r);
        var tangent = a == 45 ? 1 : a < 45 ? Math.Tan(a * Degree) : 1 / Math.Tan((90 - a) * Degree);
        return Math.CopySign(tangent, r);
    }

    /// <summary><c>1 / cos</c> of an angle in degrees.</summary>
    public static double SecDegrees(double x) => 1 / CosDegrees(x);

    /// <summary><c>1 / sin</c> of an angle in degrees.</summary>
    public static double CscDegrees(double x) => 1 / SinDegrees(x);

    /// <summary><c>1 / tan</c> of an angle in degrees.</summary>
    public static double CotDegrees(double x)
    {
        var r = Math.IEEERemainder(x, 180);
        var a = Math.Abs(r);
        var cotangent = a == 45 ? 1 : a < 45 ? 1 / Math.Tan(a * Degree) : Math.Tan((90 - a) * Degree);
        return Math.CopySign(cotangent, r);
    }

    /// <summary>The angle in degrees whose sine is x, in -90 to 90.</summary>
    public static double AsinDegrees(double x) => Math.Asin(x) / Degree;

    /// <summary>The angle in degrees whose cosine is x, in 0 to 180.</summary>
    public static double AcosDegrees(double x) => Math.Acos(x) / Degree;

    /// <summary>The angle in degrees whose tangent is x, in -90 to 90.</summary>
    public static double AtanDegrees(double x) => Math.Atan(x) / Degree;

    /// <summary>The angle in degrees of the point (x, y), in -180 to 180.</summary>
    public static double Atan2Degrees(double y, double x) => Math.Atan2(y, x) / Degree;

    /// <summary>The angle in degrees whose secant is x, in 0 to 180.</summary>
    public static double AsecDegrees(double x) => Asec(x) / Degree;

    /// <summary>The angle in degrees whose cosecant is x, in -90 to 90.</summary>
    public static double AcscDegrees(double x) => Acsc(x) / Degree;

    /// <summary>The angle in degrees whose cotangent is x, in -90 to 90.</summary>
    public static double AcotDegrees(double x) => Acot(x) / Degree;

    /// <summary>The normalised cardinal sine, <c>sin(πx) / (πx)</c>; 1 at 0, 0 at infinity.</summary>
    public static double Sinc(double x) => SincDerivative.Value(0, x);

    /// <summary>The derivative of <see cref="Sinc(double)"/>: <c>cos(πx)/x - sin(πx)/(πx²)</c>; 0 at 0 and at infinity.</summary>
    public static double Cosc(double x) => SincDerivative.Value(1, x);

    /// <summary>The length of a vector of three components, without overflow. The derivative at the origin is 0.</summary>
    public static double Hypot(double x, double y, double z)
    {
        var scale = Math.Max(Math.Abs(x), Math.Max(Math.Abs(y), Math.Abs(z)));
        if (double.IsInfinity(x) || double.IsInfinity(y) || double.IsInfinity(z))
            return double.PositiveInfinity;
        if (scale == 0 || double.IsNaN(scale))
            return scale;
        // A power of two: nothing is rounded.
        var power = Math.Clamp(Math.ILogB(scale), -1000, 1000);
        x = Math.ScaleB(x, -power);
        y = Math.ScaleB(y, -power);
        z = Math.ScaleB(z, -power);
        return Math.ScaleB(Math.Sqrt(x * x + y * y + z * z), power);
    }

    /// <summary>Both factors of <c>x² - 1</c> have their digits near 1.</summary>
    static double RootOfSquareMinus1(double x)
    {
        var a = Math.Abs(x);
        return Math.Sqrt(a - 1) * Math.Sqrt(a + 1);
    }
}

/// <summary>Derivatives of any order of the cardinal sine.</summary>
static class SincDerivative
{
    /// <summary>
    /// Near 0 by the power series, elsewhere by the recurrence that Leibniz' rule on <c>x sinc(x) = sin(πx)/π</c> gives:
    /// <c>x s[n] + n s[n-1] = π^(n-1) sin(πx + nπ/2)</c>, which does not amplify once πx exceeds n.
    /// </summary>
    public static double Value(int n, double x)
    {
        if (double.IsInfinity(x))
            return 0;
        if (Math.Abs(x) * Math.PI < n + 1)
            return Series(n, x);
        var s = double.SinPi(x) / (Math.PI * x);
        double power = 1;
        for (var k = 1; k <= n; k++)
        {
            s = (power * QuarterTurns(k, x) - k * s) / x;
            power *= Math.PI;
        }

        return s;
    }

    /// <summary><c>sin(πx + kπ/2)</c>.</summary>
    static double QuarterTurns(int k, double x) => (k & 3) switch
    {
        0 => double.SinPi(x),
        1 => double.CosPi(x),
        2 => -double.SinPi(x),
        _ => -double.CosPi(x),
    };

    /// <summary>The sum over even m of <c>(-1)^(m/2) π^m x^(m-n) / ((m+1) (m-n)!)</c>.</summary>
    static double Series(int n, double x)
    {
        var first = n + (n & 1);
        var term = Math.Pow(Math.PI, first) * ((first & 2) == 0 ? 1 : -1) * (first == n ? 1 : x);
        double sum = 0;
        for (var m = first; ; m += 2)
        {
            var next = sum + term / (m + 1);
            if (next == sum && m > first + 4)
                return sum;
            sum = next;
            term *= -(Math.PI * x) * (Math.PI * x) / ((m - n + 1.0) * (m - n + 2.0));
        }
    }
}
