using System;
using System.Numerics;

using MathNet.Numerics.Providers.LinearAlgebra;

namespace Zygote.MathNet;

/// <summary>
/// What stands for the methods of the provider of linear algebra, for float and double: all of MathNet's dense matrices and
/// their factorisations end there. The others are differentiated by their own code.
/// </summary>
/// <remarks>
/// The originals branch on factors that are 0 or 1, which would make the derivative by the factor zero, and change arrays in
/// place, which has to be undone. Here the change is a function with a rule, whose result is copied.
/// </remarks>
static class ProviderSubstitutes
{
    [SubstituteFor(typeof(ManagedLinearAlgebraProvider), nameof(ManagedLinearAlgebraProvider.AddVectorToScaledVector))]
    static void AddVectorToScaledVector<T>(ManagedLinearAlgebraProvider provider, T[] y, T alpha, T[] x, T[] result)
        where T : struct, IFloatingPointIeee754<T>
    {
        Require(y, nameof(y));
        Require(x, nameof(x));
        if (y.Length != x.Length)
            throw new ArgumentException("All vectors must have the same dimensionality.");
        for (var i = 0; i < result.Length; i++)
            result[i] = y[i] + Scaling.Times(x[i], alpha);
    }

    [SubstituteFor(typeof(ManagedLinearAlgebraProvider), nameof(ManagedLinearAlgebraProvider.ScaleArray))]
    static void ScaleArray<T>(ManagedLinearAlgebraProvider provider, T alpha, T[] x, T[] result)
        where T : struct, IFloatingPointIeee754<T>
    {
        Require(x, nameof(x));
        for (var i = 0; i < result.Length; i++)
            result[i] = Scaling.Times(x[i], alpha);
    }

    [SubstituteFor(typeof(ManagedLinearAlgebraProvider), nameof(ManagedLinearAlgebraProvider.MatrixMultiply))]
    static void MatrixMultiply<T>(
        ManagedLinearAlgebraProvider provider, T[] x, int rowsX, int columnsX, T[] y, int rowsY, int columnsY, T[] result)
        where T : struct, IFloatingPointIeee754<T>
    {
        Require(x, nameof(x));
        Require(y, nameof(y));
        Require(result, nameof(result));
        RequireFit(x.Length, rowsX, columnsX, y.Length, rowsY, columnsY, result.Length);
        Arrays.Copy(Products.Multiply(x, rowsX, columnsX, false, y, rowsY, columnsY, false), result);
    }

    [SubstituteFor(typeof(ManagedLinearAlgebraProvider), nameof(ManagedLinearAlgebraProvider.MatrixMultiplyWithUpdate))]
    static void MatrixMultiplyWithUpdate<T>(
        ManagedLinearAlgebraProvider provider, Transpose transposeA, Transpose transposeB, T alpha, T[] a, int rowsA, int columnsA,
        T[] b, int rowsB, int columnsB, T beta, T[] c)
        where T : struct, IFloatingPointIeee754<T>
    {
        Require(a, nameof(a));
        Require(b, nameof(b));
        Require(c, nameof(c));
        var (turnA, turnB) = (transposeA != Transpose.DontTranspose, transposeB != Transpose.DontTranspose);
        RequireFit(
            a.Length, turnA ? columnsA : rowsA, turnA ? rowsA : columnsA, b.Length, turnB ? columnsB : rowsB,
            turnB ? rowsB : columnsB, c.Length);
        var product = Products.Multiply(a, rowsA, columnsA, turnA, b, rowsB, columnsB, turnB);
        for (var i = 0; i < c.Length; i++)
            c[i] = Scaling.Times(c[i], beta) + Scaling.Times(product[i], alpha);
    }

    [SubstituteFor(typeof(ManagedLinearAlgebraProvider), nameof(ManagedLinearAlgebraProvider.LUFactor))]
    static void LUFactor<T>(ManagedLinearAlgebraProvider provider, T[] data, int order, int[] ipiv)
        where T : struct, IFloatingPointIeee754<T>
    {
        Require(data, nameof(data));
        Require(ipiv, nameof(ipiv));
        Arrays.Copy(LuFactors.Factor(data, order, ipiv), data);
    }

