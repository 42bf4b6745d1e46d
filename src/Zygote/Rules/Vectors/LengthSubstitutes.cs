using System;
using System.Numerics;

namespace Zygote.Rules;

/// <summary>Lengths and distances, whose derivative at 0 is 0, as that of the absolute value.</summary>
static class LengthSubstitutes
{
    [SubstituteFor(typeof(Vector2), nameof(Vector2.Length))]
    static float Length(ref Vector2 v) => Root(v.LengthSquared());

    [SubstituteFor(typeof(Vector3), nameof(Vector3.Length))]
    static float Length(ref Vector3 v) => Root(v.LengthSquared());

    [SubstituteFor(typeof(Vector4), nameof(Vector4.Length))]
    static float Length(ref Vector4 v) => Root(v.LengthSquared());

    [SubstituteFor(typeof(Quaternion), nameof(Quaternion.Length))]
    static float Length(ref Quaternion q) => Root(q.LengthSquared());

    [SubstituteFor(typeof(Vector2), nameof(Vector2.Distance))]
    static float Distance(Vector2 a, Vector2 b) => Root(Vector2.DistanceSquared(a, b));

    [SubstituteFor(typeof(Vector3), nameof(Vector3.Distance))]
    static float Distance(Vector3 a, Vector3 b) => Root(Vector3.DistanceSquared(a, b));

    [SubstituteFor(typeof(Vector4), nameof(Vector4.Distance))]
    static float Distance(Vector4 a, Vector4 b) => Root(Vector4.DistanceSquared(a, b));

    static float Root(float square) => MathF.Sqrt(square);

    [DerivativeOf(typeof(LengthSubstitutes), nameof(Root))]
    static float RootPartial(float square, float y) => y == 0 ? 0 : 0.5f / y;
}
