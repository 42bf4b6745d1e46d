using System;

namespace Zygote;

/// <summary>Arguments of the beta distribution: <c>x + y = 1</c>, and <c>x b - y a</c>, which is 0 at the mean.</summary>
readonly record struct BetaPoint(double A, double B, double X, double Y, double Away)
{
    public static BetaPoint At(double a, double b, double x)
    {
        // x (a + b) - a, where neither the sum nor the product is rounded.
        var sum = a + b;
        var large = Math.Max(a, b);
        var lost = Math.Min(a, b) - (sum - large);
        return new BetaPoint(a, b, x, 1 - x, Math.FusedMultiplyAdd(x, sum, -a) + x * lost);
    }

    public BetaPoint Swapped => new(B, A, Y, X, -Away);
}

/// <summary>The regularised incomplete beta function and its derivatives by a and b, of any orders.</summary>
static class RegularizedBeta
{
    /// <summary>The derivative of order i by a and j by b.</summary>
    public static double Value(int i, int j, double a, double b, double x)
    {
        if (!(a > 0 && b > 0 && x is >= 0 and <= 1) || double.IsInfinity(a) || double.IsInfinity(b))
            return double.NaN;
        if (x is 0 or 1)
            return i + j == 0 ? x : 0;
        var swapped = x > (a + 1) / (a + b + 2);
        var point = BetaPoint.At(a, b, x);
        if (i + j == 0)
            return swapped ? 1 - Tail(point.Swapped) : Tail(point);
        return swapped ? -TailJet(j, i, point.Swapped).Derivative(j, i) : TailJet(i, j, point).Derivative(i, j);
    }

    static double Tail(BetaPoint p) => Prefactor(p) / (p.A * Fraction(p.A, p.B, p.X, out _));

    /// <summary>With <c>a B(a, b)</c> as one function, which has no pole at 0.</summary>
    static Jet TailJet(int i, int j, BetaPoint p) =>
        Logarithm(i, j, p, 1).Exp(Prefactor(p) / p.A).Over(FractionJet(i, j, p.A, p.B, p.X));

    /// <summary><c>x^a y^b / B(a, b)</c> as a polynomial in the increments of a and b.</summary>
    public static Jet PrefactorJet(int i, int j, BetaPoint p) => Logarithm(i, j, p, 0).Exp(Prefactor(p));

    /// <summary><c>x^a y^b / B(a, b)</c>.</summary>
    public static double Prefactor(BetaPoint p)
    {
        var (a, b, x, y, away) = p;
        if (a >= 10 && b >= 10)
        {
            // Stirling's formula taken out; what is left of the exponent vanishes at the mean.
            var exponent = a * SpecialFunctions.Log1pmx(away / a) + b * SpecialFunctions.Log1pmx(-away / b);
            var rest = GammaCore.StirlingRest(a) + GammaCore.StirlingRest(b) - GammaCore.StirlingRest(a + b);
            return Math.Exp(exponent - rest) * Math.Sqrt(a / (a + b) * b / (2 * Math.PI));
        }

        var logX = a * Log(x, y);
        var logY = b * Log(y, x);
        var beta = SpecialFunctions.Beta(a, b);
        return logX > -300 && logY > -300 && beta > 1e-300
            ? Math.Exp(logX) * Math.Exp(logY) / beta
            : Math.Exp(logX + logY - SpecialFunctions.LogBeta(a, b));
    }

    /// <summary>The logarithm of x, from its complement where that is the smaller.</summary>
    static double Log(double x, double y) => x < 0.5 ? Math.Log(x) : SpecialFunctions.LogP1(-y);

