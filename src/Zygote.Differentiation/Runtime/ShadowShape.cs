using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Compares the shapes of two objects: types, lengths, keys and null references of all that can carry a derivative. The
/// result is null, or a text such as <c>.Layers[2] has length 3 instead of 4</c>.
/// </summary>
static class ShadowShape
{
    [ThreadStatic]
    static ShadowMap? _visited;

    /// <param name="x">The original.</param>
    /// <param name="other">What should have its shape.</param>
    /// <param name="apart">They must not share anything that could be written.</param>
    public static string? Compare(object? x, object? other, bool apart)
    {
        var visited = _visited ??= new ShadowMap();
        try
        {
            ShadowType? seen = null;
            return Compare(x, other, apart, visited, ref seen);
        }
        finally
        {
            visited.Clear();
        }
    }

    public static string? CompareStruct<T>(ref T x, ref T other, ShadowLayout layout, bool apart)
    {
        var visited = _visited ??= new ShadowMap();
        try
        {
            return CompareData(ref Unsafe.As<T, byte>(ref x), ref Unsafe.As<T, byte>(ref other), layout, apart, visited)
                ?? CompareSlow(ref x, ref other, layout, apart, visited);
        }
        finally
        {
            visited.Clear();
        }
    }

    static string? CompareSlow<T>(ref T x, ref T other, ShadowLayout layout, bool apart, ShadowMap visited)
    {
        foreach (var field in layout.Slow)
        {
            ShadowType? seen = null;
            var a = field.Info.GetValueDirect(__makeref(x));
            var b = field.Info.GetValueDirect(__makeref(other));
            if (Compare(a, b, apart, visited, ref seen) is { } difference)
                return Step(field) + difference;
        }
        return null;
    }

