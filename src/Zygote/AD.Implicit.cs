using System;

using Zygote.Implicit;

namespace Zygote;

public static partial class AD
{
    /// <summary>
    /// The vector x with g(x, p) = 0, found by a solver of the caller's; its derivatives follow from g alone, whatever the
    /// solver does.
    /// </summary>
    /// <typeparam name="P">The parameters: a number, an array, or any type made of them.</typeparam>
    /// <param name="g">The equations: from <c>n</c> unknowns and the parameters to <c>n</c> numbers. May capture variables.</param>
    /// <param name="solve">
    /// Finds the root for given parameters. It runs as it is, once for each derivative that is nested, and is not
    /// differentiated: it may iterate, branch, call native code, and change nothing that the result depends on.
    /// </param>
    /// <param name="p">The parameters.</param>
    /// <returns>What <paramref name="solve"/> returned, of shape <c>[n]</c>, as a new array if it is differentiated.</returns>
    /// <exception cref="ArgumentException">In a derivative: g has not as many results as there are unknowns.</exception>
    /// <remarks>
    /// Outside of a derivative only <paramref name="solve"/> runs. In a derivative of any order and mode, by
    /// <paramref name="p"/> and by what <paramref name="g"/> captures, the implicit function theorem holds:
    /// <c>x' = -(dg/dx)^-1 dg/dp p'</c> at the point that the solver returned, so that its error goes into the derivatives.
    /// It costs <c>n</c> forward derivatives of <paramref name="g"/> and a dense factorisation, <c>n^3 / 3</c>. Where dg/dx is
    /// singular the derivatives are infinite or NaN, the value is not. Several roots: each derivative belongs to the root that
    /// was found. Source: Krantz and Parks, The Implicit Function Theorem; Christianson, Reverse accumulation and implicit
    /// functions, Optimization Methods and Software 9 (1998).
    /// </remarks>
    public static double[] ImplicitRoot<P>(Func<double[], P, double[]> g, Func<P, double[]> solve, P p) =>
        ImplicitRoots.Vector(g, solve, p);

    /// <inheritdoc cref="ImplicitRoot{P}(Func{double[], P, double[]}, Func{P, double[]}, P)"/>
    public static float[] ImplicitRoot<P>(Func<float[], P, float[]> g, Func<P, float[]> solve, P p) =>
        ImplicitRoots.Vector(g, solve, p);

    /// <summary>The number x with g(x, p) = 0, found by a solver of the caller's.</summary>
    /// <typeparam name="P">The parameters: a number, an array, or any type made of them.</typeparam>
    /// <param name="g">The equation in one unknown. May capture variables.</param>
    /// <param name="solve">Finds the root for given parameters; it is not differentiated.</param>
    /// <param name="p">The parameters.</param>
    /// <returns>What <paramref name="solve"/> returned.</returns>
    /// <remarks>
    /// <c>x' = -(dg/dp p') / (dg/dx)</c>, at any order; infinite or NaN where dg/dx is zero. Otherwise as for
    /// <see cref="ImplicitRoot{P}(Func{double[], P, double[]}, Func{P, double[]}, P)"/>.
    /// </remarks>
    public static double ImplicitRoot<P>(Func<double, P, double> g, Func<P, double> solve, P p) =>
        ImplicitRoots.Number(g, solve, p);

    /// <inheritdoc cref="ImplicitRoot{P}(Func{double, P, double}, Func{P, double}, P)"/>
    public static float ImplicitRoot<P>(Func<float, P, float> g, Func<P, float> solve, P p) =>
        ImplicitRoots.Number(g, solve, p);

