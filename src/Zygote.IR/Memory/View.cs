using System;

namespace Zygote.IR;

/// <summary>
/// What a <c>Span&lt;T&gt;</c> or <c>ReadOnlySpan&lt;T&gt;</c> is in the IR: a part of an array. Unlike a span it may be kept
/// on the tape and has fields that a derivative can follow.
/// </summary>
/// <remarks>Fields are public for the IR; the members that code calls on spans are in <c>Zygote.Lifting/Spans</c>.</remarks>
struct View<T>(T[]? array, int start, int length)
{
    public T[]? Array = array;
    public int Start = start;
    public int Length = length;
}

/// <summary>What the enumerator of a span is in the IR.</summary>
struct ViewEnumerator<T>(View<T> view)
{
    public View<T> View = view;
    public int Index = -1;
}

/// <summary>Between views and the spans of code that is only called.</summary>
static class NativeSpans
{
    public static Span<T> ToSpan<T>(View<T> view) => new(view.Array, view.Start, view.Length);

    public static ReadOnlySpan<T> ToReadOnlySpan<T>(View<T> view) => new(view.Array, view.Start, view.Length);

    /// <summary>A span that came from elsewhere, and that no one writes: a copy does as well.</summary>
    public static View<T> Copy<T>(ReadOnlySpan<T> span) => new(span.ToArray(), 0, span.Length);

    /// <summary>The constants that the compiler put into the program.</summary>
    public static T[] Constants<T>(RuntimeFieldHandle data) =>
        System.Runtime.CompilerServices.RuntimeHelpers.CreateSpan<T>(data).ToArray();

    /// <summary>The same, copied into memory that exists.</summary>
    public static void CopyConstants<T>(T[] array, int start, RuntimeFieldHandle data) =>
        System.Runtime.CompilerServices.RuntimeHelpers.CreateSpan<T>(data).CopyTo(array.AsSpan(start));
}
