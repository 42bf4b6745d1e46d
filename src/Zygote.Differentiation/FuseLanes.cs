using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>Sums of products of tangents take one instruction each where they take two.</summary>
/// <remarks>
///   %1 = call Lanes::Mul(%t, %p); %2 = call Lanes::Add(%s, %1)    =>  %2 = call Lanes::MultiplyAdd(%t, %p, %s)
///   %1 = call Lanes::Neg(%t); %2 = call Lanes::Add(%s, %1)       =>  %2 = call Lanes::Sub(%s, %t)
/// Where the product is used for nothing else. For finished code.
/// </remarks>
static class FuseLanes
{
    public static void Run(Function function)
    {
        var uses = new Uses(function);
        var same = new Substitution();
        foreach (var block in function.Blocks)
        {
            var here = block.Instructions.ToHashSet();
            for (var n = 0; n < block.Instructions.Count; n++)
            {
                var i = block.Instructions[n];
                same.ApplyToOperands(i);
                if (!Is(i, nameof(Lanes.Add)))
                    continue;
                foreach (var side in (int[])[1, 0])
                {
                    if (i.Operands[side] is not Instruction part || uses.Count(part) != 1 || !here.Contains(part)
                        || Fused(i, part, i.Operands[1 - side]) is not { } fused)
                    {
                        continue;
                    }

                    same.Replace(i, fused);
                    block.Instructions[n] = fused;
                    here.Add(fused);
                    block.Instructions.Remove(part);
                    n--;
                    break;
                }
            }
        }

        same.ApplyTo(function);
    }

    static Instruction? Fused(Instruction sum, Instruction part, Value rest) =>
        Is(part, nameof(Lanes.Mul)) ? Call(sum, nameof(Lanes.MultiplyAdd), part.Operands[0], part.Operands[1], rest)
        : Is(part, nameof(Lanes.Neg)) ? Call(sum, nameof(Lanes.Sub), rest, part.Operands[0])
        : null;

    static Instruction Call(Instruction instead, string operation, params Value[] operands) =>
        new(Opcode.Call, instead.Type, operands, typeof(Lanes).GetMethod(operation, [.. operands.Select(o => o.Type)]), instead.Span) { Name = instead.Name };

    static bool Is(Instruction i, string operation) =>
        i.Opcode == Opcode.Call && i.Payload is MethodInfo method && method.DeclaringType == typeof(Lanes) && method.Name == operation;
}
