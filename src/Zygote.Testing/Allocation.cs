using System;

namespace Zygote.Testing;

/// <summary>What a call of a compiled derivative allocates when nothing is left to compile and pools are filled.</summary>
static class Allocation
{
    const int WarmCalls = 4;
    const int MeasuredCalls = 4;

    public static (string Call, long Bytes) Of<T, R>(Func<T, R> f, T x, RuleCheckOptions options)
    {
        var point = Numbers.Copy(x);
        if (options.Reverse)
        {
            switch (f)
            {
                case Func<T, double> real when !typeof(T).IsValueType:
                    return ("AD.GradientInto", Of(Into(AD.GradientInto(real), point)));
                case Func<T, float> real when !typeof(T).IsValueType:
                    return ("AD.GradientInto", Of(Into(AD.GradientInto(real), point)));
                case Func<T, double> real:
                    return ("AD.Gradient", Of(Call(AD.Gradient(real), point)));
                case Func<T, float> real:
                    return ("AD.Gradient", Of(Call(AD.Gradient(real), point)));
            }
        }
        if (options.Forward)
        {
            var (pushforward, direction) = (AD.Pushforward(f), Numbers.Copy(x));
            return ("AD.Pushforward", Of(() => pushforward(point, direction)));
        }
        var pullback = AD.Pullback(f);
        return ("AD.Pullback", Of(() => pullback(point)));
    }

    static Action Into<T>(GradientInto<T> into, T point)
    {
        var gradient = Numbers.Copy(point);
        return () => into(point, gradient);
    }

    static Action Call<T>(Func<T, T> gradient, T point) => () => gradient(point);

    static long Of(Action call)
    {
        for (var i = 0; i < WarmCalls; i++)
            call();
        // Other work of the runtime on this thread, such as compiling again, can only add.
        var least = long.MaxValue;
        for (var i = 0; i < MeasuredCalls; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
