using System;
using System.Numerics;

namespace Zygote.Rules;

/// <summary>
/// <see cref="Matrix4x4.Decompose"/> without pointers: the axes are the first three rows, normalised, the longest first; what is
/// shorter than <see cref="Shortest"/> is replaced by an axis that stands at right angles to the others.
/// </summary>
static class Decomposition
{
    /// <summary>Also how far the axes may be from right angles.</summary>
    const float Shortest = 0.0001f;

    [SubstituteFor(typeof(Matrix4x4), nameof(Matrix4x4.Decompose))]
    static bool Decompose(Matrix4x4 matrix, out Vector3 scale, out Quaternion rotation, out Vector3 translation)
    {
        translation = new Vector3(matrix.M41, matrix.M42, matrix.M43);
        var x = new Vector3(matrix.M11, matrix.M12, matrix.M13);
        var y = new Vector3(matrix.M21, matrix.M22, matrix.M23);
        var z = new Vector3(matrix.M31, matrix.M32, matrix.M33);
        scale = new Vector3(x.Length(), y.Length(), z.Length());
        var (a, b, c) = Order(scale);
        Vector3[] axes = [x, y, z];

        if (scale[a] < Shortest)
            axes[a] = Unit(a);
        axes[a] = Vector3.Normalize(axes[a]);
        if (scale[b] < Shortest)
            axes[b] = Vector3.Cross(axes[a], Unit(Smallest(axes[a])));
        axes[b] = Vector3.Normalize(axes[b]);
        if (scale[c] < Shortest)
            axes[c] = Vector3.Cross(axes[a], axes[b]);
        axes[c] = Vector3.Normalize(axes[c]);

        var volume = Axes(axes).GetDeterminant();
        if (volume < 0)
        {
            // A left-handed system: the longest axis is turned round.
            scale[a] = -scale[a];
            axes[a] = -axes[a];
            volume = -volume;
        }

        volume -= 1;
        volume *= volume;
        if (Shortest < volume)
        {
            rotation = Quaternion.Identity;
            return false;
        }

        rotation = Quaternion.CreateFromRotationMatrix(Axes(axes));
        return true;
    }

    /// <summary>The numbers of the axes by length, the longest first.</summary>
    static (int Longest, int Middle, int Shortest) Order(Vector3 length)
    {
        if (length.X < length.Y)
        {
            return length.Y < length.Z ? (2, 1, 0) : length.X < length.Z ? (1, 2, 0) : (1, 0, 2);
        }

        return length.X < length.Z ? (2, 0, 1) : length.Y < length.Z ? (0, 2, 1) : (0, 1, 2);
    }

    /// <summary>The axis along which the vector has the smallest part.</summary>
    static int Smallest(Vector3 v)
    {
        var (x, y, z) = (MathF.Abs(v.X), MathF.Abs(v.Y), MathF.Abs(v.Z));
        return x < y
            ? y < z || x < z ? 0 : 2
            : x < z || y < z ? 1 : 2;
    }

    static Vector3 Unit(int axis) => axis switch { 0 => Vector3.UnitX, 1 => Vector3.UnitY, _ => Vector3.UnitZ };

    static Matrix4x4 Axes(Vector3[] axes)
    {
        var m = Matrix4x4.Identity;
        (m.M11, m.M12, m.M13) = (axes[0].X, axes[0].Y, axes[0].Z);
        (m.M21, m.M22, m.M23) = (axes[1].X, axes[1].Y, axes[1].Z);
        (m.M31, m.M32, m.M33) = (axes[2].X, axes[2].Y, axes[2].Z);
        return m;
    }
}
