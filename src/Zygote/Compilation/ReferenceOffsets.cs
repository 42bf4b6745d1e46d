using System;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.CompilerServices;

using Zygote.Emission;
using Zygote.IR;

namespace Zygote.Compilation;

/// <summary>Where objects refer to others.</summary>
static class ReferenceOffsets
{
    static readonly ConditionalWeakTable<Type, int[]?> Known = [];

    /// <summary>In bytes from the first field; null where the type cannot be taken apart.</summary>
    /// <param name="type">A class, or a struct that is put into boxes.</param>
    public static int[]? Of(Type type) => Known.GetValue(type, Find);

    static int[]? Find(Type type)
    {
        var paths = new List<FieldInfo[]>();
        for (var t = type; t is not null && t != typeof(object) && t != typeof(ValueType); t = t.BaseType)
        {
            if (!AddPaths(t, [], paths))
                return null;
        }

        return paths.Count == 0 ? [] : FieldOffsets.Of(type, paths);
    }

    static bool AddPaths(Type type, FieldInfo[] prefix, List<FieldInfo[]> paths)
    {
        foreach (var field in type.GetFields(
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        {
            FieldInfo[] path = [.. prefix, field];
            var part = field.FieldType;
            if (part.IsPrimitive || part.IsEnum || part.IsPointer || part.IsFunctionPointer)
                continue;
            if (!part.IsValueType)
                paths.Add(path);
            else if (HasHiddenParts(part) || !AddPaths(part, path, paths))
                return false;
        }

        return true;
    }

    /// <summary>More than its fields say.</summary>
    static bool HasHiddenParts(Type type) => InlineArrays.Is(type) || type.IsDefined(typeof(UnsafeValueTypeAttribute), false);
}