    /// <summary>The logarithm of the prefactor, or with shift 1 of the prefactor over a, without its constant term.</summary>
    static Jet Logarithm(int i, int j, BetaPoint p, int shift)
    {
        var (a, b, x, y, away) = p;
        var logarithm = new Jet(i, j);
        for (var k = 0; k <= i; k++)
        {
            for (var l = 0; l <= j; l++)
            {
                if (k + l == 0)
                    continue;
                var order = k + l - 1;
                var value = l == 0 ? GammaCore.PolygammaDifference(order, a + shift, b - shift)
                    : k == 0 ? GammaCore.PolygammaDifference(order, b, a)
                    : SpecialFunctions.Polygamma(order, a + b);
                logarithm[k, l] = value / (GammaCore.Factorial(k) * GammaCore.Factorial(l));
            }
        }

        if (i > 0)
            logarithm[1, 0] = a < 10 ? logarithm[1, 0] + Log(x, y) : NearMean(a, b, away) - shift / a;
        if (j > 0)
            logarithm[0, 1] = b < 10 ? logarithm[0, 1] + Log(y, x) : NearMean(b, a, -away);
        return logarithm;
    }

    /// <summary><c>log x - ψ(a) + ψ(a + b)</c> for large a, where near the mean close numbers are subtracted.</summary>
    static double NearMean(double a, double b, double away) =>
        SpecialFunctions.LogP1(away / a) - GammaCore.DigammaRest(a) + GammaCore.DigammaRest(a + b);

    /// <summary><c>1 + d₁/(1 + d₂/(1 + ...))</c>, forwards by the method of Lentz.</summary>
    static double Fraction(double a, double b, double x, out int terms)
    {
        double f = 1, c = 1, d = 0;
        for (terms = 1; terms < 100_000_000; terms++)
        {
            var numerator = Numerator(terms, a, b, x);
            d = 1 / NotZero(1 + numerator * d);
            c = NotZero(1 + numerator / c);
            var ratio = c * d;
            f *= ratio;
            if (Math.Abs(ratio - 1) < 1e-16)
                break;
        }

        return f;
    }

    static double Numerator(int k, double a, double b, double x)
    {
        var m = k / 2;
        return (k & 1) == 0
            ? m * (b - m) * x / ((a + k - 1) * (a + k))
            : -(a + m) * (a + b + m) * x / ((a + k - 1) * (a + k));
    }

    static Jet FractionJet(int i, int j, double a, double b, double x)
    {
        // At an integer b the fraction ends, but its derivatives do not: the terms are counted beside it.
        Fraction(a, Math.Floor(b) + 0.5, x, out var terms);
        terms += 10 + terms * (i + j + 1) / 4;
        var f = Jet.Constant(1, i, j);
        for (var k = terms; k >= 1; k--)
        {
            var m = k / 2;
            var numerator = (k & 1) == 0
                ? Jet.Linear(m * (b - m) * x, 0, m * x, i, j)
                : Jet.Linear(-(a + b + m) * x, -x, -x, i, j);
            var denominator = Jet.Linear(a + k, 1, 0, i, j);
            if (k > 1)
            {
                // In the first of them both have a factor a, which may be close to 0.
                denominator = denominator.Times(Jet.Linear(a + k - 1, 1, 0, i, j));
                if ((k & 1) == 1)
                    numerator = numerator.Times(Jet.Linear(a + m, 1, 0, i, j));
            }

            f = numerator.Over(denominator.Times(f));
            f[0, 0] += 1;
        }

        return f;
    }

    static double NotZero(double x) => Math.Abs(x) < 1e-300 ? 1e-300 : x;
}

/// <summary>The derivative of order i by a and j by b of the density <c>x^(a-1) (1-x)^(b-1) / B(a, b)</c>.</summary>
static class BetaDensity
{
    /// <summary>0 for a negative order.</summary>
    public static double Value(int i, int j, double a, double b, double x)
    {
        if (i < 0 || j < 0)
            return 0;
        if (!(a > 0 && b > 0 && x is >= 0 and <= 1))
            return double.NaN;
        var y = 1 - x;
        if (x == 0 || y == 0)
        {
            var (near, far) = x == 0 ? (a, b) : (b, a);
            return near > 1 ? 0 : i + j > 0 ? double.NaN : near == 1 ? far : double.PositiveInfinity;
        }

        var point = BetaPoint.At(a, b, x);
        return i + j == 0
            ? RegularizedBeta.Prefactor(point) / x / y
            : RegularizedBeta.PrefactorJet(i, j, point).Derivative(i, j) / x / y;
    }
}
