using System;
using System.Collections.Generic;
using System.Linq;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Ways into handlers that bring their exception along instead of having it caught.</summary>
static class Handlers
{
    /// <summary>The edge to what a handler does once it has caught the exception; null when the handler has another form.</summary>
    /// <remarks>
    ///   h(%a): %e = caught; A; br b1    =>    h(%a): %e = caught; br d(%e, %a)    d(%f, %b): A[%f/%e, %b/%a]; br b1
    /// </remarks>
    public static Edge? EdgeTo(Function function, Edge handler, Value exception)
    {
        var target = handler.Target;
        if (target.Instructions.Find(i => i.Opcode == Opcode.Caught) is not { } caught)
            return null;
        target.Instructions.Remove(caught); // derivative code may stand before it
        target.Instructions.Insert(0, caught);
        if (!IsForwarding(function, target, caught))
            Split(function, target, caught);
        var map = new Dictionary<Value, Value> { [caught] = exception };
        for (var i = 0; i < target.Parameters.Count; i++)
            map[target.Parameters[i]] = handler.Arguments[i];
        var onward = target.Terminator!.Edges[0];
        return new Edge(onward.Target, onward.Arguments.Select(a => map.GetValueOrDefault(a, a)));
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
