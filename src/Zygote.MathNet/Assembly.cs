using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Storage;

using Zygote;

[assembly: RulesFor("MathNet.Numerics")]
[assembly: KeepsConstants(typeof(Vector<>), typeof(Matrix<>), typeof(VectorStorage<>), typeof(MatrixStorage<>))]
