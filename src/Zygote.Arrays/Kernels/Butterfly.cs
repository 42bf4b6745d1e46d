using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Zygote.Kernels;

/// <summary>
/// Where a pass of Stockham's transform reads and writes: part k of the input starts at k * From, part j of the output at
/// j * To; real and imaginary parts are apart.
/// </summary>
readonly ref struct Places(ref double re, ref double im, ref double toRe, ref double toIm, nint from, nint to)
{
    readonly ref double _re = ref re;
    readonly ref double _im = ref im;
    readonly ref double _toRe = ref toRe;
    readonly ref double _toIm = ref toIm;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load<L>(int k, nint q, out L re, out L im)
        where L : struct, ILane<L>
    {
        re = L.Load(ref _re, k * from + q);
        im = L.Load(ref _im, k * from + q);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<L>(int j, nint q, L re, L im)
        where L : struct, ILane<L>
    {
        re.Store(ref _toRe, j * to + q);
        im.Store(ref _toIm, j * to + q);
    }

    /// <summary>Multiplied by the twiddle factor of part j.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<L>(int j, nint q, L re, L im, ref double twiddle)
        where L : struct, ILane<L>
    {
        var (cos, sin) = (Unsafe.Add(ref twiddle, 2 * j - 2), Unsafe.Add(ref twiddle, 2 * j - 1));
        (cos * re - sin * im).Store(ref _toRe, j * to + q);
        (sin * re + cos * im).Store(ref _toIm, j * to + q);
    }
}

/// <summary>Transforms of length 2, 3, 4 and 5, each for positions from one on, to the end of a run.</summary>
static class Butterfly
{
    public static void Of2<L>(in Places at, ref double w, ref nint q, nint end)
        where L : struct, ILane<L>
    {
        for (; q <= end - L.Width; q += L.Width)
        {
            at.Load(0, q, out L r0, out L i0);
            at.Load(1, q, out L r1, out L i1);
            at.Store(0, q, r0 + r1, i0 + i1);
            at.Store(1, q, r0 - r1, i0 - i1, ref w);
        }
    }

    public static void Of3<L>(in Places at, ref double w, ref nint q, nint end)
        where L : struct, ILane<L>
    {
        const double Sin60 = 0.866025403784438646763723170752936;
        for (; q <= end - L.Width; q += L.Width)
        {
            at.Load(0, q, out L r0, out L i0);
            at.Load(1, q, out L r1, out L i1);
            at.Load(2, q, out L r2, out L i2);
            var (sumR, sumI) = (r1 + r2, i1 + i2);
            var (midR, midI) = (r0 - 0.5 * sumR, i0 - 0.5 * sumI);
            var (sideR, sideI) = (Sin60 * (r1 - r2), Sin60 * (i1 - i2));
            at.Store(0, q, r0 + sumR, i0 + sumI);
            at.Store(1, q, midR + sideI, midI - sideR, ref w);
            at.Store(2, q, midR - sideI, midI + sideR, ref w);
        }
    }

    public static void Of4<L>(in Places at, ref double w, ref nint q, nint end)
        where L : struct, ILane<L>
    {
        for (; q <= end - L.Width; q += L.Width)
        {
            at.Load(0, q, out L r0, out L i0);
            at.Load(1, q, out L r1, out L i1);
            at.Load(2, q, out L r2, out L i2);
            at.Load(3, q, out L r3, out L i3);
            var (evenR, evenI) = (r0 + r2, i0 + i2);
            var (oddR, oddI) = (r1 + r3, i1 + i3);
            var (leftR, leftI) = (r0 - r2, i0 - i2);
            var (sideR, sideI) = (r1 - r3, i1 - i3);
            at.Store(0, q, evenR + oddR, evenI + oddI);
            at.Store(1, q, leftR + sideI, leftI - sideR, ref w);
            at.Store(2, q, evenR - oddR, evenI - oddI, ref w);
            at.Store(3, q, leftR - sideI, leftI + sideR, ref w);
        }
    }

    public static void Of5<L>(in Places at, ref double w, ref nint q, nint end)
        where L : struct, ILane<L>
    {
        const double Cos72 = 0.309016994374947424102293417182819;
        const double Cos144 = -0.809016994374947424102293417182819;
        const double Sin72 = 0.951056516295153572116439333379382;
        const double Sin144 = 0.587785252292473129168705954639073;
        for (; q <= end - L.Width; q += L.Width)
        {
            at.Load(0, q, out L r0, out L i0);
            at.Load(1, q, out L r1, out L i1);
            at.Load(2, q, out L r2, out L i2);
            at.Load(3, q, out L r3, out L i3);
            at.Load(4, q, out L r4, out L i4);
            var (outerR, outerI, innerR, innerI) = (r1 + r4, i1 + i4, r2 + r3, i2 + i3);
            var (aR, aI, bR, bI) = (r1 - r4, i1 - i4, r2 - r3, i2 - i3);
            var (firstR, firstI) = (r0 + Cos72 * outerR + Cos144 * innerR, i0 + Cos72 * outerI + Cos144 * innerI);
            var (otherR, otherI) = (r0 + Cos144 * outerR + Cos72 * innerR, i0 + Cos144 * outerI + Cos72 * innerI);
            var (oneR, oneI) = (Sin72 * aR + Sin144 * bR, Sin72 * aI + Sin144 * bI);
            var (twoR, twoI) = (Sin144 * aR - Sin72 * bR, Sin144 * aI - Sin72 * bI);
            at.Store(0, q, r0 + outerR + innerR, i0 + outerI + innerI);
            at.Store(1, q, firstR + oneI, firstI - oneR, ref w);
            at.Store(2, q, otherR + twoI, otherI - twoR, ref w);
            at.Store(3, q, otherR - twoI, otherI + twoR, ref w);
            at.Store(4, q, firstR - oneI, firstI + oneR, ref w);
        }
    }

    /// <summary>All runs of one pass: as many as there are twiddle factors, each of the given length.</summary>
    public static void Pass(
        int radix, int runs, int length, Span<double> re, Span<double> im, Span<double> toRe, Span<double> toIm, Span<double> twiddles)
    {
        for (var p = 0; p < runs; p++)
        {
            nint q = 0;
            var (start, target) = (p * length, p * radix * length);
            var at = new Places(ref re[start], ref im[start], ref toRe[target], ref toIm[target], runs * length, length);
            ref var w = ref twiddles[p * 2 * (radix - 1)];
            switch (radix)
            {
                case 2:
                    Of2<Many>(at, ref w, ref q, length);
                    Of2<One>(at, ref w, ref q, length);
                    break;
                case 3:
                    Of3<Many>(at, ref w, ref q, length);
                    Of3<One>(at, ref w, ref q, length);
                    break;
                case 4:
                    Of4<Many>(at, ref w, ref q, length);
                    Of4<One>(at, ref w, ref q, length);
                    break;
                default:
                    Of5<Many>(at, ref w, ref q, length);
                    Of5<One>(at, ref w, ref q, length);
                    break;
            }
        }
    }
}
