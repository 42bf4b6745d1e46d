using System;
using System.Threading.Tasks;

using Zygote.Differentiation;

namespace Zygote.Rules;

/// <summary>The loops of <see cref="Parallel"/>, led back to <see cref="Fork"/>.</summary>
static class ParallelSubstitutes
{
    [SubstituteFor(typeof(Parallel), nameof(Parallel.For))]
    static ParallelLoopResult For(int fromInclusive, int toExclusive, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Fork.Ranges(fromInclusive, toExclusive, null, new IntRange(body));
    }

    [SubstituteFor(typeof(Parallel), nameof(Parallel.For))]
    static ParallelLoopResult For(long fromInclusive, long toExclusive, Action<long> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Fork.Ranges(fromInclusive, toExclusive, null, new LongRange(body));
    }
}
