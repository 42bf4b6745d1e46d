using System;
using System.Collections.Generic;
using System.Linq;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Ways into handlers that bring their exception along instead of having it caught.</summary>
static class Handlers
{
    /// <summary>The edge to what a handler does once it has caught the exception.</summary>
    /// <remarks>
    ///   h(%a): %e = caught; A; br b1    =>    h(%a): %e = caught; br d(%e, %a)    d(%f, %b): A[%f/%e, %b/%a]; br b1
    /// </remarks>
    public static Edge EdgeTo(Function function, Edge handler, Value exception)
    {
        var target = handler.Target;
        var caught = PutFirst(target);
        if (caught is null) // nobody looked at it
        {
            caught = new Instruction(Opcode.Caught, typeof(Exception), []);
            target.Instructions.Insert(0, caught);
        }

        if (!IsForwarding(function, target, caught))
            Split(function, target, caught);
        var map = new Dictionary<Value, Value> { [caught] = exception };
        for (var i = 0; i < target.Parameters.Count; i++)
            map[target.Parameters[i]] = handler.Arguments[i];
        var onward = target.Terminator!.Edges[0];
        return new Edge(onward.Target, onward.Arguments.Select(a => map.GetValueOrDefault(a, a)));
    }

    /// <summary>Derivative code may stand before the exception of a handler, which must not be parted from its block.</summary>
    /// <returns>The exception; null if the block has none.</returns>
    public static Instruction? PutFirst(Block handler)
    {
        var index = handler.Instructions.FindIndex(i => i.Opcode == Opcode.Caught);
        if (index < 0)
            return null;
        var caught = handler.Instructions[index];
        handler.Instructions.RemoveAt(index);
        handler.Instructions.Insert(0, caught);
        return caught;
    }

    static bool IsForwarding(Function function, Block handler, Instruction caught)
    {
        if (handler.Instructions.Count > 1 || handler.Terminator!.Opcode != Opcode.Branch)
            return false;
        bool IsOwn(Value value) => value == caught || (value is BlockParameter p && p.Block == handler);
        return !function.Blocks.Any(b => b != handler
            && (b.Instructions.Append(b.Terminator!).Any(i => i.Operands.Any(IsOwn)) || b.Edges.Any(e => e.Arguments.Any(IsOwn))));
    }

    static void Split(Function function, Block handler, Instruction caught)
    {
        var rest = function.AddBlock();
        var substitution = new Substitution();
        substitution.Replace(caught, rest.AddParameter(typeof(Exception)));
        foreach (var parameter in handler.Parameters)
            substitution.Replace(parameter, rest.AddParameter(parameter.Type, parameter.Name));
        rest.Instructions.AddRange(handler.Instructions.Skip(1));
        rest.Terminator = handler.Terminator;
        handler.Instructions.RemoveRange(1, handler.Instructions.Count - 1);
        handler.Terminator = null;
        new Builder(handler).Return(); // a placeholder while uses are renamed
        substitution.ApplyTo(function);
        new Builder(handler).Branch(rest, [caught, .. handler.Parameters]);
    }
}
