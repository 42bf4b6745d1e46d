using System;
using System.Linq;

using Zygote.Compilation;

namespace Zygote.Sparsity;

/// <summary>The Jacobian of the gradient, in forward mode over reverse mode.</summary>
sealed class SparseHessianFunction(Func<double[], double> f, SparsityPattern? given) : SparseFunction(given)
{
    readonly CompressedProducts _products = new(new GradientFunction<double[], double>(f).Invoke);

    public override SparsityPattern Pattern(double[] x)
    {
        var n = x.Length;
        var along = new PushforwardFunction<double[], double[]>(new GradientFunction<double[], double>(f).Invoke, ofMarks: true);
        bool[] Rows(bool[] columns) => Reached(along.Invoke, x, columns);
        // What a column lacks is zero along the whole path; so is what the row of the same number lacks.
        var found = new PatternSearch(n, Rows, row => Rows([.. Enumerable.Range(0, n).Select(j => j == row)])).Run();
        return found.Union(found.Transposed());
    }

    protected override void Evaluate(SparsityPattern pattern, double[] x, double[] values) =>
        _products.Evaluate(x, pattern.Hessian, values);
}
