using System.Collections.Generic;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Replaces block parameters that are the same constant on every way, also when they only pass it on in a circle.</summary>
/// <remarks>
///   br b1(0.0)   b1(%p): ... br b2(%p)   b2(%q): ... br b1(%q)      =>      0.0 for %p and %q
/// Assumes every parameter constant until an edge says otherwise, so cycles of parameters are seen through; cotangents that
/// are zero outside their loop leave such cycles. Requires: nothing. Leaves: the parameters, unused.
/// Cost: O(edge arguments): each parameter falls at most twice.
/// </remarks>
static class PropagateConstants
{
    public static bool Run(Function function)
    {
        // Absent: not reached yet. A constant: so far always this one. The parameter itself: varies.
        var known = new Dictionary<BlockParameter, Value>();
        var receivers = new Dictionary<BlockParameter, List<BlockParameter>>();
        var work = new Stack<BlockParameter>();
        foreach (var parameter in function.Entry.Parameters)
        {
            known[parameter] = parameter;
            work.Push(parameter);
        }

        foreach (var block in function.Blocks)
        {
            foreach (var edge in block.Edges)
            {
                for (var i = 0; i < edge.Arguments.Count; i++)
                {
                    var parameter = edge.Target.Parameters[i];
                    if (edge.Arguments[i] is BlockParameter source)
                    {
                        if (!receivers.TryGetValue(source, out var list))
                            receivers[source] = list = [];
                        list.Add(parameter);
                    }
                    else if (Meet(known, parameter, edge.Arguments[i]))
                    {
                        work.Push(parameter);
                    }
                }
            }
        }

        while (work.TryPop(out var source))
        {
            foreach (var parameter in receivers.GetValueOrDefault(source) ?? [])
            {
                if (Meet(known, parameter, known[source]))
                    work.Push(parameter);
            }
        }

        var substitution = new Substitution();
        foreach (var (parameter, value) in known)
        {
            if (value is Constant)
                substitution.Replace(parameter, value);
        }

        substitution.ApplyTo(function);
        return !substitution.IsEmpty;
    }

    static bool Meet(Dictionary<BlockParameter, Value> known, BlockParameter parameter, Value argument)
    {
        if (!known.TryGetValue(parameter, out var current))
        {
            known[parameter] = argument is Constant ? argument : parameter;
            return true;
        }

        if (current == parameter || (argument is Constant a && a.SameAs((Constant)current)))
            return false;
        known[parameter] = parameter;
        return true;
    }
}
