using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Zygote.Differentiation;

/// <summary>
/// The directions of a run of forward mode that takes several as the lanes of vectors, and what becomes of the tangents.
/// Tangents of an array of numbers are an array of vectors (<see cref="DualKind.TypeOf"/>). None of them is kept.
/// </summary>
abstract class LaneExchange
{
    /// <summary>Writes the directions; the array is one of zeros.</summary>
    public abstract void SetDirections(Array lanes);

    /// <param name="lanes">The tangents; null is zeros.</param>
    /// <returns>None of them is NaN.</returns>
    public abstract bool Take(Array? lanes);
}

/// <summary>What the code of a run calls, and access to the lanes.</summary>
static class LaneArrays
{
    /// <summary>How many directions there are at a time.</summary>
    public static int Count(Type vector) =>
        (vector.GetGenericTypeDefinition() == typeof(Vector512<>) ? 64 : 32) / (vector.GetGenericArguments()[0] == typeof(float) ? 4 : 8);

    public static int Count(Array lanes) => Count(lanes.GetType().GetElementType()!);

    public static void SetDirections(Array lanes, LaneExchange exchange) => exchange.SetDirections(lanes);

    public static bool Take(Array? lanes, LaneExchange exchange) => exchange.Take(lanes);

    /// <summary>The lanes one after the other: number <c>i</c> along direction <c>k</c> at <c>i * Count + k</c>. Not checked.</summary>
    public static ref S Numbers<S>(Array array, int index) =>
        ref Unsafe.Add(ref Unsafe.As<byte, S>(ref MemoryMarshal.GetArrayDataReference(array)), index);
}
