using System;
using System.Collections.Generic;

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
        var idle = new IdlePasses();
        for (var round = 0; round < MaxRounds; round++)
        {
            idle.StartRound();

            // First: the others see SSA values only.
            var changed = Apply(f, o, DisabledPasses.None, PromoteSlots.Run, idle);

            // Next to it: its uses of variables may be all that keeps those in memory.
            changed |= Apply(f, o, DisabledPasses.None, isLast ? ResolveAddresses.Run : ResolveAddresses.RunEarly, idle);

            // Before folding: leaves known branches behind.
            changed |= Apply(f, o, DisabledPasses.ResolveDelegates, ResolveDelegates.Run, idle);
            changed |= Apply(f, o, DisabledPasses.DevirtualizeCalls, DevirtualizeCalls.Run, idle);
            changed |= Light(f, o, idle);

            // After dead code: a delegate that was resolved no longer holds its closure. Leaves slots for the next round.
            changed |= Apply(f, o, DisabledPasses.ReplaceAllocations, ReplaceAllocations.Run, idle);
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
        Apply(f, o, DisabledPasses.HoistInvariants, g => HoistInvariants.Run(g, o.IsPure, o.HoldsOwnArrays)); // what does not vary need not be saved
        Apply(f, o, DisabledPasses.None, CanonicalizeLoops.Run);
        Apply(f, o, DisabledPasses.None, CloseLoops.Run); // last: needs the exits made just before
    }

    /// <summary>For generated code, before IL is made of it.</summary>
    /// <param name="f">Changed in place.</param>
    /// <param name="o">What the passes need to know.</param>
    /// <param name="isSimple">It has just been simplified: then only what comes last can find something to do.</param>
    public static void FinishForEmission(Function f, PassOptions o, bool isSimple = false)
    {
        if (!isSimple || Apply(f, o, DisabledPasses.None, ResolveAddresses.Run))
            Simplify(f, o, isLast: true);
        Apply(f, o, DisabledPasses.HoistInvariants, g => HoistInvariants.Run(g, o.IsPure, o.HoldsOwnArrays));
        Light(f, o); // merges equal values that now stand side by side, and the blocks that hoisting added
    }

    /// <summary>For a whole derivative, after everything else.</summary>
    public static void ReuseMemory(Function f, PassOptions o, bool isWhole) =>
        Apply(f, o, DisabledPasses.ReuseMemory, g => Passes.ReuseMemory.Run(g, o, isWhole));

    /// <summary>For code that is emitted and not looked at again.</summary>
    public static void Vectorize(Function f, PassOptions o)
    {
        Apply(f, o, DisabledPasses.SelectValues, g => SelectValues.Run(g, o)); // leaves loops of one block
        Apply(f, o, DisabledPasses.VectorizeLoops, g => VectorizeLoops.Run(g, o));
    }

    static bool Light(Function f, PassOptions o, IdlePasses? idle = null)
    {
        var changed = Apply(f, o, DisabledPasses.PropagateConstants, PropagateConstants.Run, idle); // before folding: more to fold
        changed |= Apply(f, o, DisabledPasses.FoldConstants, FoldConstants.Run, idle);

        // Before the next: leaves chains of blocks behind.
        changed |= Apply(f, o, DisabledPasses.SimplifyGuards, g => SimplifyGuards.Run(g, o.IsPure), idle);

        // After folding, which decides branches.
        changed |= Apply(f, o, DisabledPasses.SimplifyControlFlow, SimplifyControlFlow.Run, idle);

        // After merging of blocks: loads are compared within blocks only.
        changed |= Apply(f, o, DisabledPasses.EliminateCommonSubexpressions,
            g => EliminateCommonSubexpressions.Run(g, o.IsPure), idle);
        return changed | Apply(f, o, DisabledPasses.EliminateDeadCode, g => EliminateDeadCode.Run(g, o.IsRemovable ?? o.IsPure), idle);
    }

    static bool Apply(Function f, PassOptions o, DisabledPasses name, Func<Function, bool> pass, IdlePasses? idle = null)
    {
        if ((name != DisabledPasses.None && (o.Disabled & name) != 0) || idle?.IsNext() is true)
            return false;
        var changed = pass(f);
        idle?.Note(changed);
        if (changed)
            o.AfterPass?.Invoke(f, name == DisabledPasses.None ? pass.Method.DeclaringType!.Name : name.ToString());
        return changed;
    }

    /// <summary>The passes of a round that have found nothing to do in the function as it is now, and so would find nothing again.</summary>
    sealed class IdlePasses
    {
        readonly List<int> _since = []; // for each pass the number of changes after which it found nothing
        int _next;
        int _changes;

        public void StartRound() => _next = 0;

        /// <summary>Is the next pass of the round one of these? It is left out then, else noted.</summary>
        public bool IsNext()
        {
            if (_next == _since.Count)
                _since.Add(-1);
            if (_since[_next] != _changes)
                return false;
            _next++;
            return true;
        }

        public void Note(bool changed)
        {
            if (changed)
                _changes++;
            else
                _since[_next] = _changes;
            _next++;
        }
    }
}
