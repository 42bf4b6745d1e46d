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
    /// <summary>How many directions there are at a time.</summary>
    public static int Count(Type vector) =>
        (vector.GetGenericTypeDefinition() == typeof(Vector512<>) ? 64 : 32) / (vector.GetGenericArguments()[0] == typeof(float) ? 4 : 8);

    /// <summary>Into zeros: the axes from one on, as many as there are.</summary>
    public static void SetAxes(Array lanes, int first)
    {
        var count = Count(lanes.GetType().GetElementType()!);
        for (var k = 0; k < count && first + k < lanes.Length; k++)
        {
            if (lanes is Vector256<double>[] or Vector512<double>[])
                Numbers<double>(lanes, ((first + k) * count) + k) = 1;
            else
                Numbers<float>(lanes, ((first + k) * count) + k) = 1;
        }
    }

    /// <summary>Direction k of number i goes to [i, <paramref name="column"/> + k]; null is zeros.</summary>
    /// <returns>None of them is NaN.</returns>
    public static bool CopyTo(Array? lanes, Array matrix, int column) => lanes switch
    {
        null => true,
        Vector256<double>[] => CopyTo(lanes, 1, (double[,])matrix, column),
        Vector512<double>[] => CopyTo(lanes, 2, (double[,])matrix, column),
        Vector256<float>[] => CopyTo(lanes, 1, (float[,])matrix, column),
        _ => CopyTo(lanes, 2, (float[,])matrix, column),
    };

    // Compiled with full effort at once: it runs a few times per derivative, for long.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static bool CopyTo<S>(Array lanes, int parts, S[,] matrix, int column)
        where S : struct
    {
        var (rows, columns) = (Math.Min(lanes.Length, matrix.GetLength(0)), matrix.GetLength(1));
        var numbers = Vector256<S>.AllBitsSet;
        ref var lane = ref Numbers<Vector256<S>>(lanes, 0);
        ref var row = ref Numbers<S>(matrix, column);
        for (var i = 0; i < rows; i++, row = ref Unsafe.Add(ref row, columns))
        {
            for (var (part, rest) = (0, columns - column); part < parts; part++, rest -= Vector256<S>.Count, lane = ref Unsafe.Add(ref lane, 1))
            {
                numbers &= Vector256.Equals(lane, lane);
                if (rest >= Vector256<S>.Count)
                    lane.StoreUnsafe(ref row, (nuint)(part * Vector256<S>.Count));
                else if (rest > 0)
                    Part(ref lane, rest).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref row, part * Vector256<S>.Count), rest));
            }
        }

        return numbers.AsByte() == Vector256<byte>.AllBitsSet;
    }

    static ReadOnlySpan<S> Part<S>(ref Vector256<S> lane, int count)
        where S : struct =>
        MemoryMarshal.CreateReadOnlySpan(in Unsafe.As<Vector256<S>, S>(ref lane), count);

    static ref S Numbers<S>(Array array, int index) =>
        ref Unsafe.Add(ref Unsafe.As<byte, S>(ref MemoryMarshal.GetArrayDataReference(array)), index);
}
