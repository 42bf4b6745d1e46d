using System;

using Zygote.Compilation;
using Zygote.Differentiation;

namespace Zygote.Sparsity;

sealed class SparseJacobianFunction : SparseFunction
{
    readonly Func<double[], double[]> _f;
    readonly Func<double[], double[], (double[] Value, double[] Tangent)> _forward;
    PullbackFunction<double[], double[]>? _reverse;
    DirectionsFunction<double[], double[]>? _several;

    public SparseJacobianFunction(Func<double[], double[]> f, SparsityPattern? given)
        : base(given)
    {
        _f = f;
        _forward = new PushforwardFunction<double[], double[]>(f).Invoke;
    }

    PullbackFunction<double[], double[]> Reverse => _reverse ??= new(_f);

    public override SparsityPattern Pattern(double[] x)
    {
        Func<double[], double[]>? pullback = null;
        var rowCount = 0;
        return new PatternSearch(x.Length, columns => Reached(_forward, x, columns), row =>
        {
            if (pullback is null)
                (rowCount, pullback) = Pullback(x);
            var cotangent = new double[rowCount];
            cotangent[row] = Dependence.Mark;
            return Marked(pullback(cotangent));
        }).Run();
    }

    protected override void Evaluate(SparsityPattern pattern, double[] x, double[] values)
    {
        if (pattern.Jacobian.ByRows)
            EvaluateRows(pattern, pattern.Jacobian, x, values);
        else
            EvaluateColumns(pattern, pattern.Jacobian, x, values);
    }

    (int RowCount, Func<double[], double[]> Pullback) Pullback(double[] x)
    {
        var (value, pullback) = Reverse.Invoke((double[])x.Clone());
        return (value.Length, pullback);
    }

    void EvaluateColumns(SparsityPattern pattern, JacobianColouring colouring, double[] x, double[] values)
    {
        Compress(_several ??= new(_f), x, colouring.Members, (colour, compressed) =>
        {
            RequireRows(compressed.Length, pattern);
            for (var i = 0; i < compressed.Length; i++)
            {
                var known = false;
                for (var k = pattern.RowPointers[i]; k < pattern.RowPointers[i + 1]; k++)
                {
                    if (colouring.Colours[pattern.ColumnIndices[k]] == colour)
                    {
                        values[k] = compressed[i];
                        known = true;
                    }
                }

                if (!known && compressed[i] != 0)
                    throw Outside("row", i);
            }
        });
    }

    void EvaluateRows(SparsityPattern pattern, JacobianColouring colouring, double[] x, double[] values)
    {
        if (colouring.Count == 0)
            return;
        var (rowCount, pullback) = Pullback(x);
        RequireRows(rowCount, pattern);
        foreach (var rows in colouring.Members)
        {
            var compressed = pullback(Ones(rowCount, rows));
            foreach (var i in rows)
            {
                for (var k = pattern.RowPointers[i]; k < pattern.RowPointers[i + 1]; k++)
                {
                    values[k] = compressed[pattern.ColumnIndices[k]];
                    compressed[pattern.ColumnIndices[k]] = 0;
                }
            }

            if (Array.FindIndex(compressed, c => c != 0) is >= 0 and var column)
                throw Outside("column", column);
        }
    }
}
