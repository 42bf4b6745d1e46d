using System;

namespace Zygote.Control;

enum ControlKind
{
    /// <summary>(f, x) -> f(x).</summary>
    Checkpoint,

    /// <summary>(state, steps, step, snapshots) -> step(...step(state)).</summary>
    Loop,

    /// <summary>(x, map) -> x.</summary>
    Hook,

    /// <summary>(x, label) -> x.</summary>
    Show,
}

/// <summary>A method of ours whose reverse half is not the transposed code: see <see cref="ControlPairs"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class DerivativeControlAttribute(ControlKind kind) : Attribute
{
    public ControlKind Kind { get; } = kind;
}
