using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.Differentiation;
using Zygote.IR;

namespace Zygote.Compilation;

/// <summary>
/// The tape of an inner derivative whose code was all inlined into the function that is differentiated: its stacks become
/// variables of that function, so that no derivative around it has to find a tape to go with it.
/// </summary>
/// <remarks>
///   %t = call Tape::Fresh(); ... call Tape::Enlarged(%stack, %end)
///   =>
///   %t = new.object Tape; store (field.address Doubles, %t), new.array f64 0; ... the code of EnlargedHere
/// and <c>ReplaceAllocations</c> does the rest. A tape that callees get stays what it is.
/// </remarks>
sealed class InnerTapes(Programs programs)
{
    static readonly MethodInfo Fresh = typeof(Tape).GetMethod(nameof(Tape.Fresh))!;
    static readonly FieldInfo[] Stacks = [.. typeof(Tape).GetFields().Where(f => f.FieldType.IsArray)];

    Function? _made;

    public void TakeApart(Function function)
    {
        var instructions = function.Blocks.SelectMany(b => b.Instructions);
        var tapes = instructions.Where(i => i.Opcode == Opcode.Call && Fresh.Equals(i.Payload)).ToHashSet<Value>();
        foreach (var i in instructions)
            tapes.ExceptWith(i.Opcode == Opcode.FieldAddress ? i.Operands.Skip(1) : i.Operands);
        foreach (var block in function.Blocks)
        {
            tapes.ExceptWith(block.Terminator!.Operands);
            foreach (var edge in block.Edges)
                tapes.ExceptWith(edge.Arguments);
        }

        if (tapes.Count == 0)
            return;
        Optimizer.Inline(function, call => tapes.Contains(call) ? _made ??= Made() : Enlargement(call));
        Optimizer.Simplify(function);
    }

    Function? Enlargement(Instruction call) =>
        call is { Opcode: Opcode.Call, Payload: MethodInfo { Name: nameof(Tape.Enlarged) } m } && m.DeclaringType == typeof(Tape)
            ? programs.Lifted(typeof(Tape).GetMethod(nameof(Tape.EnlargedHere))!.MakeGenericMethod(m.GetGenericArguments()))
            : null;

    static Function Made()
    {
        var function = new Function("inner tape", [], typeof(Tape), Fresh);
        var builder = new Builder(function.AddEntry()) { Span = new SourceSpan(Fresh, 0) };
        var tape = builder.Append(Opcode.NewObject, typeof(Tape), typeof(Tape));
        foreach (var stack in Stacks)
            builder.Store(builder.FieldAddress(tape, stack), builder.NewArray(stack.FieldType, Constant.Of(0)));
        builder.Return(tape);
        return function;
    }
}
