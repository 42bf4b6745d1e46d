using Xunit;

namespace Zygote.Repo.Tests;

/// <summary>The code in docs/arrays.md.</summary>
public sealed class ArraysSnippets
{
    [Fact]
    public void The_gradient_of_a_Gaussian_log_density()
    {
        double[] b = [1, 2];
        // snippet: gradient
        var gradient = AD.Gradient((double[,] a) => Arrays.LogDeterminant(a) + Arrays.Dot(b, Arrays.Solve(a, b)));
        // end
        var slope = gradient(new double[,] { { 2, 0 }, { 0, 4 } });
        Assert.Equal(0.5 - 0.25, slope[0, 0], 1e-15); // a^-1 - u u', where a u = b
        Assert.Equal(0.25 - 0.25, slope[1, 1], 1e-15);
        Assert.Equal(-0.25, slope[0, 1], 1e-15);
    }
}
