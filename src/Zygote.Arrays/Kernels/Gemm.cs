using System;
using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Zygote.Kernels;

/// <summary>
/// A matrix in a span: element (i, j) is at i * Row + j * Column, so a transpose is another pair of strides.
/// </summary>
readonly ref struct Strided<T>(Span<T> data, int row, int column)
{
    public readonly Span<T> Data = data;
    public readonly int Row = row;
    public readonly int Column = column;

    public Strided<T> From(int i, int j) => new(Data[Math.Min(i * Row + j * Column, Data.Length)..], Row, Column);

    public Strided<T> Transposed => new(Data, Column, Row);
}

static class Strided
{
    public static Strided<T> Of<T>(T[,] a) => new(Simd.Span(a), a.GetLength(1), 1);
}

/// <summary>
/// Matrix products: blocks of both factors are packed so that the innermost loop reads memory in order and keeps a tile
/// of the result in registers (Goto and van de Geijn, Anatomy of high-performance matrix multiplication, 2008).
/// </summary>
static class Gemm
{
    const int TileRows = 4;
    const int TileVectors = 3;
    const int Depth = 256;
    const int BlockRows = 96;
    const int BlockColumns = 1024;

    /// <summary>c += a b, or c -= a b; c has rows that are contiguous.</summary>
    public static void Add<T>(Strided<T> c, Strided<T> a, Strided<T> b, int rows, int columns, int depth, bool subtract = false)
        where T : unmanaged, INumberBase<T>
    {
        if (rows == 0 || columns == 0 || depth == 0)
            return;
        if ((long)rows * columns * depth <= 512 || (typeof(T) != typeof(double) && typeof(T) != typeof(float)))
        {
            Small(c, a, b, rows, columns, depth, subtract);
            return;
        }

        var tileColumns = TileVectors * Vector<T>.Count;
        var height = Math.Min(BlockRows, RoundUp(rows, TileRows));
        var width = Math.Min(BlockColumns / tileColumns * tileColumns, RoundUp(columns, tileColumns));
        var length = Math.Min(Depth, depth);
        var packedA = ArrayPool<T>.Shared.Rent(height * length);
        var packedB = ArrayPool<T>.Shared.Rent(width * length);
        for (var j = 0; j < columns; j += width)
        {
            var blockColumns = Math.Min(width, columns - j);
            for (var k = 0; k < depth; k += length)
            {
                var blockDepth = Math.Min(length, depth - k);
                Pack(b.From(k, j).Transposed, packedB, blockColumns, blockDepth, tileColumns, false);
                for (var i = 0; i < rows; i += height)
                {
                    var blockRows = Math.Min(height, rows - i);
                    Pack(a.From(i, k), packedA, blockRows, blockDepth, TileRows, subtract);
                    Block(c.From(i, j), packedA, packedB, blockRows, blockColumns, blockDepth);
                }
            }
        }

        ArrayPool<T>.Shared.Return(packedA);
        ArrayPool<T>.Shared.Return(packedB);
    }

    static int RoundUp(int n, int to) => (n + to - 1) / to * to;

