using System;

namespace Zygote;

/// <summary>
/// The functions of <see cref="SpecialFunctions"/> in single precision, computed in double precision and rounded once.
/// </summary>
/// <remarks>A class of their own, as MathF beside Math: overloads would take the calls with integers.</remarks>
public static partial class SpecialFunctionsF
{
    /// <inheritdoc cref="SpecialFunctions.ExpM1(double)"/>
    public static float ExpM1(float x) => (float)SpecialFunctions.ExpM1(x);

    /// <inheritdoc cref="SpecialFunctions.LogP1(double)"/>
    public static float LogP1(float x) => (float)SpecialFunctions.LogP1(x);

    /// <inheritdoc cref="SpecialFunctions.Xlogx(double)"/>
    public static float Xlogx(float x) => (float)SpecialFunctions.Xlogx(x);

    /// <inheritdoc cref="SpecialFunctions.Xlogy(double, double)"/>
    public static float Xlogy(float x, float y) => (float)SpecialFunctions.Xlogy(x, y);

    /// <inheritdoc cref="SpecialFunctions.Xlog1py(double, double)"/>
    public static float Xlog1py(float x, float y) => (float)SpecialFunctions.Xlog1py(x, y);

    /// <inheritdoc cref="SpecialFunctions.Xexpx(double)"/>
    public static float Xexpx(float x) => (float)SpecialFunctions.Xexpx(x);

    /// <inheritdoc cref="SpecialFunctions.Xexpy(double, double)"/>
    public static float Xexpy(float x, float y) => (float)SpecialFunctions.Xexpy(x, y);

    /// <inheritdoc cref="SpecialFunctions.Logistic(double)"/>
    public static float Logistic(float x) => (float)SpecialFunctions.Logistic(x);

    /// <inheritdoc cref="SpecialFunctions.Logit(double)"/>
    public static float Logit(float p) => (float)SpecialFunctions.Logit(p);

    /// <inheritdoc cref="SpecialFunctions.LogCosh(double)"/>
    public static float LogCosh(float x) => (float)SpecialFunctions.LogCosh(x);

    /// <inheritdoc cref="SpecialFunctions.LogAbsSinh(double)"/>
    public static float LogAbsSinh(float x) => (float)SpecialFunctions.LogAbsSinh(x);

    /// <inheritdoc cref="SpecialFunctions.LogAbsTanh(double)"/>
    public static float LogAbsTanh(float x) => (float)SpecialFunctions.LogAbsTanh(x);

    /// <inheritdoc cref="SpecialFunctions.Log1pSquared(double)"/>
    public static float Log1pSquared(float x) => (float)SpecialFunctions.Log1pSquared(x);

    /// <inheritdoc cref="SpecialFunctions.Log1pExp(double)"/>
    public static float Log1pExp(float x) => (float)SpecialFunctions.Log1pExp(x);

    /// <inheritdoc cref="SpecialFunctions.Log1mExp(double)"/>
    public static float Log1mExp(float x) => (float)SpecialFunctions.Log1mExp(x);

    /// <inheritdoc cref="SpecialFunctions.Log2mExp(double)"/>
    public static float Log2mExp(float x) => (float)SpecialFunctions.Log2mExp(x);

    /// <inheritdoc cref="SpecialFunctions.LogExpm1(double)"/>
    public static float LogExpm1(float x) => (float)SpecialFunctions.LogExpm1(x);

    /// <inheritdoc cref="SpecialFunctions.InverseSoftplus(double)"/>
    public static float InverseSoftplus(float y) => (float)SpecialFunctions.InverseSoftplus(y);

    /// <inheritdoc cref="SpecialFunctions.Log1pmx(double)"/>
    public static float Log1pmx(float x) => (float)SpecialFunctions.Log1pmx(x);

    /// <inheritdoc cref="SpecialFunctions.Logmxp1(double)"/>
    public static float Logmxp1(float x) => (float)SpecialFunctions.Logmxp1(x);

    /// <inheritdoc cref="SpecialFunctions.LogAddExp(double, double)"/>
    public static float LogAddExp(float x, float y) => (float)SpecialFunctions.LogAddExp(x, y);

    /// <inheritdoc cref="SpecialFunctions.LogSubExp(double, double)"/>
    public static float LogSubExp(float x, float y) => (float)SpecialFunctions.LogSubExp(x, y);

    /// <inheritdoc cref="SpecialFunctions.Cloglog(double)"/>
    public static float Cloglog(float p) => (float)SpecialFunctions.Cloglog(p);

    /// <inheritdoc cref="SpecialFunctions.Cexpexp(double)"/>
    public static float Cexpexp(float x) => (float)SpecialFunctions.Cexpexp(x);

    /// <inheritdoc cref="SpecialFunctions.LogLogistic(double)"/>
    public static float LogLogistic(float x) => (float)SpecialFunctions.LogLogistic(x);

    /// <inheritdoc cref="SpecialFunctions.Log1mLogistic(double)"/>
    public static float Log1mLogistic(float x) => (float)SpecialFunctions.Log1mLogistic(x);

    /// <inheritdoc cref="SpecialFunctions.LogitExp(double)"/>
    public static float LogitExp(float x) => (float)SpecialFunctions.LogitExp(x);

    /// <inheritdoc cref="SpecialFunctions.Logit1mExp(double)"/>
    public static float Logit1mExp(float x) => (float)SpecialFunctions.Logit1mExp(x);

    /// <inheritdoc cref="SpecialFunctions.LogSumExp(double[])"/>
    public static float LogSumExp(float[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return LogSumExp((ReadOnlySpan<float>)x);
    }

    /// <inheritdoc cref="SpecialFunctions.LogSumExp(double[])"/>
    public static float LogSumExp(ReadOnlySpan<float> x)
    {
        var max = float.NegativeInfinity;
        for (var i = 0; i < x.Length; i++)
            max = Math.Max(max, x[i]);
        if (float.IsInfinity(max))
            return max;
        var shift = AD.StopGradient(max);
        double sum = 0;
        for (var i = 0; i < x.Length; i++)
            sum += Math.Exp(x[i] - shift);
        return (float)(shift + Math.Log(sum));
    }

    /// <inheritdoc cref="SpecialFunctions.Softmax(double[])"/>
    public static float[] Softmax(float[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var logarithm = LogSumExpDouble(x);
        var y = new float[x.Length];
        for (var i = 0; i < y.Length; i++)
            y[i] = (float)Math.Exp(x[i] - logarithm);
        return y;
    }

    /// <inheritdoc cref="SpecialFunctions.LogSoftmax(double[])"/>
    public static float[] LogSoftmax(float[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var logarithm = LogSumExpDouble(x);
        var y = new float[x.Length];
        for (var i = 0; i < y.Length; i++)
            y[i] = (float)(x[i] - logarithm);
        return y;
    }

    /// <summary>In double precision, so that no digits are lost on the way.</summary>
    static double LogSumExpDouble(float[] x)
    {
        var wide = new double[x.Length];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = x[i];
        return SpecialFunctions.LogSumExp(wide);
    }
}
