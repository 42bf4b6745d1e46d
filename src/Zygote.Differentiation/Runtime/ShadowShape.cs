using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Zygote.Differentiation;

/// <summary>
/// Compares the shapes of two objects: types, lengths, keys and null references of all that can carry a derivative. The
/// result is null, or a text such as <c>.Layers[2] has length 3 instead of 4</c>.
/// </summary>
static class ShadowShape
{
    [ThreadStatic]
    static HashSet<object>? _visited;

    /// <param name="x">The original.</param>
    /// <param name="other">What should have its shape.</param>
    /// <param name="apart">They must not share anything that could be written.</param>
    public static string? Compare(object? x, object? other, bool apart)
    {
        var visited = _visited ??= new HashSet<object>(ReferenceEqualityComparer.Instance);
        try
        {
            return Compare(x, other, apart, visited);
        }
        finally
        {
            visited.Clear();
        }
    }

    public static string? CompareStruct<T>(ref T x, ref T other, bool apart)
    {
        foreach (var field in ShadowType.Of(typeof(T)).Fields)
        {
            if (!field.Carries || field.Kind == ShadowKind.Number)
                continue;
            var a = field.Info.GetValueDirect(__makeref(x));
            var b = field.Info.GetValueDirect(__makeref(other));
            if (Compare(a, b, apart) is { } difference)
                return $".{NameOf(field)}{difference}";
        }
        return null;
    }

    static string? Compare(object? x, object? other, bool apart, HashSet<object> visited)
    {
        if (ReferenceEquals(x, other) && (x is null || !apart))
            return null;
        if (x is null)
            return ShadowType.Of(other!.GetType()).Kind == ShadowKind.Opaque ? null : " must be null, as in the original";
        var type = ShadowType.Of(x.GetType());
        if (type.Kind is ShadowKind.Number or ShadowKind.Constant or ShadowKind.Opaque || type.IsPlain)
            return null;
        if (other is null)
            return " must not be null";
        if (ReferenceEquals(x, other))
            return DerivativeTypes.CanCarry(x.GetType()) ? " is the object that the original has there" : null;
        if (x.GetType() != other.GetType())
            return $" is of type {other.GetType()} instead of {x.GetType()}";
        // Beyond the depth of the stack the shape is taken on trust.
        if ((type.Kind != ShadowKind.Struct && !visited.Add(x)) || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return null;
        return (x, other) switch
        {
            (Array a, Array b) => CompareArrays(a, b, type.Element!, apart, visited),
            (IDictionary a, IDictionary b) => CompareDictionaries(a, b, apart, visited),
            (IList a, IList b) when type.IsCollection => CompareLists(a, b, apart, visited),
            (ICollection a, ICollection b) when type.IsCollection =>
                CompareCollections(a, b, apart, visited),
            _ => CompareFields(x, other, type, apart, visited),
        };
    }

    static string? CompareArrays(Array a, Array b, ShadowType element, bool apart, HashSet<object> visited)
    {
        for (var d = 0; d < a.Rank; d++)
        {
            if (a.GetLength(d) != b.GetLength(d))
            {
                return a.Rank == 1
                    ? $" has length {b.Length} instead of {a.Length}"
                    : $" has length {b.GetLength(d)} instead of {a.GetLength(d)} in dimension {d}";
            }
        }
        if (element.IsPlain)
            return null;
        if (a.Rank == 1 && !element.Type.IsValueType)
            return CompareLists(a, b, apart, visited);
        for (var index = new ArrayIndex(a); index.MoveNext();)
        {
            if (Compare(a.GetValue(index.Current), b.GetValue(index.Current), apart, visited) is { } difference)
                return $"[{string.Join(", ", index.Current)}]{difference}";
        }
        return null;
    }

    static string? CompareLists(IList a, IList b, bool apart, HashSet<object> visited)
    {
        if (a.Count != b.Count)
            return $" has {b.Count} elements instead of {a.Count}";
        if (HasPlainElements(a))
            return null;
        for (var i = 0; i < a.Count; i++)
        {
            if (Compare(a[i], b[i], apart, visited) is { } difference)
                return $"[{i}]{difference}";
        }
        return null;
    }

    static string? CompareCollections(ICollection a, ICollection b, bool apart, HashSet<object> visited)
    {
        if (a.Count != b.Count)
            return $" has {b.Count} elements instead of {a.Count}";
        if (HasPlainElements(a))
            return null;
        var others = b.GetEnumerator();
        var i = 0;
        foreach (var item in a)
        {
            others.MoveNext();
            if (Compare(item, others.Current, apart, visited) is { } difference)
                return $"[{i}]{difference}";
            i++;
        }
        return null;
    }

    static string? CompareDictionaries(IDictionary a, IDictionary b, bool apart, HashSet<object> visited)
    {
        if (a.Count != b.Count)
            return $" has {b.Count} entries instead of {a.Count}";
        foreach (DictionaryEntry entry in a)
        {
            if (!b.Contains(entry.Key))
                return $" lacks the key {entry.Key}";
            if (Compare(entry.Value, b[entry.Key], apart, visited) is { } difference)
                return $"[{entry.Key}]{difference}";
        }
        return null;
    }

    static string? CompareFields(object x, object other, ShadowType type, bool apart, HashSet<object> visited)
    {
        foreach (var field in type.Fields)
        {
            if (!field.Carries || field.Kind == ShadowKind.Number)
                continue;
            if (Compare(field.Info.GetValue(x), field.Info.GetValue(other), apart, visited) is { } difference)
                return $".{NameOf(field)}{difference}";
        }
        return null;
    }

    // List<double> first: reflection would allocate.
    static bool HasPlainElements(ICollection collection) => collection is ICollection<double> or ICollection<float>
        || (collection.GetType() is { IsGenericType: true } type
            && Array.TrueForAll(type.GetGenericArguments(), t => ShadowType.Of(t).IsPlain));

    /// <summary>The property, for the field behind one.</summary>
    static string NameOf(ShadowField field)
    {
        var name = field.Info.Name;
        return name.StartsWith('<') ? name[1..name.IndexOf('>')] : name;
    }
}
