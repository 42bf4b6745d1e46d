using System;
using System.Collections.Concurrent;
using System.Collections.Generic;

using Zygote.Differentiation;

namespace Zygote.Compilation;

/// <summary>Taylor coefficients of a function of one number.</summary>
sealed class TaylorFunction<S>(Func<S, S> f, int order)
    : DerivedFunction<Func<object?, S, S[]>>(f, Requests.Taylor(order, isCurve: true))
{
    public int Order => order;

    public S[] Invoke(S x)
    {
        var code = Code;
        using var inside = Tape.Enter();
        return code(Target, x);
    }
}

/// <summary>Taylor coefficients along a direction.</summary>
sealed class TaylorFunction<T, S>(Func<T, S> f, int order)
    : DerivedFunction<Func<object?, T, T, S[]>>(f, Requests.Taylor(order, isCurve: false))
{
    public int Order => order;

    public S[] Invoke(T x, T direction)
    {
        Shadow.CheckSameShape(x, direction, nameof(direction));
        var code = Code;
        using var inside = Tape.Enter();
        return code(Target, x, direction);
    }
}

/// <summary>All derivatives of one order, from the last Taylor coefficient along each direction with that sum of exponents.</summary>
sealed class TensorFunction(Func<double[], double> f, int order)
{
    readonly TaylorFunction<double[], double> _taylor = new(f, order);
    readonly ConcurrentDictionary<int, double[][]> _weights = new();

    public DerivativeTensor Invoke(double[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var exponents = Exponents.All(x.Length, order);
        var weights = _weights.GetOrAdd(x.Length, _ => WeightsOf(exponents));
        var entries = new double[exponents.Count];
        for (var j = 0; j < exponents.Count; j++)
        {
            var coefficient = _taylor.Invoke((double[])x.Clone(), Array.ConvertAll(exponents[j], e => (double)e))[order];
            for (var i = 0; i < entries.Length; i++)
            {
                if (weights[i][j] != 0)
                    entries[i] += weights[i][j] * coefficient;
            }
        }

        return new DerivativeTensor(x.Length, order, entries);
    }

    double[][] WeightsOf(List<int[]> exponents) => order == 0
        ? [[1]]
        : [.. exponents.ConvertAll(i => exponents.ConvertAll(j => Exponents.Weight(i, j, order)).ToArray())];
}
