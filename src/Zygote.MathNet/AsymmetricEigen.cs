using System;
using System.Numerics;

namespace Zygote.MathNet;

/// <summary>
/// A V = V D of any real matrix: the columns of V as MathNet has them, real and imaginary parts of a pair of vectors side by side,
/// then the real and the imaginary parts of the eigenvalues, in one array.
/// </summary>
/// <remarks>
/// With complex V and P = V^-1 A' V the tangents are diag(P) and V X, X[i, j] = P[i, j] / (d[j] - d[i]) (M. Giles, Collected matrix
/// derivative results, 2008); the diagonal of X is such that each vector changes at right angles to itself. Where two eigenvalues
/// agree within rounding a derivative that needs their vectors is NaN.
/// </remarks>
static class AsymmetricEigen
{
    public static T[] Factor<T>(T[] a, int order)
        where T : struct, IFloatingPointIeee754<T>
    {
        var vectors = new T[order * order];
        var values = new Complex[order];
        Providers.Current<T>().EigenDecomp(false, order, a, vectors, values, new T[order * order]);
        var all = new T[vectors.Length + (2 * order)];
        Arrays.Put(vectors, all, 0);
        for (var i = 0; i < order; i++)
        {
            all[vectors.Length + i] = T.CreateChecked(values[i].Real);
            all[vectors.Length + order + i] = T.CreateChecked(values[i].Imaginary);
        }

        return all;
    }

    [PullbackOf(typeof(AsymmetricEigen), nameof(Factor))]
    static (T[] Value, Func<T[], T[]> Pullback) FactorPullback<T>(T[] a, int order)
        where T : struct, IFloatingPointIeee754<T>
    {
        var all = Factor(a, order);
        return (all, bar =>
        {
            Complex[] d = Values(all, order), v = Vectors(all, all, order), dBar = Values(bar, order), vBar = Vectors(bar, all, order, true);
            Complex[] gram = AdjointTimes(v, v, order), m = AdjointTimes(v, vBar, order);
            var p = new Complex[order * order];
            var limit = Limit(d);
            for (var j = 0; j < order; j++)
            {
                var along = m[j + (j * order)] / gram[j + (j * order)].Real;
                for (var i = 0; i < order; i++)
                {
                    var at = i + (j * order);
                    p[at] = i == j ? dBar[j] : Quotient(m[at] - (along * gram[at]), Complex.Conjugate(d[j] - d[i]), limit);
                }
            }

            // V^-H P V^H
            var product = Times(Adjoint(Inverse(v, order), order), Times(p, Adjoint(v, order), order), order);
            var aBar = new T[order * order];
            for (var i = 0; i < aBar.Length; i++)
                aBar[i] = T.CreateChecked(product[i].Real);
            return aBar;
        });
    }

    [PushforwardOf(typeof(AsymmetricEigen), nameof(Factor))]
    static (T[] Value, T[] Tangent) FactorPushforward<T>(T[] a, int order, T[] aDot, int orderDot)
        where T : struct, IFloatingPointIeee754<T>
    {
        var all = Factor(a, order);
        Complex[] d = Values(all, order), v = Vectors(all, all, order), change = new Complex[order * order];
        for (var i = 0; i < change.Length; i++)
            change[i] = double.CreateChecked(aDot[i]);
        var p = Times(Inverse(v, order), Times(change, v, order), order);
        var gram = AdjointTimes(v, v, order);
        var x = new Complex[order * order];
        var tangent = new T[all.Length];
        var limit = Limit(d);
        for (var j = 0; j < order; j++)
        {
            Complex along = 0;
            for (var i = 0; i < order; i++)
            {
                var at = i + (j * order);
                if (i == j)
                    continue;
                x[at] = Quotient(p[at], d[j] - d[i], limit);
                along += gram[j + (i * order)] * x[at];
            }

            x[j + (j * order)] = -along / gram[j + (j * order)].Real;
            tangent[(order * order) + j] = T.CreateChecked(p[j + (j * order)].Real);
            tangent[(order * order) + order + j] = T.CreateChecked(p[j + (j * order)].Imaginary);
        }

        var vDot = Times(v, x, order);
        for (var j = 0; j < order; j++)
        {
            var isSecond = IsSecond(all, order, j);
            for (var i = 0; i < order; i++)
            {
                var at = i + (j * order);
                tangent[at] = T.CreateChecked(isSecond ? vDot[at - order].Imaginary : vDot[at].Real);
            }
        }

        return (all, tangent);
    }

    static Complex[] Values<T>(T[] all, int order)
        where T : struct, IFloatingPointIeee754<T>
    {
        var values = new Complex[order];
        for (var i = 0; i < order; i++)
        {
            var at = (order * order) + i;
            values[i] = new Complex(double.CreateChecked(all[at]), double.CreateChecked(all[at + order]));
        }

        return values;
    }

