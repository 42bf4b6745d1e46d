using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Arrays, objects and boxes that never leave the function are kept for its next execution.</summary>
/// <remarks>
///   %a = new.array f64 %n; ...; return %r
///   =>
///   %s = call SpareMemory::Take(place); ... %a = call SpareMemory::Zeros(%s, 0, %n); ...; call SpareMemory::Keep(place, %s); return %r
/// Where one of an earlier iteration may still be in use, the k-th that is made becomes the k-th of the next execution (Next in place of
/// Zeros): those that are held by others, or by the tape, too.
/// Requires: that nobody can reach them after the function (<see cref="Escapes"/>); arrays of up to three dimensions; objects without
/// finalizer. After an exception there is nothing to take.
/// For finished code, which is not differentiated again. The JIT does not know the length of such an array, and makes more range
/// checks. Cost: that of the analysis, where there are allocations.
/// </remarks>
static class ReuseMemory
{
    /// <summary>The JIT puts arrays up to about this size on the stack, where it sees all that is done with them.</summary>
    const int MaxStackBytes = 512;

    static readonly MethodInfo Take = typeof(SpareMemory).GetMethod(nameof(SpareMemory.Take))!;
    static readonly MethodInfo NextObject = typeof(SpareMemory).GetMethod(nameof(SpareMemory.NextObject))!;
    static readonly MethodInfo SameObject = typeof(SpareMemory).GetMethod(nameof(SpareMemory.SameObject))!;
    static readonly MethodInfo AddObject = typeof(SpareMemory).GetMethod(nameof(SpareMemory.AddObject))!;
    static readonly MethodInfo Keep = typeof(SpareMemory).GetMethod(nameof(SpareMemory.Keep))!;

    /// <param name="function">Changed in place.</param>
    /// <param name="options">What is known of methods.</param>
    /// <param name="isWhole">No other function reads later what it keeps on the tape.</param>
    public static bool Run(Function function, PassOptions options, bool isWhole = true)
    {
        if (!function.Blocks.Exists(b => b.Instructions.Exists(i => IsArray(i) || IsObject(i))))
            return false;
        var flow = new ControlFlow(function);
        var loops = new LoopForest(flow, new DominatorTree(flow));
        var uses = new IR.Uses(function);
        var escapes = new Escapes(function, uses, options, (f, i) => KeptArguments.KeepsNothing(f, i, options), isWhole);
        var found = new List<Kept>();
        foreach (var block in flow.ReversePostOrder)
        {
            foreach (var i in block.Instructions)
            {
                SpareMemory.Objects? objects = null;
                if (!(IsArray(i) || (IsObject(i) && !IsGuarded(block, flow))) || escapes.Leaves(i)
                    || (!IsArray(i) && (objects = ObjectsOf((Type)i.Payload!, options)) is null))
                {
                    continue;
                }

                var isNext = escapes.IsHeld(i) || MayMeetTheNext(i, block, escapes, loops);
                if (isNext || loops.Innermost(block) is not null || !IsBetterLeft(i, function, escapes))
                    found.Add(new Kept(block, i, objects, isNext));
            }
        }

        if (found.Count == 0)
            return false;
        var place = Constant.OfObject(new SpareMemory(found.ConvertAll(k => k.Objects).ToArray()));
        var spares = new Instruction(Opcode.Call, Take.ReturnType, [place], Take);
        var replaced = new Substitution();
        for (var index = found.Count - 1; index >= 0; index--) // from the back: blocks are cut off after objects
        {
            var (block, made, isNext) = (found[index].Block, found[index].Made, found[index].IsNext);
            var at = block.Instructions.IndexOf(made);
            if (found[index].Objects is not null)
            {
                var rest = CutOff(function, block, at);
                replaced.Replace(made, rest.AddParameter(made.Type, made.Name));
                TakeObject(function, block, rest, made, spares, index, isNext);
            }
            else
            {
                Value[] operands = [spares, Constant.Of(index), .. made.Operands];
                block.Instructions[at] = new Instruction(Opcode.Call, made.Type, operands, Taking(made.Type, isNext), made.Span);
                replaced.Replace(made, block.Instructions[at]);
            }
        }

        replaced.ApplyTo(function);
        function.Entry.Instructions.Insert(0, spares);
        foreach (var block in function.Blocks)
        {
            if (block.Terminator!.Opcode == Opcode.Return)
                new Builder(block).Call(Keep, place, spares);
        }

        return true;
    }

    /// <summary>What is made in one place; a class, as collections of structs have code of their own to be loaded.</summary>
    sealed class Kept(Block block, Instruction made, SpareMemory.Objects? objects, bool isNext)
    {
        public Block Block => block;

