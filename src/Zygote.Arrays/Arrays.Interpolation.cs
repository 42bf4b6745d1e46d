using System;
using System.Numerics;

namespace Zygote;

public static partial class Arrays
{
    /// <summary>The values at some positions of the function that is linear between points.</summary>
    /// <param name="x">The positions of the points, ascending.</param>
    /// <param name="y">Their values.</param>
    /// <param name="at">
    /// Where to evaluate. Outside, the line through the outermost two points goes on; NaN gives NaN.
    /// </param>
    /// <remarks>
    /// Derivatives in all three. At a point the slope is that of the piece that begins there, at the last one of the
    /// piece that ends there.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// Fewer than two points, other lengths, or positions that do not ascend.
    /// </exception>
    public static T[] Interpolate<T>(T[] x, T[] y, T[] at)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(at);
        var pieces = Pieces(x, y, at);
        var result = new T[at.Length];
        for (var i = 0; i < result.Length; i++)
        {
            var k = pieces[i];
            var part = (at[i] - x[k]) / (x[k + 1] - x[k]);
            result[i] = (T.One - part) * y[k] + part * y[k + 1];
        }

        return result;
    }

    /// <summary>The values at some positions of the cubic spline through points.</summary>
    /// <param name="x">The positions of the points, ascending.</param>
    /// <param name="y">Their values.</param>
    /// <param name="at">Where to evaluate. Outside, the outermost cubics go on; NaN gives NaN.</param>
    /// <remarks>
    /// The natural one, with second derivative 0 at both ends; twice continuously differentiable. Its moments solve a
    /// tridiagonal system (de Boor, A practical guide to splines), in n operations. Derivatives in all three.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// Fewer than two points, other lengths, or positions that do not ascend.
    /// </exception>
    public static T[] InterpolateCubic<T>(T[] x, T[] y, T[] at)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(at);
        var pieces = Pieces(x, y, at);
        var moments = SplineMoments(x, y);
        var six = T.CreateTruncating(6);
        var result = new T[at.Length];
        for (var i = 0; i < result.Length; i++)
        {
            var k = pieces[i];
            var width = x[k + 1] - x[k];
            var right = (at[i] - x[k]) / width;
            var left = T.One - right;
            var curve = (left * left - T.One) * left * moments[k] + (right * right - T.One) * right * moments[k + 1];
            result[i] = left * y[k] + right * y[k + 1] + width * width / six * curve;
        }

        return result;
    }

    /// <summary>The second derivatives of the natural cubic spline at its points.</summary>
    static T[] SplineMoments<T>(T[] x, T[] y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var n = x.Length;
        var two = T.One + T.One;
        var six = T.CreateTruncating(6);
        var moments = new T[n];
        var above = new T[n];
        for (var i = 1; i < n - 1; i++)
        {
            var (left, right) = (x[i] - x[i - 1], x[i + 1] - x[i]);
            var pivot = two * (left + right) - left * above[i - 1];
            above[i] = right / pivot;
            var bend = six * ((y[i + 1] - y[i]) / right - (y[i] - y[i - 1]) / left);
            moments[i] = (bend - left * moments[i - 1]) / pivot;
        }

        for (var i = n - 2; i > 0; i--)
            moments[i] -= above[i] * moments[i + 1];
        return moments;
    }

    /// <summary>
    /// The index of the point at which the piece with each position begins, after the points have been checked.
    /// </summary>
    [ZeroDerivative]
    static int[] Pieces<T>(T[] x, T[] y, T[] at)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        Guard.SameLength("Interpolation", x.Length, y.Length);
        Guard.AtLeast("Interpolation", 2, x.Length);
        for (var i = 1; i < x.Length; i++)
        {
            if (!(x[i] > x[i - 1]))
                throw new ArgumentException($"Interpolation needs positions that ascend; {i} is not greater than {i - 1}.");
        }

        return Array.ConvertAll(at, position =>
        {
            var index = Array.BinarySearch(x, position);
            return Math.Clamp(index < 0 ? ~index - 1 : index, 0, x.Length - 2);
        });
    }
}
