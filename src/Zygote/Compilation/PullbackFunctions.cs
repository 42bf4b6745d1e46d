using System;

using Zygote.Differentiation;

namespace Zygote.Compilation;

// One class per number of arguments, and beside it the state of one evaluation, to which the returned pullback is bound.

/// <param name="f">The function.</param>
/// <param name="ofMarks">Cotangents may be marks (<see cref="Dependence"/>).</param>
sealed class PullbackFunction<T, R>(Func<T, R> f, bool ofMarks = false)
    : DerivedFunction<(
        Func<object?, T, T, Tape, (R Value, R Shadow, int Token)> Forward,
        Func<object?, T, T, Tape, int, R, ValueTuple<T>> Reverse)>(f, ofMarks ? Requests.DependencePullback : Requests.Pullback)
{
    public (R Value, Func<R, T> Pullback) Invoke(T x)
    {
        var code = Code;
        using var inside = Tape.Enter();
        var tape = new Tape();
        var shadow = Shadow.ZerosLike(x);
        var (value, resultShadow, token) = code.Forward(Target, x, shadow, tape);
        return (value, new PullbackAt<T, R>(
            code.Reverse, Target, x, shadow, tape, token, value, resultShadow).Invoke);
    }
}

sealed class PullbackAt<T, R>(
    Func<object?, T, T, Tape, int, R, ValueTuple<T>> reverse,
    object? target, T x, T shadow, Tape tape, int token, R value, R resultShadow)
    : PullbackAt<R>(tape, value, resultShadow)
{
    public T Invoke(R cotangent)
    {
        if (Lifted.Here)
            return Run(cotangent);
        using var inside = Tape.Enter();
        lock (Tape)
            return Run(cotangent);
    }

    T Run(R cotangent)
    {
        Shadow.Clear(shadow);
        Begin(cotangent);
        var gradient = reverse(target, x, shadow, Tape, token, cotangent);
        return Shadow.Copy(gradient.Item1);
    }
}

sealed class PullbackFunction<T1, T2, R>(Func<T1, T2, R> f)
    : DerivedFunction<(
        Func<object?, T1, T2, T1, T2, Tape, (R Value, R Shadow, int Token)> Forward,
        Func<object?, T1, T2, T1, T2, Tape, int, R, (T1, T2)> Reverse)>(f, Requests.Pullback)
{
    public (R Value, Func<R, (T1, T2)> Pullback) Invoke(T1 x1, T2 x2)
    {
        var code = Code;
        using var inside = Tape.Enter();
        var tape = new Tape();
        var s1 = Shadow.ZerosLike(x1);
        var s2 = Shadow.ZerosLike(x2);
        var (value, resultShadow, token) = code.Forward(Target, x1, x2, s1, s2, tape);
        return (value, new PullbackAt<T1, T2, R>(
            code.Reverse, Target, x1, x2, s1, s2, tape, token, value, resultShadow).Invoke);
    }
}

sealed class PullbackAt<T1, T2, R>(
    Func<object?, T1, T2, T1, T2, Tape, int, R, (T1, T2)> reverse,
    object? target, T1 x1, T2 x2, T1 s1, T2 s2, Tape tape, int token, R value, R resultShadow)
    : PullbackAt<R>(tape, value, resultShadow)
{
    public (T1, T2) Invoke(R cotangent)
    {
        if (Lifted.Here)
            return Run(cotangent);
        using var inside = Tape.Enter();
        lock (Tape)
            return Run(cotangent);
    }

    (T1, T2) Run(R cotangent)
    {
        Shadow.Clear(s1);
        Shadow.Clear(s2);
        Begin(cotangent);
        var gradient = reverse(target, x1, x2, s1, s2, Tape, token, cotangent);
        return (Shadow.Copy(gradient.Item1), Shadow.Copy(gradient.Item2));
    }
}

