using System;
using System.Collections.Generic;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Zygote.Emission;

/// <summary>
/// The objects that generated code refers to, in one table with an index for each. The entries of a method are released when
/// the method has been collected. An object that itself keeps the method alive, say a cache holding its delegate, is a root
/// through the table and keeps both for good.
/// </summary>
static class ObjectConstants
{
    /// <summary>Generated code loads the field each time, since growing replaces the array.</summary>
    public static object?[] Table = new object?[64];

    public static readonly FieldInfo TableField = typeof(ObjectConstants).GetField(nameof(Table))!;

    static readonly Lock Gate = new();
    static readonly Stack<int> Free = new();
    static readonly ConditionalWeakTable<DynamicMethod, Owner> Owners = [];
    static int _used;

    /// <summary>Entries in use.</summary>
    public static int Count
    {
        get
        {
            lock (Gate)
                return _used - Free.Count;
        }
    }

    public static int Add(DynamicMethod method, object content)
    {
        lock (Gate)
        {
            if (!Free.TryPop(out var index))
            {
                index = _used++;
                if (index == Table.Length)
                {
                    var larger = Table;
                    Array.Resize(ref larger, 2 * index);
                    Volatile.Write(ref Table, larger);
                }
            }

            Table[index] = content;
            Owners.GetOrCreateValue(method).Indices.Add(index);
            return index;
        }
    }

    static void Release(List<int> indices)
    {
        lock (Gate)
        {
            foreach (var index in indices)
            {
                Table[index] = null;
                Free.Push(index);
            }
        }
    }

    sealed class Owner
    {
        public List<int> Indices { get; } = [];

        ~Owner() => Release(Indices);
    }
}
