using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Storage;

using Zygote;

[assembly: RulesFor("MathNet.Numerics")]
[assembly: KeepsConstants(typeof(Vector<>), typeof(Matrix<>), typeof(VectorStorage<>), typeof(MatrixStorage<>))]
[assembly: ZeroDerivative(
    typeof(Precision), "EpsilonOf", "PositiveEpsilonOf", "Magnitude", "NumbersBetween", "AlmostEqual", "AlmostEqualRelative",
    "AlmostEqualNorm", "AlmostEqualNormRelative", "AlmostEqualNumbersBetween", "CompareTo", "CompareToRelative",
    "CompareToNumbersBetween", "IsLarger", "IsLargerRelative", "IsLargerNumbersBetween", "IsSmaller", "IsSmallerRelative",
    "IsSmallerNumbersBetween")]
