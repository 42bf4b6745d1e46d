using System;

using MathNet.Numerics.LinearAlgebra;

namespace Zygote.MathNet;

/// <summary>
/// Sums, products and quotients with a number. The originals return early where the number is 0 or 1, on which path the result
/// does not depend on it.
/// </summary>
static class ScalarArithmetic
{
    [SubstituteFor(typeof(Vector<>), nameof(Vector<>.Add))]
    static Vector<T> Add<T>(Vector<T> v, T scalar)
        where T : struct, IEquatable<T>, IFormattable, System.Numerics.INumberBase<T>
    {
        var result = Vector<T>.Build.SameAs(v);
        v.Map(x => x + scalar, result, Zeros.Include);
        return result;
    }

    [SubstituteFor(typeof(Vector<>), nameof(Vector<>.Add))]
    static void Add<T>(Vector<T> v, T scalar, Vector<T> result)
        where T : struct, IEquatable<T>, IFormattable, System.Numerics.INumberBase<T>
    {
        if (v.Count != result.Count)
            AsItIs.Add(v, scalar, result);
        v.Map(x => x + scalar, result, Zeros.Include);
    }

    [SubstituteFor(typeof(Vector<>), nameof(Vector<>.Subtract))]
    static Vector<T> Subtract<T>(Vector<T> v, T scalar)
        where T : struct, IEquatable<T>, IFormattable, System.Numerics.INumberBase<T>
    {
        var result = Vector<T>.Build.SameAs(v);
        v.Map(x => x - scalar, result, Zeros.Include);
        return result;
    }

    [SubstituteFor(typeof(Vector<>), nameof(Vector<>.Subtract))]
    static void Subtract<T>(Vector<T> v, T scalar, Vector<T> result)
        where T : struct, IEquatable<T>, IFormattable, System.Numerics.INumberBase<T>
    {
        if (v.Count != result.Count)
            AsItIs.Add(v, scalar, result);
        v.Map(x => x - scalar, result, Zeros.Include);
    }

    [SubstituteFor(typeof(Vector<>), nameof(Vector<>.Multiply))]
    static Vector<T> Multiply<T>(Vector<T> v, T scalar)
        where T : struct, IEquatable<T>, IFormattable, System.Numerics.INumberBase<T>
    {
        var result = Vector<T>.Build.SameAs(v);
        v.Map(x => Scaling.Times(x, scalar), result, Zeros.AllowSkip);
        return result;
    }

    [SubstituteFor(typeof(Vector<>), nameof(Vector<>.Multiply))]
    static void Multiply<T>(Vector<T> v, T scalar, Vector<T> result)
        where T : struct, IEquatable<T>, IFormattable, System.Numerics.INumberBase<T>
    {
        if (v.Count != result.Count)
            AsItIs.Add(v, scalar, result);
        v.Map(x => Scaling.Times(x, scalar), result, Zeros.AllowSkip);
    }

    [SubstituteFor(typeof(Vector<>), nameof(Vector<>.Divide))]
    static Vector<T> Divide<T>(Vector<T> v, T scalar)
        where T : struct, IEquatable<T>, IFormattable, System.Numerics.INumberBase<T>
    {
        var result = Vector<T>.Build.SameAs(v);
        v.Map(x => x / scalar, result, T.IsZero(scalar) ? Zeros.Include : Zeros.AllowSkip);
        return result;
    }

    [SubstituteFor(typeof(Vector<>), nameof(Vector<>.Divide))]
    static void Divide<T>(Vector<T> v, T scalar, Vector<T> result)
        where T : struct, IEquatable<T>, IFormattable, System.Numerics.INumberBase<T>
    {
        if (v.Count != result.Count)
            AsItIs.Add(v, scalar, result);
        v.Map(x => x / scalar, result, T.IsZero(scalar) ? Zeros.Include : Zeros.AllowSkip);
    }

    [SubstituteFor(typeof(Matrix<>), nameof(Matrix<>.Add))]
    static Matrix<T> Add<T>(Matrix<T> m, T scalar)
        where T : struct, IEquatable<T>, IFormattable, System.Numerics.INumberBase<T>
    {
        var result = Matrix<T>.Build.SameAs(m);
        m.Map(x => x + scalar, result, Zeros.Include);
        return result;
    }

