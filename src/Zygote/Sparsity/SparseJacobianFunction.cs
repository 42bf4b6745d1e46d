using System;

using Zygote.Compilation;
using Zygote.Differentiation;

namespace Zygote.Sparsity;

sealed class SparseJacobianFunction : SparseFunction
{
    readonly Func<double[], double[]> _f;
    readonly Func<double[], double[], (double[] Value, double[] Tangent)> _forward;
    PullbackFunction<double[], double[]>? _reverse;
    CompressedProducts? _products;

    public SparseJacobianFunction(Func<double[], double[]> f, SparsityPattern? given)
        : base(given)
    {
        _f = f;
        _forward = new PushforwardFunction<double[], double[]>(f, ofMarks: true).Invoke;
    }

    PullbackFunction<double[], double[]> Reverse => _reverse ??= new(_f, ofMarks: true);

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
        if (pattern.Jacobian.Columns is { } columns)
            (_products ??= new(_f)).Evaluate(x, columns, values);
        else
            EvaluateRows(pattern, x, values);
    }

    (int RowCount, Func<double[], double[]> Pullback) Pullback(double[] x)
    {
        var (value, pullback) = Reverse.Invoke((double[])x.Clone());
        return (value.Length, pullback);
    }

    void EvaluateRows(SparsityPattern pattern, double[] x, double[] values)
    {
        if (pattern.Jacobian.Rows.Length == 0)
            return;
        var (rowCount, pullback) = Pullback(x);
        RequireRows(rowCount, pattern.RowCount);
        foreach (var rows in pattern.Jacobian.Rows)
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
