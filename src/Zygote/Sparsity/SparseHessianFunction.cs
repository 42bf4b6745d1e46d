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
        var compressed = new double[colouring.Count][];
        for (var colour = 0; colour < compressed.Length; colour++)
            compressed[colour] = Along(_alongGradient, x, Ones(x.Length, colouring.Members[colour]));
        for (var k = 0; k < values.Length; k++)
            values[k] = compressed[colouring.Sources[k].Colour][colouring.Sources[k].Row];
        RequireInside(pattern, colouring, compressed);
    }

    static void RequireInside(SparsityPattern pattern, HessianColouring colouring, double[][] compressed)
    {
        for (var i = 0; i < pattern.RowCount; i++)
        {
            foreach (var j in pattern.Row(i))
                compressed[colouring.Colours[j]][i] = 0;
        }

        foreach (var column in compressed)
        {
            if (Array.FindIndex(column, c => c != 0) is >= 0 and var row)
                throw Outside("row", row);
        }
    }
}
