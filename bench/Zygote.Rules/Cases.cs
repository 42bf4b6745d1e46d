using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Zygote.Rules.Bench;

/// <summary>Each function on small, middle and large input. What is measured is the gradient of a sum of squares of the result.</summary>
static class Cases
{
    public static IEnumerable<Case> All => [
        .. Of([10, 1000, 100000], n => Case.Vector("Sum", n, x => Arrays.Sum(x), Loops.Sum)),
        .. Of([10, 1000, 100000], n => Case.Vector("Dot", n, x => Arrays.Dot(x, x), x => Loops.Dot(x, x))),
        .. Of([4, 16, 64, 256], n => Case.Matrix("MatrixProduct", n, a => Squares(Arrays.MatrixProduct(a, a)), a => Squares(Loops.Product(a, a)))),
        .. Of([4, 16, 64, 256], n => Case.Matrix(
            "MatrixProduct, vector", n, a => Squares(Arrays.MatrixProduct(a, Loops.Row(a, 0))), a => Squares(Loops.Product(a, Loops.Row(a, 0))))),
        .. Of([4, 16, 64, 256], n => Case.Matrix(
            "Solve", n, a => Squares(Arrays.Solve(a, Loops.Row(a, 0))), a => Squares(Loops.Solve(a, Loops.Row(a, 0))))),
        .. Of([4, 16, 64, 256], n => Case.Matrix(
            "SolveTriangular", n, a => Squares(Arrays.SolveTriangular(a, Loops.Row(a, 0), true)), a => Squares(Loops.Forward(a, Loops.Row(a, 0))))),
        .. Of([4, 16, 64, 128], n => Case.Matrix("Inverse", n, a => Squares(Arrays.Inverse(a)), a => Squares(Loops.Inverse(a)))),
        .. Of([4, 16, 64, 256], n => Case.Matrix("LogAbsDeterminant", n, a => Arrays.LogAbsDeterminant(a).Logarithm, Loops.LogAbsDeterminant)),
        .. Of([4, 16, 64], n => Case.Matrix("Determinant", n, a => Arrays.Determinant(a), Loops.Determinant)),
        .. Of([4, 16, 64, 256], n => Case.Matrix("Cholesky", n, a => Squares(Arrays.Cholesky(a)), a => Squares(Loops.Cholesky(a)))),
        .. Of([16, 64, 512, 4096], n => Case.Vector("Convolve", n, x => Squares(Arrays.Convolve(x, x)), x => Squares(Loops.Convolve(x, x)))),
        .. Of([8, 64, 1000, 4096], n => Case.Vector("Fft", 2 * n, x => Squares(Arrays.Fft(Complexes(x))), x => Squares(Loops.Fft(Complexes(x))))),
        .. Of([7, 67, 1021], n => Case.Vector("Fft, prime", 2 * n, x => Squares(Arrays.Fft(Complexes(x))), x => Squares(Loops.Dft(Complexes(x))))),
        .. Of([8, 64, 1024, 4096], n => Case.Vector("RealFft", n, x => Squares(Arrays.RealFft(x)), x => Squares(Loops.Fft(Loops.Complexes(x))))),
        .. Of([10, 1000, 100000], n => Case.Vector("Softmax", n, x => Squares(Arrays.Softmax(x)), x => Squares(Loops.Softmax(x)))),
        .. Of([10, 1000, 100000], n => Case.Vector("LogSumExp", n, x => Arrays.LogSumExp(x), Loops.LogSumExp)),
        .. Of([10, 1000, 100000], n => Case.Vector("LogSoftmax", n, x => Squares(Arrays.LogSoftmax(x)), x => Squares(Loops.LogSoftmax(x)))),
        .. Of([10, 1000, 100000], n => Case.Vector("Norm", n, x => Arrays.Norm(x), Loops.Norm)),
        .. Of([10, 1000, 100000], n => Case.Vector("Sort", n, x => Squares(Arrays.Sort(x)), x => Squares(Loops.Sorted(x)))),
        .. Of([10, 1000, 100000], n => Case.Vector("CumulativeSum", n, x => Squares(Arrays.CumulativeSum(x)), x => Squares(Loops.CumulativeSum(x)))),
    ];

    static IEnumerable<Case> Of(int[] sizes, Func<int, Case> make) => sizes.Select(make);

    static double Squares(double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += x[i] * x[i];
        return sum;
    }

    static double Squares(double[,] a)
    {
        var sum = 0.0;
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < a.GetLength(1); j++)
                sum += a[i, j] * a[i, j];
        }

        return sum;
    }

    static double Squares(Complex[] x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += x[i].Real * x[i].Real * i + x[i].Imaginary;
        return sum;
    }

    static Complex[] Complexes(double[] x)
    {
        var y = new Complex[x.Length / 2];
        for (var i = 0; i < y.Length; i++)
            y[i] = new Complex(x[2 * i], x[2 * i + 1]);
        return y;
    }
}
