using System;
using System.Linq;
using System.Reflection;
using System.Threading;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Code that takes turns: its reverse half would have to take the same turns in the opposite order, over all threads.
/// <see cref="LockedSums"/> tells when it need not.
/// </summary>
static class Locks
{
    static readonly Type[] Types =
        [typeof(Monitor), typeof(Lock), typeof(Lock.Scope), typeof(SpinLock), typeof(WaitHandle), typeof(SemaphoreSlim),
        typeof(ReaderWriterLockSlim), typeof(ReaderWriterLock), typeof(ManualResetEventSlim), typeof(Barrier), typeof(CountdownEvent)];

    /// <summary>By how much the number of locks that are held changes; null for everything else.</summary>
    public static int? Change(Instruction i)
    {
        if (i.Opcode is not (Opcode.Call or Opcode.CallVirtual) || i.Payload is not MethodBase { DeclaringType: { } type } method)
            return null;
        if (type == typeof(Monitor) && method.GetParameters().Length == 1)
            return method.Name switch { nameof(Monitor.Enter) => 1, nameof(Monitor.Exit) => -1, _ => null };
        if (type == typeof(Lock))
            return method.Name switch { nameof(Lock.Enter) or nameof(Lock.EnterScope) => 1, nameof(Lock.Exit) => -1, _ => null };
        return type == typeof(Lock.Scope) && method.Name == nameof(Lock.Scope.Dispose) ? -1 : null;
    }

    /// <summary>The collection for many threads that an instruction is code of, or calls; null for none.</summary>
    public static Type? CollectionOf(Instruction i)
    {
        return Named(i.Span.Method?.DeclaringType) ?? Named((i.Payload as MethodBase)?.DeclaringType);

        static Type? Named(Type? type) =>
            type?.Namespace == "System.Collections.Concurrent" && SystemTypes.IsSystem(type) ? type : null;
    }

    /// <exception cref="Refusal">The function, which several threads run, waits for other threads or tries to take a lock.</exception>
    public static void Refuse(Function function)
    {
        foreach (var instruction in function.Blocks.SelectMany(b => b.Instructions))
        {
            if (instruction.Payload is MethodBase { DeclaringType: { } type, IsConstructor: false } method
                && Types.Any(t => t.IsAssignableFrom(type)) && Change(instruction) is null)
            {
                throw Refusals.Waiting(instruction.Span, method);
            }
        }
    }
}
