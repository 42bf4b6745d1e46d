using System;
using System.Collections.Generic;
using System.Numerics;

using Xunit;

using Zygote.Testing;

namespace Zygote.Tests.Testing;

public sealed class RuleCheckTests
{
    [Fact]
    public void A_correct_derivative_passes()
    {
        var report = RuleCheck.Verify((double x) => x * Math.Sin(x), 0.7);
        Assert.Equal(3, report.Points);
        Assert.Null(report.TaylorRefusal);
        Assert.Equal(0, report.AllocatedBytes);
    }

    [Fact]
    public void Method_groups_are_inferred()
    {
        RuleCheck.Verify(Math.Sin, 0.4);
        RuleCheck.Verify(Math.Pow, 1.5, 2.5);
        RuleCheck.Verify(MathF.Atan2, 1.5f, 2.5f);
        RuleCheck.Verify(Math.FusedMultiplyAdd, 1.5, 2.5, -3.0);
        RuleCheck.Verify(Complex.Exp, new Complex(0.5, -1));
    }

    [Fact]
    public void Arrays_of_all_ranks()
    {
        RuleCheck.Verify((double[] x) => x[0] * x[1] + Math.Exp(x[2]), [1, 2, 3]);
        RuleCheck.Verify((double[] x) => new[] { x[0] * x[1], x[1] / x[0] }, [1, 2]);
        RuleCheck.Verify((double[,] x) => x[0, 0] * x[1, 1] - x[0, 1] * x[1, 0], new double[,] { { 1, 2 }, { 3, 4 } });
        RuleCheck.Verify((double[][] x) => x[0][0] * x[1][1] - x[1][0], [[1], [2, 3]]);
    }

    public readonly record struct Pair(double A, float B);

    public sealed record Node(double Weight, double[] Values, string Label, Node? Next);

    [Fact]
    public void Tuples_structs_lists_and_objects()
    {
        RuleCheck.Verify(((double A, double B) x) => x.A * x.B * x.B, (2.0, 3.0));
        RuleCheck.Verify((Pair p) => p.A * p.A * p.B, new Pair(1.5, 2));
        RuleCheck.Verify((List<double> x) => x[0] * x[1] * x[1], [1.5, 2]);
        RuleCheck.Verify(
            (Node n) => n.Weight * n.Values[0] * n.Next!.Weight * n.Next.Values[1],
            new Node(1.5, [2, 1], "a", new Node(-2, [1, 3], "b", null)));
        RuleCheck.Verify((double x, int n) => (Math.Pow(x, n), new[] { x * n }), 1.5, 3);
    }

    [Fact]
    public void Large_inputs_are_checked_along_directions()
    {
        var x = new double[100];
        for (var i = 0; i < x.Length; i++)
            x[i] = Math.Cos(i);
        RuleCheck.Verify(
            (double[] v) =>
            {
                double sum = 0;
                for (var i = 1; i < v.Length; i++)
                    sum += v[i] * v[i - 1] * v[i];
                return sum;
            },
            x);
    }

    [Fact]
    public void A_function_whose_type_is_known_at_run_time()
    {
        Delegate f = (Func<double, int, double[], double>)((x, n, y) => n * x * y[0] * y[1]);
        RuleCheck.Verify(f, 1.5, 3, new double[] { 1, 2 });
    }

    [Fact]
    public void A_derivative_that_cancels_is_zero_but_for_rounding()
    {
        RuleCheck.Verify((double t) => Math.Sin(t) * Math.Sin(t) + Math.Cos(t) * Math.Cos(t), 0.7);
        RuleCheck.Verify(
            (float[] p) =>
            {
                Matrix3x2.Invert(Matrix3x2.CreateRotation(p[0]) * Matrix3x2.CreateScale(p[1]), out var inverse);
                return Vector2.Transform(new Vector2(p[2], 1), inverse).LengthSquared();
            },
            [1, 2, 3.5f]);
    }
}
