using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Which of their arguments finished functions may keep, hand on or return.</summary>
/// <remarks>
/// Functions that call each other are taken together: none is assumed to keep anything until one is found that does.
/// Cost: an analysis (<see cref="Escapes"/>) of each function that can be reached, seldom more than twice.
/// </remarks>
static class KeptArguments
{
    static readonly ConditionalWeakTable<Function, bool[]> Known = [];

    /// <summary>Neither the argument nor what can be reached from it.</summary>
    /// <param name="callee">Not changed any more, nor what it calls.</param>
    /// <param name="index">Of the parameter.</param>
    /// <param name="options">What is known of methods.</param>
    public static bool KeepsNothing(Function callee, int index, PassOptions options)
    {
        if (Known.TryGetValue(callee, out var kept))
            return !kept[index];
        var together = Function.Reachable([callee], f => Known.TryGetValue(f, out _)).Where(f => !Known.TryGetValue(f, out _)).ToList();
        var found = together.ToDictionary(f => f, f => new bool[f.ParameterTypes.Count]);
        var callers = together.ToDictionary(f => f, _ => new List<Function>());
        foreach (var caller in together)
        {
            foreach (var i in caller.Blocks.SelectMany(b => b.Instructions))
            {
                if (i is { Opcode: Opcode.CallFunction, Payload: Function called } && callers.TryGetValue(called, out var list))
                    list.Add(caller);
            }
        }

        // Callees come after their callers: they are taken first.
        var work = new Stack<Function>(together);
        var waiting = together.ToHashSet();
        while (work.TryPop(out var function))
        {
            waiting.Remove(function);
            var escapes = new Escapes(
                function, new Uses(function), options, (f, i) => Known.TryGetValue(f, out var known) ? !known[i] : !found[f][i],
                isWhole: false, parametersAreSites: true);
            var isNew = false;
            for (var i = 0; i < found[function].Length; i++)
            {
                if (!found[function][i] && escapes.Leaves(function.Entry.Parameters[i]))
                    isNew = found[function][i] = true;
            }

            foreach (var caller in isNew ? callers[function] : [])
            {
                if (waiting.Add(caller))
                    work.Push(caller);
            }
        }

        foreach (var (function, arguments) in found)
            Known.AddOrUpdate(function, arguments);
        return !found[callee][index];
    }
}
