using System;

using Xunit;

namespace Zygote.Tests.Arrays;

using Arrays = Zygote.Arrays;

public sealed class ConstantTests
{
    [Fact]
    public void Constant_factors_and_right_hand_sides_have_zero_tangents()
    {
        double[] captured = [2, -1];
        double[] other = [1, 2];
        static double[,] Matrix(double[] v) => new[,] { { v[0], 0 }, { v[1], v[2] } };
        double[] x = [3, 1, 2];
        Against.Differences(v => Data.Mix(Arrays.MatrixProduct(Matrix(v), [1, 2])), x);
        Against.Differences(v => Data.Mix(Arrays.MatrixProduct(Matrix(v), captured)), x);
        Against.Differences(v => Data.Mix(Arrays.MatrixProduct(Matrix(v), Loops.Identity(2))), x);
        Against.Differences(v => Math.Exp(Arrays.Dot(other, [v[0], v[1]])), x);
        Against.Differences(v => Data.Mix(Arrays.Solve(Matrix(v), captured)), x);
        Against.Differences(v => Data.Mix(Arrays.Solve(Loops.Identity(2), Arrays.MatrixProduct(Matrix(v), other))), x);
        Against.Differences(v => Data.Mix(Arrays.Solve(Matrix(v), Loops.Identity(2))), x);
        Against.Differences(v => Data.Mix(Arrays.SolveTriangular(Matrix(v), captured, true)), x);
        Against.Differences(v => Data.Mix(Arrays.SolveTriangular(Matrix(v), Loops.Identity(2), true)), x);
        Against.Differences(v => Data.Mix(Arrays.Convolve(v, captured)), x);
        Against.Differences(v => Arrays.Norm(v) * Arrays.Norm(captured), x);
    }
}
