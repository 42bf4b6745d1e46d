using System;
using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Numerics;

namespace Zygote.Kernels;

/// <summary>
/// Fourier transforms of one length, without scale: y[k] = sum of x[j] exp(-2 pi i j k / n). Lengths made of 2, 3 and 5
/// by Stockham's self-sorting passes (Cochran and others, What is the fast Fourier transform?, 1967), others as a
/// convolution of such a length (Bluestein, A linear filtering approach to the computation of discrete Fourier
/// transform, 1970).
/// </summary>
sealed class FourierPlan
{
    static readonly ConcurrentDictionary<int, FourierPlan> Plans = new();

    readonly int _n;
    readonly List<(int Radix, int Runs, int Length, Constants<double> Twiddles)> _passes = [];
    readonly FourierPlan? _inner;
    readonly Constants<double> _chirp;
    readonly Constants<double> _filterRe;
    readonly Constants<double> _filterIm;

    FourierPlan(int n)
    {
        _n = n;
        if (Smooth(n))
        {
            var (left, length) = (n, 1);
            while (left > 1)
            {
                var radix = left % 4 == 0 ? 4 : left % 2 == 0 ? 2 : left % 3 == 0 ? 3 : 5;
                _passes.Add((radix, left / radix, length, Twiddles(left, radix)));
                left /= radix;
                length *= radix;
            }

            return;
        }

        var padded = 2 * n - 1;
        while (!Smooth(padded))
            padded++;
        _inner = Of(padded);
        _chirp = new Constants<double>(2 * n);
        _filterRe = new Constants<double>(padded);
        _filterIm = new Constants<double>(padded);
        var chirp = _chirp.Span;
        var filterRe = _filterRe.Span;
        var filterIm = _filterIm.Span;
        filterRe.Clear();
        filterIm.Clear();
        for (var k = 0; k < n; k++)
        {
            // exp(-i pi k^2 / n); the square is reduced first, or digits would be lost.
            var (sin, cos) = double.SinCosPi((double)((long)k * k % (2 * n)) / n);
            (chirp[2 * k], chirp[2 * k + 1]) = (cos, -sin);
            var mirror = k == 0 ? 0 : padded - k;
            (filterRe[k], filterIm[k]) = (cos, sin);
            (filterRe[mirror], filterIm[mirror]) = (cos, sin);
        }

        _inner.Transform(filterRe, filterIm);
    }

    public static FourierPlan Of(int n) => Plans.TryGetValue(n, out var plan) ? plan : Plans.GetOrAdd(n, new FourierPlan(n));

    static bool Smooth(int n)
    {
        foreach (var prime in (ReadOnlySpan<int>)[2, 3, 5])
        {
            while (n % prime == 0)
                n /= prime;
        }

        return n == 1;
    }

    static Constants<double> Twiddles(int n, int radix)
    {
        var twiddles = new double[2 * (n / radix) * (radix - 1)];
        for (int p = 0, at = 0; p < n / radix; p++)
        {
            for (var j = 1; j < radix; j++, at += 2)
            {
                var (sin, cos) = double.SinCosPi(2.0 * p * j / n);
                (twiddles[at], twiddles[at + 1]) = (cos, -sin);
            }
        }

        return new Constants<double>(twiddles);
    }

