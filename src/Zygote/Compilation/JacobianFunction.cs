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
        var jacobian = new S[value.Length, x.Length];
        if (value.Length <= x.Length)
            FillRows(jacobian, pullback);
        else if (x.Length > 0)
            FillColumns(jacobian, point);
        return (value, jacobian);
    }

    static void FillRows(S[,] jacobian, Func<S[], S[]> pullback)
    {
        var cotangent = new S[jacobian.GetLength(0)];
        for (var i = 0; i < cotangent.Length; i++)
        {
            cotangent[i] = S.One;
            var row = pullback(cotangent);
            cotangent[i] = S.Zero;
            for (var j = 0; j < row.Length; j++)
                jacobian[i, j] = row[j];
        }
    }

    void FillColumns(S[,] jacobian, S[] point)
    {
        _forward ??= new ColumnsFunction<S, S[]>(f);
        _forward.Invoke(point, (j, column) =>
        {
            for (var i = 0; i < column.Length; i++)
                jacobian[i, j] = column[i];
        });
    }
}
