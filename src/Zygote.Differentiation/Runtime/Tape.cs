using System;

namespace Zygote.Differentiation;

/// <summary>What a forward part saves for its reverse part.</summary>
sealed class Tape
{
    [ThreadStatic]
    static Tape? _spare;

    /// <summary>A tape for the current thread; give it back with <see cref="Return"/>.</summary>
    public static Tape Rent()
    {
        var tape = _spare ?? new Tape();
        _spare = null;
        return tape;
    }

    public void Return() => _spare = this;
}
