using System;
using System.Runtime.CompilerServices;

namespace Zygote.Differentiation;

/// <summary>
/// The address of the code that a delegate calls: together with the type of its target it names the method, and costs much
/// less to find out than <see cref="Delegate.Method"/>.
/// </summary>
static class DelegateCode
{
    static readonly bool IsKnown = Probe();

    /// <summary>0 where it cannot be told: several targets, another runtime.</summary>
    public static nint Of(Delegate d)
    {
        if (!IsKnown || !d.HasSingleTarget)
            return 0;
        var open = MethodPtrAux(d); // of a static method; the other is then a stub that many share
        return open != 0 ? open : MethodPtr(d);
    }

    static bool Probe()
    {
        try
        {
            Action probe = static () => { };
            return MethodPtr(probe) != 0 && MethodPtrAux(probe) >= 0;
        }
        catch (MissingFieldException)
        {
            return false;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_methodPtr")]
    static extern ref nint MethodPtr(Delegate d);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_methodPtrAux")]
    static extern ref nint MethodPtrAux(Delegate d);
}
