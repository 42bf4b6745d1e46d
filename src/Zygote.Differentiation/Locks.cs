using System;
using System.Linq;
using System.Reflection;
using System.Threading;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Code that takes turns: its reverse half would have to take the same turns in the opposite order, over all threads.
/// </summary>
static class Locks
{
    static readonly Type[] Types = [typeof(Monitor), typeof(Lock), typeof(Lock.Scope), typeof(SpinLock)];

    /// <exception cref="Refusal">The function, which several threads run, has a lock, or code of a collection for many threads.</exception>
    public static void Refuse(Function function)
    {
        foreach (var instruction in function.Blocks.SelectMany(b => b.Instructions))
        {
            if (instruction.Payload is MethodBase { DeclaringType: { } type } && Types.Contains(type))
                throw Refusals.Lock(instruction.Span);
            if (instruction.Span.Method?.DeclaringType is { } origin && SystemTypes.IsSystem(origin)
                && origin.Namespace == "System.Collections.Concurrent")
            {
                throw Refusals.SharedCollection(instruction.Span, origin);
            }
        }
    }
}
