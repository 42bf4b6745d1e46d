using System;
using System.Linq;

using Xunit;

namespace Zygote.Behavior.Tests;

// Whatever is differentiated once in these tests can be differentiated twice. That takes five minutes for all of them, so each
// run takes a part, always the same; ZYGOTE_SECOND_ORDER=all takes all.

static partial class Check
{
    const int Part = 4;

    static readonly bool All = Environment.GetEnvironmentVariable("ZYGOTE_SECOND_ORDER") == "all";

    /// <summary>What the two compilations differ in is gone when a derivative is made.</summary>
    public static readonly bool IsDebugIL = typeof(Check).Assembly.GetName().Name!.Contains("DebugIL", StringComparison.Ordinal);

    static bool IsSampled => All
        || (!IsDebugIL && (TestContext.Current.Test?.TestDisplayName ?? "").Aggregate(7, (hash, c) => ((hash * 31) + c) & 0xFFFFFF) % Part == 0);

    /// <summary>Forward over reverse against reverse over reverse and against central differences of the gradient.</summary>
    static void SecondOrder<T>(Func<T, double> f, T point)
    {
        if (!IsSampled)
            return;
        try
        {
            Second(f, point);
        }
        catch (NotDifferentiableException)
        {
            // Refusals of second derivatives have tests of their own.
        }
    }

    static void Second<T>(Func<T, double> f, T point)
    {
        var gradient = AD.Gradient(f);
        var expected = Numbers.Read(gradient(Numbers.Clone(point)));
        if (expected.Length == 0)
            return;
        var random = new Random(11);
        var (v, w) = (Directions(random, expected.Length), Directions(random, expected.Length));
        var (value, forward) = AD.Pushforward(gradient)(Numbers.Clone(point), Numbers.With(point, v));
        Close(expected, Numbers.Read(value), 1e-12, "gradient of the second derivative");
        var product = Numbers.Read(forward);
        var (_, pullback) = AD.Pullback(gradient)(Numbers.Clone(point));
        var transposed = Numbers.Read(pullback(Numbers.With(point, w)));
        Equal(Dot(product, w), Dot(transposed, v), 1e-10, Size(product, w), "reverse over reverse against forward over reverse");
        var differences = Difference(x => Numbers.Read(gradient(x)), point, v);
        var scale = Math.Max(1, Math.Sqrt(Size(differences, differences)));
        var closer = Difference(x => Numbers.Read(gradient(x)), point, v, 7e-4);
        if (differences.Zip(closer, (x, y) => Math.Abs(x - y)).Max() < 1e-6 * scale) // else there is a kink of the gradient beside the point
            Close(differences, product, 1e-6 * scale, "central differences of the gradient");
    }
}
