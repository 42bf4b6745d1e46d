using System;
using System.Collections.Generic;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Calls directly what a delegate made in this function is known to call.</summary>
/// <remarks>
///   %d = new.delegate %t, M; %r = call.virtual Invoke(%d, %x)        =>  %r = call M(%t, %x)
///   %d = load (static.address &lt;&gt;9__0); ... store (static.address &lt;&gt;9__0), (new.delegate ...)
///                                                                    =>  null; nothing
/// The second form takes out the cache that C# puts around lambdas without captures, so that the first form can see them.
/// A delegate that still must exist is then made anew each time, which nobody can tell: delegates compare by content.
/// Requires: SSA (run after PromoteSlots). Leaves: the branch around the cache for FoldConstants and SimplifyControlFlow.
/// Cost: O(instructions).
/// </remarks>
static class ResolveDelegates
{
    public static bool Run(Function function)
    {
        var results = new Substitution();
        var changed = false;
        foreach (var block in function.Blocks)
        {
            var instructions = block.Instructions;
            for (var i = 0; i < instructions.Count; i++)
            {
                var instruction = instructions[i];
                if (instruction is { Opcode: Opcode.Load } && IsLambdaCache(instruction.Operands[0]))
                {
                    results.Replace(instruction, Constant.Zero(instruction.Type));
                    instructions.RemoveAt(i--);
                }
                else if (instruction is { Opcode: Opcode.Store } && IsLambdaCache(instruction.Operands[0]))
                {
                    instructions.RemoveAt(i--);
                }
                else if (Resolve(instruction) is { } call)
                {
                    instructions[i] = call;
                    results.Replace(instruction, call);
                }
                else
                {
                    continue;
                }

                changed = true;
            }
        }

        results.ApplyTo(function);
        return changed;
    }

    /// <summary>A static field, of the compiler's making, for a delegate.</summary>
    static bool IsLambdaCache(Value address) =>
        address is Instruction { Opcode: Opcode.StaticAddress, Payload: FieldInfo field }
        && field.DeclaringType!.Name.StartsWith("<>", StringComparison.Ordinal)
        && typeof(Delegate).IsAssignableFrom(field.FieldType);

    static Instruction? Resolve(Instruction call)
    {
        if (call.Opcode is not (Opcode.CallVirtual or Opcode.Call)
            || call.Payload is not MethodInfo { Name: "Invoke" } invoke
            || !typeof(Delegate).IsAssignableFrom(invoke.DeclaringType)
            || Made(call.Operands[0]) is not { } made)
            return null;
        var target = (DelegateTarget)made.Payload!;
        var method = target.Method;
        var parameters = method.GetParameters().Length;
        var arguments = new List<Value>(call.Operands.Length);
        for (var i = 1; i < call.Operands.Length; i++)
            arguments.Add(call.Operands[i]);
        if (method.IsStatic)
        {
            if (parameters == arguments.Count + 1)
                arguments.Insert(0, made.Operands[0]); // closed over its first argument
            else if (parameters != arguments.Count)
                return null;
        }
        else
        {
            // The target of a struct's method is a box; an instance method without target is open: too rare to matter.
            if (method.DeclaringType!.IsValueType || parameters != arguments.Count || made.Operands[0] is Constant)
                return null;
            arguments.Insert(0, made.Operands[0]);
        }

        var opcode = target.Virtual && method.IsVirtual ? Opcode.CallVirtual : Opcode.Call;
        var type = StackTypes.Of(method.ReturnType);
        return new Instruction(opcode, type, [.. arguments], method, call.Span) { Name = call.Name };
    }

    static Instruction? Made(Value value) =>
        Knowledge.WithoutCasts(value) is Instruction { Opcode: Opcode.NewDelegate, Payload: DelegateTarget { OrNull: false } } made
            ? made : null;
}
