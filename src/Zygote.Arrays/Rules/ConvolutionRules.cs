using System;
using System.Numerics;

using static Zygote.Arrays;

namespace Zygote.Rules;

/// <summary>
/// Bilinear; the cotangent of a factor is the convolution of the result's with the other factor, turned round.
/// </summary>
static class ConvolutionRules
{
    [PullbackOf(typeof(Arrays), nameof(PartOfConvolution))]
    static (T[], Func<T[], (T[], T[])>) Pullback<T>(T[] a, T[] b, int start, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (x, y) = (Reverse(a), Reverse(b));
        return (PartOfConvolution(a, b, start, count), bar => (
            PartOfConvolution(bar, y, y.Length - 1 - start, x.Length),
            PartOfConvolution(bar, x, x.Length - 1 - start, y.Length)));
    }

    [PushforwardOf(typeof(Arrays), nameof(PartOfConvolution))]
    static (T[], T[]) Pushforward<T>(
        T[] a, T[] b, int start, int count, T[] aDot, T[] bDot, int startDot, int countDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (PartOfConvolution(a, b, start, count), Copies.Sum(
            PartOfConvolution(aDot, b, start, count), PartOfConvolution(a, bDot, start, count)));
}
