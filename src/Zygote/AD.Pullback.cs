using System;
using System.Runtime.CompilerServices;

using Zygote.Compilation;

namespace Zygote;

public static partial class AD
{
    /// <summary>
    /// The vector-Jacobian product: evaluates <paramref name="f"/> and returns, with the value, the function that carries a
    /// cotangent of the value back to the cotangent of the input.
    /// </summary>
    /// <typeparam name="T">
    /// What to differentiate with respect to, as in <see cref="Gradient{T}(Func{T, double})"/>.
    /// </typeparam>
    /// <typeparam name="R">The result: a number, an array, a tuple, an object, a collection of these.</typeparam>
    /// <param name="f">Ordinary C#. Variables that it captures are constants.</param>
    /// <returns>
    /// A thread-safe function from <c>x</c> to the value and its pullback. The pullback takes a cotangent of the type and
    /// the shape of the value and returns one of the shape of <c>x</c> (a tuple for several arguments); it is linear, may be
    /// called any number of times and from several threads (calls wait for each other), and returns fresh objects.
    /// </returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    /// <remarks>
    /// <paramref name="f"/> runs once, when the value is computed; do not change the objects in <c>x</c> or in the value
    /// between that and the last call of the pullback, which reads them again. The pullback throws
    /// <see cref="ArgumentException"/> when the cotangent differs in shape from the value. It holds the memory of the
    /// evaluation until it is collected itself.
    /// </remarks>
    public static Func<T, (R Value, Func<R, T> Pullback)> Pullback<T, R>(Func<T, R> f) =>
        new PullbackFunction<T, R>(f).Invoke;

    /// <summary>The value of <paramref name="f"/> at one point, with the pullback of cotangents from there.</summary>
    /// <param name="f">Ordinary C#; see <see cref="Pullback{T, R}(Func{T, R})"/>.</param>
    /// <param name="x">The point; with several arguments, one after the other.</param>
    /// <returns>The value, and the linear function from a cotangent of the value to one of the input.</returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    public static (R Value, Func<R, T> Pullback) Pullback<T, R>(Func<T, R> f, T x) =>
        new PullbackFunction<T, R>(f).Invoke(x);

    /// <inheritdoc cref="Pullback{T, R}(Func{T, R})"/>
    public static Func<T1, T2, (R Value, Func<R, (T1, T2)> Pullback)> Pullback<T1, T2, R>(Func<T1, T2, R> f) =>
        new PullbackFunction<T1, T2, R>(f).Invoke;

    /// <inheritdoc cref="Pullback{T, R}(Func{T, R}, T)"/>
    public static (R Value, Func<R, (T1, T2)> Pullback) Pullback<T1, T2, R>(Func<T1, T2, R> f, T1 x1, T2 x2) =>
        new PullbackFunction<T1, T2, R>(f).Invoke(x1, x2);

    /// <inheritdoc cref="Pullback{T, R}(Func{T, R})"/>
    public static Func<T1, T2, T3, (R Value, Func<R, (T1, T2, T3)> Pullback)> Pullback<T1, T2, T3, R>(
        Func<T1, T2, T3, R> f) =>
        new PullbackFunction<T1, T2, T3, R>(f).Invoke;

    /// <inheritdoc cref="Pullback{T, R}(Func{T, R}, T)"/>
    public static (R Value, Func<R, (T1, T2, T3)> Pullback) Pullback<T1, T2, T3, R>(
        Func<T1, T2, T3, R> f, T1 x1, T2 x2, T3 x3) =>
        new PullbackFunction<T1, T2, T3, R>(f).Invoke(x1, x2, x3);

    /// <inheritdoc cref="Pullback{T, R}(Func{T, R})"/>
    public static Func<T1, T2, T3, T4, (R Value, Func<R, (T1, T2, T3, T4)> Pullback)> Pullback<T1, T2, T3, T4, R>(
        Func<T1, T2, T3, T4, R> f) =>
        new PullbackFunction<T1, T2, T3, T4, R>(f).Invoke;

    /// <inheritdoc cref="Pullback{T, R}(Func{T, R}, T)"/>
    public static (R Value, Func<R, (T1, T2, T3, T4)> Pullback) Pullback<T1, T2, T3, T4, R>(
        Func<T1, T2, T3, T4, R> f, T1 x1, T2 x2, T3 x3, T4 x4) =>
        new PullbackFunction<T1, T2, T3, T4, R>(f).Invoke(x1, x2, x3, x4);

