using System;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Zygote.TensorRules;

/// <summary>Members of tensors whose own code cannot be read; all others are differentiated as they are.</summary>
static class Tensors
{
    /// <summary>The place of an element is a number, however the tensor was made.</summary>
    [SubstituteFor(typeof(Tensor<>), "get_Item")]
    static ref T Item<T>(Tensor<T> tensor, ReadOnlySpan<nint> indexes) => ref Parts<T>.Values(tensor)[PlaceOf(tensor, indexes)];

    /// <summary>The same memory under another shape.</summary>
    [SubstituteFor(typeof(Tensor), nameof(Tensor.Reshape))]
    static Tensor<T> Reshape<T>(Tensor<T> tensor, ReadOnlySpan<nint> lengths)
    {
        var (shape, strides) = ReshapedTo(tensor, lengths);
        return Tensor.Create(Parts<T>.Values(tensor), Parts<T>.Start(tensor), shape, strides);
    }

    /// <summary>The same memory, with lengths and strides in another order.</summary>
    [SubstituteFor(typeof(Tensor), nameof(Tensor.PermuteDimensions))]
    static Tensor<T> PermuteDimensions<T>(Tensor<T> tensor, ReadOnlySpan<int> dimensions)
    {
        var (shape, strides) = PermutedTo(tensor, dimensions);
        return Tensor.Create(Parts<T>.Values(tensor), Parts<T>.Start(tensor), shape, strides);
    }

    [SubstituteFor(typeof(Tensor), nameof(Tensor.Concatenate))]
    static Tensor<T> Concatenate<T>(ReadOnlySpan<Tensor<T>> tensors) => ConcatenateOnDimension(0, tensors);

    [SubstituteFor(typeof(Tensor), nameof(Tensor.ConcatenateOnDimension))]
    static Tensor<T> ConcatenateOnDimension<T>(int dimension, ReadOnlySpan<Tensor<T>> tensors) =>
        Joined(dimension, tensors, ConcatenatedLengths(dimension, tensors));

    [SubstituteFor(typeof(Tensor), nameof(Tensor.Stack))]
    static Tensor<T> Stack<T>(ReadOnlySpan<Tensor<T>> tensors) => StackAlongDimension(0, tensors);

    [SubstituteFor(typeof(Tensor), nameof(Tensor.StackAlongDimension))]
    static Tensor<T> StackAlongDimension<T>(int dimension, ReadOnlySpan<Tensor<T>> tensors) =>
        Joined(dimension, tensors, StackedLengths(dimension, tensors));

    [SubstituteFor(typeof(Tensor), nameof(Tensor.Stack))]
    static ref readonly TensorSpan<T> Stack<T>(in ReadOnlySpan<Tensor<T>> tensors, in TensorSpan<T> destination) =>
        ref StackAlongDimension(tensors, destination, 0);

    [SubstituteFor(typeof(Tensor), nameof(Tensor.StackAlongDimension))]
    static ref readonly TensorSpan<T> StackAlongDimension<T>(
        ReadOnlySpan<Tensor<T>> tensors, in TensorSpan<T> destination, int dimension)
    {
        var stacked = StackAlongDimension(dimension, tensors);
        CheckShape(stacked.Lengths, destination.Lengths);
        stacked.CopyTo(destination);
        return ref destination;
    }

    /// <summary>Side by side: each has a part of every row, which is all that follows one index of the dimensions before.</summary>
    static Tensor<T> Joined<T>(int dimension, ReadOnlySpan<Tensor<T>> tensors, nint[] lengths)
    {
        var outer = 1;
        for (var k = 0; k < dimension; k++)
            outer *= (int)lengths[k];
        var total = 1;
        for (var k = 0; k < lengths.Length; k++)
            total *= (int)lengths[k];
        var all = new T[total];
        var row = outer == 0 ? 0 : total / outer; // from one row of the result to the next
        var begin = 0;
        for (var t = 0; t < tensors.Length; t++)
        {
            var part = new T[(int)tensors[t].FlattenedLength];
            tensors[t].FlattenTo(part);
            var width = outer == 0 ? 0 : part.Length / outer;
            for (var i = 0; i < outer; i++)
            {
                for (var j = 0; j < width; j++)
                    all[(i * row) + begin + j] = part[(i * width) + j];
            }

            begin += width;
        }

        return Tensor.Create(all, lengths);
    }

    [ZeroDerivative]
    static int PlaceOf<T>(Tensor<T> tensor, ReadOnlySpan<nint> indexes)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(Parts<T>.Values(tensor));
        return (int)(Unsafe.ByteOffset(ref first, ref tensor[indexes]) / Unsafe.SizeOf<T>());
    }

    /// <summary>By the original, for its exceptions and for lengths that it finds itself.</summary>
    [ZeroDerivative]
    static (nint[] Lengths, nint[] Strides) ReshapedTo<T>(Tensor<T> tensor, ReadOnlySpan<nint> lengths)
    {
        var reshaped = Tensor.Reshape(tensor, lengths);
        return (reshaped.Lengths.ToArray(), reshaped.Strides.ToArray());
    }

    [ZeroDerivative]
    static nint[] ConcatenatedLengths<T>(int dimension, ReadOnlySpan<Tensor<T>> tensors) =>
        Tensor.ConcatenateOnDimension(dimension, tensors).Lengths.ToArray();

    [ZeroDerivative]
    static void CheckShape(ReadOnlySpan<nint> lengths, ReadOnlySpan<nint> destination)
    {
        if (!lengths.SequenceEqual(destination))
        {
            throw new ArgumentException(
                "Number of dimensions to slice does not equal the number of dimensions in the span", nameof(destination));
        }
    }

    [ZeroDerivative]
    static nint[] StackedLengths<T>(int dimension, ReadOnlySpan<Tensor<T>> tensors) =>
        Tensor.StackAlongDimension(dimension, tensors).Lengths.ToArray();

    [ZeroDerivative]
    static (nint[] Lengths, nint[] Strides) PermutedTo<T>(Tensor<T> tensor, ReadOnlySpan<int> dimensions)
    {
        var permuted = Tensor.PermuteDimensions(tensor, dimensions);
        return (permuted.Lengths.ToArray(), permuted.Strides.ToArray());
    }

    static class Parts<T>
    {
        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_values")]
        public static extern ref T[] Values(Tensor<T> tensor);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_start")]
        public static extern ref int Start(Tensor<T> tensor);
    }
}
