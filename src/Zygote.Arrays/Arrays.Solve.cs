using System;
using System.Numerics;

using Zygote.Kernels;

namespace Zygote;

public static partial class Arrays
{
    /// <summary>The x with a x = b, by LU with partial pivoting.</summary>
    /// <remarks>
    /// By a rule that uses the factors again: the cotangent of b costs two triangular solves, that of a is an outer
    /// product. NaN in a gives NaN.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// a is not square, b has another number of rows, or a pivot is exactly zero.
    /// </exception>
    public static T[] Solve<T>(T[,] a, T[] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(b);
        CheckSystem(a, b.Length);
        if (b.Length > Elimination.Small)
            return SolveBy(a, Regular(nameof(Solve), a), false, b);
        var factors = Rules.Copies.Of(a);
        var (rows, zeroPivot) = Elimination.Factorize(factors);
        Guard.Regular(nameof(Solve), zeroPivot, b.Length);
        return Elimination.Substitute(factors, rows, b);
    }

    /// <summary>The matrix x with a x = b: one system for each column.</summary>
    /// <remarks><inheritdoc cref="Solve{T}(T[,], T[])" path="/remarks/node()"/></remarks>
    /// <exception cref="ArgumentException">
    /// a is not square, b has another number of rows, or a pivot is exactly zero.
    /// </exception>
    public static T[,] Solve<T>(T[,] a, T[,] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(b);
        CheckSystem(a, b.GetLength(0));
        return SolveBy(a, Regular(nameof(Solve), a), false, b);
    }

    /// <summary>The inverse, by LU with partial pivoting; NaN in a gives NaN.</summary>
    /// <remarks>By a rule: the gradient adds two matrix products.</remarks>
    /// <exception cref="ArgumentException">a is not square, or a pivot is exactly zero.</exception>
    public static T[,] Inverse<T>(T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(a);
        Guard.Square(nameof(Inverse), a.GetLength(0), a.GetLength(1));
        return InverseBy(a, Regular(nameof(Inverse), a));
    }

    /// <summary>The determinant; 1 of the empty matrix.</summary>
    /// <remarks>
    /// By LU with partial pivoting and a rule, or loops where n is small. Where pivots are small, derivatives are those
    /// of elimination with complete pivoting down to the part that is nearly zero, and of a polynomial in the elements
    /// of that: derivatives of all orders are right at singular matrices and close to them.
    /// </remarks>
    /// <exception cref="ArgumentException">a is not square.</exception>
    public static T Determinant<T>(T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(a);
        Guard.Square(nameof(Determinant), a.GetLength(0), a.GetLength(1));
        if (a.GetLength(0) <= Elimination.Small)
        {
            var factors = Rules.Copies.Of(a);
            var (rows, _) = Elimination.Factorize(factors);
            if (!Elimination.IsNearlySingular(factors))
                return Elimination.Determinant(factors, rows);
        }

        var lu = Lu<T>.Of(a);
        if (!lu.IsNearlySingular())
            return DeterminantBy(a, lu);
        var smooth = SmoothDeterminant.Of(a);
        return smooth + AD.StopGradient(DeterminantBy(AD.StopGradient(a), lu) - smooth);
    }

    /// <summary>
    /// The logarithm of the absolute value of the determinant, without overflow, and the sign of the determinant: 1,
    /// -1, or 0 with a logarithm of minus infinity where a pivot is exactly zero. There the derivative is not defined:
    /// NaN.
    /// </summary>
    /// <exception cref="ArgumentException">a is not square.</exception>
    public static (T Logarithm, int Sign) LogAbsDeterminant<T>(T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(a);
        Guard.Square(nameof(LogAbsDeterminant), a.GetLength(0), a.GetLength(1));
        if (a.GetLength(0) <= Elimination.Small)
        {
            var factors = Rules.Copies.Of(a);
            var (rows, zeroPivot) = Elimination.Factorize(factors);
            if (zeroPivot < 0)
                return Elimination.LogAbsDeterminant(factors, rows);
        }

        var lu = Lu<T>.Of(a);
        return (LogAbsDeterminantBy(a, lu), lu.Sign());
    }

    /// <summary>
    /// The logarithm of the determinant, without overflow: NaN where it is negative, minus infinity where it is 0.
    /// </summary>
    /// <exception cref="ArgumentException">a is not square.</exception>
    public static T LogDeterminant<T>(T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (logarithm, sign) = LogAbsDeterminant(a);
        return sign < 0 ? T.NaN : logarithm;
    }

