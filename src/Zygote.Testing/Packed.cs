using System;

namespace Zygote.Testing;

// A function of several arguments as one of an object that holds them. Derivatives read this code like any other. Where the
// arguments are plain numbers a tuple serves as well, and needs no memory.

sealed class Arguments<T1>(T1 x1)
{
    public T1 X1 = x1;
}

sealed class Arguments<T1, T2>(T1 x1, T2 x2)
{
    public T1 X1 = x1;
    public T2 X2 = x2;
}

sealed class Arguments<T1, T2, T3>(T1 x1, T2 x2, T3 x3)
{
    public T1 X1 = x1;
    public T2 X2 = x2;
    public T3 X3 = x3;
}

sealed class Arguments<T1, T2, T3, T4>(T1 x1, T2 x2, T3 x3, T4 x4)
{
    public T1 X1 = x1;
    public T2 X2 = x2;
    public T3 X3 = x3;
    public T4 X4 = x4;
}

sealed class Arguments<T1, T2, T3, T4, T5>(T1 x1, T2 x2, T3 x3, T4 x4, T5 x5)
{
    public T1 X1 = x1;
    public T2 X2 = x2;
    public T3 X3 = x3;
    public T4 X4 = x4;
    public T5 X5 = x5;
}

sealed class Arguments<T1, T2, T3, T4, T5, T6>(T1 x1, T2 x2, T3 x3, T4 x4, T5 x5, T6 x6)
{
    public T1 X1 = x1;
    public T2 X2 = x2;
    public T3 X3 = x3;
    public T4 X4 = x4;
    public T5 X5 = x5;
    public T6 X6 = x6;
}

sealed class Packed<T1, R>(Func<T1, R> f)
{
    public R OfObject(Arguments<T1> x) => f(x.X1);
}

sealed class Packed<T1, T2, R>(Func<T1, T2, R> f)
{
    public R OfObject(Arguments<T1, T2> x) => f(x.X1, x.X2);

    public R OfTuple((T1, T2) x) => f(x.Item1, x.Item2);
}

sealed class Packed<T1, T2, T3, R>(Func<T1, T2, T3, R> f)
{
    public R OfObject(Arguments<T1, T2, T3> x) => f(x.X1, x.X2, x.X3);

    public R OfTuple((T1, T2, T3) x) => f(x.Item1, x.Item2, x.Item3);
}

sealed class Packed<T1, T2, T3, T4, R>(Func<T1, T2, T3, T4, R> f)
{
    public R OfObject(Arguments<T1, T2, T3, T4> x) => f(x.X1, x.X2, x.X3, x.X4);

    public R OfTuple((T1, T2, T3, T4) x) => f(x.Item1, x.Item2, x.Item3, x.Item4);
}

sealed class Packed<T1, T2, T3, T4, T5, R>(Func<T1, T2, T3, T4, T5, R> f)
{
    public R OfObject(Arguments<T1, T2, T3, T4, T5> x) => f(x.X1, x.X2, x.X3, x.X4, x.X5);

    public R OfTuple((T1, T2, T3, T4, T5) x) => f(x.Item1, x.Item2, x.Item3, x.Item4, x.Item5);
}

sealed class Packed<T1, T2, T3, T4, T5, T6, R>(Func<T1, T2, T3, T4, T5, T6, R> f)
{
    public R OfObject(Arguments<T1, T2, T3, T4, T5, T6> x) => f(x.X1, x.X2, x.X3, x.X4, x.X5, x.X6);

    public R OfTuple((T1, T2, T3, T4, T5, T6) x) => f(x.Item1, x.Item2, x.Item3, x.Item4, x.Item5, x.Item6);
}

/// <summary>The same for results.</summary>
sealed class Result<R>(R y)
{
    public R Y = y;
}

sealed class Wrapped<T, R>(Func<T, R> f)
{
    public Result<R> Invoke(T x) => new(f(x));
}
