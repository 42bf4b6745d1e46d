using System;

using Zygote.Compilation;

namespace Zygote;

public static partial class AD
{
    /// <summary>The gradient of <paramref name="f"/>: compiled once, here, and then called as often as wanted.</summary>
    /// <typeparam name="T">
    /// What to differentiate with respect to: a number, an array, a tuple, a record, an object graph, a collection of them.
    /// </typeparam>
    /// <param name="f">Ordinary C# with a real result. Variables that it captures are constants.</param>
    /// <returns>
    /// A function from <c>x</c> to the gradient, which has the type and the shape of <c>x</c>: entry <c>i</c> is the partial
    /// derivative by entry <c>i</c>. What cannot vary continuously (integers, strings) holds its default in it; inputs that
    /// the result does not depend on give zeros, never null. Several arguments give a tuple. It is thread-safe.
    /// </returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    /// <remarks>
    /// At kinks: Abs has derivative 0 at 0, Max and Min pass the cotangent to the second argument on a tie, roundings have
    /// derivative 0. NaN in the computation gives NaN where it matters; a branch that did not matter contributes nothing.
    /// Exceptions of <paramref name="f"/> arrive unchanged, and its side effects happen once per call. Cost of a call: a
    /// small multiple (2 to 4 for arithmetic) of the cost of <paramref name="f"/>, whatever the number of inputs. Arrays of numbers
    /// that are made along the way and not seen outside are kept for the next call, up to four megabytes.
    /// </remarks>
    public static Func<T, T> Gradient<T>(Func<T, double> f) =>
        new GradientFunction<T, double>(f).Invoke;

    /// <summary>The gradient of <paramref name="f"/> at one point.</summary>
    /// <param name="f">Ordinary C# with a real result; see <see cref="Gradient{T}(Func{T, double})"/>.</param>
    /// <param name="x">The point; with several arguments, one after the other.</param>
    /// <returns>The gradient, of the type and the shape of the point; a tuple for several arguments.</returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    /// <remarks>The compiled code is cached by the method of <paramref name="f"/>; a call costs one look-up more.</remarks>
    public static T Gradient<T>(Func<T, double> f, T x) =>
        new GradientFunction<T, double>(f).Invoke(x);

    /// <inheritdoc cref="Gradient{T}(Func{T, double})"/>
    public static Func<T1, T2, (T1, T2)> Gradient<T1, T2>(Func<T1, T2, double> f) =>
        new GradientFunction<T1, T2, double>(f).Invoke;

    /// <inheritdoc cref="Gradient{T}(Func{T, double}, T)"/>
    public static (T1, T2) Gradient<T1, T2>(Func<T1, T2, double> f, T1 x1, T2 x2) =>
        new GradientFunction<T1, T2, double>(f).Invoke(x1, x2);

    /// <inheritdoc cref="Gradient{T}(Func{T, double})"/>
    public static Func<T1, T2, T3, (T1, T2, T3)> Gradient<T1, T2, T3>(Func<T1, T2, T3, double> f) =>
        new GradientFunction<T1, T2, T3, double>(f).Invoke;

    /// <inheritdoc cref="Gradient{T}(Func{T, double}, T)"/>
    public static (T1, T2, T3) Gradient<T1, T2, T3>(Func<T1, T2, T3, double> f, T1 x1, T2 x2, T3 x3) =>
        new GradientFunction<T1, T2, T3, double>(f).Invoke(x1, x2, x3);

    /// <inheritdoc cref="Gradient{T}(Func{T, double})"/>
    public static Func<T1, T2, T3, T4, (T1, T2, T3, T4)> Gradient<T1, T2, T3, T4>(Func<T1, T2, T3, T4, double> f) =>
        new GradientFunction<T1, T2, T3, T4, double>(f).Invoke;

    /// <inheritdoc cref="Gradient{T}(Func{T, double}, T)"/>
    public static (T1, T2, T3, T4) Gradient<T1, T2, T3, T4>(Func<T1, T2, T3, T4, double> f, T1 x1, T2 x2, T3 x3, T4 x4) =>
        new GradientFunction<T1, T2, T3, T4, double>(f).Invoke(x1, x2, x3, x4);

    /// <inheritdoc cref="Gradient{T}(Func{T, double})"/>
    public static Func<T1, T2, T3, T4, T5, (T1, T2, T3, T4, T5)> Gradient<T1, T2, T3, T4, T5>(
        Func<T1, T2, T3, T4, T5, double> f) =>
        new GradientFunction<T1, T2, T3, T4, T5, double>(f).Invoke;

    /// <inheritdoc cref="Gradient{T}(Func{T, double}, T)"/>
    public static (T1, T2, T3, T4, T5) Gradient<T1, T2, T3, T4, T5>(
        Func<T1, T2, T3, T4, T5, double> f, T1 x1, T2 x2, T3 x3, T4 x4, T5 x5) =>
        new GradientFunction<T1, T2, T3, T4, T5, double>(f).Invoke(x1, x2, x3, x4, x5);

