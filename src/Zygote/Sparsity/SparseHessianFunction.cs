using System;
using System.Linq;

using Zygote.Compilation;

namespace Zygote.Sparsity;

/// <summary>The Jacobian of the gradient, in forward mode over reverse mode.</summary>
sealed class SparseHessianFunction(Func<double[], double> f, SparsityPattern? given) : SparseFunction(given)
{
    readonly Func<double[], double[], (double[] Value, double[] Tangent)> _alongGradient =
        new PushforwardFunction<double[], double[]>(new GradientFunction<double[], double>(f).Invoke).Invoke;

    public override SparsityPattern Pattern(double[] x)
    {
        var n = x.Length;
        bool[] Rows(bool[] columns) => Reached(_alongGradient, x, columns);
        // What a column lacks is zero along the whole path; so is what the row of the same number lacks.
        var found = new PatternSearch(n, Rows, row => Rows([.. Enumerable.Range(0, n).Select(j => j == row)])).Run();
        return found.Union(found.Transposed());
    }

    protected override void Evaluate(SparsityPattern pattern, double[] x, double[] values)
    {
        var colouring = pattern.Hessian;
        for (var colour = 0; colour < colouring.Members.Length; colour++)
        {
            var compressed = Along(_alongGradient, x, Ones(x.Length, colouring.Members[colour]));
            foreach (var (row, place) in colouring.Entries[colour])
                values[place] = compressed[row];
            foreach (var row in colouring.Zeros[colour])
            {
                if (compressed[row] != 0)
                    throw Outside("row", row);
            }
        }
    }
}
