using System.Numerics;

namespace Zygote.Compilation;

/// <summary>Directions along the coordinates.</summary>
static class Axis
{
    /// <summary>Zeros and one 1; made anew, for the function may write into it.</summary>
    public static S[] Of<S>(int count, int index)
        where S : struct, INumberBase<S>
    {
        var direction = new S[count];
        direction[index] = S.One;
        return direction;
    }
}
