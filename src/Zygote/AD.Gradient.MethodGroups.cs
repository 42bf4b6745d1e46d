using System;
using System.Runtime.CompilerServices;

namespace Zygote;

// Type inference does not look into method groups and untyped lambdas: these overloads serve the common ones. When several
// fit, the double ones are preferred.
public static partial class AD
{
    /// <inheritdoc cref="Gradient{T}(Func{T, double})"/>
    [OverloadResolutionPriority(2)]
    public static Func<double, double> Gradient(Func<double, double> f) =>
        Gradient<double>(f);

    /// <inheritdoc cref="Gradient{T}(Func{T, double})"/>
    [OverloadResolutionPriority(1)]
    public static Func<double[], double[]> Gradient(Func<double[], double> f) =>
        Gradient<double[]>(f);

    /// <inheritdoc cref="Gradient{T}(Func{T, double})"/>
    [OverloadResolutionPriority(2)]
    public static Func<double, double, (double, double)> Gradient(Func<double, double, double> f) =>
        Gradient<double, double>(f);

    /// <inheritdoc cref="Gradient{T}(Func{T, double})"/>
    [OverloadResolutionPriority(2)]
    public static Func<double, double, double, (double, double, double)> Gradient(Func<double, double, double, double> f) =>
        Gradient<double, double, double>(f);

    /// <inheritdoc cref="Gradient{T}(Func{T, double})"/>
    public static Func<float, float> Gradient(Func<float, float> f) =>
        Gradient<float>(f);

    /// <inheritdoc cref="Gradient{T}(Func{T, double})"/>
    public static Func<float[], float[]> Gradient(Func<float[], float> f) =>
        Gradient<float[]>(f);

    /// <inheritdoc cref="Gradient{T}(Func{T, double})"/>
    public static Func<float, float, (float, float)> Gradient(Func<float, float, float> f) =>
        Gradient<float, float>(f);

    /// <inheritdoc cref="Gradient{T}(Func{T, double})"/>
    public static Func<float, float, float, (float, float, float)> Gradient(Func<float, float, float, float> f) =>
        Gradient<float, float, float>(f);

    /// <inheritdoc cref="Gradient{T}(Func{T, double}, T)"/>
    [OverloadResolutionPriority(1)]
    public static double Gradient(Func<double, double> f, int x) =>
        Gradient<double>(f, x);
}