    /// <summary>The x with t x = b for a triangular t; only that triangle is read, and has a derivative.</summary>
    /// <param name="t">The matrix.</param>
    /// <param name="b">The right-hand side.</param>
    /// <param name="lower">Which triangle.</param>
    /// <param name="transposed">Whether to solve with the transpose of t instead.</param>
    /// <param name="unit">Whether the diagonal is taken for ones and not read.</param>
    /// <remarks>A zero on the diagonal gives infinity or NaN, as a division does. By loops for a vector.</remarks>
    /// <exception cref="ArgumentException">t is not square, or b has another number of rows.</exception>
    public static T[] SolveTriangular<T>(T[,] t, T[] b, bool lower, bool transposed = false, bool unit = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(b);
        CheckSystem(t, b.Length);
        var n = b.Length;
        var x = Rules.Copies.Of(b);
        for (var step = 0; step < n; step++)
        {
            var i = lower != transposed ? step : n - 1 - step;
            var (first, end) = lower ? (0, i) : (i + 1, n);
            var sum = x[i];
            // Rows meet what is known already, or, transposed, spread what has become known.
            if (!transposed)
            {
                for (var j = first; j < end; j++)
                    sum -= t[i, j] * x[j];
            }

            if (!unit)
                sum /= t[i, i];
            x[i] = sum;
            if (transposed)
            {
                for (var j = first; j < end; j++)
                    x[j] -= t[i, j] * sum;
            }
        }

        return x;
    }

    /// <summary>The same for a matrix of right-hand sides.</summary>
    /// <inheritdoc cref="SolveTriangular{T}(T[,], T[], bool, bool, bool)"/>
    public static T[,] SolveTriangular<T>(T[,] t, T[,] b, bool lower, bool transposed = false, bool unit = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(b);
        CheckSystem(t, b.GetLength(0));
        return b.GetLength(0) <= Elimination.Small
            ? Elimination.SolveTriangular(t, b, lower, transposed, unit)
            : BlockedTriangular(t, b, lower, transposed, unit);
    }

    internal static T[,] BlockedTriangular<T>(T[,] t, T[,] b, bool lower, bool transposed, bool unit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = (T[,])b.Clone();
        Triangular.Solve(Simd.Span(t), b.GetLength(0), lower, transposed, unit, Simd.Span(x), b.GetLength(1));
        return x;
    }

    static void CheckSystem<T>(T[,] a, int rows)
    {
        ArgumentNullException.ThrowIfNull(a);
        Guard.Square("A linear system", a.GetLength(0), a.GetLength(1));
        Guard.RightHandSide("A system", a.GetLength(0), rows);
    }

    static Lu<T> Regular<T>(string what, T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lu = Lu<T>.Of(a);
        Guard.Regular(what, lu.ZeroPivot, a.GetLength(0));
        return lu;
    }

    // From here on the factors are given. Derivatives belong to the matrix, of which the factors are a constant.
    internal static T[] SolveBy<T>(T[,] a, Lu<T> lu, bool transposed, T[] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = [.. b];
        lu.Solve(x.AsSpan(), 1, transposed);
        return x;
    }

    internal static T[,] SolveBy<T>(T[,] a, Lu<T> lu, bool transposed, T[,] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = (T[,])b.Clone();
        lu.Solve(Simd.Span(x), b.GetLength(1), transposed);
        return x;
    }

    internal static T[,] InverseBy<T>(T[,] a, Lu<T> lu)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var n = a.GetLength(0);
        var x = new T[n, n];
        for (var i = 0; i < n; i++)
            x[i, i] = T.One;
        lu.Solve(Simd.Span(x), n, false);
        return x;
    }

    internal static T DeterminantBy<T>(T[,] a, Lu<T> lu)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var product = lu.IsOdd ? -T.One : T.One;
        var factors = lu.Factors;
        for (int i = 0, n = a.GetLength(0); i < n; i++)
            product *= factors[i * n + i];
        return product;
    }

    internal static T LogAbsDeterminantBy<T>(T[,] a, Lu<T> lu)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        var factors = lu.Factors;
        for (int i = 0, n = a.GetLength(0); i < n; i++)
            sum += T.Log(T.Abs(factors[i * n + i]));
        return sum;
    }
}
