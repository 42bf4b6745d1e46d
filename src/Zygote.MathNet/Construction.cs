using System;

using MathNet.Numerics.LinearAlgebra;

using DoubleMatrix = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix;
using DoubleVector = MathNet.Numerics.LinearAlgebra.Double.DenseVector;
using SingleMatrix = MathNet.Numerics.LinearAlgebra.Single.DenseMatrix;
using SingleVector = MathNet.Numerics.LinearAlgebra.Single.DenseVector;

namespace Zygote.MathNet;

/// <summary>Matrices and vectors filled with one number. The originals leave zeros out, on which path the number does not count.</summary>
static class Construction
{
    [SubstituteFor(typeof(VectorBuilder<>), nameof(VectorBuilder<>.Dense))]
    static Vector<T> Dense<T>(VectorBuilder<T> builder, int length, T value)
        where T : struct, IEquatable<T>, IFormattable => builder.Dense(length, _ => value);

    [SubstituteFor(typeof(MatrixBuilder<>), nameof(MatrixBuilder<>.Dense))]
    static Matrix<T> Dense<T>(MatrixBuilder<T> builder, int rows, int columns, T value)
        where T : struct, IEquatable<T>, IFormattable => builder.Dense(rows, columns, (_, _) => value);

    [SubstituteFor(typeof(MatrixBuilder<>), nameof(MatrixBuilder<>.DenseDiagonal))]
    static Matrix<T> DenseDiagonal<T>(MatrixBuilder<T> builder, int rows, int columns, T value)
        where T : struct, IEquatable<T>, IFormattable => builder.DenseDiagonal(rows, columns, _ => value);

    [SubstituteFor(typeof(MatrixBuilder<>), nameof(MatrixBuilder<>.DenseDiagonal))]
    static Matrix<T> DenseDiagonal<T>(MatrixBuilder<T> builder, int order, T value)
        where T : struct, IEquatable<T>, IFormattable => builder.DenseDiagonal(order, order, _ => value);

    [SubstituteFor(typeof(MatrixBuilder<>), nameof(MatrixBuilder<>.Diagonal))]
    static Matrix<T> Diagonal<T>(MatrixBuilder<T> builder, int rows, int columns, T value)
        where T : struct, IEquatable<T>, IFormattable => builder.Diagonal(rows, columns, _ => value);

    [SubstituteFor(typeof(DoubleVector), nameof(DoubleVector.Create))]
    static DoubleVector Create(int length, double value) => DoubleVector.Create(length, _ => value);

    [SubstituteFor(typeof(SingleVector), nameof(SingleVector.Create))]
    static SingleVector Create(int length, float value) => SingleVector.Create(length, _ => value);

    [SubstituteFor(typeof(DoubleMatrix), nameof(DoubleMatrix.Create))]
    static DoubleMatrix Create(int rows, int columns, double value) => DoubleMatrix.Create(rows, columns, (_, _) => value);

    [SubstituteFor(typeof(SingleMatrix), nameof(SingleMatrix.Create))]
    static SingleMatrix Create(int rows, int columns, float value) => SingleMatrix.Create(rows, columns, (_, _) => value);

    [SubstituteFor(typeof(DoubleMatrix), nameof(DoubleMatrix.CreateDiagonal))]
    static DoubleMatrix CreateDiagonal(int rows, int columns, double value) =>
        DoubleMatrix.CreateDiagonal(rows, columns, _ => value);

    [SubstituteFor(typeof(SingleMatrix), nameof(SingleMatrix.CreateDiagonal))]
    static SingleMatrix CreateDiagonal(int rows, int columns, float value) =>
        SingleMatrix.CreateDiagonal(rows, columns, _ => value);
}
