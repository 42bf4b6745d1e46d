using System;

using Zygote.Differentiation;

namespace Zygote.Compilation;

sealed class GradientWithAuxFunction<T, R, TAux>(Func<T, (R, TAux)> f)
    : DerivedFunction<Func<object?, T, T, Tape, ValueTuple<(R Value, TAux Aux), T>>>(f, Requests.Gradient)
{
    public (R Value, TAux Aux, T Gradient) Invoke(T x)
    {
        var code = Code;
        var tape = Tape.Rent();
        try
        {
            var (result, g) = code(Target, x, Shadow.ZerosLike(x), tape);
            return (result.Value, result.Aux, g);
        }
        finally
        {
            tape.Return();
        }
    }
}

sealed class GradientWithAuxFunction<T1, T2, R, TAux>(Func<T1, T2, (R, TAux)> f)
    : DerivedFunction<Func<object?, T1, T2, T1, T2, Tape, ValueTuple<(R Value, TAux Aux), T1, T2>>>(f, Requests.Gradient)
{
    public (R Value, TAux Aux, (T1, T2) Gradient) Invoke(T1 x1, T2 x2)
    {
        var code = Code;
        var tape = Tape.Rent();
        try
        {
            var (result, g1, g2) = code(Target, x1, x2, Shadow.ZerosLike(x1), Shadow.ZerosLike(x2), tape);
            return (result.Value, result.Aux, (g1, g2));
        }
        finally
        {
            tape.Return();
        }
    }
}
