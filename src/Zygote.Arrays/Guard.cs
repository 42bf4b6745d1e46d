using System;

namespace Zygote;

/// <summary>
/// Shapes that do not fit, told with the shapes. Constant for differentiation, so nothing here is read.
/// </summary>
static class Guard
{
    [ZeroDerivative]
    public static void SameLength(string what, int x, int y)
    {
        if (x != y)
            throw new ArgumentException($"{what} needs arrays of the same length, not of {x} and {y} elements.");
    }

    [ZeroDerivative]
    public static void NotEmpty(string what, int length)
    {
        if (length == 0)
            throw new ArgumentException($"{what} needs at least one element.");
    }

    [ZeroDerivative]
    public static void AtLeast(string what, int needed, int length)
    {
        if (length < needed)
            throw new ArgumentException($"{what} needs at least {needed} elements, not {length}.");
    }

    [ZeroDerivative]
    public static void Axis<T>(T[,] a, int axis)
    {
        ArgumentNullException.ThrowIfNull(a);
        if (axis is not (0 or 1))
            throw new ArgumentOutOfRangeException(nameof(axis), "A matrix has the axes 0 and 1.");
    }

    [ZeroDerivative]
    public static void SameShape(string what, int rows, int columns, int otherRows, int otherColumns)
    {
        if (rows != otherRows || columns != otherColumns)
            throw new ArgumentException($"{what} needs matrices of the same shape, not of {rows} x {columns} and {otherRows} x {otherColumns}.");
    }

    [ZeroDerivative]
    public static void Square(string what, int rows, int columns)
    {
        if (rows != columns)
            throw new ArgumentException($"{what} needs a square matrix, not one of {rows} x {columns}.");
    }

    [ZeroDerivative]
    public static void Inner(string what, int rows, int inner, int otherInner, int columns)
    {
        if (inner != otherInner)
            throw new ArgumentException($"{what} of {rows} x {inner} and {otherInner} x {columns} does not exist.");
    }

    [ZeroDerivative]
    public static void RightHandSide(string what, int n, int rows)
    {
        if (n != rows)
            throw new ArgumentException($"{what} of a matrix of {n} x {n} needs a right-hand side of {n} rows, not of {rows}.");
    }

    [ZeroDerivative]
    public static void Regular(string what, int pivot, int n)
    {
        if (pivot >= 0)
            throw new ArgumentException($"{what} needs a regular matrix: in this one of {n} x {n}, pivot {pivot} is zero.");
    }

    [ZeroDerivative]
    public static void PositiveDefinite(int pivot, int n)
    {
        if (pivot >= 0)
            throw new ArgumentException($"Cholesky needs a positive definite matrix: in this one of {n} x {n}, pivot {pivot} is not positive.");
    }
}
