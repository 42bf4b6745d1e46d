using System.Collections.Generic;
using System.Linq;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Leaves one block that returns.</summary>
/// <remarks>
///   b1: return x   b2: return y      =>      b1: br b3(x)   b2: br b3(y)   b3(r): return r
/// Leaves: dominance among the other blocks unchanged. Cost: one sweep.
/// </remarks>
static class MergeReturns
{
    public static bool Run(Function function)
    {
        List<Block> returning = [.. function.Blocks.Where(b => b.Terminator!.Opcode == Opcode.Return)];
        if (returning.Count < 2)
            return false;
        var end = function.AddBlock();
        var builder = new Builder(end) { Span = returning[0].Terminator!.Span };
        var isVoid = returning[0].Terminator!.Operands.Length == 0;
        builder.Return(isVoid ? null : end.AddParameter(returning[0].Terminator!.Operands[0].Type));
        foreach (var block in returning)
            new Builder(block) { Span = block.Terminator!.Span }.Branch(end, block.Terminator!.Operands);
        return true;
    }
}
