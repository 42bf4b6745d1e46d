using System;
using System.Runtime.CompilerServices;

using Zygote.Compilation;

namespace Zygote;

public static partial class AD
{
    /// <summary>The derivative of a function of one real number, in forward mode.</summary>
    /// <typeparam name="R">The result: a number, or an array, a tuple, an object made of numbers (a curve).</typeparam>
    /// <param name="f">Ordinary C#. Variables that it captures are constants.</param>
    /// <returns>
    /// A thread-safe function from <c>x</c> to the derivative, which has the type and the shape of the result; parts that
    /// cannot vary continuously hold their default.
    /// </returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    /// <remarks>
    /// Kinks and NaN as for <see cref="Gradient{T}(Func{T, double})"/>. <paramref name="f"/> runs once per call, together
    /// with its derivative: about twice its cost, no memory beyond that of the result.
    /// </remarks>
    [OverloadResolutionPriority(1)]
    public static Func<double, R> Derivative<R>(Func<double, R> f) => new DerivativeFunction<double, R>(f).Invoke;

    /// <inheritdoc cref="Derivative{R}(Func{double, R})"/>
    public static Func<float, R> Derivative<R>(Func<float, R> f) => new DerivativeFunction<float, R>(f).Invoke;

    /// <summary>The derivative of a function of one real number at one point, in forward mode.</summary>
    /// <param name="f">Ordinary C#; see <see cref="Derivative{R}(Func{double, R})"/>.</param>
    /// <param name="x">The point.</param>
    /// <returns>The derivative, of the type and the shape of the result.</returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    public static R Derivative<R>(Func<double, R> f, double x) => new DerivativeFunction<double, R>(f).Invoke(x);

    /// <inheritdoc cref="Derivative{R}(Func{double, R}, double)"/>
    public static R Derivative<R>(Func<float, R> f, float x) => new DerivativeFunction<float, R>(f).Invoke(x);

    /// <inheritdoc cref="Derivative{R}(Func{double, R}, double)"/>
    [OverloadResolutionPriority(1)]
    public static R Derivative<R>(Func<double, R> f, int x) => Derivative(f, (double)x);

    /// <summary>The derivative of any order of a real function, by truncated Taylor arithmetic.</summary>
    /// <param name="f">Ordinary C#. Variables that it captures are constants.</param>
    /// <param name="order">How many times to differentiate, from 0 (the function itself).</param>
    /// <returns>A thread-safe function from <c>x</c> to the derivative of that order.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="order"/> is negative.</exception>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    /// <remarks>
    /// The cost grows with the square of the order, not exponentially as that of nested derivatives does. Rounding errors
    /// grow with <c>order!</c>: the error is relative to the Taylor coefficient times that factorial.
    /// </remarks>
    [OverloadResolutionPriority(1)]
    public static Func<double, double> NthDerivative(Func<double, double> f, int order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        return new NthDerivativeFunction<double>(f, order).Invoke;
    }

    /// <inheritdoc cref="NthDerivative(Func{double, double}, int)"/>
    public static Func<float, float> NthDerivative(Func<float, float> f, int order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        return new NthDerivativeFunction<float>(f, order).Invoke;
    }

    /// <summary>
    /// The Jacobian-vector product: the value of <paramref name="f"/> and its directional derivative, in forward mode.
    /// </summary>
    /// <typeparam name="T">
    /// What to differentiate with respect to, as in <see cref="Gradient{T}(Func{T, double})"/>.
    /// </typeparam>
    /// <typeparam name="R">The result: a number, an array, a tuple, an object, a collection of these.</typeparam>
    /// <param name="f">Ordinary C#. Variables that it captures are constants.</param>
    /// <returns>
    /// A thread-safe function from <c>x</c> and a direction of the same shape to the value and the tangent, which has the
    /// shape of the value and is linear in the direction. With two arguments: both points, then both directions.
    /// </returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    /// <remarks>
    /// The returned function throws <see cref="ArgumentException"/> when the direction differs in shape from the point.
    /// Where
    /// <paramref name="f"/> writes into its argument, the tangents are written into the direction. Cost of a call: about
    /// twice that of <paramref name="f"/>, which runs once.
    /// </remarks>
    public static Func<T, T, (R Value, R Tangent)> Pushforward<T, R>(Func<T, R> f) =>
        new PushforwardFunction<T, R>(f).Invoke;