sealed class PullbackFunction<T1, T2, T3, R>(Func<T1, T2, T3, R> f)
    : DerivedFunction<(
        Func<object?, T1, T2, T3, T1, T2, T3, Tape, (R Value, R Shadow, int Token)> Forward,
        Func<object?, T1, T2, T3, T1, T2, T3, Tape, int, R, (T1, T2, T3)> Reverse)>(f, Requests.Pullback)
{
    public (R Value, Func<R, (T1, T2, T3)> Pullback) Invoke(T1 x1, T2 x2, T3 x3)
    {
        var code = Code;
        using var inside = Tape.Enter();
        var tape = new Tape();
        var s1 = Shadow.ZerosLike(x1);
        var s2 = Shadow.ZerosLike(x2);
        var s3 = Shadow.ZerosLike(x3);
        var (value, resultShadow, token) = code.Forward(Target, x1, x2, x3, s1, s2, s3, tape);
        return (value, new PullbackAt<T1, T2, T3, R>(
            code.Reverse, Target, x1, x2, x3, s1, s2, s3, tape, token, value, resultShadow).Invoke);
    }
}

sealed class PullbackAt<T1, T2, T3, R>(
    Func<object?, T1, T2, T3, T1, T2, T3, Tape, int, R, (T1, T2, T3)> reverse,
    object? target, T1 x1, T2 x2, T3 x3, T1 s1, T2 s2, T3 s3, Tape tape, int token, R value, R resultShadow)
    : PullbackAt<R>(tape, value, resultShadow)
{
    public (T1, T2, T3) Invoke(R cotangent)
    {
        if (Lifted.Here)
            return Run(cotangent);
        using var inside = Tape.Enter();
        lock (Tape)
            return Run(cotangent);
    }

    (T1, T2, T3) Run(R cotangent)
    {
        Shadow.Clear(s1);
        Shadow.Clear(s2);
        Shadow.Clear(s3);
        Begin(cotangent);
        var gradient = reverse(target, x1, x2, x3, s1, s2, s3, Tape, token, cotangent);
        return (Shadow.Copy(gradient.Item1), Shadow.Copy(gradient.Item2), Shadow.Copy(gradient.Item3));
    }
}

sealed class PullbackFunction<T1, T2, T3, T4, R>(Func<T1, T2, T3, T4, R> f)
    : DerivedFunction<(
        Func<object?, T1, T2, T3, T4, T1, T2, T3, T4, Tape, (R Value, R Shadow, int Token)> Forward,
        Func<object?, T1, T2, T3, T4, T1, T2, T3, T4, Tape, int, R, (T1, T2, T3, T4)> Reverse)>(f, Requests.Pullback)
{
    public (R Value, Func<R, (T1, T2, T3, T4)> Pullback) Invoke(T1 x1, T2 x2, T3 x3, T4 x4)
    {
        var code = Code;
        using var inside = Tape.Enter();
        var tape = new Tape();
        var s1 = Shadow.ZerosLike(x1);
        var s2 = Shadow.ZerosLike(x2);
        var s3 = Shadow.ZerosLike(x3);
        var s4 = Shadow.ZerosLike(x4);
        var (value, resultShadow, token) = code.Forward(Target, x1, x2, x3, x4, s1, s2, s3, s4, tape);
        return (value, new PullbackAt<T1, T2, T3, T4, R>(
            code.Reverse, Target, x1, x2, x3, x4, s1, s2, s3, s4, tape, token, value, resultShadow).Invoke);
    }
}

