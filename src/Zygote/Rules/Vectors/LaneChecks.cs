// Exceptions as in the originals.
#pragma warning disable CA1512, CA2201, CA2208

using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Zygote.IR;

namespace Zygote.Rules;

/// <summary>Parts of vectors by index, and what is checked before. Called by the code that <see cref="LaneMoves"/> makes.</summary>
static class LaneChecks
{
    public static void RequireArray<T>(T[] array, int start, int count)
    {
        if (start < 0 || array.Length - start < count)
            throw new ArgumentOutOfRangeException("index");
    }

    public static void RequireSpan<T>(View<T> span, int count)
    {
        if (span.Length < count)
            throw new ArgumentOutOfRangeException("values");
    }

    public static void RequireRoom<T>(T[] array, int start, int count)
    {
        if ((uint)start >= (uint)array.Length)
            throw new ArgumentOutOfRangeException("startIndex");
        if (array.Length - start < count)
            throw new ArgumentException("Destination is too short.", "destination");
    }

    public static void RequireLength<T>(T[] array, int count)
    {
        if (array.Length < count)
            throw new ArgumentException("Destination is too short.", "destination");
    }

    public static void RequireSpace<T>(View<T> span, int count)
    {
        if (span.Length < count)
            throw new ArgumentException("Destination is too short.", "destination");
    }

    public static T Element<TVector, T>(TVector vector, int index, int count)
        where TVector : struct
    {
        if ((uint)index >= (uint)count)
            throw new ArgumentOutOfRangeException(nameof(index));
        return InlineArrays.Element<TVector, T>(ref vector, index);
    }

    public static TVector WithElement<TVector, T>(TVector vector, int index, int count, T value)
        where TVector : struct
    {
        if ((uint)index >= (uint)count)
            throw new ArgumentOutOfRangeException(nameof(index));
        InlineArrays.Element<TVector, T>(ref vector, index) = value;
        return vector;
    }

    public static T? ElementOrZero<TVector, T>(TVector vector, long index, int count)
        where TVector : struct
        => (ulong)index >= (uint)count ? default : InlineArrays.Element<TVector, T>(ref vector, (int)index);

    public static float Component(Vector2 vector, int index) => index switch
    {
        0 => vector.X,
        1 => vector.Y,
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public static float Component(Vector3 vector, int index) => index switch
    {
        0 => vector.X,
        1 => vector.Y,
        2 => vector.Z,
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public static float Component(Vector4 vector, int index) => index switch
    {
        0 => vector.X,
        1 => vector.Y,
        2 => vector.Z,
        3 => vector.W,
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public static Vector2 WithComponent(Vector2 vector, int index, float value)
    {
        if (index == 0)
            vector.X = value;
        else if (index == 1)
            vector.Y = value;
        else
            throw new ArgumentOutOfRangeException(nameof(index));
        return vector;
    }

    public static Vector3 WithComponent(Vector3 vector, int index, float value)
    {
        if (index == 0)
            vector.X = value;
        else if (index == 1)
            vector.Y = value;
        else if (index == 2)
            vector.Z = value;
        else
            throw new ArgumentOutOfRangeException(nameof(index));
        return vector;
    }

    public static Vector4 WithComponent(Vector4 vector, int index, float value)
    {
        if (index == 0)
            vector.X = value;
        else if (index == 1)
            vector.Y = value;
        else if (index == 2)
            vector.Z = value;
        else if (index == 3)
            vector.W = value;
        else
            throw new ArgumentOutOfRangeException(nameof(index));
        return vector;
    }
}
