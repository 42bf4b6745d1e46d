using System.Collections.Generic;
using System.Linq;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Arrays that never leave the function are kept for its next execution.</summary>
/// <remarks>
///   %a = new.array f64 %n; ...; return %r
///   =>
///   %a = call SpareArray::Take(place, %n); store %s, %a; ...; call SpareArray::Keep(place, (load %s)); return %r
/// Requires: an array of one dimension, made outside of loops, whose uses are its length and loads and stores of elements;
/// through block parameters, too. After an exception there is none to take. For finished code, which is not differentiated
/// again, and where allocation outweighs what the JIT knows about an array that it sees being made: its length, and so that
/// indices are in range (a third of the time of loops over small arrays). Leaves: slots. Cost: O(instructions).
/// </remarks>
static class ReuseArrays
{
    public static bool Run(Function function, PassOptions options)
    {
        if (options.SpareArrays is not { } places)
            return false;
        var made = function.Blocks.SelectMany(b => b.Instructions.Where(i => i.Opcode == Opcode.NewArray && i.Operands.Length == 1));
        if (!made.Any())
            return false;
        var flow = new ControlFlow(function);
        var loops = new LoopForest(flow, new DominatorTree(flow));
        var uses = new IR.Uses(function);
        var any = false;
        foreach (var block in flow.ReversePostOrder)
        {
            if (loops.Depth(block) > 0)
                continue;
            for (var k = 0; k < block.Instructions.Count; k++)
            {
                var i = block.Instructions[k];
                if (i is not { Opcode: Opcode.NewArray, Operands: [not Constant] } || !Stays(i, uses, options)
                    || places(i.Type.GetElementType()!) is not { } spare)
                {
                    continue;
                }

                any = true;
                var place = Constant.OfObject(spare.Place);
                var take = new Instruction(Opcode.Call, i.Type, [place, i.Operands[0]], spare.Take, i.Span) { Name = i.Name };
                var slot = new Instruction(Opcode.Slot, i.Type.MakeByRefType(), [], i.Type, i.Span);
                block.Instructions[k] = take;
                foreach (var use in uses.Of(i))
                {
                    if (use.Edge is null)
                        use.User.Operands[use.Index] = take;
                    else
                        use.Edge.Arguments[use.Index] = take;
                }

                block.Instructions.Insert(k + 1, new Instruction(Opcode.Store, typeof(void), [slot, take], null, i.Span));
                function.Entry.Instructions.Insert(0, slot);
                if (block == function.Entry)
                    k++;
                foreach (var end in flow.ReversePostOrder.Where(b => b.Terminator!.Opcode == Opcode.Return))
                {
                    var builder = new Builder(end) { Span = i.Span };
                    builder.Call(spare.Keep, place, builder.Load(slot));
                }
            }
        }

        return any;
    }

    static bool Stays(Instruction array, IR.Uses uses, PassOptions options)
    {
        var seen = new HashSet<Value> { array };
        var work = new Stack<Value>(seen);
        while (work.TryPop(out var value))
        {
            foreach (var use in uses.Of(value))
            {
                if (use.Edge is { } edge)
                {
                    var parameter = edge.Target.Parameters[use.Index];
                    if (seen.Add(parameter))
                        work.Push(parameter);
                    continue;
                }

                var stays = use.User.Opcode switch
                {
                    Opcode.Length or Opcode.Compare => true,
                    Opcode.ElementAddress => use.Index == 0 && uses.Of(use.User).All(IsAccess),
                    Opcode.Call => options.Borrows?.Invoke((System.Reflection.MethodBase)use.User.Payload!) == true,
                    _ => false,
                };
                if (!stays)
                    return false;
            }
        }

        return true;
    }

    static bool IsAccess(IR.Use use) => use.Edge is null && use.User.Opcode is Opcode.Load or Opcode.Store && use.Index == 0;
}