sealed class PullbackAt<T1, T2, T3, T4, R>(
    Func<object?, T1, T2, T3, T4, T1, T2, T3, T4, Tape, int, R, (T1, T2, T3, T4)> reverse,
    object? target, T1 x1, T2 x2, T3 x3, T4 x4, T1 s1, T2 s2, T3 s3, T4 s4, Tape tape, int token, R value, R resultShadow)
    : PullbackAt<R>(tape, value, resultShadow)
{
    public (T1, T2, T3, T4) Invoke(R cotangent)
    {
        if (Lifted.Here)
            return Run(cotangent);
        using var inside = Tape.Enter();
        lock (Tape)
            return Run(cotangent);
    }

    (T1, T2, T3, T4) Run(R cotangent)
    {
        Shadow.Clear(s1);
        Shadow.Clear(s2);
        Shadow.Clear(s3);
        Shadow.Clear(s4);
        Begin(cotangent);
        var gradient = reverse(target, x1, x2, x3, x4, s1, s2, s3, s4, Tape, token, cotangent);
        return (Shadow.Copy(gradient.Item1), Shadow.Copy(gradient.Item2), Shadow.Copy(gradient.Item3),
            Shadow.Copy(gradient.Item4));
    }
}

sealed class PullbackFunction<T1, T2, T3, T4, T5, R>(Func<T1, T2, T3, T4, T5, R> f)
    : DerivedFunction<(
        Func<object?, T1, T2, T3, T4, T5, T1, T2, T3, T4, T5, Tape, (R Value, R Shadow, int Token)> Forward,
        Func<object?, T1, T2, T3, T4, T5, T1, T2, T3, T4, T5, Tape, int, R, (T1, T2, T3, T4, T5)> Reverse)>(f, Requests.Pullback)
{
    public (R Value, Func<R, (T1, T2, T3, T4, T5)> Pullback) Invoke(T1 x1, T2 x2, T3 x3, T4 x4, T5 x5)
    {
        var code = Code;
        using var inside = Tape.Enter();
        var tape = new Tape();
        var s1 = Shadow.ZerosLike(x1);
        var s2 = Shadow.ZerosLike(x2);
        var s3 = Shadow.ZerosLike(x3);
        var s4 = Shadow.ZerosLike(x4);
        var s5 = Shadow.ZerosLike(x5);
        var (value, resultShadow, token) = code.Forward(Target, x1, x2, x3, x4, x5, s1, s2, s3, s4, s5, tape);
        return (value, new PullbackAt<T1, T2, T3, T4, T5, R>(
            code.Reverse, Target, x1, x2, x3, x4, x5, s1, s2, s3, s4, s5, tape, token, value, resultShadow).Invoke);
    }
}

sealed class PullbackAt<T1, T2, T3, T4, T5, R>(
    Func<object?, T1, T2, T3, T4, T5, T1, T2, T3, T4, T5, Tape, int, R, (T1, T2, T3, T4, T5)> reverse,
    object? target, T1 x1, T2 x2, T3 x3, T4 x4, T5 x5, T1 s1, T2 s2, T3 s3, T4 s4, T5 s5, Tape tape, int token,
    R value, R resultShadow)
    : PullbackAt<R>(tape, value, resultShadow)
{
    public (T1, T2, T3, T4, T5) Invoke(R cotangent)
    {
        if (Lifted.Here)
            return Run(cotangent);
        using var inside = Tape.Enter();
        lock (Tape)
            return Run(cotangent);
    }

    (T1, T2, T3, T4, T5) Run(R cotangent)
    {
        Shadow.Clear(s1);
        Shadow.Clear(s2);
        Shadow.Clear(s3);
        Shadow.Clear(s4);
        Shadow.Clear(s5);
        Begin(cotangent);
        var gradient = reverse(target, x1, x2, x3, x4, x5, s1, s2, s3, s4, s5, Tape, token, cotangent);
        return (Shadow.Copy(gradient.Item1), Shadow.Copy(gradient.Item2), Shadow.Copy(gradient.Item3),
            Shadow.Copy(gradient.Item4), Shadow.Copy(gradient.Item5));
    }
}

