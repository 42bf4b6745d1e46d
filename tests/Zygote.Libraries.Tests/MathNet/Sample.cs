using System;
using System.Linq;

using MathNet.Numerics.LinearAlgebra;

namespace Zygote.Tests.MathNet;

/// <summary>Numbers without structure, and matrices made of them.</summary>
static class Sample
{
    public static double[] Numbers(int count, double phase = 0) =>
        [.. Enumerable.Range(0, count).Select(i => 0.3 + Math.Sin((2.7 * i) + phase) + (0.11 * i))];

    public static Vector<double> Vector(double[] x) => Vector<double>.Build.Dense(x);

    public static Matrix<double> Matrix(double[] x, int rows) => Matrix<double>.Build.Dense(rows, x.Length / rows, x);

    /// <summary>Symmetric and positive definite.</summary>
    public static Matrix<double> Positive(double[] x, int order)
    {
        var m = Matrix(x, order);
        return m.TransposeAndMultiply(m) + Matrix<double>.Build.DenseIdentity(order);
    }

    public static Matrix<double> Symmetric(double[] x, int order)
    {
        var m = Matrix(x, order);
        return m + m.Transpose();
    }

    /// <summary>A number that depends on every element in its own way.</summary>
    public static double Weighed(Matrix<double> m)
    {
        var sum = 0.0;
        for (var i = 0; i < m.RowCount; i++)
        {
            for (var j = 0; j < m.ColumnCount; j++)
                sum += m[i, j] * (1 + (0.7 * i) - (0.4 * j * i) + (0.2 * j * j));
        }

        return sum;
    }

    public static double Weighed(Vector<double> v)
    {
        var sum = 0.0;
        for (var i = 0; i < v.Count; i++)
            sum += v[i] * (1 - (0.6 * i) + (0.25 * i * i));
        return sum;
    }
}