        public Instruction Made => made;

        public SpareMemory.Objects? Objects => objects;

        /// <summary>Those of the same execution are in use still.</summary>
        public bool IsNext => isNext;
    }

    /// <summary>What stands behind an instruction becomes a block of its own; the instruction is left out.</summary>
    static Block CutOff(Function function, Block block, int at)
    {
        var rest = function.AddBlock();
        rest.Instructions.AddRange(block.Instructions[(at + 1)..]);
        rest.Terminator = block.Terminator;
        block.Instructions.RemoveRange(at, block.Instructions.Count - at);
        block.Terminator = null;
        return rest;
    }

    /// <remarks>
    ///   %o = new.object C; A
    ///   =>
    ///   %t = call NextObject(%s, 0); br.if %t == null, b1, b2      b1: %n = new.object C; call Add(%s, 0, %n); br b3(%n)
    ///   b2: %c = cast %t; store (field.address %c, f), 0; br b3(%c)      b3(%o): A
    /// </remarks>
    static void TakeObject(Function function, Block block, Block rest, Instruction made, Value spares, int index, bool isNext)
    {
        var type = (Type)made.Payload!;
        var (fresh, used) = (function.AddBlock(), function.AddBlock());
        var builder = new Builder(block) { Span = made.Span };
        var taken = builder.Call(isNext ? NextObject : SameObject, spares, Constant.Of(index));
        builder.BranchIf(builder.Compare(Comparison.Equal, taken, Constant.Zero(typeof(object))), new Edge(fresh), new Edge(used));

        builder = new Builder(fresh) { Span = made.Span };
        var anew = builder.Append(made.Opcode, made.Type, made.Payload, made.Operands);
        builder.Call(AddObject, spares, Constant.Of(index), anew);
        builder.Branch(rest, anew);

        builder = new Builder(used) { Span = made.Span };
        if (made.Opcode == Opcode.Box)
        {
            builder.Store(builder.Append(Opcode.UnboxAddress, type.MakeByRefType(), type, taken), made.Operands[0]);
            builder.Branch(rest, made.Type == typeof(object) ? taken : builder.UncheckedCast(made.Type, taken));
            return;
        }

        var cleared = builder.UncheckedCast(type, taken);
        foreach (var field in Fields.Of(type)!)
            builder.Store(builder.FieldAddress(cleared, field), Constant.Zero(ExactTypes.Of(field)));
        builder.Branch(rest, cleared);
    }

    static bool IsArray(Instruction i) =>
        i is { Opcode: Opcode.NewArray, Operands.Length: <= 3 } && i.Type.GetArrayRank() == i.Operands.Length
        && Array.TrueForAll(i.Operands, o => o.Type == typeof(int))
        && i.Type.GetElementType() is { IsPointer: false, IsFunctionPointer: false, IsByRefLike: false };

    static bool IsObject(Instruction i) => i.Opcode is Opcode.NewObject or Opcode.Box;

    /// <summary>In the body of a guard nothing is written before all that may throw.</summary>
    static bool IsGuarded(Block block, ControlFlow flow) => flow.Predecessors(block).Any(p => p.From.Terminator is { Opcode: Opcode.Guard } guard && guard.Edges[0] == p.Edge);

    static SpareMemory.Objects? ObjectsOf(Type type, PassOptions options) =>
        Nullable.GetUnderlyingType(type) is null && !ReplaceAllocations.HasFinalizer(type) && Fields.Of(type) is { } fields
        && options.ReferencesIn?.Invoke(type) is { } references
            ? new SpareMemory.Objects(references, 16 + (8 * fields.Length)) : null;

    static MethodInfo Taking(Type type, bool isNext)
    {
        var (rank, element) = (type.GetArrayRank(), type.GetElementType()!);
        var name = isNext ? nameof(SpareMemory.Next)
            : rank == 1 && IsNumber(element) ? nameof(SpareMemory.Zeros) : nameof(SpareMemory.Again);
        return typeof(SpareMemory).GetMethod(name, 1, [typeof(object[]), .. Enumerable.Repeat(typeof(int), 1 + rank)])!.MakeGenericMethod(element);
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
        IsArray(array) && array.Operands is [Constant length] && Knowledge.Number(length) * 8 <= MaxStackBytes && IsNumber(array.Type.GetElementType()!)
        && !function.Blocks.Exists(b => b.Parameters.Exists(p => escapes.MayBe(p, array)) || b.Instructions.Exists(
            i => i.Opcode is Opcode.Call or Opcode.CallFunction && Array.Exists(i.Operands, o => escapes.MayBe(o, array))));
}
