using MathNet.Numerics.Providers.LinearAlgebra;

using Settings = MathNet.Numerics.Control;

namespace Zygote.MathNet;

/// <summary>
/// Differentiated code sees the managed provider, whose code can be read, and one thread; the values of large operations come
/// from the provider that is chosen all the same.
/// </summary>
static class Providers
{
    public static ILinearAlgebraProvider<T> Current<T>()
        where T : struct => (ILinearAlgebraProvider<T>)LinearAlgebraControl.Provider;

    [SubstituteFor(typeof(LinearAlgebraControl), "get_" + nameof(LinearAlgebraControl.Provider))]
    static ILinearAlgebraProvider Provider() => new ManagedLinearAlgebraProvider();

    [SubstituteFor(typeof(Settings), "get_" + nameof(Settings.MaxDegreeOfParallelism))]
    static int MaxDegreeOfParallelism() => 1;
}
