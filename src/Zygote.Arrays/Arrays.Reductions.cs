using System;
using System.Numerics;

namespace Zygote;

public static partial class Arrays
{
    /// <summary>The sum, from the first to the last; 0 of nothing.</summary>
    public static T Sum<T>(T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        var sum = T.Zero;
        for (var i = 0; i < x.Length; i++)
            sum += x[i];
        return sum;
    }

    /// <summary>
    /// The product; 1 of nothing. Zeros are factors like others: the derivative of a single one is the product of the
    /// rest.
    /// </summary>
    public static T Product<T>(T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        var product = T.One;
        for (var i = 0; i < x.Length; i++)
            product *= x[i];
        return product;
    }

    /// <summary>The arithmetic mean; NaN of nothing.</summary>
    public static T Mean<T>(T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sum(x) / T.CreateTruncating(x.Length);

    /// <summary>
    /// The sum of the squares of deviations from the mean, divided by n - 1, or by n less another correction.
    /// </summary>
    /// <remarks>In two passes. NaN or infinite where the divisor is 0.</remarks>
    public static T Variance<T>(T[] x, int correction = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var mean = Mean(x);
        var sum = T.Zero;
        for (var i = 0; i < x.Length; i++)
        {
            var deviation = x[i] - mean;
            sum += deviation * deviation;
        }

        return sum / T.CreateTruncating(x.Length - correction);
    }

    /// <summary>
    /// The square root of the variance. Where that is 0, the derivative is taken for 0, as that of a norm.
    /// </summary>
    public static T StandardDeviation<T>(T[] x, int correction = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var variance = Variance(x, correction);
        return variance == T.Zero ? T.Zero : T.Sqrt(variance);
    }

    /// <summary>
    /// The covariances of the columns: rows are observations. Divided by their number less the correction.
    /// </summary>
    public static T[,] Covariance<T>(T[,] observations, int correction = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(observations);
        var (n, columns) = (observations.GetLength(0), observations.GetLength(1));
        var count = T.CreateTruncating(n);
        var root = T.Sqrt(T.CreateTruncating(n - correction));
        var deviations = new T[n, columns];
        var means = new T[columns];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < columns; j++)
                means[j] += observations[i, j];
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < columns; j++)
                deviations[i, j] = (observations[i, j] - means[j] / count) / root;
        }

        return MatrixProduct(deviations, deviations, true, false);
    }

    /// <summary>
    /// The p-norm of a vector: 1, 2 and positive infinity are meant, and any other positive p; 0 of nothing.
    /// </summary>
    /// <remarks>
    /// Without overflow: elements are divided by the largest one where squares or powers could leave the range. Where
    /// an element is 0 its part has derivative 0 (p = 1), and so has the norm at 0. For infinity the first of the
    /// largest elements has the derivative. NaN gives NaN.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">p is not positive.</exception>
    public static T Norm<T>(T[] x, double p = 2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        if (!(p > 0))
            throw new ArgumentOutOfRangeException(nameof(p), "The order of a norm must be positive.");
        if (p == 1)
        {
            var sum = T.Zero;
            for (var i = 0; i < x.Length; i++)
                sum += T.Abs(x[i]);
            return sum;
        }

        var largest = Largest(x);
        if (largest < 0)
            return T.Zero;
        var scale = AD.StopGradient(T.Abs(x[largest]));
        if (p == double.PositiveInfinity || T.IsZero(scale) || !T.IsFinite(scale))
            return T.Abs(x[largest]);
        return p == 2 ? EuclideanNorm(x, scale) : PowerNorm(x, T.CreateTruncating(p), scale);
    }

    static T EuclideanNorm<T>(T[] x, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        if (IsModerate(scale))
        {
            for (var i = 0; i < x.Length; i++)
                sum += x[i] * x[i];
            return T.Sqrt(sum);
        }

        for (var i = 0; i < x.Length; i++)
        {
            var part = x[i] / scale;
            sum += part * part;
        }

        return scale * T.Sqrt(sum);
    }

    /// <summary>Whether squares are far from overflow, and from where digits get lost.</summary>
    [ZeroDerivative]
    static bool IsModerate<T>(T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(double)
            ? double.CreateTruncating(scale) is > 1e-140 and < 1e140
            : double.CreateTruncating(scale) is > 1e-14 and < 1e14 && typeof(T) == typeof(float);

    static T PowerNorm<T>(T[] x, T p, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] != T.Zero || T.IsNaN(x[i]))
                sum += T.Pow(T.Abs(x[i]) / scale, p);
        }

        return scale * T.Pow(sum, T.One / p);
    }

    /// <summary>The index of the first largest absolute value, or of the first NaN; -1 of nothing.</summary>
    [ZeroDerivative]
    static int Largest<T>(T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var at = -1;
        for (var i = 0; i < x.Length; i++)
        {
            if (T.IsNaN(x[i]))
                return i;
            if (at < 0 || T.Abs(x[i]) > T.Abs(x[at]))
                at = i;
        }

        return at;
    }

    /// <summary>The largest element; NaN if there is one. The first of equal ones has the derivative.</summary>
    /// <exception cref="ArgumentException">The array is empty.</exception>
    public static T Max<T>(T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x[ArgMax(x)];

    /// <summary>The smallest element; NaN if there is one. The first of equal ones has the derivative.</summary>
    /// <exception cref="ArgumentException">The array is empty.</exception>
    public static T Min<T>(T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x[ArgMin(x)];

    /// <summary>The index of the largest element, the first of equal ones; of the first NaN if there is one.</summary>
    /// <exception cref="ArgumentException">The array is empty.</exception>
    [ZeroDerivative]
    public static int ArgMax<T>(T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        Guard.NotEmpty(nameof(ArgMax), x.Length);
        var at = 0;
        for (var i = 1; i < x.Length && !T.IsNaN(x[at]); i++)
        {
            if (x[i] > x[at] || T.IsNaN(x[i]))
                at = i;
        }

        return at;
    }

    /// <summary>The index of the smallest element, the first of equal ones; of the first NaN if there is one.</summary>
    /// <exception cref="ArgumentException">The array is empty.</exception>
    [ZeroDerivative]
    public static int ArgMin<T>(T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        Guard.NotEmpty(nameof(ArgMin), x.Length);
        var at = 0;
        for (var i = 1; i < x.Length && !T.IsNaN(x[at]); i++)
        {
            if (x[i] < x[at] || T.IsNaN(x[i]))
                at = i;
        }

        return at;
    }

    /// <summary>The logarithm of the sum of exponentials, without overflow; minus infinity of nothing.</summary>
    /// <remarks>The gradient is <see cref="Softmax{T}(T[])"/>.</remarks>
    public static T LogSumExp<T>(T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Length == 0)
            return T.NegativeInfinity;
        var most = AD.StopGradient(Max(x));
        if (!T.IsFinite(most))
            return Max(x);
        var sum = T.Zero;
        for (var i = 0; i < x.Length; i++)
            sum += T.Exp(x[i] - most);
        return most + T.Log(sum);
    }

    /// <summary>
    /// Exponentials divided by their sum, without overflow. NaN where an element is NaN or positive infinity.
    /// </summary>
    public static T[] Softmax<T>(T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        var y = new T[x.Length];
        if (x.Length == 0)
            return y;
        var most = AD.StopGradient(Max(x));
        var sum = T.Zero;
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = T.Exp(x[i] - most);
            sum += y[i];
        }

        for (var i = 0; i < y.Length; i++)
            y[i] /= sum;
        return y;
    }

    /// <summary>
    /// The logarithms of <see cref="Softmax{T}(T[])"/>: each element less the logarithm of the sum of exponentials.
    /// </summary>
    public static T[] LogSoftmax<T>(T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var y = new T[x.Length];
        var logarithm = LogSumExp(x);
        for (var i = 0; i < y.Length; i++)
            y[i] = x[i] - logarithm;
        return y;
    }
}
