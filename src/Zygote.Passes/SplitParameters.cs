using System.Collections.Generic;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Passes;

/// <summary>A struct that a block gets for some of its fields alone goes through parameters for these.</summary>
/// <remarks>
///   br j(%s)   j(%p): %1 = get.field f, %p   =>   %2 = get.field f, %s; br j(%2)   j(%1): ...
/// Requires: reachable blocks only. Cost: one analysis of the uses, if there is such a parameter.
/// </remarks>
static class SplitParameters
{
    public static bool Run(Function function)
    {
        Uses? uses = null;
        ControlFlow? flow = null;
        var known = new Substitution();
        var any = false;
        foreach (var block in function.Blocks)
        {
            for (var k = block.Parameters.Count - 1; k >= 0 && block != function.Entry; k--)
            {
                if (!StackTypes.IsStruct(block.Parameters[k].Type))
                    continue;
                any |= Split(block, k, uses ??= new Uses(function), flow ??= new ControlFlow(function), known);
            }
        }

        if (any)
            known.ApplyTo(function);
        return any;
    }

    static bool Split(Block block, int index, Uses uses, ControlFlow flow, Substitution known)
    {
        var parameter = block.Parameters[index];
        var all = uses.Of(parameter);
        var entrances = flow.Predecessors(block);
        for (var k = 0; k < all.Count; k++)
        {
            if (all[k].Edge is not null || all[k].User.Opcode != Opcode.GetField)
                return false;
        }

        foreach (var (from, _) in entrances)
        {
            if (from.Terminator!.Opcode == Opcode.Guard)
                return false;
        }

        var fields = new Dictionary<FieldInfo, BlockParameter>();
        for (var k = 0; k < all.Count; k++)
        {
            var read = all[k].User;
            var field = (FieldInfo)read.Payload!;
            if (!fields.TryGetValue(field, out var part))
            {
                fields[field] = part = block.AddParameter(read.Type, read.Name ?? parameter.Name);
                foreach (var (from, edge) in entrances)
                    edge.Arguments.Add(new Builder(from) { Span = read.Span }.GetField(edge.Arguments[index], field));
            }

            known.Replace(read, part);
            all[k].Block.Instructions.Remove(read);
        }

        block.Parameters.RemoveAt(index);
        foreach (var (_, edge) in entrances)
            edge.Arguments.RemoveAt(index);
        return true;
    }
}
