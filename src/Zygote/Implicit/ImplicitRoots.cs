using System;
using System.Numerics;
using System.Runtime.CompilerServices;

using Zygote.Compilation;

namespace Zygote.Implicit;

/// <summary>
/// What is differentiated in the place of a call of a solver: a Newton step at the root, which changes nothing but has the
/// derivative that the implicit function theorem gives.
/// </summary>
/// <remarks>
/// Root and Jacobian are constants in the derivative that is being taken and vary in those around it (<see cref="Here"/>): there
/// the root is such a call again. So each order needs the theorem once. A Taylor series of order k is one
/// transform; there each step with the Jacobian at the root makes one coefficient more right.
/// </remarks>
static class ImplicitRoots
{
    [DifferentiatedAs(nameof(NumberInDerivative))]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static S Number<S, P>(Func<S, P, S> g, Func<P, S> solve, P p)
        where S : struct, IFloatingPointIeee754<S>
    {
        ArgumentNullException.ThrowIfNull(g);
        ArgumentNullException.ThrowIfNull(solve);
        return solve(p);
    }

    [DifferentiatedAs(nameof(VectorInDerivative))]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static S[] Vector<S, P>(Func<S[], P, S[]> g, Func<P, S[]> solve, P p)
        where S : struct, IFloatingPointIeee754<S>
    {
        ArgumentNullException.ThrowIfNull(g);
        ArgumentNullException.ThrowIfNull(solve);
        return solve(p);
    }

    static S NumberInDerivative<S, P>(Func<S, P, S> g, Func<P, S> solve, P p)
        where S : struct, IFloatingPointIeee754<S>
    {
        var root = Here.Number(g, solve, p);
        var slope = Here.Slope(g, root, p);
        var x = Here.Moved(root, g(root, p) / slope);
        for (var k = 1; k < Here.Order(); k++)
            x = Here.Moved(x, g(x, p) / slope);
        return x;
    }

    static S[] VectorInDerivative<S, P>(Func<S[], P, S[]> g, Func<P, S[]> solve, P p)
        where S : struct, IFloatingPointIeee754<S>
    {
        var root = Here.Vector(g, solve, p);
        var jacobian = Here.Jacobian(g, root, p);
        var x = Moved(root, jacobian, g, p);
        for (var k = 1; k < Here.Order(); k++)
            x = Moved(x, jacobian, g, p);
        return x;
    }

    public static S Slope<S, P>(Func<S, P, S> g, S x, P p)
        where S : struct, IFloatingPointIeee754<S> => new DerivativeFunction<S, S>(y => g(y, p)).Invoke(x);

    public static S[,] Jacobian<S, P>(Func<S[], P, S[]> g, S[] x, P p)
        where S : struct, IFloatingPointIeee754<S>
    {
        var along = new PushforwardFunction<S[], S[]>(y => g(y, p));
        var jacobian = new S[x.Length, x.Length];
        for (var j = 0; j < x.Length; j++)
        {
            // g may write into its argument.
            var column = along.Invoke((S[])x.Clone(), Axis.Of<S>(x.Length, j)).Tangent;
            if (column.Length != x.Length)
                throw new ArgumentException($"There are {x.Length} unknowns and {column.Length} equations; there must be as many.", nameof(g));
            for (var i = 0; i < x.Length; i++)
                jacobian[i, j] = column[i];
        }

        return jacobian;
    }

    static S[] Moved<S, P>(S[] x, S[,] jacobian, Func<S[], P, S[]> g, P p)
        where S : struct, IFloatingPointIeee754<S>
    {
        var step = Solve(jacobian, g((S[])x.Clone(), p));
        var moved = new S[x.Length];
        for (var i = 0; i < x.Length; i++)
            moved[i] = Here.Moved(x[i], step[i]);
        return moved;
    }

    /// <summary>Gaussian elimination with pivots from the column; infinite or NaN where the matrix is singular.</summary>
    static S[] Solve<S>(S[,] matrix, S[] right)
        where S : struct, IFloatingPointIeee754<S>
    {
        var n = right.Length;
        var (a, x) = (new S[n, n], (S[])right.Clone());
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                a[i, j] = matrix[i, j];
        }

        for (var k = 0; k < n; k++)
        {
            var pivot = k;
            for (var i = k + 1; i < n; i++)
            {
                if (S.Abs(a[i, k]) > S.Abs(a[pivot, k]))
                    pivot = i;
            }

            if (pivot != k)
            {
                for (var j = k; j < n; j++)
                    (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
                (x[k], x[pivot]) = (x[pivot], x[k]);
            }

            for (var i = k + 1; i < n; i++)
            {
                var factor = a[i, k] / a[k, k];
                for (var j = k + 1; j < n; j++)
                    a[i, j] -= factor * a[k, j];
                x[i] -= factor * x[k];
            }
        }

        for (var i = n - 1; i >= 0; i--)
        {
            var rest = x[i];
            for (var j = i + 1; j < n; j++)
                rest -= a[i, j] * x[j];
            x[i] = rest / a[i, i];
        }

        return x;
    }
}
