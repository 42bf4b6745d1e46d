using System;

using F = Zygote.SpecialFunctions;

namespace Zygote;

/// <content>Distribution functions of the non-central beta and F distributions.</content>
public static partial class SpecialFunctions
{
    /// <summary>
    /// The distribution function of the non-central beta distribution: <see cref="BetaRegularized(double, double, double)"/> with
    /// <c>a + k</c> for a, averaged over k of Poisson's distribution with mean λ/2. For positive a and b, λ not below 0, x in 0 to 1.
    /// </summary>
    /// <remarks>
    /// All terms are positive, so small probabilities have their digits. The time grows with the square root of λ, times that of
    /// the function for λ = 0.
    /// </remarks>
    public static double NoncentralBetaCdf(double a, double b, double lambda, double x) => NoncentralBeta.Cdf(0, 0, a, b, lambda, x);

    /// <summary>
    /// The distribution function of the non-central F distribution, for positive degrees of freedom, λ not below 0 and x not below 0.
    /// </summary>
    public static double NoncentralFCdf(double degrees1, double degrees2, double lambda, double x)
    {
        var product = degrees1 * x;
        // Two forms of one function: the first has a derivative at 0, the second a value at infinity.
        var y = product <= degrees2 ? product / (degrees2 + product) : 1 / (1 + degrees2 / product);
        return NoncentralBetaCdf(0.5 * degrees1, 0.5 * degrees2, lambda, y);
    }
}

/// <summary>Averages over Poisson's distribution of functions of <c>a + k</c>, and of their derivatives by a (order i) and b (order j).</summary>
/// <remarks>
/// In k the terms rise and fall once, so from the mean of Poisson's distribution the sums go both ways, until terms that fall no
/// longer matter. Where the mean is far from the largest term, as for tiny probabilities, they go on to that.
/// </remarks>
static class NoncentralBeta
{
    /// <summary>Of the regularised incomplete beta function.</summary>
    public static double Cdf(int i, int j, double a, double b, double lambda, double x) =>
        !IsInside(a, b, lambda, x) ? double.NaN
            : x is 0 or 1 ? i + j == 0 ? x : 0
            : Average(RegularizedBeta.Value, i, j, a, b, lambda, x);

    /// <summary>Of the density of the beta distribution.</summary>
    public static double Density(int i, int j, double a, double b, double lambda, double x) =>
        i < 0 || j < 0 ? 0
            : !IsInside(a, b, lambda, x) ? double.NaN
            : x is 0 or 1 && lambda == 0 ? BetaDensity.Value(i, j, a, b, x)
            : x == 0 ? Math.Exp(-0.5 * lambda) * BetaDensity.Value(i, j, a, b, x)
            : x == 1 ? AtOne(i, j, a, b, lambda)
            : Average(BetaDensity.Value, i, j, a, b, lambda, x);

    /// <summary>Of <c>x^a (1-x)^b / (a B(a, b))</c>, by which the incomplete beta function falls from a to a + 1.</summary>
    public static double Step(int i, int j, double a, double b, double lambda, double x) =>
        !IsInside(a, b, lambda, x) ? double.NaN
            : x is 0 or 1 ? 0
            : Average(StepAt, i, j, a, b, lambda, x);

    static bool IsInside(double a, double b, double lambda, double x) =>
        a > 0 && b > 0 && lambda >= 0 && x is >= 0 and <= 1 && double.IsFinite(a) && double.IsFinite(b) && double.IsFinite(lambda);

    /// <summary>The density at 1 is 0, infinite, or for b = 1 the mean of a + k.</summary>
    static double AtOne(int i, int j, double a, double b, double lambda) =>
        b == 1 && i + j == 0 ? a + 0.5 * lambda : BetaDensity.Value(i, j, a, b, 1);

    static double StepAt(int i, int j, double a, double b, double x)
    {
        var point = BetaPoint.At(a, b, x);
        return i + j == 0 ? RegularizedBeta.Prefactor(point) / a
            : RegularizedBeta.PrefactorJet(i, j, point).Over(Jet.Linear(a, 1, 0, i, j)).Derivative(i, j);
    }

