using System;

namespace Zygote.Rules;

/// <summary>
/// Functions that the platform approximates for vectors otherwise than for numbers: the value is given, it is known how it
/// varies with the arguments.
/// </summary>
static class MeasuredLanes
{
    static double Exp(double x, double value) => value;

    [DerivativeOf(typeof(MeasuredLanes), nameof(Exp))]
    static (double, double) ExpPartials(double x, double value, double y) => (y, 0);

    static double Log(double x, double value) => value;

    [DerivativeOf(typeof(MeasuredLanes), nameof(Log))]
    static (double, double) LogPartials(double x, double value, double y) => (1 / x, 0);

    static double Log2(double x, double value) => value;

    [DerivativeOf(typeof(MeasuredLanes), nameof(Log2))]
    static (double, double) Log2Partials(double x, double value, double y) => (1 / (x * 0.693147180559945309417), 0);

    static double Sin(double x, double value) => value;

    [DerivativeOf(typeof(MeasuredLanes), nameof(Sin))]
    static (double, double) SinPartials(double x, double value, double y) => (Math.Cos(x), 0);

    static double Cos(double x, double value) => value;

    [DerivativeOf(typeof(MeasuredLanes), nameof(Cos))]
    static (double, double) CosPartials(double x, double value, double y) => (-Math.Sin(x), 0);

    static double Hypot(double a, double b, double value) => value;

    [DerivativeOf(typeof(MeasuredLanes), nameof(Hypot))]
    static (double, double, double) HypotPartials(double a, double b, double value, double y) => y == 0 ? (0.0, 0.0, 0.0) : (a / y, b / y, 0);

    static float Exp(float x, float value) => value;

    [DerivativeOf(typeof(MeasuredLanes), nameof(Exp))]
    static (float, float) ExpPartials(float x, float value, float y) => (y, 0);

    static float Log(float x, float value) => value;

    [DerivativeOf(typeof(MeasuredLanes), nameof(Log))]
    static (float, float) LogPartials(float x, float value, float y) => (1 / x, 0);

    static float Log2(float x, float value) => value;

    [DerivativeOf(typeof(MeasuredLanes), nameof(Log2))]
    static (float, float) Log2Partials(float x, float value, float y) => (1 / (x * 0.693147181f), 0);

    static float Sin(float x, float value) => value;

    [DerivativeOf(typeof(MeasuredLanes), nameof(Sin))]
    static (float, float) SinPartials(float x, float value, float y) => (MathF.Cos(x), 0);

    static float Cos(float x, float value) => value;

    [DerivativeOf(typeof(MeasuredLanes), nameof(Cos))]
    static (float, float) CosPartials(float x, float value, float y) => (-MathF.Sin(x), 0);

    static float Hypot(float a, float b, float value) => value;

    [DerivativeOf(typeof(MeasuredLanes), nameof(Hypot))]
    static (float, float, float) HypotPartials(float a, float b, float value, float y) => y == 0 ? (0f, 0f, 0f) : (a / y, b / y, 0);

    static double DegreesToRadians(double x, double value) => value;

    [DerivativeOf(typeof(MeasuredLanes), nameof(DegreesToRadians))]
    static (double, double) DegreesToRadiansPartials(double x, double value, double y) => (Math.PI / 180, 0);

    static double RadiansToDegrees(double x, double value) => value;

    [DerivativeOf(typeof(MeasuredLanes), nameof(RadiansToDegrees))]
    static (double, double) RadiansToDegreesPartials(double x, double value, double y) => (180 / Math.PI, 0);

    static float DegreesToRadians(float x, float value) => value;

    [DerivativeOf(typeof(MeasuredLanes), nameof(DegreesToRadians))]
    static (float, float) DegreesToRadiansPartials(float x, float value, float y) => (MathF.PI / 180, 0);

    static float RadiansToDegrees(float x, float value) => value;

    [DerivativeOf(typeof(MeasuredLanes), nameof(RadiansToDegrees))]
    static (float, float) RadiansToDegreesPartials(float x, float value, float y) => (180 / MathF.PI, 0);
}
