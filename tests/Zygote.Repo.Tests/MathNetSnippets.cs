using System;
using System.Linq;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace Zygote.Repo.Tests;

/// <summary>The code in docs/mathnet.md.</summary>
public sealed class MathNetSnippets
{
    [Fact]
    public void Matrices_as_arguments_and_within()
    {
        var covariance = Matrix<double>.Build.DenseOfArray(new double[,] { { 2, 0 }, { 0, 4 } });
        // snippet: gradients
        Matrix<double> slope = AD.Gradient((Matrix<double> m) => m.Cholesky().DeterminantLn, covariance);
        double[] byData = AD.Gradient((double[] x) => Matrix<double>.Build.Dense(2, 2, x).Inverse()[0, 1], [1, 2, 3, 5]);
        // end
        Assert.Equal(0.5, slope[0, 0], 1e-15);
        Assert.Equal(0.25, slope[1, 1], 1e-15);

        // -x2 / (x0 x3 - x1 x2), with the determinant -1.
        Assert.Equal([15, -9, 1 - 6, 3], byData.Select(d => Math.Round(d, 10)));
    }
}
