using System;
using System.Runtime.CompilerServices;

using Zygote.Compilation;

namespace Zygote;

public static partial class AD
{
    /// <summary>The matrix of second derivatives of a function of an array.</summary>
    /// <param name="f">Ordinary C#. Variables that it captures are constants.</param>
    /// <returns>
    /// A thread-safe function from <c>x</c> to the n x n matrix of <c>d2f / (dx[row] dx[column])</c>, n the length of <c>x</c>.
    /// </returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule, or no second derivative.
    /// </exception>
    /// <remarks>
    /// Forward mode over reverse mode, n times: n times the cost of <see cref="HessianVectorProduct{T}(Func{T, double})"/>. At
    /// kinks second derivatives are those of the branch that is taken. Where only few entries are not zero, a sparse Hessian
    /// costs less. <paramref name="f"/> runs n times, each time with a copy of <c>x</c>.
    /// </remarks>
    [OverloadResolutionPriority(1)]
    public static Func<double[], double[,]> Hessian(Func<double[], double> f) => new HessianFunction<double>(f).Invoke;

    /// <inheritdoc cref="Hessian(Func{double[], double})"/>
    public static Func<float[], float[,]> Hessian(Func<float[], float> f) => new HessianFunction<float>(f).Invoke;

    /// <summary>The matrix of second derivatives at one point; see <see cref="Hessian(Func{double[], double})"/>.</summary>
    /// <param name="f">Ordinary C#. Variables that it captures are constants.</param>
    /// <param name="x">The point.</param>
    /// <returns>The n x n matrix, n the length of <paramref name="x"/>.</returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule, or no second derivative.
    /// </exception>
    [OverloadResolutionPriority(1)]
    public static double[,] Hessian(Func<double[], double> f, double[] x) => new HessianFunction<double>(f).Invoke(x);

    /// <inheritdoc cref="Hessian(Func{double[], double}, double[])"/>
    public static float[,] Hessian(Func<float[], float> f, float[] x) => new HessianFunction<float>(f).Invoke(x);

    /// <summary>Value, gradient and Hessian; see <see cref="Hessian(Func{double[], double})"/>.</summary>
    /// <param name="f">Ordinary C#. Variables that it captures are constants.</param>
    /// <returns>A thread-safe function from <c>x</c> to the three.</returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule, or no second derivative.
    /// </exception>
    [OverloadResolutionPriority(1)]
    public static Func<double[], (double Value, double[] Gradient, double[,] Hessian)> ValueGradientAndHessian(
        Func<double[], double> f) =>
        new ValueGradientAndHessianFunction<double>(f).Invoke;

    /// <inheritdoc cref="ValueGradientAndHessian(Func{double[], double})"/>
    public static Func<float[], (float Value, float[] Gradient, float[,] Hessian)> ValueGradientAndHessian(Func<float[], float> f) =>
        new ValueGradientAndHessianFunction<float>(f).Invoke;

    /// <summary>Value, gradient and Hessian at one point.</summary>
    /// <param name="f">Ordinary C#. Variables that it captures are constants.</param>
    /// <param name="x">The point.</param>
    /// <returns>The three.</returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule, or no second derivative.
    /// </exception>
    [OverloadResolutionPriority(1)]
    public static (double Value, double[] Gradient, double[,] Hessian) ValueGradientAndHessian(Func<double[], double> f, double[] x) =>
        new ValueGradientAndHessianFunction<double>(f).Invoke(x);

    /// <summary>The product of the Hessian with a vector, without the Hessian: forward mode over reverse mode.</summary>
    /// <typeparam name="T">
    /// What to differentiate with respect to: a number, an array, a struct, an object, a collection of these.
    /// </typeparam>
    /// <param name="f">Ordinary C#. Variables that it captures are constants.</param>
    /// <returns>
    /// A thread-safe function from <c>x</c> and a direction of the same shape to the derivative of the gradient along it.
    /// </returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule, or no second derivative.
    /// </exception>
    /// <remarks>The cost is a small multiple of that of a gradient, whatever the number of inputs.</remarks>
    [OverloadResolutionPriority(1)]
    public static Func<T, T, T> HessianVectorProduct<T>(Func<T, double> f) => new HessianVectorFunction<T, double>(f).Invoke;

    /// <inheritdoc cref="HessianVectorProduct{T}(Func{T, double})"/>
    public static Func<T, T, T> HessianVectorProduct<T>(Func<T, float> f) => new HessianVectorFunction<T, float>(f).Invoke;

    /// <inheritdoc cref="HessianVectorProduct{T}(Func{T, double})"/>
    [OverloadResolutionPriority(2)]
    public static Func<double[], double[], double[]> HessianVectorProduct(Func<double[], double> f) =>
        new HessianVectorFunction<double[], double>(f).Invoke;

    /// <inheritdoc cref="HessianVectorProduct{T}(Func{T, double})"/>
    [OverloadResolutionPriority(2)]
    public static Func<float[], float[], float[]> HessianVectorProduct(Func<float[], float> f) =>
        new HessianVectorFunction<float[], float>(f).Invoke;