    /// <summary>In place. With the two parts exchanged it is the inverse transform.</summary>
    public void Transform(Span<double> re, Span<double> im)
    {
        if (_inner is not null)
        {
            Convolve(re, im, _inner);
            return;
        }

        var rented = ArrayPool<double>.Shared.Rent(2 * _n);
        var otherRe = rented.AsSpan(0, _n);
        var otherIm = rented.AsSpan(_n, _n);
        var (here, there) = (true, false);
        foreach (var (radix, runs, length, twiddles) in _passes)
        {
            if (here)
                Butterfly.Pass(radix, runs, length, re, im, otherRe, otherIm, twiddles.Span);
            else
                Butterfly.Pass(radix, runs, length, otherRe, otherIm, re, im, twiddles.Span);
            (here, there) = (there, here);
        }

        if (there)
        {
            otherRe.CopyTo(re);
            otherIm.CopyTo(im);
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>
    /// From j k = (j^2 + k^2 - (k - j)^2) / 2: a convolution with a chirp between two products with it.
    /// </summary>
    void Convolve(Span<double> re, Span<double> im, FourierPlan inner)
    {
        var length = inner._n;
        var rented = ArrayPool<double>.Shared.Rent(2 * length);
        var chirp = _chirp.Span;
        var filterRe = _filterRe.Span;
        var filterIm = _filterIm.Span;
        var paddedRe = rented.AsSpan(0, length);
        var paddedIm = rented.AsSpan(length, length);
        rented.AsSpan(0, 2 * length).Clear();
        for (var k = 0; k < _n; k++)
            (paddedRe[k], paddedIm[k]) = Times(re[k], im[k], chirp[2 * k], chirp[2 * k + 1]);
        inner.Transform(paddedRe, paddedIm);
        for (var k = 0; k < length; k++)
            (paddedRe[k], paddedIm[k]) = Times(paddedRe[k], paddedIm[k], filterRe[k], filterIm[k]);
        inner.Transform(paddedIm, paddedRe);
        for (var k = 0; k < _n; k++)
        {
            var (x, y) = Times(paddedRe[k], paddedIm[k], chirp[2 * k], chirp[2 * k + 1]);
            (re[k], im[k]) = (x / length, y / length);
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    static (double Re, double Im) Times(double a, double b, double c, double d) => (a * c - b * d, a * d + b * c);

    /// <summary>From complex numbers to complex numbers, times the scale.</summary>
    public static Complex[] Transform(ReadOnlySpan<Complex> x, bool inverse, double scale)
    {
        var n = x.Length;
        var y = new Complex[n];
        if (n == 0)
            return y;
        var rented = ArrayPool<double>.Shared.Rent(2 * n);
        var re = rented.AsSpan(0, n);
        var im = rented.AsSpan(n, n);
        for (var k = 0; k < n; k++)
            (re[k], im[k]) = (x[k].Real, x[k].Imaginary);
        if (inverse)
            Of(n).Transform(im, re);
        else
            Of(n).Transform(re, im);
        for (var k = 0; k < n; k++)
            y[k] = new Complex(scale * re[k], scale * im[k]);
        ArrayPool<double>.Shared.Return(rented);
        return y;
    }

    /// <summary>
    /// The first half of the transform of real numbers. For an even length, of half as many complex ones.
    /// </summary>
    public static Complex[] OfReal(ReadOnlySpan<double> x)
    {
        var n = x.Length;
        var y = new Complex[n == 0 ? 0 : n / 2 + 1];
        if (n == 0)
            return y;
        var half = n % 2 == 0 ? n / 2 : n;
        var rented = ArrayPool<double>.Shared.Rent(2 * half);
        var re = rented.AsSpan(0, half);
        var im = rented.AsSpan(half, half);
        for (var k = 0; k < half; k++)
            (re[k], im[k]) = half == n ? (x[k], 0) : (x[2 * k], x[2 * k + 1]);
        Of(half).Transform(re, im);
        for (var k = 0; k < y.Length; k++)
        {
            if (half == n)
            {
                y[k] = new Complex(re[k], im[k]);
                continue;
            }

            // Transforms of the even and the odd elements are the symmetric parts of the one that was taken.
            var (a, b) = (k % half, (half - k) % half);
            var (sin, cos) = double.SinCosPi(2.0 * k / n);
            var (evenRe, evenIm) = (0.5 * (re[a] + re[b]), 0.5 * (im[a] - im[b]));
            var (oddRe, oddIm) = (0.5 * (im[a] + im[b]), 0.5 * (re[b] - re[a]));
            y[k] = new Complex(evenRe + cos * oddRe + sin * oddIm, evenIm + cos * oddIm - sin * oddRe);
        }

        ArrayPool<double>.Shared.Return(rented);
        return y;
    }

    /// <summary>
    /// Back to so many real numbers, without scale. Imaginary parts that real numbers do not have, of the first and,
    /// for an even length, of the last element, are not read.
    /// </summary>
    public static double[] ToReal(ReadOnlySpan<Complex> y, int n)
    {
        var x = new double[n];
        if (n == 0)
            return x;
        var half = n % 2 == 0 ? n / 2 : n;
        var rented = ArrayPool<double>.Shared.Rent(2 * half);
        var re = rented.AsSpan(0, half);
        var im = rented.AsSpan(half, half);
        for (var k = 0; k < half; k++)
        {
            if (half == n)
            {
                (re[k], im[k]) = k <= n / 2 ? (y[k].Real, k == 0 ? 0 : y[k].Imaginary) : (y[n - k].Real, -y[n - k].Imaginary);
                continue;
            }

            var (a, b) = (y[k], Complex.Conjugate(y[half - k]));
            if (k == 0)
                (a, b) = (a.Real, b.Real);
            var (sin, cos) = double.SinCosPi(2.0 * k / n);
            var odd = (a - b) * new Complex(cos, sin);
            (re[k], im[k]) = (a.Real + b.Real - odd.Imaginary, a.Imaginary + b.Imaginary + odd.Real);
        }

        Of(half).Transform(im, re);
        for (var k = 0; k < half; k++)
        {
            if (half == n)
                x[k] = re[k];
            else
                (x[2 * k], x[2 * k + 1]) = (re[k], im[k]);
        }

        ArrayPool<double>.Shared.Return(rented);
        return x;
    }
}
