using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Storage;

using Zygote;

[assembly: KeepsConstants(typeof(Vector<>), typeof(Matrix<>), typeof(VectorStorage<>), typeof(MatrixStorage<>))]
