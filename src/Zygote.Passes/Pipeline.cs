using System;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>The passes in their order, and why it is this order.</summary>
static class Pipeline
{
    /// <summary>Each round may uncover calls and objects that were out of sight before.</summary>
    const int MaxRounds = 6;

    /// <summary>Cleans up after lifting, inlining and differentiation.</summary>
    /// <param name="f">Changed in place.</param>
    /// <param name="o">What the passes need to know.</param>
    /// <param name="isLast">No more calls will be inlined.</param>
    public static bool Simplify(Function f, PassOptions o, bool isLast = false)
    {
        var any = false;
        for (var round = 0; round < MaxRounds; round++)
        {
            // First: the others see SSA values only.
            var changed = Apply(f, o, DisabledPasses.None, PromoteSlots.Run);

            // Next to it: its uses of variables may be all that keeps those in memory.
            changed |= Apply(f, o, DisabledPasses.None, isLast ? ResolveAddresses.Run : ResolveAddresses.RunEarly);

            // Before folding: leaves known branches behind.
            changed |= Apply(f, o, DisabledPasses.ResolveDelegates, ResolveDelegates.Run);
            changed |= Apply(f, o, DisabledPasses.DevirtualizeCalls, DevirtualizeCalls.Run);
            changed |= Light(f, o);

            // After dead code: a delegate that was resolved no longer holds its closure. Leaves slots for the next round.
            changed |= Apply(f, o, DisabledPasses.ReplaceAllocations, ReplaceAllocations.Run);
            if (!changed)
                return any;
            any = true;
        }

        return any;
    }

    /// <summary>Leaves do-while loops where possible; all with preheader, one latch, exits of their own, closed.</summary>
    public static void PrepareForDifferentiation(Function f, PassOptions o)
    {
        Simplify(f, o, isLast: true);
        Apply(f, o, DisabledPasses.None, MakeReducible.Run); // first of the passes that think in loops
        if (Apply(f, o, DisabledPasses.DropRangeChecks, DropRangeChecks.Run)) // while loops test at the top
            Light(f, o);
        if (Apply(f, o, DisabledPasses.RotateLoops, RotateLoops.Run)) // wants the small headers that Simplify leaves
        {
            Light(f, o); // decides guards that are known, merges the new tops; before the next two, which it would undo
            Light(f, o); // what guard and loop both compute is one value now, and the parameter for it goes
        }

        Apply(f, o, DisabledPasses.RotateLoops, MergeCounters.Run); // rotation leaves two of what looks one step ahead
        Apply(f, o, DisabledPasses.HoistInvariants, g => HoistInvariants.Run(g, o.IsPure)); // what does not vary need not be saved
        Apply(f, o, DisabledPasses.None, CanonicalizeLoops.Run);
        Apply(f, o, DisabledPasses.None, CloseLoops.Run); // last: needs the exits made just before
    }

    /// <summary>For generated code, before IL is made of it.</summary>
    public static void FinishForEmission(Function f, PassOptions o)
    {
        Simplify(f, o, isLast: true);
        Apply(f, o, DisabledPasses.HoistInvariants, g => HoistInvariants.Run(g, o.IsPure));
        Light(f, o); // merges equal values that now stand side by side, and the blocks that hoisting added
    }

    /// <summary>For a whole derivative, after everything else.</summary>
    public static void ReuseArrays(Function f, PassOptions o) =>
        Apply(f, o, DisabledPasses.ReuseArrays, g => Passes.ReuseArrays.Run(g, o));

    /// <summary>For code that is emitted and not looked at again.</summary>
    public static void Vectorize(Function f, PassOptions o) =>
        Apply(f, o, DisabledPasses.VectorizeLoops, g => VectorizeLoops.Run(g, o));

    static bool Light(Function f, PassOptions o)
    {
        var changed = Apply(f, o, DisabledPasses.PropagateConstants, PropagateConstants.Run); // before folding: more to fold
        changed |= Apply(f, o, DisabledPasses.FoldConstants, FoldConstants.Run);

        // Before the next: leaves chains of blocks behind.
        changed |= Apply(f, o, DisabledPasses.SimplifyGuards, g => SimplifyGuards.Run(g, o.IsPure));

        // After folding, which decides branches.
        changed |= Apply(f, o, DisabledPasses.SimplifyControlFlow, SimplifyControlFlow.Run);

        // After merging of blocks: loads are compared within blocks only.
        changed |= Apply(f, o, DisabledPasses.EliminateCommonSubexpressions,
            g => EliminateCommonSubexpressions.Run(g, o.IsPure));
        return changed | Apply(f, o, DisabledPasses.EliminateDeadCode, g => EliminateDeadCode.Run(g, o.IsRemovable ?? o.IsPure));
    }

    static bool Apply(Function f, PassOptions o, DisabledPasses name, Func<Function, bool> pass)
    {
        if (name != DisabledPasses.None && (o.Disabled & name) != 0)
            return false;
        var changed = pass(f);
        if (changed)
            o.AfterPass?.Invoke(f, name == DisabledPasses.None ? pass.Method.DeclaringType!.Name : name.ToString());
        return changed;
    }
}