    [SubstituteFor(typeof(ManagedLinearAlgebraProvider), nameof(ManagedLinearAlgebraProvider.LUSolveFactored))]
    static void LUSolveFactored<T>(
        ManagedLinearAlgebraProvider provider, int columnsOfB, T[] a, int order, int[] ipiv, T[] b)
        where T : struct, IFloatingPointIeee754<T>
    {
        Require(a, nameof(a));
        Require(ipiv, nameof(ipiv));
        Require(b, nameof(b));
        RequireLength(a.Length == order * order, nameof(a));
        RequireLength(ipiv.Length == order, nameof(ipiv));
        RequireLength(b.Length == order * columnsOfB, nameof(b));
        RequireApart(a, b);
        LuFactors.Permute(b, order, columnsOfB, ipiv);
        var y = Triangles.Solve(a, order, Triangle.Unit, b, columnsOfB);
        Arrays.Copy(Triangles.Solve(a, order, Triangle.Upper, y, columnsOfB), b);
    }

    [SubstituteFor(typeof(ManagedLinearAlgebraProvider), nameof(ManagedLinearAlgebraProvider.CholeskyFactor))]
    static void CholeskyFactor<T>(ManagedLinearAlgebraProvider provider, T[] a, int order)
        where T : struct, IFloatingPointIeee754<T>
    {
        Require(a, nameof(a));
        Arrays.Copy(CholeskyFactors.Factor(a, order), a);
    }

    [SubstituteFor(typeof(ManagedLinearAlgebraProvider), nameof(ManagedLinearAlgebraProvider.CholeskySolveFactored))]
    static void CholeskySolveFactored<T>(ManagedLinearAlgebraProvider provider, T[] a, int orderA, T[] b, int columnsB)
        where T : struct, IFloatingPointIeee754<T>
    {
        Require(a, nameof(a));
        Require(b, nameof(b));
        RequireLength(b.Length == orderA * columnsB, nameof(b));
        RequireApart(a, b);
        var y = Triangles.Solve(a, orderA, Triangle.Lower, b, columnsB);
        Arrays.Copy(Triangles.Solve(a, orderA, Triangle.Transposed, y, columnsB), b);
    }

    [SubstituteFor(typeof(ManagedLinearAlgebraProvider), nameof(ManagedLinearAlgebraProvider.QRFactor))]
    static void QRFactor<T>(ManagedLinearAlgebraProvider provider, T[] r, int rowsR, int columnsR, T[] q, T[] tau)
        where T : struct, IFloatingPointIeee754<T>
    {
        Require(r, nameof(r));
        Require(q, nameof(q));
        if (r.Length != rowsR * columnsR)
            throw new ArgumentException("The given array has the wrong length. Should be rowsR * columnsR.", nameof(r));
        if (tau.Length < Math.Min(rowsR, columnsR))
            throw new ArgumentException("The given array is too small. It must be at least min(m,n) long.", nameof(tau));
        if (q.Length != rowsR * rowsR)
            throw new ArgumentException("The given array has the wrong length. Should be rowsR * rowsR.", nameof(q));
        RequireTall(rowsR, columnsR);
        var both = QrFactors.Factor(r, rowsR, columnsR, true);
        Arrays.Copy(Arrays.Slice(both, 0, q.Length), q);
        Arrays.Copy(Arrays.Slice(both, q.Length, r.Length), r);
    }

    [SubstituteFor(typeof(ManagedLinearAlgebraProvider), nameof(ManagedLinearAlgebraProvider.ThinQRFactor))]
    static void ThinQRFactor<T>(ManagedLinearAlgebraProvider provider, T[] a, int rowsA, int columnsA, T[] r, T[] tau)
        where T : struct, IFloatingPointIeee754<T>
    {
        Require(r, nameof(r));
        Require(a, nameof(a));
        if (a.Length != rowsA * columnsA)
            throw new ArgumentException("The given array has the wrong length. Should be rowsR * columnsR.", nameof(a));
        if (tau.Length < Math.Min(rowsA, columnsA))
            throw new ArgumentException("The given array is too small. It must be at least min(m,n) long.", nameof(tau));
        if (r.Length != columnsA * columnsA)
            throw new ArgumentException("The given array has the wrong length. Should be columnsA * columnsA.", nameof(r));
        RequireTall(rowsA, columnsA);
        var both = QrFactors.Factor(a, rowsA, columnsA, false);
        Arrays.Copy(Arrays.Slice(both, a.Length, r.Length), r);
        Arrays.Copy(Arrays.Slice(both, 0, a.Length), a);
    }

