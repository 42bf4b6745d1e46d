using System;
using System.Numerics;

using static Zygote.Arrays;

namespace Zygote.Rules;

static class SumRules
{
    [PullbackOf(typeof(Arrays), nameof(Sum))]
    static (T, Func<T, T[]>) SumPullback<T>(T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var n = x.Length;
        return (Sum(x), bar => Filled(n, bar));
    }

    [PushforwardOf(typeof(Arrays), nameof(Sum))]
    static (T, T) SumPushforward<T>(T[] x, T[] xDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (Sum(x), Sum(xDot));

    static T[] Filled<T>(int n, T value)
    {
        var result = new T[n];
        for (var i = 0; i < n; i++)
            result[i] = value;
        return result;
    }
}