    /// <inheritdoc cref="Gradient{T}(Func{T, double})"/>
    public static Func<T1, T2, T3, T4, T5, T6, (T1, T2, T3, T4, T5, T6)> Gradient<T1, T2, T3, T4, T5, T6>(
        Func<T1, T2, T3, T4, T5, T6, double> f) =>
        new GradientFunction<T1, T2, T3, T4, T5, T6, double>(f).Invoke;

    /// <inheritdoc cref="Gradient{T}(Func{T, double}, T)"/>
    public static (T1, T2, T3, T4, T5, T6) Gradient<T1, T2, T3, T4, T5, T6>(
        Func<T1, T2, T3, T4, T5, T6, double> f, T1 x1, T2 x2, T3 x3, T4 x4, T5 x5, T6 x6) =>
        new GradientFunction<T1, T2, T3, T4, T5, T6, double>(f).Invoke(x1, x2, x3, x4, x5, x6);

    /// <inheritdoc cref="Gradient{T}(Func{T, double})"/>
    public static Func<T, T> Gradient<T>(Func<T, float> f) =>
        new GradientFunction<T, float>(f).Invoke;

    /// <inheritdoc cref="Gradient{T}(Func{T, double}, T)"/>
    public static T Gradient<T>(Func<T, float> f, T x) =>
        new GradientFunction<T, float>(f).Invoke(x);

    /// <inheritdoc cref="Gradient{T}(Func{T, double})"/>
    public static Func<T1, T2, (T1, T2)> Gradient<T1, T2>(Func<T1, T2, float> f) =>
        new GradientFunction<T1, T2, float>(f).Invoke;

    /// <inheritdoc cref="Gradient{T}(Func{T, double}, T)"/>
    public static (T1, T2) Gradient<T1, T2>(Func<T1, T2, float> f, T1 x1, T2 x2) =>
        new GradientFunction<T1, T2, float>(f).Invoke(x1, x2);

    /// <inheritdoc cref="Gradient{T}(Func{T, double})"/>
    public static Func<T1, T2, T3, (T1, T2, T3)> Gradient<T1, T2, T3>(Func<T1, T2, T3, float> f) =>
        new GradientFunction<T1, T2, T3, float>(f).Invoke;

    /// <inheritdoc cref="Gradient{T}(Func{T, double}, T)"/>
    public static (T1, T2, T3) Gradient<T1, T2, T3>(Func<T1, T2, T3, float> f, T1 x1, T2 x2, T3 x3) =>
        new GradientFunction<T1, T2, T3, float>(f).Invoke(x1, x2, x3);

    /// <inheritdoc cref="Gradient{T}(Func{T, double})"/>
    public static Func<T1, T2, T3, T4, (T1, T2, T3, T4)> Gradient<T1, T2, T3, T4>(Func<T1, T2, T3, T4, float> f) =>
        new GradientFunction<T1, T2, T3, T4, float>(f).Invoke;

    /// <inheritdoc cref="Gradient{T}(Func{T, double}, T)"/>
    public static (T1, T2, T3, T4) Gradient<T1, T2, T3, T4>(Func<T1, T2, T3, T4, float> f, T1 x1, T2 x2, T3 x3, T4 x4) =>
        new GradientFunction<T1, T2, T3, T4, float>(f).Invoke(x1, x2, x3, x4);

    /// <inheritdoc cref="Gradient{T}(Func{T, double})"/>
    public static Func<T1, T2, T3, T4, T5, (T1, T2, T3, T4, T5)> Gradient<T1, T2, T3, T4, T5>(
        Func<T1, T2, T3, T4, T5, float> f) =>
        new GradientFunction<T1, T2, T3, T4, T5, float>(f).Invoke;

    /// <inheritdoc cref="Gradient{T}(Func{T, double}, T)"/>
    public static (T1, T2, T3, T4, T5) Gradient<T1, T2, T3, T4, T5>(
        Func<T1, T2, T3, T4, T5, float> f, T1 x1, T2 x2, T3 x3, T4 x4, T5 x5) =>
        new GradientFunction<T1, T2, T3, T4, T5, float>(f).Invoke(x1, x2, x3, x4, x5);

    /// <inheritdoc cref="Gradient{T}(Func{T, double})"/>
    public static Func<T1, T2, T3, T4, T5, T6, (T1, T2, T3, T4, T5, T6)> Gradient<T1, T2, T3, T4, T5, T6>(
        Func<T1, T2, T3, T4, T5, T6, float> f) =>
        new GradientFunction<T1, T2, T3, T4, T5, T6, float>(f).Invoke;

    /// <inheritdoc cref="Gradient{T}(Func{T, double}, T)"/>
    public static (T1, T2, T3, T4, T5, T6) Gradient<T1, T2, T3, T4, T5, T6>(
        Func<T1, T2, T3, T4, T5, T6, float> f, T1 x1, T2 x2, T3 x3, T4 x4, T5 x5, T6 x6) =>
        new GradientFunction<T1, T2, T3, T4, T5, T6, float>(f).Invoke(x1, x2, x3, x4, x5, x6);
}
