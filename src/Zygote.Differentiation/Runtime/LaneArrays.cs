using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Zygote.Differentiation;

/// <summary>
/// How tangents along several directions come in and go out: those of an array of numbers are an array of vectors, whose lanes
/// are the directions (<see cref="DualKind.TypeOf"/>).
/// </summary>
static class LaneArrays
{
    /// <summary>How many directions there are at a time for numbers of type S.</summary>
    public static int Count<S>()
        where S : struct => Vector512<S>.Count;

    /// <summary>No direction yet for each of so many numbers.</summary>
    public static Array New<S>(int length)
        where S : struct => new Vector512<S>[length];

    // Loops over all numbers are compiled with full effort at once: they run a few times per derivative, for long.

    /// <summary>The axes from one on, as many as there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SetAxes<S>(Array lanes, int first)
        where S : struct, INumberBase<S>
    {
        Array.Clear(lanes);
        var numbers = Numbers<S>(lanes);
        for (var k = 0; k < Count<S>() && first + k < lanes.Length; k++)
            numbers[((first + k) * Count<S>()) + k] = S.One;
    }

    /// <summary>Direction k of number i goes to [i, <paramref name="column"/> + k]; null is zeros.</summary>
    /// <returns>None of them is NaN.</returns>
    public static bool CopyTo(Array? lanes, Array matrix, int column) => lanes switch
    {
        Vector512<double>[] doubles => CopyTo(doubles, (double[,])matrix, column),
        Vector512<float>[] floats => CopyTo(floats, (float[,])matrix, column),
        _ => true,
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static bool CopyTo<S>(Vector512<S>[] lanes, S[,] matrix, int column)
    {
        var (rows, count) = (Math.Min(lanes.Length, matrix.GetLength(0)), Math.Min(Vector512<S>.Count, matrix.GetLength(1) - column));
        var numbers = Vector512<S>.AllBitsSet;
        for (var i = 0; i < rows; i++)
        {
            var lane = lanes[i];
            numbers &= Vector512.Equals(lane, lane);
            ref var place = ref Unsafe.Add(ref Unsafe.As<byte, S>(ref MemoryMarshal.GetArrayDataReference(matrix)), (i * (nint)matrix.GetLength(1)) + column);
            if (count == Vector512<S>.Count)
                lane.StoreUnsafe(ref place);
            else
                MemoryMarshal.CreateReadOnlySpan(in Unsafe.As<Vector512<S>, S>(ref lane), count).CopyTo(MemoryMarshal.CreateSpan(ref place, count));
        }

        return numbers.AsByte() == Vector512<byte>.AllBitsSet;
    }

    static Span<S> Numbers<S>(Array lanes)
        where S : struct => MemoryMarshal.Cast<Vector512<S>, S>(((Vector512<S>[])lanes).AsSpan());
}
