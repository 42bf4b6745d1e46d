using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>
/// Local variables that spans are made of, or that are counted on from, become arrays of one element; those of inline array types
/// that spans are made of become arrays. Part of <see cref="ResolveAddresses"/>.
/// </summary>
/// <remarks>
///   s = slot f64; call Addresses::ArrayOf(s); load s
///   =>
///   %a = new.array f64[], 1; call Addresses::ArrayOf(element.address %a, 0); load (element.address %a, 0)
/// One array for each execution of the function, as there is one variable.
/// </remarks>
static class VariablesToArrays
{
    /// <summary>Longer ones are copied in a loop.</summary>
    const int MaxUnrolled = 16;

    public static bool Run(Function function)
    {
        var slots = new HashSet<Value>();
        var sources = new Dictionary<Value, List<Value>>();
        foreach (var edge in function.Blocks.SelectMany(b => b.Edges))
        {
            for (var i = 0; i < edge.Arguments.Count; i++)
            {
                if (!edge.Arguments[i].Type.IsByRef)
                    continue;
                var parameter = edge.Target.Parameters[i];
                if (!sources.TryGetValue(parameter, out var list))
                    sources[parameter] = list = [];
                list.Add(edge.Arguments[i]);
            }
        }

        var seen = new HashSet<(Value Address, bool IsArrayWanted)>();
        var work = new Stack<(Value Address, bool IsArrayWanted)>();
        foreach (var i in function.Blocks.SelectMany(b => b.Instructions))
        {
            if (Addresses.Operation(i) is nameof(Addresses.ArrayOf) or nameof(Addresses.IndexOf) or nameof(Addresses.Offset))
                work.Push((i.Operands[0], Addresses.Operation(i) == nameof(Addresses.ArrayOf)));
        }

        HashSet<Value>? inline = null;
        while (work.TryPop(out var next))
        {
            if (!seen.Add(next))
                continue;
            var (address, isArrayWanted) = next;
            if (address is Instruction { Opcode: Opcode.Slot })
                slots.Add(address);
            else if (address is Instruction i && Addresses.Operation(i) == nameof(Addresses.Offset))
                work.Push((i.Operands[0], isArrayWanted));
            else if (isArrayWanted && Addresses.Around(address) is { } whole && (inline ??= InlineArraysOf(function)).Contains(whole))
                slots.Add(whole);
            foreach (var source in sources.GetValueOrDefault(address) ?? [])
                work.Push((source, isArrayWanted));
        }

        if (slots.Count == 0)
            return false;
        Replace(function, slots);
        return true;
    }

    /// <summary>Variables of inline array types, used for nothing but their elements and as wholes.</summary>
    static HashSet<Value> InlineArraysOf(Function function)
    {
        var variables = new HashSet<Value>(
            function.Entry.Instructions.Where(i => i.Opcode == Opcode.Slot && InlineArrays.Is((Type)i.Payload!)));
        foreach (var block in function.Blocks)
        {
            foreach (var i in block.Instructions)
            {
                for (var k = 0; k < i.Operands.Length; k++)
                {
                    if (!(k == 0 && i.Opcode is Opcode.Load or Opcode.Store or Opcode.FieldAddress or Opcode.ElementAddress))
                        variables.Remove(i.Operands[k]);
                }
            }

            variables.ExceptWith(block.Terminator!.Operands);
            foreach (var edge in block.Edges)
                variables.ExceptWith(edge.Arguments);
        }

        return variables;
    }

    static void Replace(Function function, HashSet<Value> slots)
    {
        var elements = new Substitution();
        var arrays = new Dictionary<Value, Value>();
        var entry = function.Entry.Instructions;
        var kept = entry.Where(i => !slots.Contains(i)).ToArray();
        var first = Array.FindIndex(kept, i => i.Opcode != Opcode.Slot);
        var head = new Block();
        var builder = new Builder(head);
        foreach (var slot in entry.Where(slots.Contains))
        {
            builder.Span = slot.Span;
            var type = (Type)slot.Payload!;
            var array = builder.NewArray(
                (InlineArrays.ElementOf(type) ?? type).MakeArrayType(),
                Constant.Of(InlineArrays.Is(type) ? InlineArrays.LengthOf(type) : 1));
            if (InlineArrays.Is(type))
                arrays[slot] = array;
            else
                elements.Replace(slot, builder.ElementAddress(array, Constant.Of(0)));
        }

        entry.Clear();
        entry.AddRange(kept);
        entry.InsertRange(first < 0 ? kept.Length : first, head.Instructions);
        if (arrays.Count > 0)
        {
            foreach (var block in function.Blocks)
                ReplaceInlineArrays(block, arrays, elements);
        }

        elements.ApplyTo(function);
    }

    static void ReplaceInlineArrays(Block block, Dictionary<Value, Value> arrays, Substitution results)
    {
        var source = block.Instructions.ToArray();
        block.Instructions.Clear();
        var builder = new Builder(block);
        foreach (var i in source)
        {
            builder.Span = i.Span;
            if (i.Operands.Length == 0 || !arrays.TryGetValue(i.Operands[0], out var array))
            {
                block.Instructions.Add(i);
                continue;
            }

            var type = i.Operands[0].Type.GetElementType()!;
            switch (i.Opcode)
            {
                case Opcode.Load:
                    results.Replace(i, Load(builder, array, type));
                    break;
                case Opcode.Store:
                    Store(builder, array, type, i.Operands[1]);
                    break;
                default:
                    var index = i.Payload is InlineElement element ? Constant.Of(element.Index) : i.Operands[1];
                    results.Replace(i, builder.ElementAddress(array, index));
                    break;
            }
        }
    }

    static Value Load(Builder builder, Value array, Type type)
    {
        if (InlineArrays.LengthOf(type) > MaxUnrolled)
            return builder.Call(Method(nameof(InlineArrays.Load), type), array);
        Value whole = Constant.Zero(type);
        foreach (var element in InlineArrays.FieldsOf(type))
        {
            var address = builder.ElementAddress(array, Constant.Of(((InlineElement)element).Index));
            whole = builder.WithField(whole, element, builder.Load(address));
        }

        return whole;
    }

    static void Store(Builder builder, Value array, Type type, Value whole)
    {
        if (InlineArrays.LengthOf(type) > MaxUnrolled)
        {
            builder.Call(Method(nameof(InlineArrays.Store), type), array, whole);
            return;
        }

        foreach (var element in InlineArrays.FieldsOf(type))
        {
            var value = whole is Constant ? Constant.Zero(element.FieldType) : builder.GetField(whole, element);
            builder.Store(builder.ElementAddress(array, Constant.Of(((InlineElement)element).Index)), value);
        }
    }

    static MethodInfo Method(string name, Type type) =>
        typeof(InlineArrays).GetMethod(name)!.MakeGenericMethod(type, InlineArrays.ElementOf(type)!);
}
