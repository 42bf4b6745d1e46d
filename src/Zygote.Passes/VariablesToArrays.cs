using System;
using System.Collections.Generic;
using System.Linq;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>
/// Local variables that spans are made of, or that are counted on from, become arrays of one element; part of
/// <see cref="ResolveAddresses"/>.
/// </summary>
/// <remarks>
///   s = slot f64; call Addresses::ArrayOf(s); load s
///   =>
///   %a = new.array f64[], 1; call Addresses::ArrayOf(element.address %a, 0); load (element.address %a, 0)
/// One array for each execution of the function, as there is one variable.
/// </remarks>
static class VariablesToArrays
{
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

        var seen = new HashSet<Value>();
        var work = new Stack<Value>();
        foreach (var i in function.Blocks.SelectMany(b => b.Instructions))
        {
            if (Addresses.Operation(i) is nameof(Addresses.ArrayOf) or nameof(Addresses.IndexOf) or nameof(Addresses.Offset))
                work.Push(i.Operands[0]);
        }

        while (work.TryPop(out var address))
        {
            if (!seen.Add(address))
                continue;
            if (address is Instruction { Opcode: Opcode.Slot })
                slots.Add(address);
            else if (address is Instruction i && Addresses.Operation(i) == nameof(Addresses.Offset))
                work.Push(i.Operands[0]);
            foreach (var source in sources.GetValueOrDefault(address) ?? [])
                work.Push(source);
        }

        if (slots.Count == 0)
            return false;
        var elements = new Substitution();
        var entry = function.Entry.Instructions;
        var kept = entry.Where(i => !slots.Contains(i)).ToArray();
        var first = Array.FindIndex(kept, i => i.Opcode != Opcode.Slot);
        var head = new Block();
        var builder = new Builder(head);
        foreach (var slot in entry.Where(slots.Contains))
        {
            builder.Span = slot.Span;
            var array = builder.NewArray(((Type)slot.Payload!).MakeArrayType(), Constant.Of(1));
            elements.Replace(slot, builder.ElementAddress(array, Constant.Of(0)));
        }

        entry.Clear();
        entry.AddRange(kept);
        entry.InsertRange(first < 0 ? kept.Length : first, head.Instructions);
        elements.ApplyTo(function);
        return true;
    }
}
