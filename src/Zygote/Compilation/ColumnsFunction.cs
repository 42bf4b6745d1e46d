using System;
using System.Numerics;

using Zygote.Differentiation;

namespace Zygote.Compilation;

/// <summary>The derivatives of a function along all coordinates, as the columns of a matrix.</summary>
/// <remarks>The function may write into its argument: each run starts from the same point.</remarks>
sealed class ColumnsFunction<S, R>
    where S : struct, INumberBase<S>
{
    readonly Func<S[], R> _f;
    readonly Func<R, S[]> _column;
    readonly Func<S[], LaneExchange, (R? Value, bool AreNumbers, int Count)>? _vector;
    DirectionsFunction<S[], R>? _several;

    /// <param name="f">The function.</param>
    /// <param name="column">What counts of its result, which is an array or a tuple that ends in one: that array.</param>
    /// <param name="hasValue">The value is asked for, too.</param>
    public ColumnsFunction(Func<S[], R> f, Func<R, S[]> column, bool hasValue = true)
    {
        _f = f;
        _column = column;
        if (Lifted.Here)
            return;
        try
        {
            _vector = hasValue ? new VectorFunction<S[], R>(f).Invoke! : WithoutValue(new VectorTangentFunction<S[], R>(f, isWide: true));
        }
        catch (OneDirectionException)
        {
            _several = new DirectionsFunction<S[], R>(f);
        }
    }

    /// <returns>The value at the point, nothing if there are no coordinates or none is asked for; element [i, j] is derivative j of number i.</returns>
    /// <param name="x">The point.</param>
    /// <param name="rows">How many numbers the result has.</param>
    /// <param name="written">Gets the argument as the function has left it; may be the point.</param>
    public (R? Value, S[,] Columns) Invoke(S[] x, int rows, S[]? written = null)
    {
        var columns = new S[rows, x.Length];
        // Inside of another derivative the code for one direction keeps the whole small.
        return (Lifted.Here ? OneByOne(x, columns) : AtOnce(x, columns, written), columns);
    }

    // Vectors have more lanes than there are directions in the other form: with few directions they are half empty.
    R? AtOnce(S[] x, S[,] columns, S[]? written) =>
        columns.GetLength(1) > Requests.Width && _vector is { } vector
            ? AsLanes(vector, x, columns, written)
            : Several(x, columns, written);

    static Func<S[], LaneExchange, (R? Value, bool AreNumbers, int Count)> WithoutValue(VectorTangentFunction<S[], R> f) => (x, exchange) =>
    {
        var (areNumbers, count) = f.Invoke(x, exchange);
        return (default, areNumbers, count);
    };

    R? AsLanes(Func<S[], LaneExchange, (R? Value, bool AreNumbers, int Count)> f, S[] x, S[,] columns, S[]? written)
    {
        R? value = default;
        var point = new S[x.Length];
        var exchange = new AxisColumns<S>(columns);
        while (exchange.First < columns.GetLength(1))
        {
            x.CopyTo(point, 0);
            (value, var areNumbers, var count) = f(point, exchange);
            if (!areNumbers)
                return Several(x, columns, written); // see DualKind.Vector
            exchange.First += count;
        }

        point.CopyTo(written ?? point, 0);
        return value;
    }

    R? Several(S[] x, S[,] columns, S[]? written)
    {
        var point = new S[x.Length];
        var several = _several ??= new DirectionsFunction<S[], R>(_f);
        R? value = default;
        for (var first = 0; first < columns.GetLength(1); first += Requests.Width)
        {
            x.CopyTo(point, 0);
            (value, var tangents) = several.Invoke(point, Axis.From<S>(first, x.Length));
            for (var k = 0; k < tangents.Length && first + k < columns.GetLength(1); k++)
                SetColumn(columns, first + k, _column(tangents[k]));
        }

        point.CopyTo(written ?? point, 0);
        return value;
    }

    R? OneByOne(S[] x, S[,] columns)
    {
        var along = new PushforwardFunction<S[], R>(_f);
        R? value = default;
        for (var j = 0; j < x.Length; j++)
        {
            (value, var tangent) = along.Invoke((S[])x.Clone(), Axis.Of<S>(x.Length, j));
            SetColumn(columns, j, _column(tangent));
        }

        return value;
    }

    static void SetColumn(S[,] columns, int j, S[] column)
    {
        for (var i = 0; i < column.Length && i < columns.GetLength(0); i++)
            columns[i, j] = column[i];
    }
}