    /// <summary>
    /// The vector x with x = f(x, p), found by a solver of the caller's; its derivatives follow from f alone, whatever the
    /// solver does.
    /// </summary>
    /// <typeparam name="P">The parameters: a number, an array, or any type made of them.</typeparam>
    /// <param name="f">The map, from <c>n</c> numbers and the parameters to <c>n</c> numbers. May capture variables.</param>
    /// <param name="solve">Finds the fixed point for given parameters, by iteration or otherwise; it is not differentiated.</param>
    /// <param name="p">The parameters.</param>
    /// <returns>What <paramref name="solve"/> returned, of shape <c>[n]</c>.</returns>
    /// <exception cref="ArgumentException">In a derivative: f has not as many results as there are unknowns.</exception>
    /// <remarks>
    /// The root of <c>f(x, p) - x</c>: see <see cref="ImplicitRoot{P}(Func{double[], P, double[]}, Func{P, double[]}, P)"/>.
    /// The map need not contract.
    /// </remarks>
    public static double[] FixedPoint<P>(Func<double[], P, double[]> f, Func<P, double[]> solve, P p)
    {
        ArgumentNullException.ThrowIfNull(f);
        return ImplicitRoot((x, q) => FixedPoints.Step(f, x, q), solve, p);
    }

    /// <inheritdoc cref="FixedPoint{P}(Func{double[], P, double[]}, Func{P, double[]}, P)"/>
    public static float[] FixedPoint<P>(Func<float[], P, float[]> f, Func<P, float[]> solve, P p)
    {
        ArgumentNullException.ThrowIfNull(f);
        return ImplicitRoot((x, q) => FixedPoints.Step(f, x, q), solve, p);
    }

    /// <summary>The number x with x = f(x, p), found by a solver of the caller's.</summary>
    /// <typeparam name="P">The parameters: a number, an array, or any type made of them.</typeparam>
    /// <param name="f">The map. May capture variables.</param>
    /// <param name="solve">Finds the fixed point for given parameters; it is not differentiated.</param>
    /// <param name="p">The parameters.</param>
    /// <returns>What <paramref name="solve"/> returned.</returns>
    /// <remarks>
    /// The root of <c>f(x, p) - x</c>: see <see cref="ImplicitRoot{P}(Func{double, P, double}, Func{P, double}, P)"/>.
    /// </remarks>
    public static double FixedPoint<P>(Func<double, P, double> f, Func<P, double> solve, P p)
    {
        ArgumentNullException.ThrowIfNull(f);
        return ImplicitRoot((x, q) => f(x, q) - x, solve, p);
    }

    /// <inheritdoc cref="FixedPoint{P}(Func{double, P, double}, Func{P, double}, P)"/>
    public static float FixedPoint<P>(Func<float, P, float> f, Func<P, float> solve, P p)
    {
        ArgumentNullException.ThrowIfNull(f);
        return ImplicitRoot((x, q) => f(x, q) - x, solve, p);
    }

    /// <summary>The vector x with x = f(x, p), found by iteration from a start.</summary>
    /// <typeparam name="P">The parameters: a number, an array, or any type made of them.</typeparam>
    /// <param name="f">The map; the iteration converges where it contracts. May capture variables.</param>
    /// <param name="start">Where the iteration begins, of shape <c>[n]</c>; without influence on the derivatives.</param>
    /// <param name="p">The parameters.</param>
    /// <param name="tolerance">The iteration ends when no component moves by more than this times 1 + its size.</param>
    /// <param name="maxIterations">How often <paramref name="f"/> is evaluated at most.</param>
    /// <returns>The last iterate.</returns>
    /// <exception cref="InvalidOperationException">The iteration does not come to rest in so many steps.</exception>
    /// <remarks>
    /// Derivatives as for <see cref="FixedPoint{P}(Func{double[], P, double[]}, Func{P, double[]}, P)"/>; the iteration is not
    /// differentiated.
    /// </remarks>
    public static double[] FixedPoint<P>(
        Func<double[], P, double[]> f, double[] start, P p, double tolerance = 1e-14, int maxIterations = 100_000)
    {
        ArgumentNullException.ThrowIfNull(start);
        return FixedPoint(f, q => FixedPoints.Iterate(f, start, q, tolerance, maxIterations), p);
    }

    /// <summary>The number x with x = f(x, p), found by iteration from a start.</summary>
    /// <inheritdoc cref="FixedPoint{P}(Func{double[], P, double[]}, double[], P, double, int)"/>
    public static double FixedPoint<P>(
        Func<double, P, double> f, double start, P p, double tolerance = 1e-14, int maxIterations = 100_000) =>
        FixedPoint(f, q => FixedPoints.Iterate((x, r) => [f(x[0], r)], [start], q, tolerance, maxIterations)[0], p);
}
