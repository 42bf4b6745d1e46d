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
        where S : struct => Vector256<S>.Count;

    /// <summary>No direction yet for each of so many numbers.</summary>
    public static Array New<S>(int length)
        where S : struct => new Vector256<S>[length];

    /// <summary>The axes from one on, as many as there are.</summary>
    public static void SetAxes<S>(Array lanes, int first)
        where S : struct, INumberBase<S>
    {
        Array.Clear(lanes);
        var numbers = Numbers<S>(lanes);
        for (var k = 0; k < Count<S>() && first + k < lanes.Length; k++)
            numbers[((first + k) * Count<S>()) + k] = S.One;
    }

    /// <summary>Direction k of number i goes to [i, <paramref name="column"/> + k]; null is zeros.</summary>
    public static void CopyTo(Array? lanes, Array matrix, int column)
    {
        if (lanes is Vector256<double>[] doubles)
            CopyTo(doubles, (double[,])matrix, column);
        else if (lanes is Vector256<float>[] floats)
            CopyTo(floats, (float[,])matrix, column);
    }

    static void CopyTo<S>(Vector256<S>[] lanes, S[,] matrix, int column)
    {
        var (rows, count) = (Math.Min(lanes.Length, matrix.GetLength(0)), Math.Min(Vector256<S>.Count, matrix.GetLength(1) - column));
        for (var i = 0; i < rows; i++)
        {
            if (count == Vector256<S>.Count)
                lanes[i].StoreUnsafe(ref matrix[i, column]);
            else
                MemoryMarshal.CreateReadOnlySpan(in Unsafe.As<Vector256<S>, S>(ref lanes[i]), count).CopyTo(MemoryMarshal.CreateSpan(ref matrix[i, column], count));
        }
    }

    static Span<S> Numbers<S>(Array lanes)
        where S : struct => MemoryMarshal.Cast<Vector256<S>, S>(((Vector256<S>[])lanes).AsSpan());
}