    static double Average(Func<int, int, double, double, double, double> f, int i, int j, double a, double b, double lambda, double x)
    {
        if (lambda == 0)
            return f(i, j, a, b, x);
        var mean = 0.5 * lambda;
        var middle = Math.Floor(mean);
        var weight = middle == 0 ? Math.Exp(-mean) : IncompleteGamma.Prefactor(middle, mean);
        double sum = 0, size = 0, last = 0;
        var small = 0;

        // Whether more terms matter. A derivative may pass through 0 on its way: only a few small ones in a row are an end.
        bool Adds(double k, double w)
        {
            var term = w * f(i, j, a + k, b, x);
            sum += term;
            term = Math.Abs(term);
            size += term;
            small = term > 1e-19 * size || term > last ? 0 : small + 1;
            last = term;
            return small < 3;
        }

        Adds(middle, weight);
        var w = weight;
        for (var k = middle; k > 0;)
        {
            w *= k / mean;
            k--;
            // Nothing yet: the terms are further down.
            if (!Adds(k, w) && size > 0)
                break;
        }

        (w, small, last) = (weight, 0, double.PositiveInfinity);
        for (var k = middle + 1; ; k++)
        {
            w *= mean / k;
            if (!Adds(k, w))
                return sum;
        }
    }
}

/// <summary>Derivatives of the averages: those by λ are half of the change from a to a + 1.</summary>
static class NoncentralBetaRules
{
    [DerivativeOf(typeof(F), nameof(F.NoncentralBetaCdf))]
    static (double, double, double, double) Cdf(double a, double b, double lambda, double x, double y) => Cdf(0, 0, a, b, lambda, x, y);

    [DerivativeOf(typeof(NoncentralBeta), nameof(NoncentralBeta.Cdf))]
    static (double, double, double, double) Cdf(int i, int j, double a, double b, double lambda, double x, double y) =>
        (NoncentralBeta.Cdf(i + 1, j, a, b, lambda, x), NoncentralBeta.Cdf(i, j + 1, a, b, lambda, x),
            -0.5 * NoncentralBeta.Step(i, j, a, b, lambda, x), NoncentralBeta.Density(i, j, a, b, lambda, x));

    [DerivativeOf(typeof(NoncentralBeta), nameof(NoncentralBeta.Step))]
    static (double, double, double, double) Step(int i, int j, double a, double b, double lambda, double x, double y) =>
        (NoncentralBeta.Step(i + 1, j, a, b, lambda, x), NoncentralBeta.Step(i, j + 1, a, b, lambda, x),
            0.5 * (NoncentralBeta.Step(i, j, a + 1, b, lambda, x) - y),
            NoncentralBeta.Density(i, j, a, b, lambda, x) - NoncentralBeta.Density(i, j, a + 1, b, lambda, x));

    /// <summary>
    /// By x: <c>((a + k - 1)/x - (b - 1)/(1 - x))</c> times the density, where the average of k times a function of it is λ/2 times
    /// that of the function of k + 1.
    /// </summary>
    [DerivativeOf(typeof(NoncentralBeta), nameof(NoncentralBeta.Density))]
    static (double, double, double, double) Density(int i, int j, double a, double b, double lambda, double x, double y)
    {
        var next = NoncentralBeta.Density(i, j, a + 1, b, lambda, x);
        var byX = ((a - 1) / x - (b - 1) / (1 - x)) * y + 0.5 * lambda / x * next;
        if (i > 0)
            byX += i / x * NoncentralBeta.Density(i - 1, j, a, b, lambda, x);
        if (j > 0)
            byX -= j / (1 - x) * NoncentralBeta.Density(i, j - 1, a, b, lambda, x);
        return (NoncentralBeta.Density(i + 1, j, a, b, lambda, x), NoncentralBeta.Density(i, j + 1, a, b, lambda, x), 0.5 * (next - y), byX);
    }
}
