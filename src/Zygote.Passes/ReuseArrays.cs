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
/// Zeros): arrays that are elements of an array which stays, too.
/// Requires: arrays of one dimension and of numbers, whose uses are their length, loads and stores of elements, to be lent to methods as a
/// span, which they cannot keep, and to be an element of an array that is made here, through block parameters, too. After an exception
/// there are none to take.
/// For finished code, which is not differentiated again. The JIT does not know the length of such an array, and makes more range
/// checks. Cost: O(instructions).
/// </remarks>
static class ReuseArrays
{
    static readonly MethodInfo Take = typeof(SpareArrays).GetMethod(nameof(SpareArrays.Take))!;
    static readonly MethodInfo Keep = typeof(SpareArrays).GetMethod(nameof(SpareArrays.Keep))!;
    static readonly MethodInfo Zeros = typeof(SpareArrays).GetMethod(nameof(SpareArrays.Zeros))!;
    static readonly MethodInfo Next = typeof(SpareArrays).GetMethod(nameof(SpareArrays.Next))!;

    /// <summary>How long an array that does not leave the function may live.</summary>
    enum Lifetime
    {
        Iteration,
        Execution,
    }

    /// <summary>A class, as other types of elements here: collections of structs have code of their own to be loaded.</summary>
    sealed record Reused(Block Block, Lifetime Life);

    public static bool Run(Function function, PassOptions options)
    {
        static bool IsCandidate(Instruction i) =>
            i is { Opcode: Opcode.NewArray, Operands: [{ Type: var length }] } && length == typeof(int) && IsNumber(i.Type.GetElementType()!);
        if (!function.Blocks.Exists(b => b.Instructions.Exists(IsCandidate)))
            return false;
        var flow = new ControlFlow(function);
        var loops = new LoopForest(flow, new DominatorTree(flow)).Loops;
        var uses = new IR.Uses(function);
        var found = new Dictionary<Instruction, Reused>();
        foreach (var block in flow.ReversePostOrder)
        {
            foreach (var i in block.Instructions.Where(IsCandidate))
            {
                // One of a constant length that is made once is better left to the JIT, which then knows its length.
                if (LifetimeOf(i, block, uses, loops, options) is { } life
                    && (i.Operands[0] is not Constant || life == Lifetime.Execution || loops.Any(l => l.Blocks.Contains(block))))
                {
                    found[i] = new(block, life);
                }
            }
        }

        if (found.Count == 0)
            return false;
        var place = Constant.OfObject(new SpareArrays(found.Count));
        var arrays = new Instruction(Opcode.Call, Take.ReturnType, [place], Take);
        var index = 0;
        foreach (var (made, (block, life)) in found)
        {
            Value[] operands = [arrays, Constant.Of(index++), made.Operands[0]];
            var method = (life == Lifetime.Iteration ? Zeros : Next).MakeGenericMethod(made.Type.GetElementType()!);
            var taken = new Instruction(Opcode.Call, made.Type, operands, method, made.Span) { Name = made.Name };
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

    /// <summary>Null for an array that may leave the function.</summary>
    static Lifetime? LifetimeOf(Instruction array, Block block, IR.Uses uses, IReadOnlyList<Loop> loops, PassOptions options)
    {
        var life = Lifetime.Iteration;
        var inside = new HashSet<Value> { array }; // the array under all its names
        var holders = new HashSet<Value>(); // arrays that it may be an element of
        var spans = new HashSet<Value>();
        var work = new Stack<Value>(inside);
        while (work.TryPop(out var value))
        {
            var isHolder = holders.Contains(value);
            if (spans.Contains(value))
            {
                if (!uses.Of(value).All(u => IsLoan(u) || (IsSpan(u, 0) && Add(spans, u.User))))
                    return null;
                continue;
            }

            var names = isHolder ? holders : inside;
            foreach (var use in uses.Of(value))
            {
                if (use.Edge is { } edge)
                {
                    if (loops.Any(l => l.Header == edge.Target && l.Blocks.Contains(block)))
                        life = Lifetime.Execution; // the next iteration may use it when it has made another one
                    Add(names, edge.Target.Parameters[use.Index]);
                    continue;
                }

                var stays = use.User.Opcode switch
                {
                    Opcode.Length or Opcode.Compare => true,
                    Opcode.ElementAddress => use.Index == 0 && uses.Of(use.User).All(u => IsAccess(u) && (!isHolder || Found(u.User))),
                    Opcode.WithField => !isHolder && IsSpan(use, 1) && Add(spans, use.User),
                    Opcode.Store => !isHolder && Holder(use) is { } holder && Add(holders, holder),
                    Opcode.Call => !isHolder && options.Borrows?.Invoke((MethodBase)use.User.Payload!) == true,
                    _ => false,
                };
                if (!stays)
                    return null;
                if (use.User.Opcode == Opcode.Store)
                    life = Lifetime.Execution;
            }
        }

        return life;

        bool Add(HashSet<Value> names, Value name)
        {
            if (names.Add(name))
                work.Push(name);
            return true;
        }

        // What is read out of a holder may be the array.
        bool Found(Instruction access) => access.Opcode == Opcode.Store || Add(inside, access);
    }

    /// <summary>Part of what makes a span of the array.</summary>
    static bool IsSpan(IR.Use use, int operand) =>
        use.Edge is null && use.Index == operand && use.User is { Opcode: Opcode.WithField, Type: { IsGenericType: true } type }
        && type.GetGenericTypeDefinition() == typeof(View<>);

    /// <summary>A method that gets a span has no place to keep it but its result and what it gets by reference.</summary>
    static bool IsLoan(IR.Use use) =>
        use is { Edge: null, User: { Opcode: Opcode.Call, Payload: MethodInfo { IsStatic: true, ReturnType: var result } method } }
        && result is { IsByRefLike: false, IsByRef: false } && method.GetParameters() is var parameters
        && parameters[use.Index].ParameterType.IsByRefLike && Array.TrueForAll(parameters, p => !p.ParameterType.IsByRef);

    /// <summary>The array, made here, into which another one is put.</summary>
    static Instruction? Holder(IR.Use use) =>
        use is { Index: 1, User.Operands: [Instruction { Opcode: Opcode.ElementAddress } address, _] }
            ? address.Operands[0] as Instruction is { Opcode: Opcode.NewArray } holder ? holder : null
            : null;

    static bool IsAccess(IR.Use use) => use.Edge is null && use.User.Opcode is Opcode.Load or Opcode.Store && use.Index == 0;
}