    /// <summary>Complex columns from the real ones. Those of cotangents belong to the first vector of a pair.</summary>
    static Complex[] Vectors<T>(T[] columns, T[] all, int order, bool isCotangent = false)
        where T : struct, IFloatingPointIeee754<T>
    {
        var vectors = new Complex[order * order];
        for (var j = 0; j < order; j++)
        {
            var isFirst = IsFirst(all, order, j);
            var isSecond = IsSecond(all, order, j);
            for (var i = 0; i < order; i++)
            {
                var at = i + (j * order);
                if (isSecond)
                    vectors[at] = isCotangent ? Complex.Zero : Complex.Conjugate(vectors[at - order]);
                else
                    vectors[at] = new Complex(double.CreateChecked(columns[at]), isFirst ? double.CreateChecked(columns[at + order]) : 0);
            }
        }

        return vectors;
    }

    [ZeroDerivative]
    static bool IsFirst<T>(T[] all, int order, int j)
        where T : struct, IFloatingPointIeee754<T> => all[(order * order) + order + j] > T.Zero;

    [ZeroDerivative]
    static bool IsSecond<T>(T[] all, int order, int j)
        where T : struct, IFloatingPointIeee754<T> => all[(order * order) + order + j] < T.Zero;

    static Complex[] Adjoint(Complex[] a, int n)
    {
        var result = new Complex[n * n];
        for (var j = 0; j < n; j++)
        {
            for (var i = 0; i < n; i++)
                result[i + (j * n)] = Complex.Conjugate(a[j + (i * n)]);
        }

        return result;
    }

    static Complex[] AdjointTimes(Complex[] a, Complex[] b, int n) => Times(Adjoint(a, n), b, n);

    static Complex[] Times(Complex[] a, Complex[] b, int n)
    {
        var result = new Complex[n * n];
        for (var j = 0; j < n; j++)
        {
            for (var i = 0; i < n; i++)
            {
                Complex sum = 0;
                for (var k = 0; k < n; k++)
                    sum += a[i + (k * n)] * b[k + (j * n)];
                result[i + (j * n)] = sum;
            }
        }

        return result;
    }

    /// <summary>By the elimination of Gauss and Jordan with the largest pivots.</summary>
    static Complex[] Inverse(Complex[] v, int n)
    {
        var a = (Complex[])v.Clone();
        var inverse = new Complex[n * n];
        for (var i = 0; i < n; i++)
            inverse[i + (i * n)] = 1;
        for (var k = 0; k < n; k++)
        {
            var pivot = Pivot(a, n, k);
            for (var j = 0; j < n; j++)
            {
                (a[k + (j * n)], a[pivot + (j * n)]) = (a[pivot + (j * n)], a[k + (j * n)]);
                (inverse[k + (j * n)], inverse[pivot + (j * n)]) = (inverse[pivot + (j * n)], inverse[k + (j * n)]);
            }

            var scale = 1 / a[k + (k * n)];
            for (var j = 0; j < n; j++)
            {
                a[k + (j * n)] *= scale;
                inverse[k + (j * n)] *= scale;
            }

            for (var i = 0; i < n; i++)
            {
                var factor = a[i + (k * n)];
                if (i == k)
                    continue;
                for (var j = 0; j < n; j++)
                {
                    a[i + (j * n)] -= factor * a[k + (j * n)];
                    inverse[i + (j * n)] -= factor * inverse[k + (j * n)];
                }
            }
        }

        return inverse;
    }

    [ZeroDerivative]
    static int Pivot(Complex[] a, int n, int k)
    {
        var pivot = k;
        for (var i = k + 1; i < n; i++)
        {
            if (Complex.Abs(a[i + (k * n)]) > Complex.Abs(a[pivot + (k * n)]))
                pivot = i;
        }

        return pivot;
    }

    /// <summary>What cannot be told from zero among the differences of eigenvalues.</summary>
    [ZeroDerivative]
    static double Limit(Complex[] d)
    {
        var largest = 0.0;
        foreach (var value in d)
            largest = Math.Max(largest, Complex.Abs(value));
        return d.Length * 2.3e-16 * largest;
    }

    static Complex Quotient(Complex value, Complex difference, double limit)
    {
        if (!IsWithin(difference, limit))
            return value / difference;
        return IsWithin(value, 0) ? Complex.Zero : new Complex(double.NaN, double.NaN);
    }

    [ZeroDerivative]
    static bool IsWithin(Complex value, double limit) => Complex.Abs(value) <= limit;
}
