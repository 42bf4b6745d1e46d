using System;

using Zygote.GradBench.Problems;

namespace Zygote.Benchmarks.HandWritten;

/// <summary>
/// Forward mode along the few angles that move a bone. The root follows the pose, so that of what the pose turns the
/// derivative is a cross product. Points belong to vertices, and only these are moved. Memory is kept between calls.
/// </summary>
sealed class HandWrittenHandTracking(HandData data)
{
    const int Columns = 26;

    readonly Bone[] _bones = Bone.All(data.Model.Parents);
    readonly double[] _pose = new double[12];
    readonly double[] _turn = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];
    readonly Triple[] _axes = new Triple[3];

    public double[] Residuals { get; } = new double[3 * data.Points.Length];

    /// <summary>A row for each residual.</summary>
    public double[][] Jacobian { get; } = Array.ConvertAll(new int[3 * data.Points.Length], _ => new double[Columns]);

    public void Evaluate(double[] theta)
    {
        SetPose(theta);
        for (var b = 0; b < _bones.Length; b++)
            Move(b, theta);
        var translation = new Triple(theta[3], theta[4], theta[5]);
        for (var i = 0; i < data.Points.Length; i++)
            Point(i, translation);
    }

    /// <summary>With a turn by r as matrix G, the derivative of G v by r[k] is the cross product of axis k with G v.</summary>
    void SetPose(double[] theta)
    {
        var r = new Triple(theta[0], theta[1], theta[2]);
        Affine.FromAxisAngle(r.X, r.Y, r.Z).CopyTo(_pose, 0);
        (_pose[3], _pose[7], _pose[11]) = (theta[3], theta[4], theta[5]);
        if (data.Model.IsMirrored)
            (_pose[0], _pose[4], _pose[8]) = (-_pose[0], -_pose[4], -_pose[8]);

        Array.Clear(_axes);
        var angle = Math.Sqrt(Triple.Dot(r, r));
        if (angle < 1e-4)
            return;
        var (n, a, b) = (r * (1 / angle), Math.Sin(angle) / angle, (1 - Math.Cos(angle)) / angle);
        _axes[0] = n * ((1 - a) * n.X) + new Triple(a, b * n.Z, -b * n.Y);
        _axes[1] = n * ((1 - a) * n.Y) + new Triple(-b * n.Z, a, b * n.X);
        _axes[2] = n * ((1 - a) * n.Z) + new Triple(b * n.Y, -b * n.X, a);
    }

    void Move(int index, double[] theta)
    {
        var model = data.Model;
        var bone = _bones[index];
        var local = model.BaseRelatives[index];
        var sides = (Sin: 0.0, Cos: 1.0);
        if (bone.First >= 0)
        {
            sides = Math.SinCos(theta[bone.First]);
            Turn(sides, bone.Second < 0 ? (0, 1) : Math.SinCos(theta[bone.Second]), _turn);
            local = Compose(local, _turn, bone.Local);
        }

        var parent = model.Parents[index];
        Compose(parent < 0 ? _pose : _bones[parent].Absolute, local, bone.Absolute);
        for (var k = 0; k < bone.Inherited; k++)
            Compose(_bones[parent].AbsoluteDots[k], local, bone.AbsoluteDots[k]);
        if (bone.First >= 0)
            CrossRows(bone.Absolute, new Triple(1, 0, 0), bone.AbsoluteDots[bone.Inherited]);
        if (bone.Second >= 0)
            CrossRows(bone.Absolute, new Triple(0, sides.Sin, sides.Cos), bone.AbsoluteDots[bone.Inherited + 1]);

        Compose(bone.Absolute, model.InverseBaseAbsolutes[index], bone.Transform);
        for (var k = 0; k < bone.Columns.Length; k++)
            Compose(bone.AbsoluteDots[k], model.InverseBaseAbsolutes[index], bone.TransformDots[k]);
    }

    void Point(int i, Triple translation)
    {
        var vertex = data.Correspondences[i];
        var (px, py, pz) = (
            data.Model.Positions[3 * vertex], data.Model.Positions[3 * vertex + 1], data.Model.Positions[3 * vertex + 2]);
        var (rowX, rowY, rowZ) = (Jacobian[3 * i], Jacobian[3 * i + 1], Jacobian[3 * i + 2]);
        Array.Clear(rowX);
        Array.Clear(rowY);
        Array.Clear(rowZ);
        var (x, y, z) = (0.0, 0.0, 0.0);
        var weights = data.Model.Weights[vertex];
        for (var b = 0; b < weights.Length; b++)
        {
            var w = weights[b];
            if (w == 0)
                continue;
            var bone = _bones[b];
            var (wx, wy, wz) = (w * px, w * py, w * pz);
            var t = bone.Transform;
            x += t[0] * wx + t[1] * wy + t[2] * wz + t[3] * w;
            y += t[4] * wx + t[5] * wy + t[6] * wz + t[7] * w;
            z += t[8] * wx + t[9] * wy + t[10] * wz + t[11] * w;
            for (var k = 0; k < bone.Columns.Length; k++)
            {
                var column = bone.Columns[k];
                t = bone.TransformDots[k];
                rowX[column] -= t[0] * wx + t[1] * wy + t[2] * wz + t[3] * w;
                rowY[column] -= t[4] * wx + t[5] * wy + t[6] * wz + t[7] * w;
                rowZ[column] -= t[8] * wx + t[9] * wy + t[10] * wz + t[11] * w;
            }
        }

        var turned = new Triple(x, y, z) - translation;
        for (var k = 0; k < 3; k++)
        {
            var minusDot = Triple.Cross(turned, _axes[k]);
            (rowX[k], rowY[k], rowZ[k]) = (minusDot.X, minusDot.Y, minusDot.Z);
        }

        rowX[3] = rowY[4] = rowZ[5] = -1;
        var point = data.Points[i];
        (Residuals[3 * i], Residuals[3 * i + 1], Residuals[3 * i + 2]) = (point[0] - x, point[1] - y, point[2] - z);
    }

    /// <summary>Rz(second) Rx(first): the third angle is 0.</summary>
    static void Turn((double Sin, double Cos) first, (double Sin, double Cos) second, double[] turn)
    {
        (turn[0], turn[1], turn[2]) = (second.Cos, -second.Sin * first.Cos, second.Sin * first.Sin);
        (turn[4], turn[5], turn[6]) = (second.Sin, second.Cos * first.Cos, -second.Cos * first.Sin);
        (turn[9], turn[10]) = (first.Sin, first.Cos);
    }

    /// <summary>The tangent of the map a after a turn around the axis, by its angle at 0.</summary>
    static void CrossRows(double[] a, Triple axis, double[] result)
    {
        for (var i = 0; i < 12; i += 4)
        {
            var row = Triple.Cross(new Triple(a[i], a[i + 1], a[i + 2]), axis);
            (result[i], result[i + 1], result[i + 2]) = (row.X, row.Y, row.Z);
        }
    }

    /// <summary>Also of a tangent with a map: the product is linear in a.</summary>
    static double[] Compose(double[] a, double[] b, double[] result)
    {
        for (var i = 0; i < 12; i += 4)
        {
            var (x, y, z) = (a[i], a[i + 1], a[i + 2]);
            result[i] = x * b[0] + y * b[4] + z * b[8];
            result[i + 1] = x * b[1] + y * b[5] + z * b[9];
            result[i + 2] = x * b[2] + y * b[6] + z * b[10];
            result[i + 3] = x * b[3] + y * b[7] + z * b[11] + a[i + 3];
        }

        return result;
    }

    /// <summary>The maps of a bone and their tangents, by the angles of its ancestors and then by its own.</summary>
    /// <param name="columns">The columns of these angles.</param>
    /// <param name="inherited">How many are of ancestors.</param>
    sealed class Bone(int[] columns, int inherited)
    {
        public int[] Columns { get; } = columns;

        public int Inherited { get; } = inherited;

        /// <summary>The columns of its first and second angle, or -1.</summary>
        public int First { get; } = inherited < columns.Length ? columns[inherited] : -1;

        public int Second { get; } = inherited + 1 < columns.Length ? columns[inherited + 1] : -1;

        public double[] Local { get; } = new double[12];

        public double[] Absolute { get; } = new double[12];

        public double[] Transform { get; } = new double[12];

        public double[][] AbsoluteDots { get; } = Array.ConvertAll(columns, _ => new double[12]);

        public double[][] TransformDots { get; } = Array.ConvertAll(columns, _ => new double[12]);

        public static Bone[] All(int[] parents)
        {
            var bones = new Bone[parents.Length];
            for (var b = 0; b < bones.Length; b++)
            {
                var inherited = parents[b] < 0 ? [] : bones[parents[b]].Columns;
                bones[b] = new Bone([.. inherited, .. Own(b)], inherited.Length);
            }

            return bones;
        }

        /// <summary>Two angles for the first bone of a finger, one for the second and third, none for the wrist and the tips.</summary>
        static int[] Own(int bone)
        {
            if (bone < 2 || bone >= 22)
                return [];
            var first = bone + 4 - (bone - 2) % 4;
            return ((bone - 2) % 4) switch
            {
                0 => [first, first + 1],
                1 => [first + 2],
                2 => [first + 3],
                _ => [],
            };
        }
    }
}