    [SubstituteFor(typeof(ManagedLinearAlgebraProvider), nameof(ManagedLinearAlgebraProvider.SingularValueDecomposition))]
    static void SingularValueDecomposition<T>(
        ManagedLinearAlgebraProvider provider, bool computeVectors, T[] a, int rowsA, int columnsA, T[] s, T[] u, T[] vt)
        where T : struct, IFloatingPointIeee754<T>
    {
        Require(a, nameof(a));
        Require(s, nameof(s));
        Require(u, nameof(u));
        Require(vt, nameof(vt));
        RequireLength(u.Length == rowsA * rowsA, nameof(u));
        RequireLength(vt.Length == columnsA * columnsA, nameof(vt));
        RequireLength(s.Length == Math.Min(rowsA, columnsA), nameof(s));
        var all = SingularValues.Factor(a, rowsA, columnsA);
        Arrays.Copy(Arrays.Slice(all, u.Length, s.Length), s);
        if (!computeVectors)
            return;
        Arrays.Copy(Arrays.Slice(all, 0, u.Length), u);
        Arrays.Copy(Arrays.Slice(all, u.Length + s.Length, vt.Length), vt);
    }

    /// <remarks>The double and float forms have the same result types.</remarks>
    [SubstituteFor(typeof(ManagedLinearAlgebraProvider), nameof(ManagedLinearAlgebraProvider.EigenDecomp))]
    static void EigenDecomp<T>(
        ManagedLinearAlgebraProvider provider, bool isSymmetric, int order, T[] matrix, T[] matrixEv, Complex[] vectorEv, T[] matrixD)
        where T : struct, IFloatingPointIeee754<T>
    {
        RequireSquare(matrix, order, nameof(matrix));
        RequireSquare(matrixEv, order, nameof(matrixEv));
        Require(vectorEv, nameof(vectorEv));
        if (vectorEv.Length != order)
            throw new ArgumentException($"The given array has the wrong length. Should be {order}.", nameof(vectorEv));
        RequireSquare(matrixD, order, nameof(matrixD));
        if (!isSymmetric)
        {
            PutAsymmetric(AsymmetricEigen.Factor(matrix, order), order, matrixEv, vectorEv, matrixD);
            return;
        }

        var all = SymmetricEigen.Factor(matrix, order);
        Arrays.Copy(Arrays.Slice(all, 0, matrixEv.Length), matrixEv);
        for (var i = 0; i < order; i++)
        {
            var value = all[matrixEv.Length + i];
            vectorEv[i] = new Complex(double.CreateChecked(value), 0);
            matrixD[i + (i * order)] = value;
        }
    }

    /// <summary>A pair of eigenvalues is a block of two rows in D, the imaginary part beside the diagonal.</summary>
    static void PutAsymmetric<T>(T[] all, int order, T[] matrixEv, Complex[] vectorEv, T[] matrixD)
        where T : struct, IFloatingPointIeee754<T>
    {
        Arrays.Copy(Arrays.Slice(all, 0, matrixEv.Length), matrixEv);
        for (var i = 0; i < order; i++)
        {
            var (real, imaginary) = (all[matrixEv.Length + i], all[matrixEv.Length + order + i]);
            vectorEv[i] = new Complex(double.CreateChecked(real), double.CreateChecked(imaginary));
            matrixD[i + (i * order)] = real;
            if (imaginary > T.Zero)
                matrixD[i + ((i + 1) * order)] = imaginary;
            else if (imaginary < T.Zero)
                matrixD[i + ((i - 1) * order)] = imaginary;
        }
    }

    static void RequireSquare<T>(T[] array, int order, string name)
    {
        Require(array, name);
        if (array.Length != order * order)
            throw new ArgumentException($"The given array has the wrong length. Should be {order * order}.", name);
    }

    static void Require(Array? array, string name)
    {
        if (array is null)
            throw new ArgumentNullException(name);
    }

    static void RequireLength(bool fits, string name)
    {
        if (!fits)
            throw new ArgumentException("The array arguments must have the same length.", name);
    }

    static void RequireApart(Array a, Array b)
    {
        if (ReferenceEquals(a, b))
            throw new ArgumentException("Arguments must be different objects.");
    }

    static void RequireTall(int rows, int columns)
    {
        if (rows < columns)
            throw new ArgumentException("The number of rows must greater than or equal to the number of columns.");
    }

    static void RequireFit(int lengthA, int rowsA, int columnsA, int lengthB, int rowsB, int columnsB, int length)
    {
        if (columnsA != rowsB)
            throw new ArgumentOutOfRangeException($"columnsA ({columnsA}) != rowsB ({rowsB})");
        if (rowsA * columnsA != lengthA)
            throw new ArgumentOutOfRangeException($"rowsA ({rowsA}) * columnsA ({columnsA}) != a.Length ({lengthA})");
        if (rowsB * columnsB != lengthB)
            throw new ArgumentOutOfRangeException($"rowsB ({rowsB}) * columnsB ({columnsB}) != b.Length ({lengthB})");
        if (rowsA * columnsB != length)
            throw new ArgumentOutOfRangeException($"rowsA ({rowsA}) * columnsB ({columnsB}) != c.Length ({length})");
    }
}
