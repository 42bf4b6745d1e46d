using System;

namespace Zygote.GradBench.Problems;

/// <summary>Affine maps of space as the upper three rows of a 4 x 4 matrix: 12 numbers, row after row.</summary>
static class Affine
{
    public static double[] Multiply(double[] a, double[] b)
    {
        var result = new double[12];
        for (var i = 0; i < 12; i += 4)
        {
            for (var j = 0; j < 4; j++)
                result[i + j] = a[i] * b[j] + a[i + 1] * b[4 + j] + a[i + 2] * b[8 + j];
            result[i + 3] += a[i + 3];
        }

        return result;
    }

    /// <summary>Rz(second) Ry(third) Rx(first): the turn of a bone.</summary>
    public static double[] FromEulerAngles(double first, double second, double third)
    {
        var (sx, cx) = (Math.Sin(first), Math.Cos(first));
        var (sz, cz) = (Math.Sin(second), Math.Cos(second));
        var (sy, cy) = (Math.Sin(third), Math.Cos(third));
        return
        [
            cz * cy, cz * sy * sx - sz * cx, cz * sy * cx + sz * sx, 0,
            sz * cy, sz * sy * sx + cz * cx, sz * sy * cx - cz * sx, 0,
            -sy, cy * sx, cy * cx, 0,
        ];
    }

    /// <summary>The rotation by the length of the vector around its direction.</summary>
    public static double[] FromAxisAngle(double rx, double ry, double rz)
    {
        var angle = Math.Sqrt(rx * rx + ry * ry + rz * rz);
        if (angle < 1e-4)
            return [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

        var (x, y, z) = (rx / angle, ry / angle, rz / angle);
        var (s, c) = (Math.Sin(angle), Math.Cos(angle));
        return
        [
            x * x + (1 - x * x) * c, x * y * (1 - c) - z * s, x * z * (1 - c) + y * s, 0,
            x * y * (1 - c) + z * s, y * y + (1 - y * y) * c, y * z * (1 - c) - x * s, 0,
            x * z * (1 - c) - y * s, z * y * (1 - c) + x * s, z * z + (1 - z * z) * c, 0,
        ];
    }
}
