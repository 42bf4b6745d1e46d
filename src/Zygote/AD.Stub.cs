using System;

namespace Zygote;

/// <summary>Stands in for the compiler until it is merged: the signatures that bench and samples use.</summary>
public static class AD
{
    /// <summary>The gradient of a function.</summary>
    public static Func<T, T> Gradient<T>(Func<T, double> f) => throw new NotImplementedException();

    /// <summary>The gradient of a function at a point.</summary>
    public static T Gradient<T>(Func<T, double> f, T x) => throw new NotImplementedException();

    /// <summary>The value and the gradient of a function.</summary>
    public static Func<T, (double Value, T Gradient)> ValueAndGradient<T>(Func<T, double> f)
    {
        throw new NotImplementedException();
    }

    /// <summary>The gradient, written into the caller's object.</summary>
    public static GradientInto<T> GradientInto<T>(Func<T, double> f) => throw new NotImplementedException();

    /// <summary>The value, and the map from a cotangent of the result to one of the argument.</summary>
    public static Func<T, (TResult Value, Func<TResult, T> Pullback)> Pullback<T, TResult>(Func<T, TResult> f)
    {
        throw new NotImplementedException();
    }

    /// <summary>The value and the directional derivative.</summary>
    public static Func<T, T, (TResult Value, TResult Tangent)> Pushforward<T, TResult>(Func<T, TResult> f)
    {
        throw new NotImplementedException();
    }

    /// <summary>The derivative of a function of one number.</summary>
    public static Func<double, TResult> Derivative<TResult>(Func<double, TResult> f)
    {
        throw new NotImplementedException();
    }

    /// <summary>The derivative of a function of one number at a point.</summary>
    public static TResult Derivative<TResult>(Func<double, TResult> f, double x)
    {
        throw new NotImplementedException();
    }

    /// <summary>The derivative as readable code.</summary>
    public static string Explain(
        Delegate f, DerivativeKind kind = DerivativeKind.Gradient, ExplainFormat format = ExplainFormat.Code)
    {
        throw new NotImplementedException();
    }
}

/// <summary>Writes the gradient into the caller's object and returns the value.</summary>
public delegate double GradientInto<T>(T x, T gradient);

/// <summary>Which derivative is asked for.</summary>
public enum DerivativeKind
{
    /// <summary>The gradient.</summary>
    Gradient,
}

/// <summary>The form of an explanation.</summary>
public enum ExplainFormat
{
    /// <summary>Readable code.</summary>
    Code,
}