    [SubstituteFor(typeof(Matrix<>), nameof(Matrix<>.Add))]
    static void Add<T>(Matrix<T> m, T scalar, Matrix<T> result)
        where T : struct, IEquatable<T>, IFormattable, System.Numerics.INumberBase<T>
    {
        if (Differ(m, result))
            AsItIs.Add(m, scalar, result);
        m.Map(x => x + scalar, result, Zeros.Include);
    }

    [SubstituteFor(typeof(Matrix<>), nameof(Matrix<>.Subtract))]
    static Matrix<T> Subtract<T>(Matrix<T> m, T scalar)
        where T : struct, IEquatable<T>, IFormattable, System.Numerics.INumberBase<T>
    {
        var result = Matrix<T>.Build.SameAs(m);
        m.Map(x => x - scalar, result, Zeros.Include);
        return result;
    }

    [SubstituteFor(typeof(Matrix<>), nameof(Matrix<>.Subtract))]
    static void Subtract<T>(Matrix<T> m, T scalar, Matrix<T> result)
        where T : struct, IEquatable<T>, IFormattable, System.Numerics.INumberBase<T>
    {
        if (Differ(m, result))
            AsItIs.Add(m, scalar, result);
        m.Map(x => x - scalar, result, Zeros.Include);
    }

    [SubstituteFor(typeof(Matrix<>), nameof(Matrix<>.Multiply))]
    static Matrix<T> Multiply<T>(Matrix<T> m, T scalar)
        where T : struct, IEquatable<T>, IFormattable, System.Numerics.INumberBase<T>
    {
        var result = Matrix<T>.Build.SameAs(m);
        m.Map(x => Scaling.Times(x, scalar), result, Zeros.AllowSkip);
        return result;
    }

    [SubstituteFor(typeof(Matrix<>), nameof(Matrix<>.Multiply))]
    static void Multiply<T>(Matrix<T> m, T scalar, Matrix<T> result)
        where T : struct, IEquatable<T>, IFormattable, System.Numerics.INumberBase<T>
    {
        if (Differ(m, result))
            AsItIs.Multiply(m, scalar, result);
        m.Map(x => Scaling.Times(x, scalar), result, Zeros.AllowSkip);
    }

    [SubstituteFor(typeof(Matrix<>), nameof(Matrix<>.Divide))]
    static Matrix<T> Divide<T>(Matrix<T> m, T scalar)
        where T : struct, IEquatable<T>, IFormattable, System.Numerics.INumberBase<T> =>
        scalar == T.Zero ? throw new DivideByZeroException() : Multiply(m, T.One / scalar);

    [SubstituteFor(typeof(Matrix<>), nameof(Matrix<>.Divide))]
    static void Divide<T>(Matrix<T> m, T scalar, Matrix<T> result)
        where T : struct, IEquatable<T>, IFormattable, System.Numerics.INumberBase<T>
    {
        if (Differ(m, result))
            AsItIs.Multiply(m, scalar, result);
        if (scalar == T.Zero)
            throw new DivideByZeroException();
        Multiply(m, T.One / scalar, result);
    }

    static bool Differ<T>(Matrix<T> a, Matrix<T> b)
        where T : struct, IEquatable<T>, IFormattable => a.RowCount != b.RowCount || a.ColumnCount != b.ColumnCount;

    /// <summary>The originals, for their exceptions.</summary>
    static class AsItIs
    {
        [ZeroDerivative]
        public static void Add<T>(Vector<T> v, T scalar, Vector<T> result)
            where T : struct, IEquatable<T>, IFormattable => v.Add(scalar, result);

        [ZeroDerivative]
        public static void Add<T>(Matrix<T> m, T scalar, Matrix<T> result)
            where T : struct, IEquatable<T>, IFormattable => m.Add(scalar, result);

        [ZeroDerivative]
        public static void Multiply<T>(Matrix<T> m, T scalar, Matrix<T> result)
            where T : struct, IEquatable<T>, IFormattable => m.Multiply(scalar, result);
    }
}
