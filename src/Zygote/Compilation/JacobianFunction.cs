using System;
using System.Numerics;

using Zygote.Differentiation;

namespace Zygote.Compilation;

/// <summary>Rows by reverse mode where there are no more outputs than inputs, else columns by forward mode.</summary>
sealed class JacobianFunction<S>(Func<S[], S[]> f)
    where S : struct, INumberBase<S>
{
    readonly PullbackFunction<S[], S[]> _reverse = new(f);
    ColumnsFunction<S, S[]>? _forward;
    int _rows;

    public S[,] Invoke(S[] x) => InvokeWithValue(x).Jacobian;

    public (S[] Value, S[,] Jacobian) InvokeWithValue(S[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var known = !Lifted.Here && _rows > x.Length ? Tall(x, _rows) : null;
        if (known is not null)
            return known.Value;
        // f may write into its argument; the columns start from the same point as the value.
        var point = (S[])x.Clone();
        var (value, pullback) = _reverse.Invoke(x);
        if (value.Length <= x.Length)
            return (value, Rows(value.Length, x.Length, pullback));
        if (!Lifted.Here)
            _rows = value.Length;
        return (value, Forward.Invoke(point, value.Length).Columns);
    }

    ColumnsFunction<S, S[]> Forward => _forward ??= new ColumnsFunction<S, S[]>(f, y => y);

    /// <summary>With as many rows as the last time: the value comes with the columns, and reverse mode is left out.</summary>
    (S[] Value, S[,] Jacobian)? Tall(S[] x, int rows)
    {
        var point = (S[])x.Clone();
        var (value, jacobian) = Forward.Invoke(point, rows, written: point);
        if (value?.Length != rows)
            return null;
        point.CopyTo(x, 0); // what f wrote into it
        return (value, jacobian);
    }

    static S[,] Rows(int rows, int columns, Func<S[], S[]> pullback)
    {
        var jacobian = new S[rows, columns];
        var cotangent = new S[rows];
        for (var i = 0; i < cotangent.Length; i++)
        {
            cotangent[i] = S.One;
            var row = pullback(cotangent);
            cotangent[i] = S.Zero;
            for (var j = 0; j < row.Length; j++)
                jacobian[i, j] = row[j];
        }

        return jacobian;
    }
}