    /// <inheritdoc cref="Pushforward{T, R}(Func{T, R})"/>
    public static Func<T1, T2, T1, T2, (R Value, R Tangent)> Pushforward<T1, T2, R>(Func<T1, T2, R> f) =>
        new PushforwardFunction<T1, T2, R>(f).Invoke;

    /// <summary>The value of <paramref name="f"/> and its derivative along a direction, at one point.</summary>
    /// <param name="f">Ordinary C#; see <see cref="Pushforward{T, R}(Func{T, R})"/>.</param>
    /// <param name="x">The point.</param>
    /// <param name="xDot">The direction, of the shape of the point.</param>
    /// <returns>The value and the tangent, which has the shape of the value.</returns>
    /// <exception cref="ArgumentException"><paramref name="xDot"/> differs in shape from <paramref name="x"/>.</exception>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    public static (R Value, R Tangent) Pushforward<T, R>(Func<T, R> f, T x, T xDot) =>
        new PushforwardFunction<T, R>(f).Invoke(x, xDot);

    /// <summary>The value of <paramref name="f"/> and its derivative along a direction, at one point.</summary>
    /// <param name="f">Ordinary C#; see <see cref="Pushforward{T, R}(Func{T, R})"/>.</param>
    /// <param name="x1">The first argument.</param>
    /// <param name="x2">The second argument.</param>
    /// <param name="x1Dot">The direction of the first argument, of its shape.</param>
    /// <param name="x2Dot">The direction of the second argument, of its shape.</param>
    /// <returns>The value and the tangent, which has the shape of the value.</returns>
    /// <exception cref="ArgumentException">A direction differs in shape from its argument.</exception>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    public static (R Value, R Tangent) Pushforward<T1, T2, R>(Func<T1, T2, R> f, T1 x1, T2 x2, T1 x1Dot, T2 x2Dot) =>
        new PushforwardFunction<T1, T2, R>(f).Invoke(x1, x2, x1Dot, x2Dot);

    // Method groups and untyped lambdas, as for Gradient.

    /// <inheritdoc cref="Pushforward{T, R}(Func{T, R})"/>
    [OverloadResolutionPriority(2)]
    public static Func<double, double, (double Value, double Tangent)> Pushforward(Func<double, double> f) =>
        Pushforward<double, double>(f);

    /// <inheritdoc cref="Pushforward{T, R}(Func{T, R})"/>
    [OverloadResolutionPriority(1)]
    public static Func<double[], double[], (double Value, double Tangent)> Pushforward(Func<double[], double> f) =>
        Pushforward<double[], double>(f);

    /// <inheritdoc cref="Pushforward{T, R}(Func{T, R})"/>
    [OverloadResolutionPriority(1)]
    public static Func<double[], double[], (double[] Value, double[] Tangent)> Pushforward(Func<double[], double[]> f) =>
        Pushforward<double[], double[]>(f);

    /// <inheritdoc cref="Pushforward{T, R}(Func{T, R})"/>
    [OverloadResolutionPriority(2)]
    public static Func<double, double, double, double, (double Value, double Tangent)>
        Pushforward(Func<double, double, double> f) =>
        Pushforward<double, double, double>(f);

    /// <inheritdoc cref="Pushforward{T, R}(Func{T, R})"/>
    public static Func<float, float, (float Value, float Tangent)> Pushforward(Func<float, float> f) =>
        Pushforward<float, float>(f);

    /// <inheritdoc cref="Pushforward{T, R}(Func{T, R})"/>
    public static Func<float[], float[], (float Value, float Tangent)> Pushforward(Func<float[], float> f) =>
        Pushforward<float[], float>(f);

    /// <inheritdoc cref="Pushforward{T, R}(Func{T, R})"/>
    public static Func<float[], float[], (float[] Value, float[] Tangent)> Pushforward(Func<float[], float[]> f) =>
        Pushforward<float[], float[]>(f);

    /// <inheritdoc cref="Pushforward{T, R}(Func{T, R})"/>
    public static Func<float, float, float, float, (float Value, float Tangent)> Pushforward(Func<float, float, float> f) =>
        Pushforward<float, float, float>(f);
}