sealed class PullbackFunction<T1, T2, T3, T4, T5, T6, R>(Func<T1, T2, T3, T4, T5, T6, R> f)
    : DerivedFunction<(
        Func<object?, T1, T2, T3, T4, T5, T6, T1, T2, T3, T4, T5, T6, Tape, (R Value, R Shadow, int Token)> Forward,
        Func<object?, T1, T2, T3, T4, T5, T6, T1, T2, T3, T4, T5, T6, Tape, int, R, (T1, T2, T3, T4, T5, T6)> Reverse)>(f, Requests.Pullback)
{
    public (R Value, Func<R, (T1, T2, T3, T4, T5, T6)> Pullback) Invoke(T1 x1, T2 x2, T3 x3, T4 x4, T5 x5, T6 x6)
    {
        var code = Code;
        using var inside = Tape.Enter();
        var tape = new Tape();
        var s1 = Shadow.ZerosLike(x1);
        var s2 = Shadow.ZerosLike(x2);
        var s3 = Shadow.ZerosLike(x3);
        var s4 = Shadow.ZerosLike(x4);
        var s5 = Shadow.ZerosLike(x5);
        var s6 = Shadow.ZerosLike(x6);
        var (value, resultShadow, token) = code.Forward(Target, x1, x2, x3, x4, x5, x6, s1, s2, s3, s4, s5, s6, tape);
        return (value, new PullbackAt<T1, T2, T3, T4, T5, T6, R>(
            code.Reverse, Target, x1, x2, x3, x4, x5, x6, s1, s2, s3, s4, s5, s6, tape, token, value,
            resultShadow).Invoke);
    }
}

sealed class PullbackAt<T1, T2, T3, T4, T5, T6, R>(
    Func<object?, T1, T2, T3, T4, T5, T6, T1, T2, T3, T4, T5, T6, Tape, int, R, (T1, T2, T3, T4, T5, T6)> reverse,
    object? target, T1 x1, T2 x2, T3 x3, T4 x4, T5 x5, T6 x6, T1 s1, T2 s2, T3 s3, T4 s4, T5 s5, T6 s6, Tape tape,
    int token, R value, R resultShadow)
    : PullbackAt<R>(tape, value, resultShadow)
{
    public (T1, T2, T3, T4, T5, T6) Invoke(R cotangent)
    {
        if (Lifted.Here)
            return Run(cotangent);
        using var inside = Tape.Enter();
        lock (Tape)
            return Run(cotangent);
    }

    (T1, T2, T3, T4, T5, T6) Run(R cotangent)
    {
        Shadow.Clear(s1);
        Shadow.Clear(s2);
        Shadow.Clear(s3);
        Shadow.Clear(s4);
        Shadow.Clear(s5);
        Shadow.Clear(s6);
        Begin(cotangent);
        var gradient = reverse(target, x1, x2, x3, x4, x5, x6, s1, s2, s3, s4, s5, s6, Tape, token, cotangent);
        return (Shadow.Copy(gradient.Item1), Shadow.Copy(gradient.Item2), Shadow.Copy(gradient.Item3),
            Shadow.Copy(gradient.Item4), Shadow.Copy(gradient.Item5), Shadow.Copy(gradient.Item6));
    }
}

/// <summary>The state of one evaluation that does not depend on the number of arguments.</summary>
abstract class PullbackAt<R>(Tape tape, R value, R resultShadow)
{
    readonly ShadowWiring? _wiring = ShadowWiring.Of(resultShadow);

    protected Tape Tape => tape;

    /// <summary>Everything is as it was after the forward part, and the result has its cotangent.</summary>
    protected void Begin(R cotangent)
    {
        Shadow.CheckSameShape(value, cotangent, nameof(cotangent));
        if (Lifted.Here)
        {
            NestedCode.RequireFirstRun(tape, _wiring);
        }
        else
        {
            tape.ClearShadows();
            _wiring?.Restore();
        }

        Shadow.Clear(resultShadow);
        Shadow.Accumulate(resultShadow, cotangent);
    }
}
