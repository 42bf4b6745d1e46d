using System;
using System.Runtime.CompilerServices;

namespace Zygote;

// Type inference does not look into method groups and untyped lambdas: these overloads serve the common ones. When several
// fit, the double ones are preferred.
public static partial class AD
{
    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double})"/>
    [OverloadResolutionPriority(2)]
    public static Func<double, (double Value, double Gradient)> ValueAndGradient(Func<double, double> f) =>
        ValueAndGradient<double>(f);

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double})"/>
    [OverloadResolutionPriority(1)]
    public static Func<double[], (double Value, double[] Gradient)> ValueAndGradient(Func<double[], double> f) =>
        ValueAndGradient<double[]>(f);

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double})"/>
    [OverloadResolutionPriority(2)]
    public static Func<double, double, (double Value, (double, double) Gradient)> ValueAndGradient(
        Func<double, double, double> f) =>
        ValueAndGradient<double, double>(f);

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double})"/>
    [OverloadResolutionPriority(2)]
    public static Func<double, double, double, (double Value, (double, double, double) Gradient)> ValueAndGradient(
        Func<double, double, double, double> f) =>
        ValueAndGradient<double, double, double>(f);

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double})"/>
    public static Func<float, (float Value, float Gradient)> ValueAndGradient(Func<float, float> f) =>
        ValueAndGradient<float>(f);

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double})"/>
    public static Func<float[], (float Value, float[] Gradient)> ValueAndGradient(Func<float[], float> f) =>
        ValueAndGradient<float[]>(f);

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double})"/>
    public static Func<float, float, (float Value, (float, float) Gradient)> ValueAndGradient(Func<float, float, float> f) =>
        ValueAndGradient<float, float>(f);

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double})"/>
    public static Func<float, float, float, (float Value, (float, float, float) Gradient)> ValueAndGradient(
        Func<float, float, float, float> f) =>
        ValueAndGradient<float, float, float>(f);

    /// <inheritdoc cref="ValueAndGradient{T}(Func{T, double}, T)"/>
    [OverloadResolutionPriority(1)]
    public static (double Value, double Gradient) ValueAndGradient(Func<double, double> f, int x) =>
        ValueAndGradient<double>(f, x);
}
