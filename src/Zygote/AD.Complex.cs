using System;
using System.Numerics;
using System.Runtime.CompilerServices;

using Zygote.Compilation;

namespace Zygote;

public static partial class AD
{
    /// <summary>The derivative of a holomorphic function, in forward mode.</summary>
    /// <param name="f">
    /// Ordinary C#. Where it is not holomorphic (it takes absolute values, conjugates or parts) the result is its derivative
    /// along the real axis.
    /// </param>
    /// <returns>A thread-safe function from <c>z</c> to the derivative.</returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    [OverloadResolutionPriority(-1)]
    public static Func<Complex, Complex> Derivative(Func<Complex, Complex> f) =>
        new DerivativeFunction<Complex, Complex>(f).Invoke;

    /// <summary>The derivative of a holomorphic function at one point, in forward mode.</summary>
    /// <param name="f">See <see cref="Derivative(Func{Complex, Complex})"/>.</param>
    /// <param name="z">The point.</param>
    /// <returns>The derivative.</returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> contains something that has no derivative rule.
    /// </exception>
    [OverloadResolutionPriority(-1)]
    public static Complex Derivative(Func<Complex, Complex> f, Complex z) =>
        new DerivativeFunction<Complex, Complex>(f).Invoke(z);
}
