using System;
using System.Collections.Generic;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Zygote.Emission;

/// <summary>Where fields lie in an object, or in a struct in a box: differences of their addresses.</summary>
static class FieldOffsets
{
    /// <summary>
    /// <code>(o, offsets) => { offsets[0] = address of o.outer.inner - address of the first field of o; ... }</code>
    /// </summary>
    /// <param name="type">A class, or a struct in a box.</param>
    /// <param name="paths">Each a field, and fields of structs in it.</param>
    public static int[] Of(Type type, IReadOnlyList<FieldInfo[]> paths)
    {
        var offsets = new int[paths.Count];
        var method = new DynamicMethod("offsets", null, [typeof(object), typeof(int[])], typeof(object).Module, skipVisibility: true);
        var il = new ILWriter(method);
        for (var i = 0; i < paths.Count; i++)
        {
            il.Emit(OpCodes.Ldarg_1);
            il.Load(i);
            il.Emit(OpCodes.Ldarg_0);
            if (type.IsValueType)
                il.Emit(OpCodes.Unbox, type);
            foreach (var field in paths[i])
                il.FieldAddress(field);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldflda, typeof(Raw).GetField(nameof(Raw.First))!);
            il.Emit(OpCodes.Sub);
            il.Emit(OpCodes.Conv_I4);
            il.Emit(OpCodes.Stelem_I4);
        }

        il.Emit(OpCodes.Ret);
        var empty = RuntimeHelpers.GetUninitializedObject(type);
#pragma warning disable CA1816 // No constructor has run: there is nothing to finalise.
        GC.SuppressFinalize(empty);
#pragma warning restore CA1816
        method.CreateDelegate<Action<object, int[]>>()(empty, offsets);
        return offsets;
    }

    sealed class Raw
    {
        public byte First;

        public Raw(byte first) => First = first;
    }
}
