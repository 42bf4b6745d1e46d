using System;
using System.Numerics;

namespace Zygote;

// Twins in single precision. There is no complex number of two floats: real and imaginary parts are arrays of their own. They are
// transformed in double precision and rounded once.

public static partial class Arrays
{
    /// <inheritdoc cref="Fft(Complex[])"/>
    public static (float[] Real, float[] Imaginary) Fft(float[] real, float[] imaginary) => Parts(Fft(Joined(real, imaginary)));

    /// <inheritdoc cref="InverseFft(Complex[])"/>
    public static (float[] Real, float[] Imaginary) InverseFft(float[] real, float[] imaginary) => Parts(InverseFft(Joined(real, imaginary)));

    /// <inheritdoc cref="RealFft(double[])"/>
    public static (float[] Real, float[] Imaginary) RealFft(float[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var wide = new double[x.Length];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = x[i];
        return Parts(RealFft(wide));
    }

    /// <inheritdoc cref="InverseRealFft(Complex[], int)"/>
    public static float[] InverseRealFft(float[] real, float[] imaginary, int n)
    {
        var wide = InverseRealFft(Joined(real, imaginary), n);
        var x = new float[wide.Length];
        for (var i = 0; i < x.Length; i++)
            x[i] = (float)wide[i];
        return x;
    }

    static Complex[] Joined(float[] real, float[] imaginary)
    {
        ArgumentNullException.ThrowIfNull(real);
        ArgumentNullException.ThrowIfNull(imaginary);
        Guard.SameLength("Imaginary parts", real.Length, imaginary.Length);
        var result = new Complex[real.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = new Complex(real[i], imaginary[i]);
        return result;
    }

    static (float[] Real, float[] Imaginary) Parts(Complex[] x)
    {
        var (real, imaginary) = (new float[x.Length], new float[x.Length]);
        for (var i = 0; i < x.Length; i++)
            (real[i], imaginary[i]) = ((float)x[i].Real, (float)x[i].Imaginary);
        return (real, imaginary);
    }
}
