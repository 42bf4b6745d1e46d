using System;
using System.Numerics;

using TP = System.Numerics.Tensors.TensorPrimitives;

namespace Zygote.Tests.Tensors;

/// <summary>An operation of the original from one or two arrays to a number.</summary>
/// <param name="Name">The method, and what its arguments are.</param>
/// <param name="Arity">How many of the arrays are read.</param>
/// <param name="Apply">Reads one array or both.</param>
sealed record Reducing<T>(string Name, int Arity, Func<T[], T[], T> Apply);

/// <summary>All of them.</summary>
static class ReductionOperations<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    public static Reducing<T>[] All { get; } =
    [
        new("Sum(span)", 1, (a, b) => TP.Sum<T>(a)),
        new("SumOfSquares(span)", 1, (a, b) => TP.SumOfSquares<T>(a)),
        new("SumOfMagnitudes(span)", 1, (a, b) => TP.SumOfMagnitudes<T>(a)),
        new("Norm(span)", 1, (a, b) => TP.Norm<T>(a)),
        new("Average(span)", 1, (a, b) => TP.Average<T>(a)),
        new("StdDev(span)", 1, (a, b) => TP.StdDev<T>(a)),
        new("Product(span)", 1, (a, b) => TP.Product<T>(a)),
        new("Max(span)", 1, (a, b) => TP.Max<T>(a)),
        new("MaxMagnitude(span)", 1, (a, b) => TP.MaxMagnitude<T>(a)),
        new("MaxMagnitudeNumber(span)", 1, (a, b) => TP.MaxMagnitudeNumber<T>(a)),
        new("MaxNumber(span)", 1, (a, b) => TP.MaxNumber<T>(a)),
        new("Min(span)", 1, (a, b) => TP.Min<T>(a)),
        new("MinMagnitude(span)", 1, (a, b) => TP.MinMagnitude<T>(a)),
        new("MinMagnitudeNumber(span)", 1, (a, b) => TP.MinMagnitudeNumber<T>(a)),
        new("MinNumber(span)", 1, (a, b) => TP.MinNumber<T>(a)),
        new("Dot(span, span)", 2, (a, b) => TP.Dot<T>(a, b)),
        new("Distance(span, span)", 2, (a, b) => TP.Distance<T>(a, b)),
        new("CosineSimilarity(span, span)", 2, (a, b) => TP.CosineSimilarity<T>(a, b)),
        new("ProductOfSums(span, span)", 2, (a, b) => TP.ProductOfSums<T>(a, b)),
        new("ProductOfDifferences(span, span)", 2, (a, b) => TP.ProductOfDifferences<T>(a, b)),
    ];
}
