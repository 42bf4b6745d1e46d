using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Vector2 to 4, quaternions, planes and matrices in programs, as arguments, and at their kinks.</summary>
public class NumericGeometryTests
{
    static float Energy(Vector3[] points)
    {
        var sum = 0f;
        for (var i = 0; i < points.Length; i++)
        {
            for (var j = 0; j < i; j++)
                sum += 1 / Vector3.Distance(points[i], points[j]);
        }

        return sum;
    }

    static float Arm(float[] angles)
    {
        var pose = Matrix4x4.Identity;
        foreach (var angle in angles)
            pose = Matrix4x4.CreateTranslation(1, 0, 0) * Matrix4x4.CreateFromAxisAngle(Vector3.UnitZ, angle) * pose;
        var tip = Vector3.Transform(new Vector3(1, 0, 0), pose);
        return Vector3.DistanceSquared(tip, new Vector3(0.5f, 1.5f, 0));
    }

    static float Turned(Quaternion q)
    {
        var turned = Vector3.Transform(new Vector3(1, 2, 3), Quaternion.Normalize(q));
        return turned.X + (2 * turned.Y * turned.Z);
    }

    struct Body
    {
        public Vector3 Position;
        public Vector3 Velocity;
        public Quaternion Attitude;
    }

    static float Flight(float speed)
    {
        var body = new Body { Velocity = new Vector3(speed, 1, 0), Attitude = Quaternion.Identity };
        for (var i = 0; i < 10; i++)
        {
            body.Velocity += 0.1f * (new Vector3(0, -9.8f, 0) - (0.1f * body.Velocity.Length() * body.Velocity));
            body.Position += 0.1f * body.Velocity;
            body.Attitude = Quaternion.Normalize(
                body.Attitude * Quaternion.CreateFromAxisAngle(Vector3.Normalize(body.Velocity), 0.1f));
        }

        return body.Position.X + body.Attitude.W;
    }

    static float Lit(float height)
    {
        var plane = Plane.CreateFromVertices(new Vector3(0, 0, height), new Vector3(1, 0, 0.5f), new Vector3(0, 1, 0.25f));
        var mirror = Matrix4x4.CreateReflection(plane);
        Matrix4x4.Invert(mirror * Matrix4x4.CreateScale(2, height, 1), out var inverse);
        return Plane.DotCoordinate(plane, new Vector3(1, 2, 3)) + inverse.M22 + mirror[1, 2] + mirror[3].X;
    }

    static float Rows(float x)
    {
        var m = Matrix4x4.Identity;
        m[1] = new Vector4(x, 2, x * x, 1);
        m[2, 3] = x;
        m.Translation = new Vector3(1, x, 2);
        m.X = m.Y * m.W;
        var n = Matrix3x2.CreateRotation(x);
        n[0, 1] *= 3;
        n[2] = new Vector2(x, 1);
        return m.GetDeterminant() + m[0, 1] + m.Z.W + n.GetDeterminant() + n[2, 0] + n.Translation.Y;
    }

    static float Decomposed(float x)
    {
        var m = Matrix4x4.CreateScale(2, x, 0.5f) * Matrix4x4.CreateFromYawPitchRoll(0.3f, x, 0.2f)
            * Matrix4x4.CreateTranslation(1, x * x, 3);
        return Matrix4x4.Decompose(m, out var scale, out var rotation, out var translation)
            ? (scale.Y * scale.X) + rotation.X + (2 * rotation.Z) + translation.Y
            : -1;
    }

    [Fact]
    public void Arrays_of_vectors() => Check.Any<Vector3[], float>(
        Energy, [[new(0, 0, 0), new(1, 0.5f, 0), new(-1, 2, 0.3f)], [new(0, 1, 0), new(1, 0.5f, 2)], []]);

    [Fact]
    public void Products_of_matrices() => Check.Any<float[], float>(Arm, [[0.3f, -0.5f, 0.9f], [1.2f]]);

