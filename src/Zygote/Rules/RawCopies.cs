using System;

namespace Zygote.Rules;

/// <summary>Copies of bytes between arrays of one type of numbers, number by number.</summary>
static class RawCopies
{
    [SubstituteFor(typeof(Buffer), nameof(Buffer.BlockCopy))]
    static void BlockCopy<T>(T[] src, int srcOffset, T[] dst, int dstOffset, int count)
    {
        if (typeof(T) != typeof(double) && typeof(T) != typeof(float))
        {
            OfConstants(src, srcOffset, dst, dstOffset, count);
            return;
        }

        ArgumentNullException.ThrowIfNull(src);
        ArgumentNullException.ThrowIfNull(dst);
        ArgumentOutOfRangeException.ThrowIfNegative(srcOffset);
        ArgumentOutOfRangeException.ThrowIfNegative(dstOffset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var size = typeof(T) == typeof(double) ? sizeof(double) : sizeof(float);
        if ((long)srcOffset + count > (long)size * src.Length || (long)dstOffset + count > (long)size * dst.Length)
            throw new ArgumentException("Offset and length were out of bounds for the array.");
        if (srcOffset % size != 0 || dstOffset % size != 0 || count % size != 0)
            throw new NotSupportedException("Parts of numbers cannot be copied where derivatives are taken.");
        Array.Copy(src, srcOffset / size, dst, dstOffset / size, count / size);
    }

    [ZeroDerivative]
    static void OfConstants(Array src, int srcOffset, Array dst, int dstOffset, int count) =>
        Buffer.BlockCopy(src, srcOffset, dst, dstOffset, count);
}
