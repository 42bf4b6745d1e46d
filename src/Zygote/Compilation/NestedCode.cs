using System;

using Zygote.Differentiation;
using Zygote.Rules;

namespace Zygote.Compilation;

/// <summary>
/// Derivatives that a differentiated function takes. Where the inner function is known when the outer is compiled, a call of
/// the code becomes a call of the derivative's IR, which is differentiated like the rest; else the code is compiled when it
/// is asked for, and its derivative when that is called (<see cref="DispatchSite"/>).
/// </summary>
/// <remarks>
///   %f = new.delegate %closure, M; %c = call NestedCode::Of(%f, request); %y = call.virtual Invoke(%c, ...)
///   =>
///   %y = call.function M_gradient(...)
/// </remarks>
static class NestedCode
{
    public static TCode Of<TCode>(Delegate f, int request) => Engine.Code<TCode>(f, request);

    /// <summary>What the code is bound to; a delegate with several targets is called as a whole.</summary>
    public static object? TargetOf(Delegate f) => f.HasSingleTarget ? f.Target : f;

    /// <summary>
    /// What a second run of a pullback would have to put back is seen by the outermost derivative only.
    /// </summary>
    public static void RequireFirstRun(Tape tape, ShadowWiring? wiring)
    {
        if (!tape.BeginRun() && (wiring is not null || tape.HasShadows))
        {
            throw new NotDifferentiableException(
                null, null, null, "a pullback of a function that stores into captured or returned objects is called again inside "
                + "of a differentiated function", "Take the pullback anew for each cotangent.");
        }
    }

    [MirrorOf(typeof(NestedCode), nameof(TargetOf))]
    static (object? Value, object? Shadow) TargetOf(Delegate f, Delegate? shadow, Tape tape) =>
        (TargetOf(f), f.HasSingleTarget ? DispatchSite.TargetShadow(tape, f, shadow) : shadow);

    [SubstituteFor(typeof(Lifted), "get_" + nameof(Lifted.Here))]
    static bool Here() => true;
}
