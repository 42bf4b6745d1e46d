using System;
using System.Numerics;

using Zygote.Differentiation;

namespace Zygote.Compilation;

/// <summary>Forward mode by one number of type S (double, float or Complex).</summary>
sealed class DerivativeFunction<S, R>(Func<S, R> f)
    : DerivedFunction<Func<object?, S, S, (R Value, R Tangent)>>(f, Requests.Pushforward)
    where S : struct, INumberBase<S>
{
    public R Invoke(S x) => InvokeWithValue(x).Derivative;

    public (R Value, R Derivative) InvokeWithValue(S x)
    {
        var code = Code;
        using var inside = Tape.Enter();
        return ShadowStructure.Completed(code(Target, x, S.One));
    }
}

sealed class NthDerivativeFunction<S>(Func<S, S> f, int order)
    : DerivedFunction<Func<object?, S, S>>(f, Requests.NthDerivative(order))
{
    public S Invoke(S x)
    {
        var code = Code;
        using var inside = Tape.Enter();
        return code(Target, x);
    }

    public int Order => order;
}

/// <param name="f">The function.</param>
/// <param name="ofMarks">Tangents may be marks (<see cref="Dependence"/>).</param>
sealed class PushforwardFunction<T, R>(Func<T, R> f, bool ofMarks = false)
    : DerivedFunction<Func<object?, T, T, (R Value, R Tangent)>>(f, ofMarks ? Requests.Dependence : Requests.Pushforward)
{
    public (R Value, R Tangent) Invoke(T x, T xDot)
    {
        Shadow.CheckSameShape(x, xDot, nameof(xDot));
        var code = Code;
        using var inside = Tape.Enter();
        return ShadowStructure.Completed(code(Target, x, xDot));
    }
}

/// <summary>Forward mode along <see cref="Requests.Width"/> directions at a time.</summary>
sealed class DirectionsFunction<T, R>(Func<T, R> f)
    : DerivedFunction<Func<object?, T, T[], (R Value, R[] Tangents)>>(f, Requests.Directions)
{
    public (R Value, R[] Tangents) Invoke(T x, T[] directions)
    {
        var code = Code;
        using var inside = Tape.Enter();
        return code(Target, x, directions);
    }
}

/// <summary>Forward mode along several directions as lanes.</summary>
/// <exception cref="OneDirectionException">There is no such code for the function.</exception>
sealed class VectorFunction<T, R>(Func<T, R> f)
    : DerivedFunction<Func<object?, T, LaneExchange, (R Value, bool AreNumbers, int Count)>>(f, Requests.WideVector)
{
    /// <summary>
    /// The directions come from the exchange and the tangents go there. Says whether all tangents are numbers, see
    /// <see cref="DualKind.Vector"/>, and how many directions there were at most.
    /// </summary>
    public (R Value, bool AreNumbers, int Count) Invoke(T x, LaneExchange exchange)
    {
        var code = Code;
        using var inside = Tape.Enter();
        return code(Target, x, exchange);
    }
}

/// <summary>The same without the value: what only leads to it is left out of the code.</summary>
/// <exception cref="OneDirectionException">There is no such code for the function.</exception>
sealed class VectorTangentFunction<T, R>(Func<T, R> f, bool isWide)
    : DerivedFunction<Func<object?, T, LaneExchange, (bool AreNumbers, int Count)>>(f, isWide ? Requests.WideVector : Requests.Vector)
{
    /// <inheritdoc cref="VectorFunction{T, R}.Invoke"/>
    public (bool AreNumbers, int Count) Invoke(T x, LaneExchange exchange)
    {
        var code = Code;
        using var inside = Tape.Enter();
        return code(Target, x, exchange);
    }
}

sealed class PushforwardFunction<T1, T2, R>(Func<T1, T2, R> f)
    : DerivedFunction<Func<object?, T1, T2, T1, T2, (R Value, R Tangent)>>(f, Requests.Pushforward)
{
    public (R Value, R Tangent) Invoke(T1 x1, T2 x2, T1 x1Dot, T2 x2Dot)
    {
        Shadow.CheckSameShape(x1, x1Dot, nameof(x1Dot));
        Shadow.CheckSameShape(x2, x2Dot, nameof(x2Dot));
        var code = Code;
        using var inside = Tape.Enter();
        return ShadowStructure.Completed(code(Target, x1, x2, x1Dot, x2Dot));
    }
}
