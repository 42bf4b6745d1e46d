using System.Numerics;
using System.Runtime.CompilerServices;

namespace Zygote.Kernels;

/// <summary>A number or a vector of them, so that a butterfly is written once.</summary>
interface ILane<L>
    where L : struct, ILane<L>
{
    static abstract int Width { get; }

    static abstract L Load(ref double start, nint offset);

    void Store(ref double start, nint offset);

    static abstract L operator +(L x, L y);

    static abstract L operator -(L x, L y);

    static abstract L operator *(double x, L y);
}

readonly struct One(double value) : ILane<One>
{
    readonly double _value = value;

    public static int Width => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One Load(ref double start, nint offset) => new(Unsafe.Add(ref start, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double start, nint offset) => Unsafe.Add(ref start, offset) = _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One operator +(One x, One y) => new(x._value + y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One operator -(One x, One y) => new(x._value - y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One operator *(double x, One y) => new(x * y._value);
}

readonly struct Many(Vector<double> value) : ILane<Many>
{
    readonly Vector<double> _value = value;

    public static int Width => Vector<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Many Load(ref double start, nint offset) => new(Simd.Load(ref start, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double start, nint offset) => Simd.Store(_value, ref start, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Many operator +(Many x, Many y) => new(x._value + y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Many operator -(Many x, Many y) => new(x._value - y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Many operator *(double x, Many y) => new(x * y._value);
}
