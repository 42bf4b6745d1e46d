using System.Threading;

namespace Zygote.Rules;

/// <summary>What a lock statement calls.</summary>
static class LockSubstitutes
{
    /// <summary>In two steps, so that it is known afterwards that the lock was taken.</summary>
    [SubstituteFor(typeof(Monitor), nameof(Monitor.Enter))]
    static void Enter(object obj, ref bool lockTaken)
    {
        Monitor.Enter(obj);
        lockTaken = true;
    }
}
