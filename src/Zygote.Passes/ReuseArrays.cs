using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Arrays that never leave the function are kept for its next execution.</summary>
/// <remarks>
///   %a = new.array f64 %n; ...; return %r
///   =>
///   %s = call SpareArrays::Take(place); ... %a = call SpareArrays::Zeros(%s, 0, %n); ...; call SpareArrays::Keep(place, %s); return %r
/// Requires: arrays of one dimension and of numbers, whose uses are their length and loads and stores of elements, through block
/// parameters, too; in a loop, where none of an earlier iteration is in use any more. After an exception there are none to take.
/// For finished code, which is not differentiated again. The JIT does not know the length of such an array, and makes more range
/// checks. Cost: O(instructions).
/// </remarks>
static class ReuseArrays
{
    static readonly MethodInfo Take = typeof(SpareArrays).GetMethod(nameof(SpareArrays.Take))!;
    static readonly MethodInfo Keep = typeof(SpareArrays).GetMethod(nameof(SpareArrays.Keep))!;
    static readonly MethodInfo Zeros = typeof(SpareArrays).GetMethod(nameof(SpareArrays.Zeros))!;

    public static bool Run(Function function, PassOptions options)
    {
        // Of a constant length the JIT makes more.
        bool IsCandidate(Instruction i) =>
            i is { Opcode: Opcode.NewArray, Operands: [not Constant] } && IsNumber(i.Type.GetElementType()!);
        if (!function.Blocks.Exists(b => b.Instructions.Exists(IsCandidate)))
            return false;
        var flow = new ControlFlow(function);
        var loops = new LoopForest(flow, new DominatorTree(flow)).Loops;
        var uses = new IR.Uses(function);
        var found = new Dictionary<Instruction, Block>();
        foreach (var block in flow.ReversePostOrder)
        {
            foreach (var i in block.Instructions.Where(IsCandidate))
            {
                if (Stays(i, block, uses, loops, options))
                    found[i] = block;
            }
        }

        if (found.Count == 0)
            return false;
        var place = Constant.OfObject(new SpareArrays(found.Count));
        var arrays = new Instruction(Opcode.Call, Take.ReturnType, [place], Take);
        var index = 0;
        foreach (var (made, block) in found)
        {
            Value[] operands = [arrays, Constant.Of(index++), made.Operands[0]];
            var taken = new Instruction(Opcode.Call, made.Type, operands, Zeros.MakeGenericMethod(made.Type.GetElementType()!), made.Span)
            {
                Name = made.Name,
            };
            block.Instructions[block.Instructions.IndexOf(made)] = taken;
            foreach (var use in uses.Of(made))
            {
                if (use.Edge is null)
                    use.User.Operands[use.Index] = taken;
                else
                    use.Edge.Arguments[use.Index] = taken;
            }
        }

        function.Entry.Instructions.Insert(0, arrays);
        foreach (var end in flow.ReversePostOrder.Where(b => b.Terminator!.Opcode == Opcode.Return))
            new Builder(end).Call(Keep, place, arrays);
        return true;
    }

    static bool IsNumber(Type element) =>
        element.IsPrimitive || (element.IsGenericType && element.Namespace == "System.Runtime.Intrinsics");

    static bool Stays(Instruction array, Block block, IR.Uses uses, IReadOnlyList<Loop> loops, PassOptions options)
    {
        var seen = new HashSet<Value> { array };
        var work = new Stack<Value>(seen);
        while (work.TryPop(out var value))
        {
            foreach (var use in uses.Of(value))
            {
                if (use.Edge is { } edge)
                {
                    if (loops.Any(l => l.Header == edge.Target && l.Blocks.Contains(block)))
                        return false; // the next iteration may use it when it has made another one
                    var parameter = edge.Target.Parameters[use.Index];
                    if (seen.Add(parameter))
                        work.Push(parameter);
                    continue;
                }

                var stays = use.User.Opcode switch
                {
                    Opcode.Length or Opcode.Compare => true,
                    Opcode.ElementAddress => use.Index == 0 && uses.Of(use.User).All(IsAccess),
                    Opcode.Call => options.Borrows?.Invoke((MethodBase)use.User.Payload!) == true,
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
