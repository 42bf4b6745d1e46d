using TP = System.Numerics.Tensors.TensorPrimitives;

namespace Zygote.Tests.Tensors;

/// <summary>The overloads for float, which are older than the generic ones.</summary>
static class FloatOverloads
{
    public static Elementwise<float>[] Elementwise { get; } =
    [
        new("Abs(span)", 1, (a, b, c, d) => TP.Abs(a, d)),
        new("Add(span, span)", 2, (a, b, c, d) => TP.Add(a, b, d)),
        new("Add(span, number)", 2, (a, b, c, d) => TP.Add(a, b[0], d)),
        new("AddMultiply(span, span, span)", 3, (a, b, c, d) => TP.AddMultiply(a, b, c, d)),
        new("AddMultiply(span, span, number)", 3, (a, b, c, d) => TP.AddMultiply(a, b, c[0], d)),
        new("AddMultiply(span, number, span)", 3, (a, b, c, d) => TP.AddMultiply(a, b[0], c, d)),
        new("Cosh(span)", 1, (a, b, c, d) => TP.Cosh(a, d)),
        new("Divide(span, span)", 2, (a, b, c, d) => TP.Divide(a, b, d)),
        new("Divide(span, number)", 2, (a, b, c, d) => TP.Divide(a, b[0], d)),
        new("Exp(span)", 1, (a, b, c, d) => TP.Exp(a, d)),
        new("Log(span)", 1, (a, b, c, d) => TP.Log(a, d), 0.1, 2),
        new("Log2(span)", 1, (a, b, c, d) => TP.Log2(a, d), 0.1, 2),
        new("Max(span, span)", 2, (a, b, c, d) => TP.Max(a, b, d)),
        new("MaxMagnitude(span, span)", 2, (a, b, c, d) => TP.MaxMagnitude(a, b, d)),
        new("Min(span, span)", 2, (a, b, c, d) => TP.Min(a, b, d)),
        new("MinMagnitude(span, span)", 2, (a, b, c, d) => TP.MinMagnitude(a, b, d)),
        new("Multiply(span, span)", 2, (a, b, c, d) => TP.Multiply(a, b, d)),
        new("Multiply(span, number)", 2, (a, b, c, d) => TP.Multiply(a, b[0], d)),
        new("MultiplyAdd(span, span, span)", 3, (a, b, c, d) => TP.MultiplyAdd(a, b, c, d)),
        new("MultiplyAdd(span, span, number)", 3, (a, b, c, d) => TP.MultiplyAdd(a, b, c[0], d)),
        new("MultiplyAdd(span, number, span)", 3, (a, b, c, d) => TP.MultiplyAdd(a, b[0], c, d)),
        new("Negate(span)", 1, (a, b, c, d) => TP.Negate(a, d)),
        new("Sigmoid(span)", 1, (a, b, c, d) => TP.Sigmoid(a, d)),
        new("Sinh(span)", 1, (a, b, c, d) => TP.Sinh(a, d)),
        new("SoftMax(span)", 1, (a, b, c, d) => TP.SoftMax(a, d)),
        new("Subtract(span, span)", 2, (a, b, c, d) => TP.Subtract(a, b, d)),
        new("Subtract(span, number)", 2, (a, b, c, d) => TP.Subtract(a, b[0], d)),
        new("Tanh(span)", 1, (a, b, c, d) => TP.Tanh(a, d)),
    ];

    public static Reducing<float>[] Reductions { get; } =
    [
        new("CosineSimilarity(span, span)", 2, (a, b) => TP.CosineSimilarity(a, b)),
        new("Distance(span, span)", 2, (a, b) => TP.Distance(a, b)),
        new("Dot(span, span)", 2, (a, b) => TP.Dot(a, b)),
        new("Max(span)", 1, (a, b) => TP.Max(a)),
        new("MaxMagnitude(span)", 1, (a, b) => TP.MaxMagnitude(a)),
        new("Min(span)", 1, (a, b) => TP.Min(a)),
        new("MinMagnitude(span)", 1, (a, b) => TP.MinMagnitude(a)),
        new("Norm(span)", 1, (a, b) => TP.Norm(a)),
        new("Product(span)", 1, (a, b) => TP.Product(a)),
        new("ProductOfDifferences(span, span)", 2, (a, b) => TP.ProductOfDifferences(a, b)),
        new("ProductOfSums(span, span)", 2, (a, b) => TP.ProductOfSums(a, b)),
        new("Sum(span)", 1, (a, b) => TP.Sum(a)),
        new("SumOfMagnitudes(span)", 1, (a, b) => TP.SumOfMagnitudes(a)),
        new("SumOfSquares(span)", 1, (a, b) => TP.SumOfSquares(a)),
    ];
}
