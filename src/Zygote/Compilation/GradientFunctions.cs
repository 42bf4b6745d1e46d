using System;

using Zygote.Differentiation;

namespace Zygote.Compilation;

// One class per number of arguments: the delegates that AD.Gradient and AD.ValueAndGradient return are bound to these, so
// that the derivative of such a delegate can recognise it and find the original function.

sealed class GradientFunction<T, R>(Func<T, R> f)
    : DerivedFunction<Func<object?, T, T, Tape, ValueTuple<R, T>>>(f, Requests.Gradient)
{
    public T Invoke(T x)
    {
        var (_, g) = Run(x);
        return g;
    }

    public (R Value, T Gradient) InvokeWithValue(T x)
    {
        return Run(x);
    }

    ValueTuple<R, T> Run(T x)
    {
        var code = Code;
        var tape = Tape.Rent();
        try
        {
            return code(
                Target, x,
                Shadow.ZerosLike(x), tape);
        }
        finally
        {
            tape.Return();
        }
    }
}

sealed class GradientFunction<T1, T2, R>(Func<T1, T2, R> f)
    : DerivedFunction<Func<object?, T1, T2, T1, T2, Tape, ValueTuple<R, T1, T2>>>(f, Requests.Gradient)
{
    public (T1, T2) Invoke(T1 x1, T2 x2)
    {
        var (_, g1, g2) = Run(x1, x2);
        return (g1, g2);
    }

    public (R Value, (T1, T2) Gradient) InvokeWithValue(T1 x1, T2 x2)
    {
        var (value, g1, g2) = Run(x1, x2);
        return (value, (g1, g2));
    }

    ValueTuple<R, T1, T2> Run(T1 x1, T2 x2)
    {
        var code = Code;
        var tape = Tape.Rent();
        try
        {
            return code(
                Target, x1, x2,
                Shadow.ZerosLike(x1), Shadow.ZerosLike(x2), tape);
        }
        finally
        {
            tape.Return();
        }
    }
}

sealed class GradientFunction<T1, T2, T3, R>(Func<T1, T2, T3, R> f)
    : DerivedFunction<Func<object?, T1, T2, T3, T1, T2, T3, Tape, ValueTuple<R, T1, T2, T3>>>(f, Requests.Gradient)
{
    public (T1, T2, T3) Invoke(T1 x1, T2 x2, T3 x3)
    {
        var (_, g1, g2, g3) = Run(x1, x2, x3);
        return (g1, g2, g3);
    }

    public (R Value, (T1, T2, T3) Gradient) InvokeWithValue(T1 x1, T2 x2, T3 x3)
    {
        var (value, g1, g2, g3) = Run(x1, x2, x3);
        return (value, (g1, g2, g3));
    }

    ValueTuple<R, T1, T2, T3> Run(T1 x1, T2 x2, T3 x3)
    {
        var code = Code;
        var tape = Tape.Rent();
        try
        {
            return code(
                Target, x1, x2, x3,
                Shadow.ZerosLike(x1), Shadow.ZerosLike(x2), Shadow.ZerosLike(x3), tape);
        }
        finally
        {
            tape.Return();
        }
    }
}

sealed class GradientFunction<T1, T2, T3, T4, R>(Func<T1, T2, T3, T4, R> f)
    : DerivedFunction<Func<object?, T1, T2, T3, T4, T1, T2, T3, T4, Tape, ValueTuple<R, T1, T2, T3, T4>>>(f, Requests.Gradient)
{
    public (T1, T2, T3, T4) Invoke(T1 x1, T2 x2, T3 x3, T4 x4)
    {
        var (_, g1, g2, g3, g4) = Run(x1, x2, x3, x4);
        return (g1, g2, g3, g4);
    }

    public (R Value, (T1, T2, T3, T4) Gradient) InvokeWithValue(T1 x1, T2 x2, T3 x3, T4 x4)
    {
        var (value, g1, g2, g3, g4) = Run(x1, x2, x3, x4);
        return (value, (g1, g2, g3, g4));
    }

    ValueTuple<R, T1, T2, T3, T4> Run(T1 x1, T2 x2, T3 x3, T4 x4)
    {
        var code = Code;
        var tape = Tape.Rent();
        try
        {
            return code(
                Target, x1, x2, x3, x4,
                Shadow.ZerosLike(x1), Shadow.ZerosLike(x2), Shadow.ZerosLike(x3), Shadow.ZerosLike(x4), tape);
        }
        finally
        {
            tape.Return();
        }
    }
}

