using System;

using Zygote.Compilation;

namespace Zygote;

/// <summary>The partial derivatives of one order of a function of several variables; they do not depend on the order of indices.</summary>
public sealed class DerivativeTensor
{
    readonly double[] _entries;

    internal DerivativeTensor(int dimension, int order, double[] entries)
    {
        Dimension = dimension;
        Order = order;
        _entries = entries;
    }

    /// <summary>How many variables there are.</summary>
    public int Dimension { get; }

    /// <summary>How many indices an entry has.</summary>
    public int Order { get; }

    /// <summary>The derivative by the variables with these numbers.</summary>
    /// <param name="variables">As many as the order, from 0, in any order; one variable may occur several times.</param>
    /// <exception cref="ArgumentException">There are more or fewer than the order.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A variable does not exist.</exception>
    public double this[params ReadOnlySpan<int> variables]
    {
        get
        {
            if (variables.Length != Order)
                throw new ArgumentException($"{Order} indices are expected, not {variables.Length}", nameof(variables));
            var exponents = new int[Dimension];
            foreach (var v in variables)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(v, nameof(variables));
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(v, Dimension, nameof(variables));
                exponents[v]++;
            }

            return _entries[Exponents.IndexOf(exponents, Order)];
        }
    }
}