    /// <summary>The product of the Hessian at a point with a vector.</summary>
    /// <typeparam name="T">As in <see cref="HessianVectorProduct{T}(Func{T, double})"/>.</typeparam>
    /// <param name="f">Ordinary C#. Variables that it captures are constants.</param>
    /// <param name="x">The point.</param>
    /// <param name="direction">Of the same shape as <paramref name="x"/>.</param>
    /// <returns>The derivative of the gradient along the direction.</returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule, or no second derivative.
    /// </exception>
    [OverloadResolutionPriority(1)]
    public static T HessianVectorProduct<T>(Func<T, double> f, T x, T direction) =>
        new HessianVectorFunction<T, double>(f).Invoke(x, direction);

    /// <inheritdoc cref="HessianVectorProduct{T}(Func{T, double}, T, T)"/>
    public static T HessianVectorProduct<T>(Func<T, float> f, T x, T direction) =>
        new HessianVectorFunction<T, float>(f).Invoke(x, direction);

    /// <summary>The second derivatives along the axes, without the rest of the Hessian.</summary>
    /// <param name="f">Ordinary C#. Variables that it captures are constants.</param>
    /// <returns>A thread-safe function from <c>x</c> to the n values <c>d2f / dx[i]2</c>.</returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule, or no second derivative.
    /// </exception>
    /// <remarks>
    /// Where the code allows, forward mode over reverse mode along four or eight axes at a time, as the Hessian but without its n2
    /// numbers; else forward mode over forward mode, n times a few evaluations of <paramref name="f"/>. If the Hessian is known to
    /// be diagonal, its product with a vector of ones is the same and costs one run.
    /// </remarks>
    [OverloadResolutionPriority(1)]
    public static Func<double[], double[]> DiagonalHessian(Func<double[], double> f) => new DiagonalHessianFunction<double>(f).Invoke;

    /// <inheritdoc cref="DiagonalHessian(Func{double[], double})"/>
    public static Func<float[], float[]> DiagonalHessian(Func<float[], float> f) => new DiagonalHessianFunction<float>(f).Invoke;

    /// <inheritdoc cref="DiagonalHessian(Func{double[], double})"/>
    [OverloadResolutionPriority(1)]
    public static double[] DiagonalHessian(Func<double[], double> f, double[] x) => new DiagonalHessianFunction<double>(f).Invoke(x);

    /// <summary>The sum of the second derivatives along the axes.</summary>
    /// <param name="f">Ordinary C#. Variables that it captures are constants.</param>
    /// <returns>A thread-safe function from <c>x</c> to the Laplacian there.</returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule, or no second derivative.
    /// </exception>
    /// <remarks>The cost is that of <see cref="DiagonalHessian(Func{double[], double})"/>.</remarks>
    [OverloadResolutionPriority(1)]
    public static Func<double[], double> Laplacian(Func<double[], double> f) => new DiagonalHessianFunction<double>(f).Sum;

    /// <inheritdoc cref="Laplacian(Func{double[], double})"/>
    public static Func<float[], float> Laplacian(Func<float[], float> f) => new DiagonalHessianFunction<float>(f).Sum;

    /// <inheritdoc cref="Laplacian(Func{double[], double})"/>
    [OverloadResolutionPriority(1)]
    public static double Laplacian(Func<double[], double> f, double[] x) => new DiagonalHessianFunction<double>(f).Sum(x);

    /// <summary>The divergence of a vector field: the sum of <c>df[i] / dx[i]</c>.</summary>
    /// <param name="f">Ordinary C# with as many results as arguments. Variables that it captures are constants.</param>
    /// <returns>
    /// A thread-safe function from <c>x</c> to the divergence there; it throws an <see cref="ArgumentException"/> if the field has
    /// more or less components than the point.
    /// </returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    /// <remarks>Forward mode, once for each coordinate.</remarks>
    [OverloadResolutionPriority(1)]
    public static Func<double[], double> Divergence(Func<double[], double[]> f) => new FieldFunction<double>(f).Divergence;

    /// <inheritdoc cref="Divergence(Func{double[], double[]})"/>
    public static Func<float[], float> Divergence(Func<float[], float[]> f) => new FieldFunction<float>(f).Divergence;

    /// <inheritdoc cref="Divergence(Func{double[], double[]})"/>
    [OverloadResolutionPriority(1)]
    public static double Divergence(Func<double[], double[]> f, double[] x) => new FieldFunction<double>(f).Divergence(x);

    /// <summary>The curl of a vector field in three dimensions.</summary>
    /// <param name="f">Ordinary C# from 3 numbers to 3 numbers. Variables that it captures are constants.</param>
    /// <returns>
    /// A thread-safe function from <c>x</c> to the 3 components of the curl; it throws an <see cref="ArgumentException"/> if
    /// <c>x</c> or the field has not 3 components.
    /// </returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    /// <remarks>Forward mode, 3 times.</remarks>
    [OverloadResolutionPriority(1)]
    public static Func<double[], double[]> Curl(Func<double[], double[]> f) => new FieldFunction<double>(f).Curl;

    /// <inheritdoc cref="Curl(Func{double[], double[]})"/>
    public static Func<float[], float[]> Curl(Func<float[], float[]> f) => new FieldFunction<float>(f).Curl;

    /// <inheritdoc cref="Curl(Func{double[], double[]})"/>
    [OverloadResolutionPriority(1)]
    public static double[] Curl(Func<double[], double[]> f, double[] x) => new FieldFunction<double>(f).Curl(x);
}