    /// <inheritdoc cref="Pullback{T, R}(Func{T, R})"/>
    public static Func<T1, T2, T3, T4, T5, (R Value, Func<R, (T1, T2, T3, T4, T5)> Pullback)>
        Pullback<T1, T2, T3, T4, T5, R>(
        Func<T1, T2, T3, T4, T5, R> f) =>
        new PullbackFunction<T1, T2, T3, T4, T5, R>(f).Invoke;

    /// <inheritdoc cref="Pullback{T, R}(Func{T, R}, T)"/>
    public static (R Value, Func<R, (T1, T2, T3, T4, T5)> Pullback) Pullback<T1, T2, T3, T4, T5, R>(
        Func<T1, T2, T3, T4, T5, R> f, T1 x1, T2 x2, T3 x3, T4 x4, T5 x5) =>
        new PullbackFunction<T1, T2, T3, T4, T5, R>(f).Invoke(x1, x2, x3, x4, x5);

    /// <inheritdoc cref="Pullback{T, R}(Func{T, R})"/>
    public static Func<T1, T2, T3, T4, T5, T6, (R Value, Func<R, (T1, T2, T3, T4, T5, T6)> Pullback)>
        Pullback<T1, T2, T3, T4, T5, T6, R>(
        Func<T1, T2, T3, T4, T5, T6, R> f) =>
        new PullbackFunction<T1, T2, T3, T4, T5, T6, R>(f).Invoke;

    /// <inheritdoc cref="Pullback{T, R}(Func{T, R}, T)"/>
    public static (R Value, Func<R, (T1, T2, T3, T4, T5, T6)> Pullback) Pullback<T1, T2, T3, T4, T5, T6, R>(
        Func<T1, T2, T3, T4, T5, T6, R> f, T1 x1, T2 x2, T3 x3, T4 x4, T5 x5, T6 x6) =>
        new PullbackFunction<T1, T2, T3, T4, T5, T6, R>(f).Invoke(x1, x2, x3, x4, x5, x6);

    // Method groups and untyped lambdas, as for Gradient.

    /// <inheritdoc cref="Pullback{T, R}(Func{T, R})"/>
    [OverloadResolutionPriority(2)]
    public static Func<double, (double Value, Func<double, double> Pullback)> Pullback(Func<double, double> f) =>
        Pullback<double, double>(f);

    /// <inheritdoc cref="Pullback{T, R}(Func{T, R})"/>
    [OverloadResolutionPriority(1)]
    public static Func<double[], (double Value, Func<double, double[]> Pullback)> Pullback(Func<double[], double> f) =>
        Pullback<double[], double>(f);

    /// <inheritdoc cref="Pullback{T, R}(Func{T, R})"/>
    [OverloadResolutionPriority(1)]
    public static Func<double[], (double[] Value, Func<double[], double[]> Pullback)> Pullback(Func<double[], double[]> f) =>
        Pullback<double[], double[]>(f);

    /// <inheritdoc cref="Pullback{T, R}(Func{T, R})"/>
    [OverloadResolutionPriority(2)]
    public static Func<double, double, (double Value, Func<double, (double, double)> Pullback)> Pullback(
        Func<double, double, double> f) =>
        Pullback<double, double, double>(f);

    /// <inheritdoc cref="Pullback{T, R}(Func{T, R})"/>
    public static Func<float, (float Value, Func<float, float> Pullback)> Pullback(Func<float, float> f) =>
        Pullback<float, float>(f);

    /// <inheritdoc cref="Pullback{T, R}(Func{T, R})"/>
    public static Func<float[], (float Value, Func<float, float[]> Pullback)> Pullback(Func<float[], float> f) =>
        Pullback<float[], float>(f);

    /// <inheritdoc cref="Pullback{T, R}(Func{T, R})"/>
    public static Func<float[], (float[] Value, Func<float[], float[]> Pullback)> Pullback(Func<float[], float[]> f) =>
        Pullback<float[], float[]>(f);

    /// <inheritdoc cref="Pullback{T, R}(Func{T, R})"/>
    public static Func<float, float, (float Value, Func<float, (float, float)> Pullback)> Pullback(
        Func<float, float, float> f) =>
        Pullback<float, float, float>(f);
}
