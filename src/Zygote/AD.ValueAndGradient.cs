using System;

using Zygote.Compilation;

namespace Zygote;

public static partial class AD
{
    /// <summary>The value of <paramref name="f"/> together with its gradient, from one evaluation.</summary>
    /// <typeparam name="T">
    /// What to differentiate with respect to, as in <see cref="Gradient{T}(Func{T, double})"/>.
    /// </typeparam>
    /// <param name="f">Ordinary C# with a real result. Variables that it captures are constants.</param>
    /// <returns>
    /// A thread-safe function from <c>x</c> to the value and the gradient, which has the shape of <c>x</c>.
    /// </returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    /// <remarks>Kinks, NaN, side effects and cost are those of <see cref="Gradient{T}(Func{T, double})"/>.</remarks>
    public static Func<T, (double Value, T Gradient)> ValueAndGradient<T>(Func<T, double> f) =>
        new GradientFunction<T, double>(f).InvokeWithValue;

    /// <summary>The value of <paramref name="f"/> and its gradient at one point, from one evaluation.</summary>
    /// <param name="f">Ordinary C# with a real result; see <see cref="Gradient{T}(Func{T, double})"/>.</param>
    /// <param name="x">The point; with several arguments, one after the other.</param>
    /// <returns>The value, and the gradient in the shape of the point; a tuple for several arguments.</returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    public static (double Value, T Gradient) ValueAndGradient<T>(Func<T, double> f, T x) =>
        new GradientFunction<T, double>(f).InvokeWithValue(x);

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double})"/>
    public static Func<T1, T2, (double Value, (T1, T2) Gradient)> ValueAndGradient<T1, T2>(Func<T1, T2, double> f) =>
        new GradientFunction<T1, T2, double>(f).InvokeWithValue;

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double}, T)"/>
    public static (double Value, (T1, T2) Gradient) ValueAndGradient<T1, T2>(Func<T1, T2, double> f, T1 x1, T2 x2) =>
        new GradientFunction<T1, T2, double>(f).InvokeWithValue(x1, x2);

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double})"/>
    public static Func<T1, T2, T3, (double Value, (T1, T2, T3) Gradient)> ValueAndGradient<T1, T2, T3>(
        Func<T1, T2, T3, double> f) =>
        new GradientFunction<T1, T2, T3, double>(f).InvokeWithValue;

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double}, T)"/>
    public static (double Value, (T1, T2, T3) Gradient) ValueAndGradient<T1, T2, T3>(
        Func<T1, T2, T3, double> f, T1 x1, T2 x2, T3 x3) =>
        new GradientFunction<T1, T2, T3, double>(f).InvokeWithValue(x1, x2, x3);

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double})"/>
    public static Func<T1, T2, T3, T4, (double Value, (T1, T2, T3, T4) Gradient)> ValueAndGradient<T1, T2, T3, T4>(
        Func<T1, T2, T3, T4, double> f) =>
        new GradientFunction<T1, T2, T3, T4, double>(f).InvokeWithValue;

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double}, T)"/>
    public static (double Value, (T1, T2, T3, T4) Gradient) ValueAndGradient<T1, T2, T3, T4>(
        Func<T1, T2, T3, T4, double> f, T1 x1, T2 x2, T3 x3, T4 x4) =>
        new GradientFunction<T1, T2, T3, T4, double>(f).InvokeWithValue(x1, x2, x3, x4);

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double})"/>
    public static Func<T1, T2, T3, T4, T5, (double Value, (T1, T2, T3, T4, T5) Gradient)>
        ValueAndGradient<T1, T2, T3, T4, T5>(
        Func<T1, T2, T3, T4, T5, double> f) =>
        new GradientFunction<T1, T2, T3, T4, T5, double>(f).InvokeWithValue;

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double}, T)"/>
    public static (double Value, (T1, T2, T3, T4, T5) Gradient) ValueAndGradient<T1, T2, T3, T4, T5>(
        Func<T1, T2, T3, T4, T5, double> f, T1 x1, T2 x2, T3 x3, T4 x4, T5 x5) =>
        new GradientFunction<T1, T2, T3, T4, T5, double>(f).InvokeWithValue(x1, x2, x3, x4, x5);

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double})"/>
    public static Func<T1, T2, T3, T4, T5, T6, (double Value, (T1, T2, T3, T4, T5, T6) Gradient)>
        ValueAndGradient<T1, T2, T3, T4, T5, T6>(
        Func<T1, T2, T3, T4, T5, T6, double> f) =>
        new GradientFunction<T1, T2, T3, T4, T5, T6, double>(f).InvokeWithValue;

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double}, T)"/>
    public static (double Value, (T1, T2, T3, T4, T5, T6) Gradient) ValueAndGradient<T1, T2, T3, T4, T5, T6>(
        Func<T1, T2, T3, T4, T5, T6, double> f, T1 x1, T2 x2, T3 x3, T4 x4, T5 x5, T6 x6) =>
        new GradientFunction<T1, T2, T3, T4, T5, T6, double>(f).InvokeWithValue(x1, x2, x3, x4, x5, x6);

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double})"/>
    public static Func<T, (float Value, T Gradient)> ValueAndGradient<T>(Func<T, float> f) =>
        new GradientFunction<T, float>(f).InvokeWithValue;

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double}, T)"/>
    public static (float Value, T Gradient) ValueAndGradient<T>(Func<T, float> f, T x) =>
        new GradientFunction<T, float>(f).InvokeWithValue(x);

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double})"/>
    public static Func<T1, T2, (float Value, (T1, T2) Gradient)> ValueAndGradient<T1, T2>(Func<T1, T2, float> f) =>
        new GradientFunction<T1, T2, float>(f).InvokeWithValue;

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double}, T)"/>
    public static (float Value, (T1, T2) Gradient) ValueAndGradient<T1, T2>(Func<T1, T2, float> f, T1 x1, T2 x2) =>
        new GradientFunction<T1, T2, float>(f).InvokeWithValue(x1, x2);

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double})"/>
    public static Func<T1, T2, T3, (float Value, (T1, T2, T3) Gradient)> ValueAndGradient<T1, T2, T3>(
        Func<T1, T2, T3, float> f) =>
        new GradientFunction<T1, T2, T3, float>(f).InvokeWithValue;

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double}, T)"/>
    public static (float Value, (T1, T2, T3) Gradient) ValueAndGradient<T1, T2, T3>(
        Func<T1, T2, T3, float> f, T1 x1, T2 x2, T3 x3) =>
        new GradientFunction<T1, T2, T3, float>(f).InvokeWithValue(x1, x2, x3);

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double})"/>
    public static Func<T1, T2, T3, T4, (float Value, (T1, T2, T3, T4) Gradient)> ValueAndGradient<T1, T2, T3, T4>(
        Func<T1, T2, T3, T4, float> f) =>
        new GradientFunction<T1, T2, T3, T4, float>(f).InvokeWithValue;

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double}, T)"/>
    public static (float Value, (T1, T2, T3, T4) Gradient) ValueAndGradient<T1, T2, T3, T4>(
        Func<T1, T2, T3, T4, float> f, T1 x1, T2 x2, T3 x3, T4 x4) =>
        new GradientFunction<T1, T2, T3, T4, float>(f).InvokeWithValue(x1, x2, x3, x4);

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double})"/>
    public static Func<T1, T2, T3, T4, T5, (float Value, (T1, T2, T3, T4, T5) Gradient)>
        ValueAndGradient<T1, T2, T3, T4, T5>(
        Func<T1, T2, T3, T4, T5, float> f) =>
        new GradientFunction<T1, T2, T3, T4, T5, float>(f).InvokeWithValue;

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double}, T)"/>
    public static (float Value, (T1, T2, T3, T4, T5) Gradient) ValueAndGradient<T1, T2, T3, T4, T5>(
        Func<T1, T2, T3, T4, T5, float> f, T1 x1, T2 x2, T3 x3, T4 x4, T5 x5) =>
        new GradientFunction<T1, T2, T3, T4, T5, float>(f).InvokeWithValue(x1, x2, x3, x4, x5);

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double})"/>
    public static Func<T1, T2, T3, T4, T5, T6, (float Value, (T1, T2, T3, T4, T5, T6) Gradient)>
        ValueAndGradient<T1, T2, T3, T4, T5, T6>(
        Func<T1, T2, T3, T4, T5, T6, float> f) =>
        new GradientFunction<T1, T2, T3, T4, T5, T6, float>(f).InvokeWithValue;

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double}, T)"/>
    public static (float Value, (T1, T2, T3, T4, T5, T6) Gradient) ValueAndGradient<T1, T2, T3, T4, T5, T6>(
        Func<T1, T2, T3, T4, T5, T6, float> f, T1 x1, T2 x2, T3 x3, T4 x4, T5 x5, T6 x6) =>
        new GradientFunction<T1, T2, T3, T4, T5, T6, float>(f).InvokeWithValue(x1, x2, x3, x4, x5, x6);
}
