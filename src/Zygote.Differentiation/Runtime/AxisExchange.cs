using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Zygote.Differentiation;

/// <summary>Directions along the axes.</summary>
abstract class AxisExchange<S> : LaneExchange
    where S : struct
{
    public int First { get; set; }

    public override void SetDirections(Array lanes)
    {
        var count = LaneArrays.Count(lanes);
        for (var k = 0; k < count && First + k < lanes.Length; k++)
            LaneArrays.Numbers<S>(lanes, ((First + k) * count) + k) = One();
    }

    static S One() => typeof(S) == typeof(float) ? (S)(object)1f : (S)(object)1.0;
}

/// <summary>The tangents are the columns of a matrix.</summary>
sealed class AxisColumns<S>(S[,] matrix) : AxisExchange<S>
    where S : struct
{
    public override bool Take(Array? lanes) =>
        lanes is null || CopyTo(lanes, LaneArrays.Count(lanes) / Vector256<S>.Count, matrix, First);

    // Compiled with full effort at once: it runs a few times per derivative, for long.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static bool CopyTo(Array lanes, int parts, S[,] matrix, int column)
    {
        var (rows, columns) = (Math.Min(lanes.Length, matrix.GetLength(0)), matrix.GetLength(1));
        ref var lane = ref LaneArrays.Numbers<Vector256<S>>(lanes, 0);
        ref var row = ref LaneArrays.Numbers<S>(matrix, column);
        var (width, rest) = (Vector256<S>.Count, columns - column);
        var numbers = Vector256<S>.AllBitsSet;
        if (parts == 2 && rest >= 2 * width)
        {
            for (var i = 0; i < rows; i++, row = ref Unsafe.Add(ref row, columns), lane = ref Unsafe.Add(ref lane, 2))
            {
                var (a, b) = (lane, Unsafe.Add(ref lane, 1));
                numbers &= Vector256.Equals(a, a) & Vector256.Equals(b, b);
                a.StoreUnsafe(ref row);
                b.StoreUnsafe(ref row, (nuint)width);
            }
        }
        else
        {
            for (var i = 0; i < rows; i++, row = ref Unsafe.Add(ref row, columns))
            {
                for (var part = 0; part < parts; part++, lane = ref Unsafe.Add(ref lane, 1))
                {
                    numbers &= Vector256.Equals(lane, lane);
                    var count = Math.Min(rest - (part * width), width);
                    if (count == width)
                        lane.StoreUnsafe(ref row, (nuint)(part * width));
                    else if (count > 0)
                        Part(ref lane, count).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref row, part * width), count));
                }
            }
        }

        return numbers.AsByte() == Vector256<byte>.AllBitsSet;
    }

    static ReadOnlySpan<S> Part(ref Vector256<S> lane, int count) =>
        MemoryMarshal.CreateReadOnlySpan(in Unsafe.As<Vector256<S>, S>(ref lane), count);
}

/// <summary>Of the tangents only the number that belongs to the axis is of interest.</summary>
sealed class AxisDiagonal<S>(S[] diagonal) : AxisExchange<S>
    where S : struct, INumberBase<S>
{
    public override bool Take(Array? lanes)
    {
        if (lanes is null)
            return true;
        var count = LaneArrays.Count(lanes);
        for (var k = 0; k < count && First + k < diagonal.Length; k++)
        {
            var number = diagonal[First + k] = LaneArrays.Numbers<S>(lanes, ((First + k) * count) + k);
            if (S.IsNaN(number))
                return false;
        }

        return true;
    }
}
