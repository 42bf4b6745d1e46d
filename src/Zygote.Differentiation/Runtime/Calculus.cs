using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Zygote.Differentiation;

/// <summary>Arithmetic that derivative code is made of.</summary>
static class Calculus
{
    /// <summary>
    /// A tangent times a partial derivative, where zero wins on either side over what is infinite or undefined: a value that does
    /// not matter to the result gives no NaN, whether that shows before the infinite factor or after it. A mark
    /// (<see cref="Dependence"/>) is the exception: a partial that is zero at this point is still a dependence.
    /// </summary>
    /// <remarks>
    /// Without a call even where it is rare: values that live across calls would have to be kept in memory, and a derivative
    /// has many of these products.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ScaleTangent(double tangent, double partial)
    {
        var product = tangent * partial;
        if (!double.IsNaN(product))
            return product;
        var t = Vector128.CreateScalarUnsafe(tangent);
        var isZero = Vector128.Equals(t, Vector128<double>.Zero)
            | Vector128.AndNot(
                Vector128.Equals(Vector128.CreateScalarUnsafe(partial), Vector128<double>.Zero), Dependence.AreMarks(t));
        return Vector128.AndNot(Vector128.CreateScalarUnsafe(product), isZero).ToScalar();
    }

    /// <inheritdoc cref="ScaleTangent(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ScaleTangent(float tangent, float partial)
    {
        var product = tangent * partial;
        if (!float.IsNaN(product))
            return product;
        var t = Vector128.CreateScalarUnsafe(tangent);
        var isZero = Vector128.Equals(t, Vector128<float>.Zero)
            | Vector128.AndNot(
                Vector128.Equals(Vector128.CreateScalarUnsafe(partial), Vector128<float>.Zero), Dependence.AreMarks(t));
        return Vector128.AndNot(Vector128.CreateScalarUnsafe(product), isZero).ToScalar();
    }

    /// <summary>A cotangent times a partial derivative: the transpose, which is the same product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Scale(double cotangent, double partial) => ScaleTangent(cotangent, partial);

    /// <inheritdoc cref="Scale(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Scale(float cotangent, float partial) => ScaleTangent(cotangent, partial);

    /// <summary>
    /// <see cref="Scale(double, double)"/> of a cotangent that is known to be neither zero nor a mark; without a branch, for loops.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ScaleNonzero(double cotangent, double partial) =>
        Vector128.AndNot(
            Vector128.CreateScalarUnsafe(cotangent * partial),
            Vector128.Equals(Vector128.CreateScalarUnsafe(partial), Vector128<double>.Zero)).ToScalar();

    /// <inheritdoc cref="ScaleNonzero(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ScaleNonzero(float cotangent, float partial) =>
        Vector128.AndNot(
            Vector128.CreateScalarUnsafe(cotangent * partial),
            Vector128.Equals(Vector128.CreateScalarUnsafe(partial), Vector128<float>.Zero)).ToScalar();

    /// <summary><see cref="ScaleTangent(double, double)"/> where it is rare: small in code, slow.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double RareProduct(double tangent, double partial) => ScaleTangent(tangent, partial);

    /// <inheritdoc cref="RareProduct(double, double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float RareProduct(float tangent, float partial) => ScaleTangent(tangent, partial);

    /// <summary>A complex tangent times the derivative of a holomorphic function; a part that is zero wins, as above.</summary>
    public static Complex TurnTangent(Complex tangent, Complex derivative) => new(
        ScaleTangent(tangent.Real, derivative.Real) - ScaleTangent(tangent.Imaginary, derivative.Imaginary),
        ScaleTangent(tangent.Real, derivative.Imaginary) + ScaleTangent(tangent.Imaginary, derivative.Real));

    /// <summary>The transpose: times the conjugate.</summary>
    public static Complex TurnCotangent(Complex cotangent, Complex derivative) => new(
        Scale(cotangent.Real, derivative.Real) + Scale(cotangent.Imaginary, derivative.Imaginary),
        Scale(cotangent.Imaginary, derivative.Real) - Scale(cotangent.Real, derivative.Imaginary));

    /// <summary>One of two values that were both computed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Choose(bool condition, double a, double b) => condition ? a : b;

    /// <inheritdoc cref="Choose(bool, double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Choose(bool condition, float a, float b) => condition ? a : b;

    /// <summary>Partial of <c>x % y</c> in <c>y</c>: minus the truncated quotient.</summary>
    public static double RemainderPartial(double x, double y) => -System.Math.Truncate(x / y);

    /// <inheritdoc cref="RemainderPartial(double, double)"/>
    public static float RemainderPartial(float x, float y) => -System.MathF.Truncate(x / y);
}
