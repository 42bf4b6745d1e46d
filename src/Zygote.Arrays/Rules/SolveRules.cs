using System;
using System.Numerics;

using Zygote.Kernels;

using static Zygote.Arrays;

namespace Zygote.Rules;

/// <summary>
/// From a x = b: xDot = a^-1 (bDot - aDot x), and backwards bBar = a^-T xBar, aBar = -bBar x^T; likewise for the rest
/// (Giles, Collected matrix derivative results for forward and reverse mode, 2008).
/// </summary>
static class SolveRules
{
    [PullbackOf(typeof(Arrays), nameof(SolveBy))]
    static (T[], Func<T[], (T[,], T[])>) SolvePullback<T>(T[,] a, Lu<T> lu, bool transposed, T[] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = SolveBy(a, lu, transposed, b);
        return (x, xBar =>
        {
            var bBar = SolveBy(a, lu, !transposed, xBar);
            var minus = Copies.Scaled(-T.One, bBar);
            return (transposed ? Outer(x, minus) : Outer(minus, x), bBar);
        });
    }

    [PushforwardOf(typeof(Arrays), nameof(SolveBy))]
    static (T[], T[]) SolvePushforward<T>(
        T[,] a, Lu<T> lu, bool transposed, T[] b, T[,] aDot, Lu<T> luDot, bool transposedDot, T[] bDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = SolveBy(a, lu, transposed, b);
        var residual = Copies.Difference(bDot, transposed ? MatrixProduct(x, aDot) : MatrixProduct(aDot, x));
        return (x, SolveBy(a, lu, transposed, residual));
    }

    [PullbackOf(typeof(Arrays), nameof(SolveBy))]
    static (T[,], Func<T[,], (T[,], T[,])>) SolvePullback<T>(T[,] a, Lu<T> lu, bool transposed, T[,] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = SolveBy(a, lu, transposed, b);
        return (x, xBar =>
        {
            var bBar = SolveBy(a, lu, !transposed, xBar);
            var minus = Copies.Scaled(-T.One, bBar);
            return (transposed ? MatrixProduct(x, minus, false, true) : MatrixProduct(minus, x, false, true), bBar);
        });
    }

    [PushforwardOf(typeof(Arrays), nameof(SolveBy))]
    static (T[,], T[,]) SolvePushforward<T>(
        T[,] a, Lu<T> lu, bool transposed, T[,] b, T[,] aDot, Lu<T> luDot, bool transposedDot, T[,] bDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = SolveBy(a, lu, transposed, b);
        var residual = Copies.Difference(bDot, MatrixProduct(aDot, x, transposed, false));
        return (x, SolveBy(a, lu, transposed, residual));
    }

    [PullbackOf(typeof(Arrays), nameof(InverseBy))]
    static (T[,], Func<T[,], T[,]>) InversePullback<T>(T[,] a, Lu<T> lu)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = InverseBy(a, lu);
        return (x, xBar =>
            Copies.Scaled(-T.One, MatrixProduct(MatrixProduct(x, xBar, true, false), x, false, true)));
    }

    [PushforwardOf(typeof(Arrays), nameof(InverseBy))]
    static (T[,], T[,]) InversePushforward<T>(T[,] a, Lu<T> lu, T[,] aDot, Lu<T> luDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = InverseBy(a, lu);
        return (x, Copies.Scaled(-T.One, MatrixProduct(MatrixProduct(x, aDot), x)));
    }

    [PullbackOf(typeof(Arrays), nameof(DeterminantBy))]
    static (T, Func<T, T[,]>) DeterminantPullback<T>(T[,] a, Lu<T> lu)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var y = DeterminantBy(a, lu);
        return (y, yBar => Copies.Scaled(yBar * y, Transpose(InverseBy(a, lu))));
    }

    [PushforwardOf(typeof(Arrays), nameof(DeterminantBy))]
    static (T, T) DeterminantPushforward<T>(T[,] a, Lu<T> lu, T[,] aDot, Lu<T> luDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var y = DeterminantBy(a, lu);
        return (y, y * Trace(SolveBy(a, lu, false, aDot)));
    }

    [PullbackOf(typeof(Arrays), nameof(LogAbsDeterminantBy))]
    static (T, Func<T, T[,]>) LogAbsDeterminantPullback<T>(T[,] a, Lu<T> lu)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return (LogAbsDeterminantBy(a, lu), yBar => lu.ZeroPivot >= 0
            ? Everywhere(a, T.IsZero(yBar) ? T.Zero : T.NaN)
            : Copies.Scaled(yBar, Transpose(InverseBy(a, lu))));
    }

    [PushforwardOf(typeof(Arrays), nameof(LogAbsDeterminantBy))]
    static (T, T) LogAbsDeterminantPushforward<T>(T[,] a, Lu<T> lu, T[,] aDot, Lu<T> luDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var y = LogAbsDeterminantBy(a, lu);
        return (y, lu.ZeroPivot < 0 ? Trace(SolveBy(a, lu, false, aDot)) : IsZero(aDot) ? T.Zero : T.NaN);
    }

    static T[,] Everywhere<T>(T[,] a, T value)
    {
        var result = new T[a.GetLength(0), a.GetLength(1)];
        for (var i = 0; i < result.GetLength(0); i++)
        {
            for (var j = 0; j < result.GetLength(1); j++)
                result[i, j] = value;
        }

        return result;
    }

    [ZeroDerivative]
    static bool IsZero<T>(T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => !Simd.Span(a).ContainsAnyExcept(T.Zero);

    [PullbackOf(typeof(Arrays), nameof(BlockedTriangular))]
    static (T[,], Func<T[,], (T[,], T[,])>) TriangularPullback<T>(T[,] t, T[,] b, bool lower, bool transposed, bool unit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = BlockedTriangular(t, b, lower, transposed, unit);
        return (x, xBar =>
        {
            var bBar = BlockedTriangular(t, xBar, lower, !transposed, unit);
            var tBar = transposed ? MatrixProduct(x, bBar, false, true) : MatrixProduct(bBar, x, false, true);
            return (Triangle(Copies.Scaled(-T.One, tBar), lower, unit), bBar);
        });
    }

    [PushforwardOf(typeof(Arrays), nameof(BlockedTriangular))]
    static (T[,], T[,]) TriangularPushforward<T>(
        T[,] t, T[,] b, bool lower, bool transposed, bool unit,
        T[,] tDot, T[,] bDot, bool lowerDot, bool transposedDot, bool unitDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = BlockedTriangular(t, b, lower, transposed, unit);
        var residual = Copies.Difference(bDot, MatrixProduct(Triangle(tDot, lower, unit), x, transposed, false));
        return (x, BlockedTriangular(t, residual, lower, transposed, unit));
    }

    /// <summary>The triangle that a solve reads, with zeros elsewhere.</summary>
    internal static T[,] Triangle<T>(T[,] a, bool lower, bool unit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var n = a.GetLength(0);
        var result = new T[n, n];
        for (var i = 0; i < n; i++)
        {
            var (first, end) = lower ? (0, unit ? i : i + 1) : (unit ? i + 1 : i, n);
            for (var j = first; j < end; j++)
                result[i, j] = a[i, j];
        }

        return result;
    }
}
