using System;
using System.Runtime.CompilerServices;

using Zygote.Compilation;
using Zygote.Differentiation;

namespace Zygote;

/// <summary>
/// Evaluates a function and writes its gradient into an object of the caller; made by <c>AD.GradientInto</c>.
/// </summary>
/// <typeparam name="T">An array, a collection, or a class or struct made of them.</typeparam>
/// <param name="x">The point.</param>
/// <param name="gradient">
/// Overwritten with the gradient. It must be another object than <paramref name="x"/>, of the same shape: the same lengths,
/// and null where <paramref name="x"/> has null. Only floating point numbers in it are changed.
/// </param>
/// <returns>The value of the function at <paramref name="x"/>; that of a function with a float result is widened.</returns>
/// <exception cref="ArgumentException">The two differ in shape; the message says where.</exception>
/// <remarks>After an exception of the function the content of <paramref name="gradient"/> is not defined.</remarks>
public delegate double GradientInto<T>(T x, T gradient);

public static partial class AD
{
    /// <summary>
    /// A gradient that is written into the caller's object, so that repeated evaluation allocates nothing.
    /// </summary>
    /// <typeparam name="T">
    /// An array, a collection such as <c>List&lt;double&gt;</c>, or any class, record or struct made of them. In a struct,
    /// what its arrays and objects hold is written; a number directly in a struct could not be and is refused.
    /// </typeparam>
    /// <param name="f">Ordinary C# with a real result. Variables that it captures are constants.</param>
    /// <returns>
    /// A thread-safe function (on different objects) that returns the value and fills in the gradient. Once warm it
    /// allocates only what <paramref name="f"/> itself and the shadows of its temporary objects need.
    /// </returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> cannot be written into.</exception>
    /// <remarks>Kinks, NaN, side effects and cost are those of <see cref="Gradient{T}(Func{T, double})"/>.</remarks>
    public static GradientInto<T> GradientInto<T>(Func<T, double> f)
    {
        RequireWritable<T>();
        return new GradientIntoFunction<T, double>(f).Invoke;
    }

    /// <inheritdoc cref="GradientInto{T}(Func{T, double})"/>
    public static GradientInto<T> GradientInto<T>(Func<T, float> f)
    {
        RequireWritable<T>();
        return new GradientIntoFunction<T, float>(f).Invoke;
    }

    /// <inheritdoc cref="GradientInto{T}(Func{T, double})"/>
    [OverloadResolutionPriority(1)]
    public static GradientInto<double[]> GradientInto(Func<double[], double> f) => GradientInto<double[]>(f);

    /// <inheritdoc cref="GradientInto{T}(Func{T, double})"/>
    public static GradientInto<float[]> GradientInto(Func<float[], float> f) => GradientInto<float[]>(f);

    static void RequireWritable<T>()
    {
        if (Shadow.HasLooseNumbers(typeof(T)))
        {
            throw new ArgumentException(
                $"A gradient cannot be written into {TypeNames.Of(typeof(T))}: it is passed by value and holds " +
                "numbers itself. Use ValueAndGradient, or put the numbers into an array or a class.");
        }
    }
}