    static string? Compare(object? x, object? other, bool apart, ShadowMap visited, ref ShadowType? seen)
    {
        if (ReferenceEquals(x, other) && (x is null || !apart))
            return null;
        if (x is double[] numbers && other is double[] others && x != other)
            return numbers.Length == others.Length ? null : LengthsDiffer(others, numbers);
        if (x is null)
            return ShadowType.Of(other!.GetType()).Kind == ShadowKind.Opaque ? null : " must be null, as in the original";
        var type = ShadowType.Of(x.GetType(), ref seen);
        if (type.Kind is ShadowKind.Number or ShadowKind.Constant or ShadowKind.Opaque || type.IsPlain)
            return null;
        if (other is null)
            return " must not be null";
        if (ReferenceEquals(x, other))
            return DerivativeTypes.CanCarry(x.GetType()) ? " is the object that the original has there" : null;
        if (x.GetType() != other.GetType())
            return $" is of type {other.GetType()} instead of {x.GetType()}";
        if (type.Kind == ShadowKind.Object && type.Layout.IsLeaf && !type.IsCollection)
            return null;
        // Beyond the depth of the stack the shape is taken on trust.
        if ((type.Kind != ShadowKind.Struct && !visited.TryAdd(x, x)) || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return null;
        return (x, other) switch
        {
            (Array a, Array b) => CompareArrays(a, b, type.Element!, apart, visited),
            _ when !type.IsCollection && x is not IDictionary => CompareFields(x, other, type, apart, visited),
            (IDictionary a, IDictionary b) => CompareDictionaries(a, b, apart, visited),
            (IList a, IList b) when type.IsCollection => CompareLists(a, b, apart, visited),
            (ICollection a, ICollection b) when type.IsCollection =>
                CompareCollections(a, b, apart, visited),
            _ => CompareFields(x, other, type, apart, visited),
        };
    }

    static string LengthsDiffer(Array actual, Array expected) =>
        $" has length {actual.Length} instead of {expected.Length}";

    static string? CompareArrays(Array a, Array b, ShadowType element, bool apart, ShadowMap visited)
    {
        for (var d = 0; d < a.Rank; d++)
        {
            if (a.GetLength(d) != b.GetLength(d))
            {
                return a.Rank == 1
                    ? LengthsDiffer(b, a)
                    : $" has length {b.GetLength(d)} instead of {a.GetLength(d)} in dimension {d}";
            }
        }
        if (element.IsPlain)
            return null;
        if (a is object?[] objects)
            return CompareObjects(objects, (object?[])b, apart, visited);
        if (element is { Kind: ShadowKind.Struct, Layout: { IsExact: true } layout } && a.Rank == 1)
        {
            for (var i = 0; i < a.Length; i++)
            {
                if (CompareData(ref element.At(a, i), ref element.At(b, i), layout, apart, visited) is { } difference)
                    return $"[{i}]{difference}";
            }
            return null;
        }
        ShadowType? seen = null;
        for (var index = new ArrayIndex(a); index.MoveNext();)
        {
            if (Compare(a.GetValue(index.Current), b.GetValue(index.Current), apart, visited, ref seen) is { } difference)
                return $"[{string.Join(", ", index.Current)}]{difference}";
        }
        return null;
    }

    static string? CompareObjects(object?[] a, object?[] b, bool apart, ShadowMap visited)
    {
        ShadowType? seen = null;
        for (var i = 0; i < a.Length; i++)
        {
            if (Compare(a[i], b[i], apart, visited, ref seen) is { } difference)
                return $"[{i}]{difference}";
        }
        return null;
    }

    static string? CompareLists(IList a, IList b, bool apart, ShadowMap visited)
    {
        if (a.Count != b.Count)
            return $" has {b.Count} elements instead of {a.Count}";
        if (HasPlainElements(a))
            return null;
        ShadowType? seen = null;
        for (var i = 0; i < a.Count; i++)
        {
            if (Compare(a[i], b[i], apart, visited, ref seen) is { } difference)
                return $"[{i}]{difference}";
        }
        return null;
    }

    static string? CompareCollections(ICollection a, ICollection b, bool apart, ShadowMap visited)
    {
        if (a.Count != b.Count)
            return $" has {b.Count} elements instead of {a.Count}";
        if (HasPlainElements(a))
            return null;
        ShadowType? seen = null;
        var others = b.GetEnumerator();
        var i = 0;
        foreach (var item in a)
        {
            others.MoveNext();
            if (Compare(item, others.Current, apart, visited, ref seen) is { } difference)
                return $"[{i}]{difference}";
            i++;
        }
        return null;
    }

    static string? CompareDictionaries(IDictionary a, IDictionary b, bool apart, ShadowMap visited)
    {
        if (a.Count != b.Count)
            return $" has {b.Count} entries instead of {a.Count}";
        ShadowType? seen = null;
        foreach (DictionaryEntry entry in a)
        {
            if (!b.Contains(entry.Key))
                return $" lacks the key {entry.Key}";
            if (Compare(entry.Value, b[entry.Key], apart, visited, ref seen) is { } difference)
                return $"[{entry.Key}]{difference}";
        }
        return null;
    }

    static string? CompareFields(object x, object other, ShadowType type, bool apart, ShadowMap visited)
    {
        var layout = type.Layout;
        var difference = CompareData(ref ShadowLayout.Data(x), ref ShadowLayout.Data(other), layout, apart, visited);
        if (difference is not null)
            return difference;
        foreach (var field in layout.Slow)
        {
            ShadowType? seen = null;
            difference = Compare(field.Info.GetValue(x), field.Info.GetValue(other), apart, visited, ref seen);
            if (difference is not null)
                return Step(field) + difference;
        }
        return null;
    }

    static string? CompareData(ref byte x, ref byte other, ShadowLayout layout, bool apart, ShadowMap visited)
    {
        foreach (var slot in layout.Carriers)
        {
            var difference = Compare(
                ShadowLayout.Reference(ref x, slot.Offset), ShadowLayout.Reference(ref other, slot.Offset), apart, visited,
                ref slot.Seen);
            if (difference is not null)
                return slot.Name + difference;
        }
        return null;
    }

    // List<double> first: reflection would allocate.
    static bool HasPlainElements(ICollection collection) => collection is ICollection<double> or ICollection<float>
        || (collection.GetType() is { IsGenericType: true } type
            && Array.TrueForAll(type.GetGenericArguments(), t => ShadowType.Of(t).IsPlain));

    /// <summary>As in C#: the property, for the field behind one; the index, for the element of an inline array.</summary>
    public static string Step(ShadowField field)
    {
        var name = field.Info.Name;
        return field.Info is InlineElement ? name : "." + (name.StartsWith('<') ? name[1..name.IndexOf('>')] : name);
    }
}
