using System.Reflection;

namespace Zygote.Differentiation;

/// <summary>
/// How a method of ours that calls delegates it is given is differentiated: not by its code, but by other code of ours that
/// calls the delegates' derivatives. Loops on several threads are made so.
/// </summary>
/// <remarks>
///   primal        R M(x...)
///   pushforward   R MPushforward(x..., xDot..., tape)
///   forward       (R, object) MForward(x..., xShadow..., tape)      the object is kept for the reverse part
///   reverse       void MReverse(object)
/// Only arguments that hold references have duals, and the result carries no derivative: what the delegates compute goes
/// through memory. An R of void is left out.
/// </remarks>
sealed record Callback(MethodInfo Pushforward, MethodInfo Forward, MethodInfo Reverse)
{
    /// <summary>Takes part in a derivative even if nothing that it is given carries one: waiting for what does.</summary>
    public bool IsAlwaysActive { get; init; }

    /// <summary>Always active as well: what it is given may lead to what carries a derivative afterwards, if not before.</summary>
    public bool Delivers { get; init; }

    /// <summary>The four methods stand side by side, with names as above; generic ones have the same type parameters.</summary>
    public static Callback Of(MethodInfo method)
    {
        MethodInfo Sibling(string suffix)
        {
            var sibling = method.DeclaringType!.GetMethod(method.Name + suffix)!;
            return sibling.IsGenericMethodDefinition ? sibling.MakeGenericMethod(method.GetGenericArguments()) : sibling;
        }

        return new Callback(Sibling("Pushforward"), Sibling("Forward"), Sibling("Reverse"));
    }
}
