using System;
using System.Numerics;

using Zygote.Differentiation;

namespace Zygote.Compilation;

// Second derivatives are first derivatives of first derivatives: the code of the inner one is differentiated like any other.

/// <summary>The product of the Hessian with a direction: forward mode over reverse mode.</summary>
sealed class HessianVectorFunction<T, R>(Func<T, R> f)
{
    readonly PushforwardFunction<T, T> _slope = new(new GradientFunction<T, R>(f).Invoke);

    public T Invoke(T x, T direction) => _slope.Invoke(x, direction).Tangent;
}

/// <summary>Forward mode over reverse mode: each column is the tangent of the gradient along an axis.</summary>
sealed class HessianFunction<S>(Func<S[], S> f)
    where S : struct, INumberBase<S>
{
    readonly ColumnsFunction<S, S[]> _slopes = new(new GradientFunction<S[], S>(f).Invoke, y => y, hasValue: false);

    public S[,] Invoke(S[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return _slopes.Invoke(x, x.Length).Columns;
    }
}

/// <summary>The same with value and gradient, from the same runs.</summary>
sealed class ValueGradientAndHessianFunction<S>
    where S : struct, INumberBase<S>
{
    readonly GradientFunction<S[], S> _gradient;
    readonly ColumnsFunction<S, (S Value, S[] Gradient)> _slopes;

    public ValueGradientAndHessianFunction(Func<S[], S> f)
    {
        _gradient = new GradientFunction<S[], S>(f);
        _slopes = new ColumnsFunction<S, (S Value, S[] Gradient)>(_gradient.InvokeWithValue, y => y.Gradient);
    }

    public (S Value, S[] Gradient, S[,] Hessian) Invoke(S[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var ((value, gradient), hessian) = _slopes.Invoke(x, x.Length);
        if (x.Length == 0)
            (value, gradient) = _gradient.InvokeWithValue(x);
        return (value, gradient, hessian);
    }
}

/// <summary>
/// Second derivatives along the axes: forward mode over reverse mode for many of them at a time, else forward mode over forward
/// mode, once for each.
/// </summary>
sealed class DiagonalHessianFunction<S>
    where S : struct, INumberBase<S>
{
    readonly Func<S[], S> _f;
    readonly VectorTangentFunction<S[], S[]>? _slopes;
    PushforwardFunction<S[], S[], S>? _curvature;

    public DiagonalHessianFunction(Func<S[], S> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        _f = f;
        if (!Lifted.Here)
            _slopes = Slopes(f);
        if (_slopes is null)
            _curvature = Curvature(f);
    }

    /// <summary>Null where the gradient has no such form, or does not exist: forward mode can do more.</summary>
    static VectorTangentFunction<S[], S[]>? Slopes(Func<S[], S> f)
    {
        try
        {
            return new(new GradientFunction<S[], S>(f).Invoke, isWide: true);
        }
        catch (Exception e) when (e is OneDirectionException or NotDifferentiableException)
        {
            return null;
        }
    }

    static PushforwardFunction<S[], S[], S> Curvature(Func<S[], S> f)
    {
        var slope = new PushforwardFunction<S[], S>(f);
        return new PushforwardFunction<S[], S[], S>((x, direction) => slope.Invoke(x, direction).Tangent);
    }

    public S[] Invoke(S[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var result = new S[x.Length];
        if (_slopes is null || !AsLanes(_slopes, x, result))
            OneByOne(x, result);
        return result;
    }

    static bool AsLanes(VectorTangentFunction<S[], S[]> slopes, S[] x, S[] result)
    {
        var point = new S[x.Length]; // f may write into it
        var exchange = new AxisDiagonal<S>(result);
        while (exchange.First < x.Length)
        {
            x.CopyTo(point, 0);
            var (areNumbers, count) = slopes.Invoke(point, exchange);
            if (!areNumbers)
                return false; // see DualKind.Vector
            exchange.First += count;
        }

        return true;
    }

    void OneByOne(S[] x, S[] result)
    {
        var curvature = _curvature ??= Curvature(_f);
        for (var i = 0; i < x.Length; i++)
        {
            var (direction, change) = (Axis.Of<S>(x.Length, i), Axis.Of<S>(x.Length, i));
            result[i] = curvature.Invoke((S[])x.Clone(), direction, change, new S[x.Length]).Tangent;
        }
    }

    public S Sum(S[] x)
    {
        var sum = S.Zero;
        foreach (var curvature in Invoke(x))
            sum += curvature;
        return sum;
    }
}

/// <summary>What is made of the partial derivatives of a vector field.</summary>
sealed class FieldFunction<S>(Func<S[], S[]> f)
    where S : struct, INumberBase<S>
{
    readonly ColumnsFunction<S, S[]> _partials = new(f, y => y);

    public S Divergence(S[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var (y, d) = _partials.Invoke(x, x.Length);
        RequireField(x, y);
        var sum = S.Zero;
        for (var i = 0; i < x.Length; i++)
            sum += d[i, i];
        return sum;
    }

    public S[] Curl(S[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Length != 3)
            throw new ArgumentException($"The curl is that of a field in 3 dimensions, and the point has {x.Length}.", nameof(x));
        var (y, d) = _partials.Invoke(x, x.Length);
        RequireField(x, y);
        return [d[2, 1] - d[1, 2], d[0, 2] - d[2, 0], d[1, 0] - d[0, 1]];
    }

    static void RequireField(S[] x, S[]? y)
    {
        if (y is not null && y.Length != x.Length)
        {
            throw new ArgumentException(
                $"The field has {y.Length} components at a point of {x.Length} dimensions; there must be as many.", nameof(x));
        }
    }
}