    static void Small<T>(Strided<T> c, Strided<T> a, Strided<T> b, int rows, int columns, int depth, bool subtract)
        where T : unmanaged, INumberBase<T>
    {
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var sum = T.Zero;
                for (int k = 0, p = i * a.Row, q = j * b.Column; k < depth; k++, p += a.Column, q += b.Row)
                    sum += a.Data[p] * b.Data[q];
                c.Data[i * c.Row + j] += subtract ? -sum : sum;
            }
        }
    }

    /// <summary>Panels of as many rows as a tile has, each column by column; rows that are missing are zeros.</summary>
    static void Pack<T>(Strided<T> a, Span<T> packed, int rows, int depth, int panel, bool negate)
        where T : unmanaged, INumberBase<T>
    {
        var to = 0;
        for (var i = 0; i < rows; i += panel)
        {
            var count = Math.Min(panel, rows - i);
            for (var k = 0; k < depth; k++, to += panel)
            {
                var target = packed.Slice(to, panel);
                var from = i * a.Row + k * a.Column;
                if (a.Row == 1 && !negate)
                {
                    a.Data.Slice(from, count).CopyTo(target);
                }
                else
                {
                    for (var r = 0; r < count; r++, from += a.Row)
                        target[r] = negate ? -a.Data[from] : a.Data[from];
                }

                target[count..].Clear();
            }
        }
    }

    [SkipLocalsInit]
    static void Block<T>(Strided<T> c, Span<T> a, Span<T> b, int rows, int columns, int depth)
        where T : unmanaged, INumberBase<T>
    {
        var tileColumns = TileVectors * Vector<T>.Count;
        Span<T> edge = stackalloc T[TileRows * TileVectors * Vector<T>.Count];
        for (var j = 0; j < columns; j += tileColumns)
        {
            ref var panelB = ref b[j * depth];
            for (var i = 0; i < rows; i += TileRows)
            {
                ref var panelA = ref a[i * depth];
                if (i + TileRows <= rows && j + tileColumns <= columns)
                {
                    Tile(ref c.Data[i * c.Row + j], c.Row, ref panelA, ref panelB, depth);
                    continue;
                }

                edge.Clear();
                Tile(ref edge[0], tileColumns, ref panelA, ref panelB, depth);
                for (var r = 0; r < Math.Min(TileRows, rows - i); r++)
                {
                    for (var s = 0; s < Math.Min(tileColumns, columns - j); s++)
                        c.Data[(i + r) * c.Row + j + s] += edge[r * tileColumns + s];
                }
            }
        }
    }

    static void Tile<T>(ref T c, nint row, ref T a, ref T b, int depth)
        where T : unmanaged, INumberBase<T>
    {
        nint width = Vector<T>.Count;
        Vector<T> c00 = default, c01 = default, c02 = default, c10 = default, c11 = default, c12 = default;
        Vector<T> c20 = default, c21 = default, c22 = default, c30 = default, c31 = default, c32 = default;
        for (var k = 0; k < depth; k++)
        {
            var b0 = Simd.Load(ref b, 0);
            var b1 = Simd.Load(ref b, width);
            var b2 = Simd.Load(ref b, 2 * width);
            var x = new Vector<T>(a);
            c00 = Simd.MultiplyAdd(x, b0, c00);
            c01 = Simd.MultiplyAdd(x, b1, c01);
            c02 = Simd.MultiplyAdd(x, b2, c02);
            x = new Vector<T>(Unsafe.Add(ref a, 1));
            c10 = Simd.MultiplyAdd(x, b0, c10);
            c11 = Simd.MultiplyAdd(x, b1, c11);
            c12 = Simd.MultiplyAdd(x, b2, c12);
            x = new Vector<T>(Unsafe.Add(ref a, 2));
            c20 = Simd.MultiplyAdd(x, b0, c20);
            c21 = Simd.MultiplyAdd(x, b1, c21);
            c22 = Simd.MultiplyAdd(x, b2, c22);
            x = new Vector<T>(Unsafe.Add(ref a, 3));
            c30 = Simd.MultiplyAdd(x, b0, c30);
            c31 = Simd.MultiplyAdd(x, b1, c31);
            c32 = Simd.MultiplyAdd(x, b2, c32);
            a = ref Unsafe.Add(ref a, TileRows);
            b = ref Unsafe.Add(ref b, 3 * width);
        }

        AddRow(ref c, c00, c01, c02);
        AddRow(ref Unsafe.Add(ref c, row), c10, c11, c12);
        AddRow(ref Unsafe.Add(ref c, 2 * row), c20, c21, c22);
        AddRow(ref Unsafe.Add(ref c, 3 * row), c30, c31, c32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void AddRow<T>(ref T c, Vector<T> x, Vector<T> y, Vector<T> z)
        where T : unmanaged
    {
        nint width = Vector<T>.Count;
        Simd.Store(Simd.Load(ref c, 0) + x, ref c, 0);
        Simd.Store(Simd.Load(ref c, width) + y, ref c, width);
        Simd.Store(Simd.Load(ref c, 2 * width) + z, ref c, 2 * width);
    }
}
