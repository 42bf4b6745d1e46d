using System;
using System.Numerics;
using System.Runtime.CompilerServices;

using Zygote.Compilation;

namespace Zygote.Implicit;

/// <summary>
/// What is constant in one derivative and varies in those around it. In the code of the derivative, each becomes a call of
/// what <see cref="OutsideAttribute"/> names.
/// </summary>
static class Here
{
    /// <summary>How many coefficients the derivative that is being taken computes at once.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    [ZeroDerivative]
    public static int Order() => 1;

    [Outside(typeof(ImplicitRoots), nameof(ImplicitRoots.Number))]
    [MethodImpl(MethodImplOptions.NoInlining)]
    [ZeroDerivative]
    public static S Number<S, P>(Func<S, P, S> g, Func<P, S> solve, P p)
        where S : struct, IFloatingPointIeee754<S> => ImplicitRoots.Number(g, solve, p);

    [Outside(typeof(ImplicitRoots), nameof(ImplicitRoots.Vector))]
    [MethodImpl(MethodImplOptions.NoInlining)]
    [ZeroDerivative]
    public static S[] Vector<S, P>(Func<S[], P, S[]> g, Func<P, S[]> solve, P p)
        where S : struct, IFloatingPointIeee754<S> => ImplicitRoots.Vector(g, solve, p);

    [Outside(typeof(ImplicitRoots), nameof(ImplicitRoots.Slope))]
    [MethodImpl(MethodImplOptions.NoInlining)]
    [ZeroDerivative]
    public static S Slope<S, P>(Func<S, P, S> g, S x, P p)
        where S : struct, IFloatingPointIeee754<S> => ImplicitRoots.Slope(g, x, p);

    [Outside(typeof(ImplicitRoots), nameof(ImplicitRoots.Jacobian))]
    [MethodImpl(MethodImplOptions.NoInlining)]
    [ZeroDerivative]
    public static S[,] Jacobian<S, P>(Func<S[], P, S[]> g, S[] x, P p)
        where S : struct, IFloatingPointIeee754<S> => ImplicitRoots.Jacobian(g, x, p);

    /// <summary>A step of size zero: <paramref name="x"/> itself, with the derivative of <c>x - step</c>.</summary>
    [Outside(typeof(Here), nameof(First))]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static S Moved<S>(S x, S step)
        where S : struct, IFloatingPointIeee754<S> => x;

    [DerivativeOf(typeof(Here), nameof(Moved))]
    static (S, S) MovedPartials<S>(S x, S step, S y)
        where S : struct, IFloatingPointIeee754<S> => (S.One, -S.One);

    static S First<S>(S x, S step)
        where S : struct, IFloatingPointIeee754<S> => x;
}
