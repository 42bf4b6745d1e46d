using System;
using System.Numerics;

namespace Zygote.Compilation;

/// <summary>Rows by reverse mode where there are no more outputs than inputs, else columns by forward mode.</summary>
sealed class JacobianFunction<S>(Func<S[], S[]> f)
    where S : struct, INumberBase<S>
{
    readonly PullbackFunction<S[], S[]> _reverse = new(f);
    ColumnsFunction<S, S[]>? _forward;

    public S[,] Invoke(S[] x) => InvokeWithValue(x).Jacobian;

    public (S[] Value, S[,] Jacobian) InvokeWithValue(S[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        // f may write into its argument; the columns start from the same point as the value.
        var point = (S[])x.Clone();
        var (value, pullback) = _reverse.Invoke(x);
        return (value, value.Length <= x.Length ? Rows(value.Length, x.Length, pullback) : Columns(value.Length, point));
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

    S[,] Columns(int rows, S[] x)
    {
        _forward ??= new ColumnsFunction<S, S[]>(f, y => y);
        return _forward.Invoke(x, rows).Columns;
    }
}
