namespace Zygote.Differentiation;

/// <summary>
/// Tells code of ours that is executed from the same code when it is read, as a part of a program that is differentiated:
/// what is there for execution only (pools, caches, counters, locks) is left out of the latter.
/// </summary>
static class Lifted
{
    /// <summary>False where it is executed; the compiler reads true.</summary>
    public static bool Here => false;
}
