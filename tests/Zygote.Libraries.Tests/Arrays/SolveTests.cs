using System;
using System.Linq;

using Xunit;

namespace Zygote.Tests.Arrays;

using Arrays = Zygote.Arrays;

public sealed class SolveTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(47)]
    [InlineData(48)]
    [InlineData(49)]
    [InlineData(150)]
    public void Solutions_inverses_and_determinants_are_those_of_elimination(int n)
    {
        var (a, b) = (Data.Matrix(n, n, n), Data.Matrix(n, 5, n + 1));
        var (x, determinant) = Loops.Solve(a, b);
        Against.Near(x, Arrays.Solve(a, b), 1e-9);
        double[] column = [.. Enumerable.Range(0, n).Select(i => b[i, 2])];
        Against.Near([.. Enumerable.Range(0, n).Select(i => x[i, 2])], Arrays.Solve(a, column), 1e-9);
        Against.Near(Loops.Solve(a, Loops.Identity(n)).X, Arrays.Inverse(a), 1e-9);
        var scale = 1 + Math.Abs(determinant);
        Against.Near(determinant / scale, Arrays.Determinant(a) / scale, 1e-10);
        var (logarithm, sign) = Arrays.LogAbsDeterminant(a);
        Assert.Equal(Math.Sign(determinant), sign);
        Against.Near(Math.Log(Math.Abs(determinant)), logarithm, 1e-10);
        Assert.Equal(sign < 0, double.IsNaN(Arrays.LogDeterminant(a)));
    }

    [Fact]
    public void Derivatives_of_solutions_are_those_of_elimination()
    {
        double Vector(double[] x) => Data.Mix(Arrays.Solve(Data.Matrix(x, 0, 3, 3), Data.Part(x, 9, 3)));
        Against.Loop(
            Vector, x => Data.Mix(Loops.First(Loops.Solve(Data.Matrix(x, 0, 3, 3), Loops.Column(Data.Part(x, 9, 3))).X)), Data.Vector(12, 4));
        Against.Single(Vector, x => Data.Mix(Arrays.Solve(Data.Matrix(x, 0, 3, 3), Data.Part(x, 9, 3))), Data.Regular(3, 3));
        Against.Loop(
            x => Data.Mix(Arrays.Solve(Data.Matrix(x, 0, 3, 3), Data.Matrix(x, 9, 3, 2))),
            x => Data.Mix(Loops.Solve(Data.Matrix(x, 0, 3, 3), Data.Matrix(x, 9, 3, 2)).X), Data.Vector(15, 4));
    }

    [Fact]
    public void Derivatives_of_inverses_and_determinants_are_those_of_elimination()
    {
        var x = Data.Vector(9, 4);
        Against.Loop(
            v => Data.Mix(Arrays.Inverse(Data.Matrix(v, 0, 3, 3))),
            v => Data.Mix(Loops.Solve(Data.Matrix(v, 0, 3, 3), Loops.Identity(3)).X), x);
        Against.Loop(
            v => Arrays.Determinant(Data.Matrix(v, 0, 3, 3)),
            v => Loops.Solve(Data.Matrix(v, 0, 3, 3), Loops.Identity(3)).Determinant, x);
        Against.Loop(
            v => Arrays.LogAbsDeterminant(Data.Matrix(v, 0, 3, 3)).Logarithm,
            v => Math.Log(Math.Abs(Loops.Solve(Data.Matrix(v, 0, 3, 3), Loops.Identity(3)).Determinant)), x);
        Against.Differences(v => Arrays.LogDeterminant(Data.Matrix(v, 0, 3, 3)), Data.Regular(3));
        Against.Single(
            v => Arrays.Determinant(Data.Matrix(v, 0, 3, 3)), v => Arrays.Determinant(Data.Matrix(v, 0, 3, 3)), x);
        Against.Single(
            v => Data.Mix(Arrays.Inverse(Data.Matrix(v, 0, 3, 3))), v => Data.Mix(Arrays.Inverse(Data.Matrix(v, 0, 3, 3))),
            Data.Regular(3));
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, false, true)]
    [InlineData(false, true, false)]
    [InlineData(false, true, true)]
    [InlineData(true, false, false)]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    [InlineData(true, true, true)]
    public void Triangular_systems_read_and_have_derivatives_in_their_triangle_alone(bool lower, bool transposed, bool unit)
    {
        Against.Loop(
            x => Data.Mix(Arrays.SolveTriangular(Data.Matrix(x, 0, 3, 3), Data.Part(x, 9, 3), lower, transposed, unit)),
            x => Data.Mix(Loops.First(Loops.Solve(
                Loops.Triangle(Data.Matrix(x, 0, 3, 3), lower, transposed, unit), Loops.Column(Data.Part(x, 9, 3))).X)),
            Data.Regular(3, 3));
        Against.Loop(
            x => Data.Mix(Arrays.SolveTriangular(Data.Matrix(x, 0, 3, 3), Data.Matrix(x, 9, 3, 2), lower, transposed, unit)),
            x => Data.Mix(Loops.Solve(
                Loops.Triangle(Data.Matrix(x, 0, 3, 3), lower, transposed, unit), Data.Matrix(x, 9, 3, 2)).X),
            Data.Regular(3, 6));
        var a = Weak(Data.Matrix(101, 101));
        var b = Data.Matrix(101, 3);
        var expected = Loops.Solve(Loops.Triangle(a, lower, transposed, unit), b).X;
        Against.Near(expected, Arrays.SolveTriangular(a, b, lower, transposed, unit), 1e-9);
    }

    [Fact]
    public void Determinants_of_singular_matrices_have_all_derivatives()
    {
        double F(double[] v) => Arrays.Determinant(Data.Matrix(v, 0, 3, 3));
        double[] rankTwo = [1, 2, 3, 4, 5, 6, 5, 7, 9];
        Assert.Equal(0, F(rankTwo), 12);
        Against.Near([3, -6, 3, 3, -6, 3, -3, 6, -3], AD.Gradient(F, rankTwo), 1e-12);
        Against.Differences(F, rankTwo);
        double[] rankOne = [1, 2, 3, 2, 4, 6, 3, 6, 9];
        Against.Differences(F, rankOne);
        Against.Differences(F, new double[9]);
        Against.Differences(v => Arrays.Determinant(Data.Matrix(v, 0, 4, 4)), [1, 2, 3, 4, 2, 4, 6, 8, 1, 0, 1, 0, 3, 1, 4, 2]);
        Assert.Equal(1, Arrays.Determinant(new double[0, 0]));
    }

    [Fact]
    public void Singular_systems_throw_and_their_logarithms_are_infinite()
    {
        double[,] singular = { { 1, 2 }, { 2, 4 } };
        Assert.Contains("pivot 1 is zero", Assert.Throws<ArgumentException>(() => Arrays.Solve(singular, [1, 2])).Message);
        Assert.Throws<ArgumentException>(() => Arrays.Solve(singular, new double[2, 2]));
        Assert.Throws<ArgumentException>(() => Arrays.Inverse(singular));
        Assert.Throws<ArgumentException>(() => AD.Gradient((double[,] a) => Arrays.Solve(a, [1, 2])[0], singular));
        Assert.Equal((double.NegativeInfinity, 0), Arrays.LogAbsDeterminant(singular));
        Assert.Equal(double.NegativeInfinity, Arrays.LogDeterminant(singular));
        Assert.True(double.IsNaN(AD.Gradient((double[,] a) => Arrays.LogDeterminant(a), singular)[0, 1]));
        Assert.Equal(0, AD.Gradient((double[,] a) => 0 * Arrays.LogDeterminant(a), singular)[0, 1]);
        Assert.True(double.IsNaN(Arrays.Solve(new[,] { { double.NaN, 1 }, { 1, 1 } }, [1, 2])[0]));
        Assert.Contains("2 x 3", Assert.Throws<ArgumentException>(() => Arrays.Inverse(new double[2, 3])).Message);
        Assert.Contains("2 rows, not of 3", Assert.Throws<ArgumentException>(() => Arrays.Solve(new double[2, 2], new double[3])).Message);
    }

    [Fact]
    public void Derivatives_for_larger_matrices_are_those_of_elimination()
    {
        const int N = 11;
        double[,] A(double[] x) => Data.Matrix(x, 0, N, N);
        double[] x = [.. Data.Vector(N * N + N, 3).Select((v, i) => i < N * N && i % (N + 1) == 0 ? v + 2 : v)];
        Against.LargeLoop(
            v => Data.Mix(Arrays.Solve(A(v), Data.Part(v, N * N, N))),
            v => Data.Mix(Loops.First(Loops.Solve(A(v), Loops.Column(Data.Part(v, N * N, N))).X)), x, 1e-9);
        Against.LargeLoop(
            v => Arrays.LogAbsDeterminant(A(v)).Logarithm,
            v => Math.Log(Math.Abs(Loops.Solve(A(v), Loops.Identity(N)).Determinant)), x, 1e-9);
        Against.LargeLoop(
            v => Arrays.Determinant(A(v)) / 1e3, v => Loops.Solve(A(v), Loops.Identity(N)).Determinant / 1e3, x, 1e-9);
        Against.Single(
            v => Data.Mix(Arrays.Solve(A(v), Data.Part(v, N * N, N))),
            v => Data.Mix(Arrays.Solve(Data.Matrix(v, 0, N, N), Data.Part(v, N * N, N))), Data.Regular(N, N));
        Against.Single(
            v => Arrays.LogAbsDeterminant(A(v)).Logarithm, v => Arrays.LogAbsDeterminant(Data.Matrix(v, 0, N, N)).Logarithm,
            Data.Regular(N));
    }

    [Fact]
    public void Larger_matrices_and_solutions_may_be_overwritten_afterwards()
    {
        const int N = 9;
        double F(double[] x, bool byLibrary)
        {
            var a = Data.Matrix(x, 0, N, N);
            var b = Data.Part(x, N * N, N);
            var y = byLibrary ? Arrays.Solve(a, b) : Loops.First(Loops.Solve(a, Loops.Column(b)).X);
            a[0, 0] = 7;
            b[1] = y[2];
            y[2] = 0;
            a[1, 2] = y[3];
            var z = byLibrary ? Arrays.Solve(a, b) : Loops.First(Loops.Solve(a, Loops.Column(b)).X);
            return Data.Mix(y) + Data.Mix(z) + (byLibrary
                ? Arrays.LogAbsDeterminant(a).Logarithm : Math.Log(Math.Abs(Loops.Solve(a, Loops.Column(b)).Determinant)));
        }

        Against.LargeLoop(x => F(x, true), x => F(x, false), Data.Regular(N, N), 1e-9);
    }

    [Fact]
    public void Larger_singular_determinants_have_two_derivatives()
    {
        const int N = 10;
        var a = Data.Matrix(N, N);
        for (var j = 0; j < N; j++)
            (a[9, j], a[7, j]) = (a[0, j] + 2 * a[1, j], a[2, j] - a[3, j] + 1e-9 * a[7, j]);
        double[] x = [.. a.Cast<double>()];
        double F(double[] v) => Arrays.Determinant(Data.Matrix(v, 0, N, N));

        var v = Data.Vector(N * N, 5);
        double[] Along(double t) => [.. x.Zip(v, (p, q) => p + t * q)];
        const double H = 1e-3;
        var (far, near) = (F(Along(2 * H)), F(Along(H)));
        var (nearBack, farBack) = (F(Along(-H)), F(Along(-2 * H)));
        var slope = (8 * (near - nearBack) - (far - farBack)) / (12 * H);
        Against.Near(slope, Against.Dot(AD.Gradient(F, x), v), 1e-6);
        var second = (16 * (near + nearBack) - (far + farBack) - 30 * F(x)) / (12 * H * H);
        Against.Near(second, Against.Dot(AD.HessianVectorProduct(F)(x, v), v), 1e-6);
    }

    [Fact]
    public void Matrices_and_solutions_may_be_overwritten_afterwards()
    {
        static double Quotient(double t)
        {
            var a = new[,] { { t } };
            var x = Arrays.Solve(a, [1]);
            a[0, 0] = 5;
            var y = x[0];
            x[0] = 9;
            return y;
        }

        Against.Near(-1 / (1.3 * 1.3), AD.Gradient(Quotient, 1.3), 1e-14);
        Against.Near(2 / Math.Pow(1.3, 3), AD.Gradient(t => AD.Gradient(Quotient, t), 1.3), 1e-14);
        Against.Near(-6 / Math.Pow(1.3, 4), AD.Gradient(t => AD.Gradient(s => AD.Gradient(Quotient, s), t), 1.3), 1e-13);
    }

    /// <summary>With small elements beside the diagonal, so that triangular systems are well conditioned.</summary>
    static double[,] Weak(double[,] a)
    {
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < a.GetLength(1); j++)
                a[i, j] = i == j ? 1 + a[i, j] * a[i, j] : 0.05 * a[i, j];
        }

        return a;
    }
}
