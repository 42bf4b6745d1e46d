using System;

namespace Zygote;

/// <summary>
/// Inverses of the incomplete gamma and beta functions: Newton's iteration on the logarithm of the smaller tail, as a function of
/// the logarithm of x, within a bracket.
/// </summary>
static class IncompleteInverse
{
    /// <summary>For <c>p + q = 1</c>, of which the smaller has its digits.</summary>
    public static double Gamma(double a, double p, double q)
    {
        if (!(a > 0 && p >= 0 && q >= 0) || double.IsInfinity(a))
            return double.NaN;
        if (p == 0 || q == 0)
            return p == 0 ? 0 : double.PositiveInfinity;
        // P is at most x^a / Γ(a + 1): x is at least this.
        var low = (Math.Log(p) + SpecialFunctions.LogGamma(a + 1)) / a;
        if (low < -760)
            return 0;
        var z = p < 0.5 ? SpecialFunctions.NormalQuantile(p) : -SpecialFunctions.NormalQuantile(q);
        // E. Wilson and M. Hilferty, 1931.
        var cube = 1 - 1 / (9 * a) + z / (3 * Math.Sqrt(a));
        var high = Math.Log(5 * a + 1500);
        var start = cube > 0.1 ? Math.Clamp(Math.Log(a * cube * cube * cube), low, high) : low;
        var x = Math.Exp(Solve(
            u =>
            {
                var t = Math.Exp(u);
                var tail = p <= q ? SpecialFunctions.GammaP(a, t) : SpecialFunctions.GammaQ(a, t);
                var slope = t * GammaDensity.Value(0, a, t) / tail;
                return p <= q ? (Math.Log(tail) - Math.Log(p), slope) : (Math.Log(q) - Math.Log(tail), slope);
            },
            start, low - 1e-3, high));
        // Once more without the logarithm, whose rounding counts for very large and small x.
        var density = GammaDensity.Value(0, a, x);
        var step = (p <= q ? p - SpecialFunctions.GammaP(a, x) : SpecialFunctions.GammaQ(a, x) - q) / density;
        return Math.Abs(step) < 1e-6 * x ? x + step : x;
    }

    public static double Beta(double a, double b, double p)
    {
        if (!(a > 0 && b > 0 && p is >= 0 and <= 1) || double.IsInfinity(a) || double.IsInfinity(b))
            return double.NaN;
        if (p is 0 or 1)
            return p;
        // The variable is the logit: x e^(log scale) on either side keeps its digits.
        var q = 1 - p;
        var u = Solve(
            v =>
            {
                var x = SpecialFunctions.Logistic(v);
                var y = SpecialFunctions.Logistic(-v);
                var tail = p <= q ? SpecialFunctions.BetaRegularized(a, b, x) : SpecialFunctions.BetaRegularized(b, a, y);
                var slope = RegularizedBeta.Prefactor(BetaPoint.At(a, b, x)) / tail;
                return p <= q ? (Math.Log(tail) - Math.Log(p), slope) : (Math.Log(q) - Math.Log(tail), slope);
            },
            Math.Log(a / b), -760, 760);
        var root = SpecialFunctions.Logistic(u);
        var step = (p <= q ? p - SpecialFunctions.BetaRegularized(a, b, root) : SpecialFunctions.BetaRegularized(b, a, 1 - root) - q)
            / BetaDensity.Value(0, 0, a, b, root);
        return Math.Abs(step) < 1e-6 * root && root + step < 1 ? root + step : root;
    }

    /// <summary>The zero of an increasing function that is given with its slope.</summary>
    static double Solve(Func<double, (double Value, double Slope)> f, double u, double low, double high)
    {
        for (var i = 0; i < 200; i++)
        {
            var (value, slope) = f(u);
            // Where a tail underflows its logarithm is infinite, but has a sign.
            if (value < 0)
                low = u;
            else if (value > 0)
                high = u;
            else if (value == 0)
                break;
            var next = u - value / slope;
            if (!(next > low && next < high))
                next = 0.5 * (low + high);
            if (Math.Abs(next - u) <= 1e-16 * Math.Max(1, Math.Abs(u)) || next == low || next == high)
                return next;
            u = next;
        }

        return u;
    }
}
