using System;
using System.Text.Json;

using Zygote.GradBench.Protocol;

namespace Zygote.GradBench.Problems;

/// <summary>
/// Theta: global rotation (axis times angle), translation, then four angles for each finger.
/// Us: for each point its coordinates (u, v) in its triangle, or nothing if points belong to vertices.
/// </summary>
sealed record HandParameters(double[] Theta, double[] Us);

/// <summary>
/// The skeleton and the mesh it moves. Poses are affine maps (see <see cref="Affine"/>); Positions has three
/// numbers for each vertex, Weights a row for each vertex and a column for each bone.
/// </summary>
sealed record HandModel(
    int[] Parents, double[][] BaseRelatives, double[][] InverseBaseAbsolutes,
    double[] Positions, double[][] Weights, int[][] Triangles, bool IsMirrored);

/// <summary>Each measured point belongs to a vertex, or to a triangle where the parameters have Us.</summary>
sealed record HandData(HandModel Model, int[] Correspondences, double[][] Points);

/// <summary>Distances of measured points from a mesh that follows a skeleton (linear blend skinning).</summary>
static class HandTracking
{
    const int Fingers = 5;

    public static double[] Residuals(HandParameters p, HandData data)
    {
        var vertices = Vertices(p.Theta, data.Model);
        var residuals = new double[3 * data.Points.Length];
        for (var i = 0; i < data.Points.Length; i++)
        {
            for (var axis = 0; axis < 3; axis++)
            {
                var surface = p.Us.Length == 0
                    ? vertices[3 * data.Correspondences[i] + axis]
                    : OnTriangle(vertices, data.Model.Triangles[data.Correspondences[i]], p.Us, i, axis);
                residuals[3 * i + axis] = data.Points[i][axis] - surface;
            }
        }

        return residuals;
    }

    static double OnTriangle(double[] vertices, int[] triangle, double[] us, int i, int axis)
    {
        var u = us[2 * i];
        var v = us[2 * i + 1];
        return u * vertices[3 * triangle[0] + axis]
            + v * vertices[3 * triangle[1] + axis]
            + (1 - u - v) * vertices[3 * triangle[2] + axis];
    }

    static double[] Vertices(double[] theta, HandModel model)
    {
        var transforms = Transforms(BoneAngles(theta, model.Parents.Length), model);
        var pose = Affine.FromAxisAngle(theta[0], theta[1], theta[2]);
        pose[3] = theta[3];
        pose[7] = theta[4];
        pose[11] = theta[5];

        var result = new double[model.Positions.Length];
        for (var vertex = 0; vertex < model.Weights.Length; vertex++)
            Skin(vertex, transforms, pose, model, result);
        return result;
    }

    static void Skin(int vertex, double[][] transforms, double[] pose, HandModel model, double[] result)
    {
        var at = 3 * vertex;
        var px = model.Positions[at];
        var py = model.Positions[at + 1];
        var pz = model.Positions[at + 2];
        var x = 0.0;
        var y = 0.0;
        var z = 0.0;
        var weights = model.Weights[vertex];
        for (var bone = 0; bone < weights.Length; bone++)
        {
            var weight = weights[bone];
            if (weight == 0)
                continue;
            var t = transforms[bone];
            x += weight * (t[0] * px + t[1] * py + t[2] * pz + t[3]);
            y += weight * (t[4] * px + t[5] * py + t[6] * pz + t[7]);
            z += weight * (t[8] * px + t[9] * py + t[10] * pz + t[11]);
        }

        if (model.IsMirrored)
            x = -x;
        result[at] = pose[0] * x + pose[1] * y + pose[2] * z + pose[3];
        result[at + 1] = pose[4] * x + pose[5] * y + pose[6] * z + pose[7];
        result[at + 2] = pose[8] * x + pose[9] * y + pose[10] * z + pose[11];
    }

    /// <summary>Three Euler angles for each bone. The wrist and the finger tips do not turn.</summary>
    static double[] BoneAngles(double[] theta, int bones)
    {
        var angles = new double[3 * bones];
        for (var finger = 0; finger < Fingers; finger++)
        {
            var from = 6 + 4 * finger;
            var bone = 2 + 4 * finger;
            angles[3 * bone] = theta[from];
            angles[3 * bone + 1] = theta[from + 1];
            angles[3 * bone + 3] = theta[from + 2];
            angles[3 * bone + 6] = theta[from + 3];
        }

        return angles;
    }

    /// <summary>For each bone the map from rest positions to posed positions.</summary>
    static double[][] Transforms(double[] angles, HandModel model)
    {
        var absolutes = new double[model.Parents.Length][];
        var transforms = new double[model.Parents.Length][];
        for (var bone = 0; bone < absolutes.Length; bone++)
        {
            var turn = Affine.FromEulerAngles(angles[3 * bone], angles[3 * bone + 1], angles[3 * bone + 2]);
            var local = Affine.Multiply(model.BaseRelatives[bone], turn);
            var parent = model.Parents[bone];
            absolutes[bone] = parent < 0 ? local : Affine.Multiply(absolutes[parent], local);
            transforms[bone] = Affine.Multiply(absolutes[bone], model.InverseBaseAbsolutes[bone]);
        }

        return transforms;
    }

    public static Evaluation Objective(JsonElement input)
    {
        var (p, data) = HandInput.Read(input);
        return Evaluation.Of(() => Residuals(p, data), JsonOutput.Vector);
    }

    public static Evaluation Jacobian(JsonElement input)
    {
        var (p, data) = HandInput.Read(input);
        return Evaluation.Prepared(() => PrepareJacobian(p, data), JsonOutput.Matrix);
    }

    /// <summary>
    /// By the entries of theta, and by a number added to u and to v of all points: each point only depends on its own.
    /// </summary>
    public static Func<double[,]> PrepareJacobian(HandParameters p, HandData data)
    {
        var first = p.Us.Length == 0 ? 0 : 2;
        double[] z = [.. new double[first], .. p.Theta];
        var jacobian = AD.Jacobian((double[] z) => Residuals(Moved(z, p.Us), data));
        return () => jacobian(z);
    }

    static HandParameters Moved(double[] z, double[] us)
    {
        var moved = new double[us.Length];
        for (var i = 0; i < us.Length; i++)
            moved[i] = us[i] + z[i % 2];
        return new HandParameters(us.Length == 0 ? z : z[2..], moved);
    }
}
