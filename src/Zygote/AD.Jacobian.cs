using System;
using System.Runtime.CompilerServices;

using Zygote.Compilation;

namespace Zygote;

public static partial class AD
{
    /// <summary>The matrix of all partial derivatives of a function from vectors to vectors.</summary>
    /// <param name="f">Ordinary C#, from <c>n</c> numbers to <c>m</c> numbers; <c>m</c> may depend on the point.</param>
    /// <returns>
    /// A thread-safe function from <c>x</c> of shape <c>[n]</c> to the matrix of shape <c>[m, n]</c>: row = output, column =
    /// input. Without outputs or inputs the shape is <c>[0, n]</c> or <c>[m, 0]</c>.
    /// </returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    /// <remarks>
    /// Kinks and NaN as for <see cref="Gradient{T}(Func{T, double})"/>. For <c>m &lt;= n</c> one evaluation of
    /// <paramref name="f"/> and <c>m</c> reverse passes; otherwise <c>f</c> runs once for the value and once more per
    /// column, in forward mode and on a copy of the point.
    /// </remarks>
    [OverloadResolutionPriority(1)]
    public static Func<double[], double[,]> Jacobian(Func<double[], double[]> f) => new JacobianFunction<double>(f).Invoke;

    /// <inheritdoc cref="Jacobian(Func{double[], double[]})"/>
    public static Func<float[], float[,]> Jacobian(Func<float[], float[]> f) => new JacobianFunction<float>(f).Invoke;

    /// <summary>The matrix of all partial derivatives at one point.</summary>
    /// <param name="f">Ordinary C#; see <see cref="Jacobian(Func{double[], double[]})"/>.</param>
    /// <param name="x">The point, of shape <c>[n]</c>.</param>
    /// <returns>Shape <c>[m, n]</c>: row = output, column = input.</returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    public static double[,] Jacobian(Func<double[], double[]> f, double[] x) => new JacobianFunction<double>(f).Invoke(x);

    /// <inheritdoc cref="Jacobian(Func{double[], double[]}, double[])"/>
    public static float[,] Jacobian(Func<float[], float[]> f, float[] x) => new JacobianFunction<float>(f).Invoke(x);

    /// <summary>The value of <paramref name="f"/>, of shape <c>[m]</c>, and its Jacobian, of shape <c>[m, n]</c>.</summary>
    /// <param name="f">Ordinary C#; see <see cref="Jacobian(Func{double[], double[]})"/>.</param>
    /// <returns>A thread-safe function from <c>x</c> to both.</returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    [OverloadResolutionPriority(1)]
    public static Func<double[], (double[] Value, double[,] Jacobian)> ValueAndJacobian(Func<double[], double[]> f) =>
        new JacobianFunction<double>(f).InvokeWithValue;

    /// <inheritdoc cref="ValueAndJacobian(Func{double[], double[]})"/>
    public static Func<float[], (float[] Value, float[,] Jacobian)> ValueAndJacobian(Func<float[], float[]> f) =>
        new JacobianFunction<float>(f).InvokeWithValue;
}
