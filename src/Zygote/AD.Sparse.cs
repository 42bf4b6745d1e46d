using System;

using Zygote.Sparsity;

namespace Zygote;

public static partial class AD
{
    /// <summary>The Jacobian of a function each of whose results depends on few inputs, in compressed rows.</summary>
    /// <param name="f">Ordinary C#, from <c>n</c> numbers to <c>m</c> numbers; <c>m</c> may depend on the point.</param>
    /// <returns>
    /// A thread-safe function from <c>x</c> of shape <c>[n]</c> to the matrix of shape <c>[m, n]</c>: row = output, column =
    /// input. An entry is kept where the output depends on the input along the path that <paramref name="f"/> takes at
    /// <c>x</c>, also where the derivative is zero.
    /// </returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    /// <remarks>
    /// The pattern is found anew at each point, since branches may change it: about <c>2 c log2 n</c> forward passes for
    /// <c>c</c> colours, and a reverse pass for each long row. The values then take <c>c</c> passes, forward by columns or in
    /// reverse by rows. Where the path does not change, <see cref="JacobianPattern"/> finds the pattern once and the overload
    /// with a pattern leaves the search out.
    /// </remarks>
    public static Func<double[], SparseMatrix> SparseJacobian(Func<double[], double[]> f) =>
        new SparseJacobianFunction(f, null).Invoke;

    /// <summary>The sparse Jacobian at one point.</summary>
    /// <param name="f">Ordinary C#; see <see cref="SparseJacobian(Func{double[], double[]})"/>.</param>
    /// <param name="x">The point, of shape <c>[n]</c>.</param>
    /// <returns>Shape <c>[m, n]</c>: row = output, column = input.</returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    public static SparseMatrix SparseJacobian(Func<double[], double[]> f, double[] x) =>
        new SparseJacobianFunction(f, null).Invoke(x);

    /// <summary>The sparse Jacobian by a pattern that is known and, with its colouring, used again for each point.</summary>
    /// <param name="f">Ordinary C#; see <see cref="SparseJacobian(Func{double[], double[]})"/>.</param>
    /// <param name="pattern">
    /// Shape <c>[m, n]</c>. It must contain each entry that is not zero at the points asked for: it holds where
    /// <paramref name="f"/> takes the path that it took where the pattern was found.
    /// </param>
    /// <returns>
    /// A thread-safe function that throws <see cref="ArgumentException"/> when the length of the point is not <c>n</c>, and
    /// <see cref="InvalidOperationException"/> when there are not <c>m</c> results or an entry outside of the pattern shows.
    /// Not every such entry shows: one may coincide with an entry of the same colour.
    /// </returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    /// <remarks>As many passes as the colouring has colours.</remarks>
    public static Func<double[], SparseMatrix> SparseJacobian(Func<double[], double[]> f, SparsityPattern pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return new SparseJacobianFunction(f, pattern).Invoke;
    }

    /// <summary>Which results depend on which inputs along the path that a function takes at one point.</summary>
    /// <param name="f">Ordinary C#; see <see cref="SparseJacobian(Func{double[], double[]})"/>.</param>
    /// <param name="x">The point, of shape <c>[n]</c>.</param>
    /// <returns>Shape <c>[m, n]</c>. A dependence counts where the derivative happens to be zero.</returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    public static SparsityPattern JacobianPattern(Func<double[], double[]> f, double[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return new SparseJacobianFunction(f, null).Pattern(x);
    }

    /// <summary>The Hessian of a function whose inputs interact with few others each, in compressed rows.</summary>
    /// <param name="f">Ordinary C#, from <c>n</c> numbers to one.</param>
    /// <returns>
    /// A thread-safe function from <c>x</c> of shape <c>[n]</c> to the symmetric matrix of shape <c>[n, n]</c>, both halves
    /// kept. An entry is kept where the two inputs interact along the path that <paramref name="f"/> takes at <c>x</c>, also
    /// where the derivative is zero.
    /// </returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> or its gradient contains something that has no derivative rule.
    /// </exception>
    /// <remarks>
    /// The pattern is found anew at each point, since branches may change it: about <c>2 c log2 n</c> products of the Hessian
    /// and a vector for <c>c</c> colours, and one for each long row. The values then take a product for each colour of a star
    /// colouring. Where the path does not change, <see cref="HessianPattern"/> finds the pattern once and the overload with a
    /// pattern leaves the search out.
    /// </remarks>
    public static Func<double[], SparseMatrix> SparseHessian(Func<double[], double> f) =>
        new SparseHessianFunction(f, null).Invoke;

    /// <summary>The sparse Hessian at one point.</summary>
    /// <param name="f">Ordinary C#; see <see cref="SparseHessian(Func{double[], double})"/>.</param>
    /// <param name="x">The point, of shape <c>[n]</c>.</param>
    /// <returns>Shape <c>[n, n]</c>, symmetric.</returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> or its gradient contains something that has no derivative rule.
    /// </exception>
    public static SparseMatrix SparseHessian(Func<double[], double> f, double[] x) =>
        new SparseHessianFunction(f, null).Invoke(x);

    /// <summary>The sparse Hessian by a pattern that is known and, with its colouring, used again for each point.</summary>
    /// <param name="f">Ordinary C#; see <see cref="SparseHessian(Func{double[], double})"/>.</param>
    /// <param name="pattern">
    /// Shape <c>[n, n]</c>, symmetric. It must contain each entry that is not zero at the points asked for: it holds where
    /// <paramref name="f"/> takes the path that it took where the pattern was found.
    /// </param>
    /// <returns>
    /// A thread-safe function that throws <see cref="ArgumentException"/> when the length of the point is not <c>n</c>, and
    /// <see cref="InvalidOperationException"/> when an entry outside of the pattern shows. Not every such entry shows: one
    /// may coincide with an entry of the same colour.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="pattern"/> is not symmetric.</exception>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> or its gradient contains something that has no derivative rule.
    /// </exception>
    /// <remarks>As many products of the Hessian and a vector as the star colouring has colours.</remarks>
    public static Func<double[], SparseMatrix> SparseHessian(Func<double[], double> f, SparsityPattern pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        _ = pattern.Hessian;
        return new SparseHessianFunction(f, pattern).Invoke;
    }

    /// <summary>Which inputs interact along the path that a function takes at one point.</summary>
    /// <param name="f">Ordinary C#; see <see cref="SparseHessian(Func{double[], double})"/>.</param>
    /// <param name="x">The point, of shape <c>[n]</c>.</param>
    /// <returns>Shape <c>[n, n]</c>, symmetric. An interaction counts where the derivative happens to be zero.</returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> or its gradient contains something that has no derivative rule.
    /// </exception>
    public static SparsityPattern HessianPattern(Func<double[], double> f, double[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return new SparseHessianFunction(f, null).Pattern(x);
    }
}
