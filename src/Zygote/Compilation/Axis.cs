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

    /// <summary>The axes from one on, as many as are taken at a time; zeros past the last.</summary>
    public static S[][] From<S>(int first, int count)
        where S : struct, INumberBase<S>
    {
        var directions = new S[Requests.Width][];
        for (var k = 0; k < directions.Length; k++)
            directions[k] = first + k < count ? Of<S>(count, first + k) : new S[count];
        return directions;
    }
}
