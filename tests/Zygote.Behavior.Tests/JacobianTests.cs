using System;

using Xunit;

namespace Zygote.Behavior.Tests;

public class JacobianTests
{
    static readonly Func<double[], double[]> Tall = x => [x[0] * x[1], Math.Sin(x[0]), x[1] * x[1], 3];
    static readonly Func<double[], double[]> Wide = x => [x[0] * x[1] * x[2], x[0] + Math.Exp(x[3])];

    [Fact]
    public void Tall_matrices() =>
        Assert.Equal(new double[,] { { 3, 2 }, { Math.Cos(2), 0 }, { 0, 6 }, { 0, 0 } }, AD.Jacobian(Tall, [2, 3]));

    [Fact]
    public void Wide_matrices() =>
        Assert.Equal(new double[,] { { 12, 8, 6, 0 }, { 1, 0, 0, Math.E } }, AD.Jacobian(Wide)([2, 3, 4, 1]));

    [Fact]
    public void With_value()
    {
        var (value, jacobian) = AD.ValueAndJacobian((double[] x) => new[] { x[0] * x[1], x[1] })([2, 3]);
        Assert.Equal([6.0, 3], value);
        Assert.Equal(new double[,] { { 3, 2 }, { 0, 1 } }, jacobian);
    }

    [Fact]
    public void Empty_matrices()
    {
        Assert.Equal(new double[0, 2], AD.Jacobian((double[] x) => Array.Empty<double>(), [1, 2]));
        Assert.Equal(new double[2, 0], AD.Jacobian((double[] x) => new double[2], []));
        Assert.Equal(new double[0, 0], AD.Jacobian((double[] x) => x, []));
    }

    [Fact]
    public void In_place_functions()
    {
        Func<double[], double[]> f = x =>
        {
            x[0] *= x[1];
            x[1] *= x[0];
            return x;
        };
        Assert.Equal(new double[,] { { 3, 2 }, { 9, 12 } }, AD.Jacobian(f, [2, 3]));
    }

    [Fact]
    public void In_place_functions_with_more_outputs()
    {
        Func<double[], double[]> f = x =>
        {
            x[0] *= x[1];
            return [x[0], x[0] * x[0], x[1]];
        };
        Assert.Equal(new double[,] { { 3, 2 }, { 36, 24 }, { 0, 1 } }, AD.Jacobian(f, [2, 3]));
    }

    [Fact]
    public void In_float() =>
        Assert.Equal(new float[,] { { 3, 2 }, { 0, 6 } }, AD.Jacobian((float[] x) => new[] { x[0] * x[1], x[1] * x[1] }, [2, 3]));

    [Fact]
    public void Number_of_outputs_depends_on_the_point()
    {
        var jacobian = AD.Jacobian((double[] x) => new double[(int)x[0]]);
        Assert.Equal(new double[3, 1], jacobian([3.5]));
        Assert.Equal(new double[1, 1], jacobian([1.5]));
    }

    [Fact]
    public void Outputs_that_share_an_array()
    {
        Func<double[], double[][]> f = x =>
        {
            double[] row = [x[0] * x[1], x[1]];
            return [row, row, [x[0]]];
        };
        // Every place in the result has its own cotangent.
        var (_, pullback) = AD.Pullback(f)([2, 3]);
        Assert.Equal([3 * (1 + 10.0) + 5, 2 * (1 + 10) + 100 + 1000], pullback([[1, 100], [10, 1000], [5]]));
        var (_, tangent) = AD.Pushforward(f)([2, 3], [1, 10]);
        Assert.Equal([[23.0, 10], [23.0, 10], [1.0]], tangent);
    }
}
