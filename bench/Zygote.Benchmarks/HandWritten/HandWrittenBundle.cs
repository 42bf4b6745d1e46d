using System;

using Zygote.GradBench.Problems;

namespace Zygote.Benchmarks.HandWritten;

/// <summary>Forward once for each observation, back twice.</summary>
static class HandWrittenBundle
{
    public static void Jacobian(BundleProblem problem, BundleJacobian jacobian)
    {
        jacobian.FillPattern();
        for (var i = 0; i < problem.Weights.Length; i++)
        {
            Rows(problem.Observation(i), out var first, out var second);
            jacobian.Store(i, first, second, -2 * problem.Weights[i]);
        }
    }

    static void Rows(in Observation o, out Observation first, out Observation second)
    {
        var camera = o.Camera;
        var r = camera.Rotation;
        var v = o.Point - camera.Center;
        var squared = Triple.Dot(r, r);
        var turn = squared == 0 ? default : Turn.Create(r, v, Math.Sqrt(squared));
        var p = squared == 0 ? v + Triple.Cross(r, v) : turn.Turned;

        var inverse = 1 / p.Z;
        var (x, y) = (p.X * inverse, p.Y * inverse);
        var radius = x * x + y * y;
        var distortion = 1 + radius * (camera.K1 + radius * camera.K2);
        var slope = camera.K1 + 2 * radius * camera.K2;
        var scale = o.Weight * camera.Focal;
        var pixel = new Pair(
            x * distortion * camera.Focal + camera.Principal.X, y * distortion * camera.Focal + camera.Principal.Y);

        var mixed = 2 * scale * x * y * slope;
        var firstBar = new Pair(scale * (distortion + 2 * x * x * slope), mixed);
        var secondBar = new Pair(mixed, scale * (distortion + 2 * y * y * slope));
        Back(firstBar, out var firstRotation, out var firstPoint);
        Back(secondBar, out var secondRotation, out var secondPoint);
        first = Row(x, firstRotation, firstPoint, new Pair(o.Weight, 0), pixel.X - o.Feature.X, o.Weight);
        second = Row(y, secondRotation, secondPoint, new Pair(0, o.Weight), pixel.Y - o.Feature.Y, o.Weight);

        void Back(Pair bar, out Triple rotationBar, out Triple pointBar)
        {
            var pBar = new Triple(bar.X * inverse, bar.Y * inverse, -(x * bar.X + y * bar.Y) * inverse);
            if (squared != 0)
            {
                turn.Back(pBar, out rotationBar, out pointBar);
                return;
            }

            rotationBar = Triple.Cross(v, pBar);
            pointBar = pBar + Triple.Cross(pBar, r);
        }

        Observation Row(double at, Triple rotation, Triple point, Pair principal, double weight, double w)
        {
            var k1 = scale * at * radius;
            var cameraBar = new Camera(
                rotation, point * -1, w * at * distortion, principal, k1, k1 * radius);
            return new Observation(cameraBar, point, weight, default);
        }
    }

    /// <summary>Rodrigues' formula for one vector, with what its transposed derivative needs.</summary>
    readonly record struct Turn(
        Triple Axis, double Angle, double Sin, double Cos, Triple Vector, Triple Cross, double Along, Triple Turned)
    {
        public static Turn Create(Triple rotation, Triple v, double angle)
        {
            var (sin, cos) = (Math.Sin(angle), Math.Cos(angle));
            var axis = rotation * (1 / angle);
            var cross = Triple.Cross(axis, v);
            var along = Triple.Dot(axis, v);
            return new Turn(axis, angle, sin, cos, v, cross, along, v * cos + cross * sin + axis * (along * (1 - cos)));
        }

        public void Back(Triple bar, out Triple rotationBar, out Triple vectorBar)
        {
            var axisBar = Triple.Dot(Axis, bar);
            vectorBar = bar * Cos + Triple.Cross(bar, Axis) * Sin + Axis * (axisBar * (1 - Cos));
            var direction = Triple.Cross(Vector, bar) * Sin + (bar * Along + Vector * axisBar) * (1 - Cos);
            var angleBar = (Along * axisBar - Triple.Dot(Vector, bar)) * Sin + Triple.Dot(Cross, bar) * Cos;
            var inverse = 1 / Angle;
            rotationBar = direction * inverse + Axis * (angleBar - Triple.Dot(Axis, direction) * inverse);
        }
    }
}
