using System;

namespace Zygote.Testing;

/// <summary>The derivative along a fixed direction as a function of the point.</summary>
sealed class Along<T, R>(Func<T, T, (R Value, R Tangent)> pushforward, T direction)
{
    public R Invoke(T x) => pushforward(x, direction).Tangent;
}

/// <summary>The cotangent of the input as a function of the point, for a fixed cotangent of the result.</summary>
sealed class Back<T, R>(Func<T, (R Value, Func<R, T> Pullback)> pullback, R cotangent)
{
    public T Invoke(T x) => pullback(x).Pullback(cotangent);
}

/// <summary>
/// A function and its derivatives as functions of vectors: of all numbers in the input and in the result. Every call gets
/// copies, so that what a function writes into its arguments, or into a direction, does not reach the next call.
/// </summary>
/// <param name="function">Makes the function anew, with all that it captures.</param>
sealed class Probe<T, R>(Func<Func<T, R>> function)
{
    public R Call(T x) => function()(Numbers.Copy(x));

    public double[] Value(T x) => Numbers.Read(Call(x));

    /// <summary>Value and tangent; the argument as it is afterwards.</summary>
    public (R Value, double[] Tangent, T After) Forward(T x, double[] direction)
    {
        var after = Numbers.Copy(x);
        var (value, tangent) = AD.Pushforward(function())(after, Numbers.With(x, direction));
        return (value, Numbers.Read(tangent), after);
    }

    public double[] Tangent(T x, double[] direction) => Forward(x, direction).Tangent;

    /// <summary>Value and cotangent, the latter from two calls of one pullback; the argument as it is afterwards.</summary>
    public (R Value, double[] Cotangent, double[] Again, T After) Reverse(T x, R y, double[] cotangent)
    {
        var after = Numbers.Copy(x);
        var (value, pullback) = AD.Pullback(function())(after);
        var first = Numbers.Read(pullback(Numbers.With(y, cotangent)));
        return (value, first, Numbers.Read(pullback(Numbers.With(y, cotangent))), after);
    }

    public double[] Cotangent(T x, R y, double[] cotangent) => Reverse(x, y, cotangent).Cotangent;

    /// <summary>The derivative along <paramref name="direction"/> as a function with derivatives.</summary>
    public Probe<T, R> AlongOf(T x, double[] direction) =>
        new(() => new Along<T, R>(AD.Pushforward(function()), Numbers.With(x, direction)).Invoke);

    /// <summary>The cotangent of the input as a function with derivatives.</summary>
    public Probe<T, T> BackOf(R y, double[] cotangent) =>
        new(() => new Back<T, R>(AD.Pullback(function()), Numbers.With(y, cotangent)).Invoke);
}
