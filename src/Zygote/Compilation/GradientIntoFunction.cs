using System;

using Zygote.Differentiation;

namespace Zygote.Compilation;

/// <summary>The caller's object is the shadow.</summary>
sealed class GradientIntoFunction<T, R>(Func<T, R> f)
    : DerivedFunction<Func<object?, T, T, Tape, ValueTuple<R, T>>>(f, Requests.Gradient)
    where R : struct
{
    public double Invoke(T x, T gradient)
    {
        Shadow.CheckSameShape(x, gradient, nameof(gradient), apart: true);
        var code = Code;
        Shadow.Clear(gradient);
        var tape = Tape.Rent();
        try
        {
            var value = code(Target, x, gradient, tape).Item1;
            return typeof(R) == typeof(double) ? (double)(object)value : (float)(object)value;
        }
        finally
        {
            tape.Return();
        }
    }
}
