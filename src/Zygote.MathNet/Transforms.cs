using System;
using System.Numerics;

using MathNet.Numerics.Providers.FourierTransform;

namespace Zygote.MathNet;

/// <summary>Fourier transforms of arrays of Complex, of any number of dimensions; the value comes from the provider of MathNet.</summary>
/// <remarks>A transform is a symmetric matrix F: its tangent is F x', its pullback conj(F conj(y-)).</remarks>
static class Transforms
{
    [SubstituteFor(typeof(FourierTransformControl), "get_" + nameof(FourierTransformControl.Provider))]
    static IFourierTransformProvider Provider() => new ManagedFourierTransformProvider();

    [SubstituteFor(typeof(ManagedFourierTransformProvider), nameof(ManagedFourierTransformProvider.Forward))]
    static void Forward(ManagedFourierTransformProvider provider, Complex[] samples, FourierTransformScaling scaling) =>
        Arrays.Copy(Transform(samples, null, true, scaling), samples);

    [SubstituteFor(typeof(ManagedFourierTransformProvider), nameof(ManagedFourierTransformProvider.Backward))]
    static void Backward(ManagedFourierTransformProvider provider, Complex[] spectrum, FourierTransformScaling scaling) =>
        Arrays.Copy(Transform(spectrum, null, false, scaling), spectrum);

    static Complex[] Transform(Complex[] x, int[]? dimensions, bool forward, FourierTransformScaling scaling)
    {
        var result = (Complex[])x.Clone();
        var provider = FourierTransformControl.Provider;
        if (dimensions is null && forward)
            provider.Forward(result, scaling);
        else if (dimensions is null)
            provider.Backward(result, scaling);
        else if (forward)
            provider.ForwardMultidim(result, dimensions, scaling);
        else
            provider.BackwardMultidim(result, dimensions, scaling);
        return result;
    }

    [PullbackOf(typeof(Transforms), nameof(Transform))]
    static (Complex[] Value, Func<Complex[], Complex[]> Pullback) TransformPullback(
        Complex[] x, int[]? dimensions, bool forward, FourierTransformScaling scaling) =>
        (Transform(x, dimensions, forward, scaling),
            y => Conjugate(Transform(Conjugate(y), dimensions, forward, scaling)));

    [PushforwardOf(typeof(Transforms), nameof(Transform))]
    static (Complex[] Value, Complex[] Tangent) TransformPushforward(
        Complex[] x, int[]? dimensions, bool forward, FourierTransformScaling scaling,
        Complex[] xDot, int[]? dimensionsDot, bool forwardDot, FourierTransformScaling scalingDot) =>
        (Transform(x, dimensions, forward, scaling), Transform(xDot, dimensions, forward, scaling));

    static Complex[] Conjugate(Complex[] x)
    {
        var result = new Complex[x.Length];
        for (var i = 0; i < x.Length; i++)
            result[i] = new Complex(x[i].Real, -x[i].Imaginary);
        return result;
    }
}
