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
/// Where one of an earlier iteration may still be in use, the k-th that is made becomes the k-th of the next execution (Next in place of
/// Zeros): arrays that are held by others, or by the tape, too.
/// Requires: arrays of up to three dimensions that nobody can reach after the function (<see cref="Escapes"/>). After an exception there
/// are none to take.
/// For finished code, which is not differentiated again. The JIT does not know the length of such an array, and makes more range
/// checks. Cost: that of the analysis, where there are such arrays.
/// </remarks>
static class ReuseArrays
{
    /// <summary>The JIT puts arrays up to about this size on the stack, where it sees all that is done with them.</summary>
    const int MaxStackBytes = 512;

    static readonly MethodInfo Take = typeof(SpareArrays).GetMethod(nameof(SpareArrays.Take))!;
    static readonly MethodInfo Keep = typeof(SpareArrays).GetMethod(nameof(SpareArrays.Keep))!;

    /// <param name="function">Changed in place.</param>
    /// <param name="options">What is known of methods.</param>
    /// <param name="isWhole">No other function reads later what it keeps on the tape.</param>
    public static bool Run(Function function, PassOptions options, bool isWhole = true)
    {
        if (!function.Blocks.Exists(b => b.Instructions.Exists(IsCandidate)))
            return false;
        var flow = new ControlFlow(function);
        var loops = new LoopForest(flow, new DominatorTree(flow));
        var uses = new IR.Uses(function);
        var escapes = new Escapes(function, uses, options, (f, i) => KeptArguments.KeepsNothing(f, i, options), isWhole);
        var found = new List<(Block Block, Instruction Array, bool IsNext)>();
        foreach (var block in flow.ReversePostOrder)
        {
            foreach (var i in block.Instructions.Where(IsCandidate))
            {
                if (escapes.Leaves(i))
                    continue;
                var isNext = escapes.IsHeld(i) || MayMeetTheNext(i, block, escapes, loops);
                if (isNext || loops.Innermost(block) is not null || !IsBetterLeft(i, function, escapes))
                    found.Add((block, i, isNext));
            }
        }

        if (found.Count == 0)
            return false;
        var place = Constant.OfObject(new SpareArrays(found.Count));
        var arrays = new Instruction(Opcode.Call, Take.ReturnType, [place], Take);
        for (var index = 0; index < found.Count; index++)
        {
            var (block, made, isNext) = found[index];
            Value[] operands = [arrays, Constant.Of(index), .. made.Operands];
            var taken = new Instruction(Opcode.Call, made.Type, operands, Taking(made.Type, isNext), made.Span) { Name = made.Name };
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

    static bool IsCandidate(Instruction i) =>
        i is { Opcode: Opcode.NewArray, Operands.Length: <= 3 } && i.Type.GetArrayRank() == i.Operands.Length
        && Array.TrueForAll(i.Operands, o => o.Type == typeof(int)) && i.Type.GetElementType() is { IsPointer: false, IsByRefLike: false };

    static MethodInfo Taking(Type type, bool isNext)
    {
        var (rank, element) = (type.GetArrayRank(), type.GetElementType()!);
        var name = isNext ? nameof(SpareArrays.Next)
            : rank == 1 && IsNumber(element) ? nameof(SpareArrays.Zeros) : nameof(SpareArrays.Again);
        return typeof(SpareArrays).GetMethod(name, 1, [typeof(object[]), .. Enumerable.Repeat(typeof(int), 1 + rank)])!.MakeGenericMethod(element);
    }

    static bool IsNumber(Type element) =>
        element.IsPrimitive || (element.IsGenericType && element.Namespace == "System.Runtime.Intrinsics");

    /// <summary>The next iteration may use it when it has made another one.</summary>
    static bool MayMeetTheNext(Instruction array, Block block, Escapes escapes, LoopForest loops)
    {
        if (!loops.IsReducible)
            return true;
        for (var loop = loops.Innermost(block); loop is not null; loop = loop.Parent)
        {
            if (loop.Header.Parameters.Exists(p => escapes.MayBe(p, array)))
                return true;
        }

        return false;
    }

    /// <summary>
    /// One of a constant length that is made once is a matter of the JIT, which then knows its length, unless it is too large for the
    /// stack, has other names, or a method gets it.
    /// </summary>
    static bool IsBetterLeft(Instruction array, Function function, Escapes escapes) =>
        array.Operands is [Constant length] && Knowledge.Number(length) * 8 <= MaxStackBytes && IsNumber(array.Type.GetElementType()!)
        && !function.Blocks.Exists(b => b.Parameters.Exists(p => escapes.MayBe(p, array)) || b.Instructions.Exists(
            i => i.Opcode is Opcode.Call or Opcode.CallFunction && Array.Exists(i.Operands, o => escapes.MayBe(o, array))));
}
