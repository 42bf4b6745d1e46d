// Exceptions as in the originals.
#pragma warning disable CA1512, CA2208

using System;
using System.Numerics;

namespace Zygote.Rules;

/// <summary>Members of matrices that reach their rows and elements by address arithmetic, in plain C#.</summary>
static class MatrixSubstitutes
{
    [SubstituteFor(typeof(Matrix4x4), "get_Item")]
    static Vector4 Row(ref Matrix4x4 m, int row) => row switch
    {
        0 => new Vector4(m.M11, m.M12, m.M13, m.M14),
        1 => new Vector4(m.M21, m.M22, m.M23, m.M24),
        2 => new Vector4(m.M31, m.M32, m.M33, m.M34),
        3 => new Vector4(m.M41, m.M42, m.M43, m.M44),
        _ => throw new ArgumentOutOfRangeException(),
    };

    [SubstituteFor(typeof(Matrix4x4), "set_Item")]
    static void SetRow(ref Matrix4x4 m, int row, Vector4 value)
    {
        switch (row)
        {
            case 0:
                SetX(ref m, value);
                break;
            case 1:
                SetY(ref m, value);
                break;
            case 2:
                SetZ(ref m, value);
                break;
            case 3:
                SetW(ref m, value);
                break;
            default:
                throw new ArgumentOutOfRangeException();
        }
    }

    [SubstituteFor(typeof(Matrix4x4), "get_Item")]
    static float Element(ref Matrix4x4 m, int row, int column) => Row(ref m, row)[column];

    [SubstituteFor(typeof(Matrix4x4), "set_Item")]
    static void SetElement(ref Matrix4x4 m, int row, int column, float value)
    {
        var changed = Row(ref m, row);
        changed[column] = value;
        SetRow(ref m, row, changed);
    }

    [SubstituteFor(typeof(Matrix4x4), "set_X")]
    static void SetX(ref Matrix4x4 m, Vector4 value) => (m.M11, m.M12, m.M13, m.M14) = (value.X, value.Y, value.Z, value.W);

    [SubstituteFor(typeof(Matrix4x4), "set_Y")]
    static void SetY(ref Matrix4x4 m, Vector4 value) => (m.M21, m.M22, m.M23, m.M24) = (value.X, value.Y, value.Z, value.W);

    [SubstituteFor(typeof(Matrix4x4), "set_Z")]
    static void SetZ(ref Matrix4x4 m, Vector4 value) => (m.M31, m.M32, m.M33, m.M34) = (value.X, value.Y, value.Z, value.W);

    [SubstituteFor(typeof(Matrix4x4), "set_W")]
    static void SetW(ref Matrix4x4 m, Vector4 value) => (m.M41, m.M42, m.M43, m.M44) = (value.X, value.Y, value.Z, value.W);

    [SubstituteFor(typeof(Matrix4x4), "set_Translation")]
    static void SetTranslation(ref Matrix4x4 m, Vector3 value) => (m.M41, m.M42, m.M43) = (value.X, value.Y, value.Z);

    [SubstituteFor(typeof(Matrix4x4), nameof(Matrix4x4.Create))]
    static Matrix4x4 Create(Vector4 x, Vector4 y, Vector4 z, Vector4 w)
    {
        // The constructor calls this.
        var m = default(Matrix4x4);
        SetX(ref m, x);
        SetY(ref m, y);
        SetZ(ref m, z);
        SetW(ref m, w);
        return m;
    }

    [SubstituteFor(typeof(Matrix3x2), "get_Item")]
    static Vector2 Row(ref Matrix3x2 m, int row) => row switch
    {
        0 => new Vector2(m.M11, m.M12),
        1 => new Vector2(m.M21, m.M22),
        2 => new Vector2(m.M31, m.M32),
        _ => throw new ArgumentOutOfRangeException(),
    };

    [SubstituteFor(typeof(Matrix3x2), "set_Item")]
    static void SetRow(ref Matrix3x2 m, int row, Vector2 value)
    {
        switch (row)
        {
            case 0:
                SetX(ref m, value);
                break;
            case 1:
                SetY(ref m, value);
                break;
            case 2:
                SetZ(ref m, value);
                break;
            default:
                throw new ArgumentOutOfRangeException();
        }
    }

    [SubstituteFor(typeof(Matrix3x2), "get_Item")]
    static float Element(ref Matrix3x2 m, int row, int column) => Row(ref m, row)[column];

    [SubstituteFor(typeof(Matrix3x2), "set_Item")]
    static void SetElement(ref Matrix3x2 m, int row, int column, float value)
    {
        var changed = Row(ref m, row);
        changed[column] = value;
        SetRow(ref m, row, changed);
    }

    [SubstituteFor(typeof(Matrix3x2), "set_X")]
    static void SetX(ref Matrix3x2 m, Vector2 value) => (m.M11, m.M12) = (value.X, value.Y);

    [SubstituteFor(typeof(Matrix3x2), "set_Y")]
    static void SetY(ref Matrix3x2 m, Vector2 value) => (m.M21, m.M22) = (value.X, value.Y);

    [SubstituteFor(typeof(Matrix3x2), "set_Z")]
    [SubstituteFor(typeof(Matrix3x2), "set_Translation")]
    static void SetZ(ref Matrix3x2 m, Vector2 value) => (m.M31, m.M32) = (value.X, value.Y);

    [SubstituteFor(typeof(Matrix3x2), nameof(Matrix3x2.Create))]
    static Matrix3x2 Create(Vector2 x, Vector2 y, Vector2 z)
    {
        var m = default(Matrix3x2);
        SetX(ref m, x);
        SetY(ref m, y);
        SetZ(ref m, z);
        return m;
    }
}
