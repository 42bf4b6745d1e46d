using System;
using System.Numerics;

using Zygote.Differentiation;

namespace Zygote.Compilation;

/// <summary>The derivatives of a function along all coordinates.</summary>
sealed class ColumnsFunction<S, R>
    where S : struct, INumberBase<S>
{
    readonly Func<S[], R> _f;
    readonly DirectionsFunction<S[], R>? _several;

    public ColumnsFunction(Func<S[], R> f)
    {
        _f = f;
        if (!Lifted.Here)
            _several = new DirectionsFunction<S[], R>(f);
    }

    /// <summary>Hands over the derivative by each coordinate, in order.</summary>
    /// <returns>The value at the point; nothing if there are no coordinates.</returns>
    /// <remarks>The function may write into its argument: each run starts from the same point.</remarks>
    public R? Invoke(S[] x, Action<int, R> take)
    {
        // Inside of another derivative the code for one direction keeps the whole small.
        return Lifted.Here ? OneByOne(x, take) : Several(x, take);
    }

    R? Several(S[] x, Action<int, R> take)
    {
        R? value = default;
        for (var first = 0; first < x.Length; first += Requests.Width)
        {
            (value, var columns) = _several!.Invoke((S[])x.Clone(), Axis.From<S>(first, x.Length));
            for (var k = 0; k < columns.Length && first + k < x.Length; k++)
                take(first + k, columns[k]);
        }

        return value;
    }

    R? OneByOne(S[] x, Action<int, R> take)
    {
        var along = new PushforwardFunction<S[], R>(_f);
        R? value = default;
        for (var j = 0; j < x.Length; j++)
        {
            (value, var column) = along.Invoke((S[])x.Clone(), Axis.Of<S>(x.Length, j));
            take(j, column);
        }

        return value;
    }
}
