using System;

using Zygote.Compilation;

namespace Zygote;

public static partial class AD
{
    /// <summary>The value, an auxiliary result and the gradient of the value, from one evaluation.</summary>
    /// <typeparam name="T">
    /// What to differentiate with respect to, as in <see cref="Gradient{T}(Func{T, double})"/>.
    /// </typeparam>
    /// <typeparam name="TAux">
    /// Whatever else is of interest: predictions, counts, the next state. It is not differentiated.
    /// </typeparam>
    /// <param name="f">Returns the real value to differentiate and the auxiliary result.</param>
    /// <returns>A thread-safe function from <c>x</c> to the value, the auxiliary result and the gradient.</returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    public static Func<T, (double Value, TAux Aux, T Gradient)> ValueAndGradient<T, TAux>(Func<T, (double, TAux)> f) =>
        new GradientWithAuxFunction<T, double, TAux>(f).Invoke;

    /// <summary>The value, an auxiliary result and the gradient of the value at one point, from one evaluation.</summary>
    /// <param name="f">
    /// Returns the real value to differentiate and the auxiliary result, which is not differentiated.
    /// </param>
    /// <param name="x">The point; with several arguments, one after the other.</param>
    /// <returns>The value, the auxiliary result, and the gradient in the shape of the point.</returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    public static (double Value, TAux Aux, T Gradient) ValueAndGradient<T, TAux>(Func<T, (double, TAux)> f, T x) =>
        new GradientWithAuxFunction<T, double, TAux>(f).Invoke(x);

    /// <inheritdoc cref="ValueAndGradient{T, TAux}(Func{T, ValueTuple{double, TAux}})"/>
    public static Func<T1, T2, (double Value, TAux Aux, (T1, T2) Gradient)> ValueAndGradient<T1, T2, TAux>(
        Func<T1, T2, (double, TAux)> f) =>
        new GradientWithAuxFunction<T1, T2, double, TAux>(f).Invoke;

    /// <inheritdoc cref="ValueAndGradient{T, TAux}(Func{T, ValueTuple{double, TAux}}, T)"/>
    public static (double Value, TAux Aux, (T1, T2) Gradient) ValueAndGradient<T1, T2, TAux>(
        Func<T1, T2, (double, TAux)> f, T1 x1, T2 x2) =>
        new GradientWithAuxFunction<T1, T2, double, TAux>(f).Invoke(x1, x2);

    /// <inheritdoc cref="ValueAndGradient{T, TAux}(Func{T, ValueTuple{double, TAux}})"/>
    public static Func<T, (float Value, TAux Aux, T Gradient)> ValueAndGradient<T, TAux>(Func<T, (float, TAux)> f) =>
        new GradientWithAuxFunction<T, float, TAux>(f).Invoke;

    /// <inheritdoc cref="ValueAndGradient{T, TAux}(Func{T, ValueTuple{double, TAux}}, T)"/>
    public static (float Value, TAux Aux, T Gradient) ValueAndGradient<T, TAux>(Func<T, (float, TAux)> f, T x) =>
        new GradientWithAuxFunction<T, float, TAux>(f).Invoke(x);

    /// <inheritdoc cref="ValueAndGradient{T, TAux}(Func{T, ValueTuple{double, TAux}})"/>
    public static Func<T1, T2, (float Value, TAux Aux, (T1, T2) Gradient)> ValueAndGradient<T1, T2, TAux>(
        Func<T1, T2, (float, TAux)> f) =>
        new GradientWithAuxFunction<T1, T2, float, TAux>(f).Invoke;

    /// <inheritdoc cref="ValueAndGradient{T, TAux}(Func{T, ValueTuple{double, TAux}}, T)"/>
    public static (float Value, TAux Aux, (T1, T2) Gradient) ValueAndGradient<T1, T2, TAux>(
        Func<T1, T2, (float, TAux)> f, T1 x1, T2 x2) =>
        new GradientWithAuxFunction<T1, T2, float, TAux>(f).Invoke(x1, x2);
}
