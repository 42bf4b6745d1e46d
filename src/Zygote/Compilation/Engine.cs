using System;

namespace Zygote.Compilation;

/// <summary>From a delegate and a request to compiled code. Results are cached by the method of the delegate.</summary>
static class Engine
{
    /// <summary>
    /// Code for value and gradient: <c>Func&lt;object? target, T1.. x, T1.. shadow, Tape, ValueTuple&lt;R, T1..&gt;&gt;</c>.
    /// </summary>
    public static TCode Gradient<TCode>(Delegate f) where TCode : Delegate => throw new NotImplementedException();

    /// <summary>The same for a function that returns <c>(R, TAux)</c>; the first item of the tuple is that pair.</summary>
    public static TCode GradientWithAux<TCode>(Delegate f) where TCode : Delegate => throw new NotImplementedException();

    /// <summary><c>Func&lt;object? target, T1.. x, T1.. xDot, (R Value, R Tangent)&gt;</c>.</summary>
    public static TCode Pushforward<TCode>(Delegate f) where TCode : Delegate => throw new NotImplementedException();

    /// <summary><c>Func&lt;object? target, S x, S derivative&gt;</c> with S double or float.</summary>
    public static TCode NthDerivative<TCode>(Delegate f, int order) where TCode : Delegate =>
        throw new NotImplementedException();

    /// <summary>
    /// Split reverse mode. Forward is <c>Func&lt;object? target, T1.. x, T1.. shadow, Tape, (R Value, R Shadow, int
    /// Token)&gt;</c>, Reverse is <c>Func&lt;object? target, T1.. x, T1.. shadow, Tape, int token, R resultCotangent,
    /// ValueTuple&lt;T1..&gt;&gt;</c>.
    /// </summary>
    public static (TForward Forward, TReverse Reverse) Pullback<TForward, TReverse>(Delegate f)
        where TForward : Delegate
        where TReverse : Delegate => throw new NotImplementedException();

    public static string Explain(Delegate f, DerivativeKind kind, ExplainFormat format) =>
        throw new NotImplementedException();
}
