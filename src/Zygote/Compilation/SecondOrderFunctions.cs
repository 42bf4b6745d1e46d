using System;
using System.Numerics;

namespace Zygote.Compilation;

// Second derivatives are first derivatives of first derivatives: the code of the inner one is differentiated like any other.

/// <summary>The product of the Hessian with a direction: forward mode over reverse mode.</summary>
sealed class HessianVectorFunction<T, R>(Func<T, R> f)
{
    readonly PushforwardFunction<T, T> _slope = new(new GradientFunction<T, R>(f).Invoke);

    public T Invoke(T x, T direction) => _slope.Invoke(x, direction).Tangent;
}

/// <summary>Row by row, each the tangent of the gradient along one axis; value and gradient come along.</summary>
sealed class HessianFunction<S>(Func<S[], S> f)
    where S : struct, INumberBase<S>
{
    readonly PushforwardFunction<S[], (S Value, S[] Gradient)> _slope = new(new GradientFunction<S[], S>(f).InvokeWithValue);

    public S[,] Invoke(S[] x) => InvokeWithGradient(x).Hessian;

    public (S Value, S[] Gradient, S[,] Hessian) InvokeWithGradient(S[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var hessian = new S[x.Length, x.Length];
        var direction = new S[x.Length];
        if (x.Length == 0)
        {
            var (value, gradient) = _slope.Invoke(x, direction).Value;
            return (value, gradient, hessian);
        }

        (S Value, S[] Gradient) first = (S.Zero, x);
        for (var i = 0; i < x.Length; i++)
        {
            // f may write into its argument; each run starts from the same point.
            var point = i < x.Length - 1 ? (S[])x.Clone() : x;
            direction = new S[x.Length];
            direction[i] = S.One;
            var (result, tangent) = _slope.Invoke(point, direction);
            if (i == 0)
                first = result;
            for (var j = 0; j < x.Length; j++)
                hessian[i, j] = tangent.Gradient[j];
        }

        return (first.Value, first.Gradient, hessian);
    }
}

/// <summary>Second derivatives along the axes: forward mode over forward mode, once for each.</summary>
sealed class DiagonalHessianFunction<S>
    where S : struct, INumberBase<S>
{
    readonly PushforwardFunction<S[], S[], S> _curvature;

    public DiagonalHessianFunction(Func<S[], S> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        var slope = new PushforwardFunction<S[], S>(f);
        _curvature = new PushforwardFunction<S[], S[], S>((x, direction) => slope.Invoke(x, direction).Tangent);
    }

    public S[] Invoke(S[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var result = new S[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            var direction = new S[x.Length];
            direction[i] = S.One;
            result[i] = _curvature.Invoke((S[])x.Clone(), direction, (S[])direction.Clone(), new S[x.Length]).Tangent;
        }

        return result;
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
    readonly PushforwardFunction<S[], S[]> _pushforward = new(f);

    public S Divergence(S[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var sum = S.Zero;
        for (var i = 0; i < x.Length; i++)
            sum += Column(x, i)[i];
        return sum;
    }

    public S[] Curl(S[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Length != 3)
            throw new ArgumentException($"The curl is that of a field in 3 dimensions, and the point has {x.Length}.", nameof(x));
        var (a, b, c) = (Column(x, 0), Column(x, 1), Column(x, 2));
        return [b[2] - c[1], c[0] - a[2], a[1] - b[0]];
    }

    /// <summary>The derivative of the field by one coordinate.</summary>
    S[] Column(S[] x, int index)
    {
        var direction = new S[x.Length];
        direction[index] = S.One;
        var column = _pushforward.Invoke((S[])x.Clone(), direction).Tangent;
        if (column.Length != x.Length)
        {
            throw new ArgumentException(
                $"The field has {column.Length} components at a point of {x.Length} dimensions; there must be as many.", nameof(x));
        }

        return column;
    }
}