    [Fact]
    public void Structs_as_arguments()
    {
        Check.Any<Quaternion, float>(Turned, [new(0.1f, 0.2f, -0.3f, 0.9f)]);
        Check.Any<Matrix4x4, float>(m => m.GetDeterminant(), [new(2, 1, 0, 1, 0, 3, 1, 0, 1, 0, 2, 0, 0, 1, 0, 2)]);
        Check.Any<Matrix3x2, Matrix3x2>(m => m * m, [new(2, 1, 0, 1, 0.5f, 3)]);
        Check.Any<List<Vector2>, float>(v => Vector2.Dot(v[0], v[1]), [[new(1, 2), new(3, 4)]]);
        Assert.Equal(new Vector3(2, 4, 6), AD.Gradient((Vector3 v) => (double)v.LengthSquared(), new Vector3(1, 2, 3)));
    }

    [Fact]
    public void Steps_in_time() => Check.Any<float, float>(Flight, [3, -1.5f]);

    [Fact]
    public void Planes_and_inverses() => Check.Any<float, float>(Lit, [0.7f, 1.6f]);

    [Fact]
    public void Rows_and_elements() => Check.Any<float, float>(Rows, [0.7f, -1.2f]);

    [Fact]
    public void Decompositions()
    {
        Check.Any<float, float>(Decomposed, [0.7f, 1.2f]);

        // Values of the substitute in all of its cases: order of the axes, mirrored, flat.
        foreach (var scale in new Vector3[] { new(1, 2, 3), new(3, 2, 1), new(2, 3, 1), new(1, 3, 2), new(2, 1, 3), new(-1, 2, 3), new(0, 1, 2), new(1, 0, 0), new(0, 0, 0), new(1, 1, 1) })
        {
            double F(double x)
            {
                var m = Matrix4x4.CreateScale(scale * (float)x) * Matrix4x4.CreateFromYawPitchRoll(0.3f, 0.5f, 0.2f);
                var answer = Matrix4x4.Decompose(m, out var s, out var r, out _);
                return s.X + (2 * s.Y) + (3 * s.Z) + r.X + (5 * r.Y) + (7 * r.Z) + (11 * r.W) + (answer ? 13 : 0);
            }

            Assert.Equal(F(1.3), AD.ValueAndGradient((Func<double, double>)F, 1.3).Value);
        }

        float Skewed(float x) => Matrix4x4.Decompose(new Matrix4x4(x, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1), out var s, out _, out _) ? 0 : s.X;
        Check.Any<float, float>(Skewed, [0.7f]);
    }

    [Fact]
    public void All_orders()
    {
        double F(double x) => new Vector3((float)x, 2, (float)(x * x)).Length();
        double G(double x) => Math.Sqrt((x * x) + 4 + (x * x * x * x));
        for (var order = 1; order <= 4; order++)
            Check.Close([AD.NthDerivative((Func<double, double>)G, order)(0.7)], [AD.NthDerivative((Func<double, double>)F, order)(0.7)], 1e-4);
        Check.Close([AD.NthDerivative((Func<double, double>)G, 2)(0.7)], [AD.Derivative((double x) => AD.Gradient((Func<double, double>)F, x), 0.7)], 1e-4);
        var series = AD.Taylor((double x) => (double)Matrix4x4.CreateRotationX((float)x).M22, 3)(0.7);
        Check.Close([Math.Cos(0.7), -Math.Sin(0.7), -Math.Cos(0.7) / 2, Math.Sin(0.7) / 6], series, 1e-5);
    }

    [Fact]
    public void Kinks()
    {
        Assert.Equal(Vector3.Zero, AD.Gradient((Vector3 v) => (double)v.Length(), Vector3.Zero));
        Assert.Equal(
            (Vector2.Zero, Vector2.Zero), AD.Gradient((Vector2 a, Vector2 b) => (double)Vector2.Distance(a, b), Vector2.One, Vector2.One));
        Assert.Equal(new Vector2(0, 1), AD.Gradient((Vector2 v) => (double)Vector2.Abs(v).X + Vector2.Abs(v).Y, new Vector2(0, 2)));
        Assert.Equal(
            (new Vector2(0, 1), new Vector2(1, 0)),
            AD.Gradient((Vector2 a, Vector2 b) => (double)Vector2.Dot(Vector2.Max(a, b), Vector2.One), new Vector2(1, 2), new Vector2(1, 1)));
    }
}
