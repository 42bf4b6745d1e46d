using System;
using System.Runtime.CompilerServices;

using Zygote.Compilation;

namespace Zygote;

public static partial class AD
{
    /// <summary>The Taylor coefficients of a function of one real number: all derivatives up to an order at once.</summary>
    /// <param name="f">Ordinary C#. Variables that it captures are constants.</param>
    /// <param name="order">The last coefficient, from 0 (the value alone).</param>
    /// <returns>
    /// A thread-safe function from <c>x</c> to <c>order + 1</c> numbers; number <c>k</c> is the derivative of order <c>k</c>
    /// divided by <c>k!</c>, so that <c>f(x + t)</c> is the sum of <c>c[k] t^k</c> up to a remainder.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="order"/> is negative.</exception>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    /// <remarks>
    /// Kinks and NaN as for <see cref="Gradient{T}(Func{T, double})"/>; the path that <c>x</c> takes through branches and loops
    /// is that of all coefficients. <paramref name="f"/> runs once per call, with a cost that grows with the square of the
    /// order.
    /// </remarks>
    [OverloadResolutionPriority(2)]
    public static Func<double, double[]> Taylor(Func<double, double> f, int order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        return new TaylorFunction<double>(f, order).Invoke;
    }

    /// <inheritdoc cref="Taylor(Func{double, double}, int)"/>
    public static Func<float, float[]> Taylor(Func<float, float> f, int order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        return new TaylorFunction<float>(f, order).Invoke;
    }

    /// <summary>The Taylor coefficients of a function of one real number at one point.</summary>
    /// <param name="f">Ordinary C#; see <see cref="Taylor(Func{double, double}, int)"/>.</param>
    /// <param name="order">The last coefficient, from 0 (the value alone).</param>
    /// <param name="x">The point.</param>
    /// <returns><c>order + 1</c> numbers; number <c>k</c> is the derivative of order <c>k</c> divided by <c>k!</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="order"/> is negative.</exception>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    public static double[] Taylor(Func<double, double> f, int order, double x) => Taylor(f, order)(x);

    /// <inheritdoc cref="Taylor(Func{double, double}, int, double)"/>
    public static float[] Taylor(Func<float, float> f, int order, float x) => Taylor(f, order)(x);

    /// <summary>The Taylor coefficients of a function along a line: of <c>f(x + t direction)</c> in <c>t</c>.</summary>
    /// <typeparam name="T">
    /// What to differentiate with respect to, as in <see cref="Gradient{T}(Func{T, double})"/>.
    /// </typeparam>
    /// <param name="f">Ordinary C#. Variables that it captures are constants.</param>
    /// <param name="order">The last coefficient, from 0 (the value alone).</param>
    /// <returns>
    /// A thread-safe function from <c>x</c> and a direction of the same shape to <c>order + 1</c> numbers; number 1 is the
    /// directional derivative, number 2 half of the curvature in that direction.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="order"/> is negative.</exception>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    /// <remarks>
    /// The returned function throws <see cref="ArgumentException"/> when the direction differs in shape from the point. Where
    /// <paramref name="f"/> writes into its argument, first coefficients are written into the direction. Otherwise as for
    /// <see cref="Taylor(Func{double, double}, int)"/>.
    /// </remarks>
    public static Func<T, T, double[]> Taylor<T>(Func<T, double> f, int order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        return new TaylorFunction<T, double>(f, order).Invoke;
    }

    /// <inheritdoc cref="Taylor{T}(Func{T, double}, int)"/>
    public static Func<T, T, float[]> Taylor<T>(Func<T, float> f, int order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        return new TaylorFunction<T, float>(f, order).Invoke;
    }

    /// <summary>The Taylor coefficients of a function along a line through one point.</summary>
    /// <param name="f">Ordinary C#; see <see cref="Taylor{T}(Func{T, double}, int)"/>.</param>
    /// <param name="order">The last coefficient, from 0 (the value alone).</param>
    /// <param name="x">The point.</param>
    /// <param name="direction">Of the shape of the point.</param>
    /// <returns>The <c>order + 1</c> coefficients of <c>f(x + t direction)</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="order"/> is negative.</exception>
    /// <exception cref="ArgumentException">The direction differs in shape from the point.</exception>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    public static double[] Taylor<T>(Func<T, double> f, int order, T x, T direction) => Taylor(f, order)(x, direction);

    /// <inheritdoc cref="Taylor{T}(Func{T, double}, int, T, T)"/>
    public static float[] Taylor<T>(Func<T, float> f, int order, T x, T direction) => Taylor(f, order)(x, direction);

    // Method groups and untyped lambdas, as for Gradient.

    /// <inheritdoc cref="Taylor{T}(Func{T, double}, int)"/>
    [OverloadResolutionPriority(1)]
    public static Func<double[], double[], double[]> Taylor(Func<double[], double> f, int order) => Taylor<double[]>(f, order);

    /// <inheritdoc cref="Taylor{T}(Func{T, double}, int)"/>
    public static Func<float[], float[], float[]> Taylor(Func<float[], float> f, int order) => Taylor<float[]>(f, order);

    /// <summary>All partial derivatives of one order of a function of several real numbers.</summary>
    /// <param name="f">Ordinary C#. Variables that it captures are constants.</param>
    /// <param name="order">How many times to differentiate, from 0 (the value).</param>
    /// <returns>A thread-safe function from <c>x</c> of any length to the symmetric tensor.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="order"/> is negative.</exception>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    /// <remarks>
    /// By interpolation from Taylor coefficients along as many directions as the tensor has different entries,
    /// <c>(n + order - 1)! / (order! (n - 1)!)</c> for <c>n</c> variables; each runs <paramref name="f"/> once, on a copy of
    /// the point. Source: Griewank, Utke, Walther (2000), Evaluating Higher Derivative Tensors by Forward Propagation of
    /// Univariate Taylor Series.
    /// </remarks>
    public static Func<double[], DerivativeTensor> DerivativeTensor(Func<double[], double> f, int order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        return new TensorFunction(f, order).Invoke;
    }
}
