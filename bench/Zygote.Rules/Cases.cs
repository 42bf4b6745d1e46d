using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Zygote.Rules.Bench;

/// <summary>Each function on small, middle and large input. What is measured is the gradient of a sum of squares of the result.</summary>
static class Cases
{
    public static IEnumerable<Case> All => [
        .. Of([4, 16, 64, 256], n => Case.Matrix("MatrixProduct", n, a => Squares(Arrays.MatrixProduct(a, a)), a => Squares(Loops.Product(a, a)))),
        .. Of([4, 16, 64, 256], n => Case.Matrix(
            "Solve", n, a => Squares(Arrays.Solve(a, Loops.Row(a, 0))), a => Squares(Loops.Solve(a, Loops.Row(a, 0))))),
        .. Of([4, 16, 64, 256], n => Case.Matrix(
            "Solve, matrix", n, a => Squares(Arrays.Solve(a, Loops.Cubes(a))), a => Squares(Loops.Solve(a, Loops.Cubes(a))))),
        .. Of([4, 16, 64, 128], n => Case.Matrix(
            "SolveTriangular, matrix", n, a => Squares(Arrays.SolveTriangular(a, a, true)), a => Squares(Loops.Forward(a, a)))),
        .. Of([4, 16, 64, 128], n => Case.Matrix("Inverse", n, a => Squares(Arrays.Inverse(a)), a => Squares(Loops.Inverse(a)))),
        .. Of([4, 16, 64, 256], n => Case.Matrix("LogAbsDeterminant", n, a => Arrays.LogAbsDeterminant(a).Logarithm, Loops.LogAbsDeterminant)),
        .. Of([4, 16, 64], n => Case.Matrix("Determinant", n, a => Arrays.Determinant(a), Loops.Determinant)),
        .. Of([16, 64, 100, 256], n => Case.Matrix("Cholesky", n, a => Squares(Arrays.Cholesky(a)), a => Squares(Loops.Cholesky(a)))),
        .. Of([16, 64, 512, 4096], n => Case.Vector("Convolve", n, x => Squares(Arrays.Convolve(x, x)), x => Squares(Loops.Convolve(x, x)))),
        .. Of([4, 8, 32], n => Case.Matrix("Convolve, matrix", n, a => Squares(Arrays.Convolve(a, a)), a => Squares(Loops.Convolve(a, a)))),
        .. Of([8, 64, 1000, 4096], n => Case.Vector("Fft", 2 * n, x => Squares(Arrays.Fft(Complexes(x))), x => Squares(Loops.Fft(Complexes(x))))),
        .. Of([7, 67, 1021], n => Case.Vector("Fft, prime", 2 * n, x => Squares(Arrays.Fft(Complexes(x))), x => Squares(Loops.Dft(Complexes(x))))),
        .. Of([8, 64, 1024, 4096], n => Case.Vector("RealFft", n, x => Squares(Arrays.RealFft(x)), x => Squares(Loops.Half(Loops.Fft(Loops.Complexes(x)))))),
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