sealed class GradientFunction<T1, T2, T3, T4, T5, R>(Func<T1, T2, T3, T4, T5, R> f)
    : DerivedFunction<Func<object?, T1, T2, T3, T4, T5, T1, T2, T3, T4, T5, Tape, ValueTuple<R, T1, T2, T3, T4, T5>>>(f, Requests.Gradient)
{
    public (T1, T2, T3, T4, T5) Invoke(T1 x1, T2 x2, T3 x3, T4 x4, T5 x5)
    {
        var (_, g1, g2, g3, g4, g5) = Run(x1, x2, x3, x4, x5);
        return (g1, g2, g3, g4, g5);
    }

    public (R Value, (T1, T2, T3, T4, T5) Gradient) InvokeWithValue(T1 x1, T2 x2, T3 x3, T4 x4, T5 x5)
    {
        var (value, g1, g2, g3, g4, g5) = Run(x1, x2, x3, x4, x5);
        return (value, (g1, g2, g3, g4, g5));
    }

    ValueTuple<R, T1, T2, T3, T4, T5> Run(T1 x1, T2 x2, T3 x3, T4 x4, T5 x5)
    {
        var code = Code;
        var tape = Tape.Rent();
        try
        {
            return code(
                Target, x1, x2, x3, x4, x5,
                Shadow.ZerosLike(x1), Shadow.ZerosLike(x2), Shadow.ZerosLike(x3), Shadow.ZerosLike(x4),
                Shadow.ZerosLike(x5), tape);
        }
        finally
        {
            tape.Return();
        }
    }
}

sealed class GradientFunction<T1, T2, T3, T4, T5, T6, R>(Func<T1, T2, T3, T4, T5, T6, R> f)
    : DerivedFunction<Func<object?, T1, T2, T3, T4, T5, T6, T1, T2, T3, T4, T5, T6, Tape, ValueTuple<R, T1, T2, T3, T4,
        T5, T6>>>(f, Requests.Gradient)
{
    public (T1, T2, T3, T4, T5, T6) Invoke(T1 x1, T2 x2, T3 x3, T4 x4, T5 x5, T6 x6)
    {
        var (_, g1, g2, g3, g4, g5, g6) = Run(x1, x2, x3, x4, x5, x6);
        return (g1, g2, g3, g4, g5, g6);
    }

    public (R Value, (T1, T2, T3, T4, T5, T6) Gradient) InvokeWithValue(T1 x1, T2 x2, T3 x3, T4 x4, T5 x5, T6 x6)
    {
        var (value, g1, g2, g3, g4, g5, g6) = Run(x1, x2, x3, x4, x5, x6);
        return (value, (g1, g2, g3, g4, g5, g6));
    }

    ValueTuple<R, T1, T2, T3, T4, T5, T6> Run(T1 x1, T2 x2, T3 x3, T4 x4, T5 x5, T6 x6)
    {
        var code = Code;
        var tape = Tape.Rent();
        try
        {
            return code(
                Target, x1, x2, x3, x4, x5, x6,
                Shadow.ZerosLike(x1), Shadow.ZerosLike(x2), Shadow.ZerosLike(x3), Shadow.ZerosLike(x4),
                Shadow.ZerosLike(x5), Shadow.ZerosLike(x6), tape);
        }
        finally
        {
            tape.Return();
        }
    }
}
