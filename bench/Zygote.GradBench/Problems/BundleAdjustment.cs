using System;
using System.Text.Json;

using Zygote.GradBench.Protocol;

namespace Zygote.GradBench.Problems;

/// <summary>Rotation is axis times angle; K1 and K2 are the radial distortion.</summary>
readonly record struct Camera(Triple Rotation, Triple Center, double Focal, Pair Principal, double K1, double K2);

/// <summary>Point seen by a camera at Feature, and how much that counts.</summary>
readonly record struct Observation(Camera Camera, Triple Point, double Weight, Pair Feature);

/// <summary>Residuals of points seen by cameras, and their sparse Jacobian.</summary>
static class BundleAdjustment
{
    public static Pair Residual(Observation o)
    {
        var pixel = Project(o.Camera, o.Point);
        return new Pair(o.Weight * (pixel.X - o.Feature.X), o.Weight * (pixel.Y - o.Feature.Y));
    }

    public static double WeightResidual(double weight) => 1 - weight * weight;

    static Pair Project(Camera camera, Triple point)
    {
        var p = Rotate(camera.Rotation, point - camera.Center);
        var x = p.X / p.Z;
        var y = p.Y / p.Z;
        var radius = x * x + y * y;
        var distortion = 1 + radius * (camera.K1 + radius * camera.K2);
        return new Pair(
            x * distortion * camera.Focal + camera.Principal.X,
            y * distortion * camera.Focal + camera.Principal.Y);
    }

    /// <summary>Rodrigues' formula.</summary>
    static Triple Rotate(Triple rotation, Triple v)
    {
        var squared = Triple.Dot(rotation, rotation);
        if (squared == 0)
            return v + Triple.Cross(rotation, v);

        var angle = Math.Sqrt(squared);
        var axis = rotation * (1 / angle);
        var cos = Math.Cos(angle);
        return v * cos + Triple.Cross(axis, v) * Math.Sin(angle) + axis * (Triple.Dot(axis, v) * (1 - cos));
    }

    public static Evaluation Objective(JsonElement input)
    {
        var problem = BundleProblem.Read(input);
        return Evaluation.Prepared(() => PrepareObjective(problem), (json, residuals) => residuals.Write(json));
    }

    public static Evaluation Jacobian(JsonElement input)
    {
        var problem = BundleProblem.Read(input);
        var result = new BundleJacobian(problem.Cameras.Length, problem.Points.Length, problem.Weights.Length);
        return Evaluation.Prepared(() => PrepareJacobian(problem, result), (json, jacobian) => jacobian.Write(json));
    }

    public static Func<BundleResiduals> PrepareObjective(BundleProblem problem)
    {
        var residuals = new BundleResiduals(new Pair[problem.Weights.Length], new double[problem.Weights.Length]);
        return () =>
        {
            for (var i = 0; i < problem.Weights.Length; i++)
            {
                residuals.Reprojection[i] = Residual(problem.Observation(i));
                residuals.Weight[i] = WeightResidual(problem.Weights[i]);
            }

            return residuals;
        };
    }

    /// <summary>The two rows of an observation are the gradients of the two numbers of its residual.</summary>
    public static Func<BundleJacobian> PrepareJacobian(BundleProblem problem, BundleJacobian jacobian)
    {
        var (firstRow, secondRow) = (AD.Gradient((Observation o) => Residual(o).X), AD.Gradient((Observation o) => Residual(o).Y));
        var weightResidual = AD.Gradient<double>(WeightResidual);
        return () =>
        {
            jacobian.FillPattern();
            for (var i = 0; i < problem.Weights.Length; i++)
            {
                var observation = problem.Observation(i);
                jacobian.Store(i, firstRow(observation), secondRow(observation), weightResidual(problem.Weights[i]));
            }

            return jacobian;
        };
    }
}

/// <summary>Of all observations; written as the first of each, for all are alike.</summary>
sealed record BundleResiduals(Pair[] Reprojection, double[] Weight)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("reproj_error");
        json.WritePropertyName("elements");
        JsonOutput.Vector(json, [Reprojection[0].X, Reprojection[0].Y]);
        json.WriteNumber("repeated", Reprojection.Length);
        json.WriteEndObject();
        json.WriteStartObject("w_err");
        json.WriteNumber("element", Weight[0]);
        json.WriteNumber("repeated", Weight.Length);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
