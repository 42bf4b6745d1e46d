using System;
using System.Reflection;
using Zygote.IR;
using Zygote.Passes;

namespace Zygote.Compilation;

/// <summary>The pass pipelines as the compiler uses them.</summary>
static class Optimizer
{
    public static void Simplify(Function f)
    {
        for (var i = 0; i < 4; i++)
        {
            var c = PromoteSlots.Run(f);
            c |= FoldConstants.Run(f);
            c |= SimplifyControlFlow.Run(f);
            c |= EliminateDeadCode.Run(f);
            if (!c)
                break;
        }
    }

    public static void Prepare(Function f) => Simplify(f);

    public static void Finish(Function f) => Simplify(f);

    public static bool Inline(Function f, Func<Instruction, Function?> select) => InlineCalls.Run(f, select);
}
