using System;
using System.Numerics;

using static Zygote.Arrays;

namespace Zygote.Rules;

/// <summary>
/// Transforms are linear, so that the pullback is the conjugate transpose: the transform in the other direction. The
/// gradient by a complex number z is df/dRe z + i df/dIm z.
/// </summary>
static class FourierRules
{
    [PullbackOf(typeof(Arrays), nameof(FourierTransform))]
    static (Complex[], Func<Complex[], Complex[]>) Pullback(Complex[] x, bool inverse, bool normalized) =>
        (FourierTransform(x, inverse, normalized), yBar => FourierTransform(yBar, !inverse, normalized));

    [PushforwardOf(typeof(Arrays), nameof(FourierTransform))]
    static (Complex[], Complex[]) Pushforward(
        Complex[] x, bool inverse, bool normalized, Complex[] xDot, bool inverseDot, bool normalizedDot) =>
        (FourierTransform(x, inverse, normalized), FourierTransform(xDot, inverse, normalized));

    /// <summary>Elements between the first and the last one count twice when going back, for their conjugates.</summary>
    [PullbackOf(typeof(Arrays), nameof(RealFourierTransform))]
    static (Complex[], Func<Complex[], double[]>) RealPullback(double[] x)
    {
        var n = x.Length;
        return (RealFourierTransform(x), yBar => ToRealFourierTransform(Inner(0.5, yBar, n), n));
    }

    [PushforwardOf(typeof(Arrays), nameof(RealFourierTransform))]
    static (Complex[], Complex[]) RealPushforward(double[] x, double[] xDot) =>
        (RealFourierTransform(x), RealFourierTransform(xDot));

    [PullbackOf(typeof(Arrays), nameof(ToRealFourierTransform))]
    static (double[], Func<double[], Complex[]>) ToRealPullback(Complex[] y, int n) =>
        (ToRealFourierTransform(y, n), xBar => Inner(2, RealFourierTransform(xBar), n));

    [PushforwardOf(typeof(Arrays), nameof(ToRealFourierTransform))]
    static (double[], double[]) ToRealPushforward(Complex[] y, int n, Complex[] yDot, int nDot) =>
        (ToRealFourierTransform(y, n), ToRealFourierTransform(yDot, n));

    static Complex[] Inner(double factor, Complex[] y, int n)
    {
        var result = new Complex[y.Length];
        for (var k = 0; k < result.Length; k++)
        {
            var own = k == 0 || 2 * k == n ? 1 : factor;
            result[k] = new Complex(own * y[k].Real, own * y[k].Imaginary);
        }

        return result;
    }
}
