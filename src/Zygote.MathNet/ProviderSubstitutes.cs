using Numerics = global::MathNet.Numerics;
using MathNet.Numerics.Providers.LinearAlgebra;
using Zygote.Rules;

namespace Zygote.MathNet;

/// <summary>x.</summary>
public static class ProviderSubstitutes
{
    [SubstituteFor(typeof(LinearAlgebraControl), "get_" + nameof(LinearAlgebraControl.Provider))]
    static ILinearAlgebraProvider Provider() => new ManagedLinearAlgebraProvider();

    [SubstituteFor(typeof(Numerics.Control), "get_" + nameof(Numerics.Control.MaxDegreeOfParallelism))]
    static int MaxDegreeOfParallelism() => 1;

    static double F(double x) => x;
    [DerivativeOf(typeof(ProviderSubstitutes), nameof(F))]
    static double FD(double x, double y) => 1;
}
