using System;

using Xunit;

using Zygote.Compilation;
using Zygote.Differentiation;

namespace Zygote.Compiler.Tests.Stages;

/// <summary>Which functions have derivatives along several directions in one vector; DirectionTests checks their values.</summary>
public sealed class VectorTests
{
    static bool HasVectors(Func<double[], double> f)
    {
        try
        {
            _ = new VectorFunction<double[], (double, double[])>(new GradientFunction<double[], double>(f).InvokeWithValue);
            return true;
        }
        catch (OneDirectionException)
        {
            return false;
        }
    }

    sealed class Holder
    {
        public double Number;
    }

    static double Depth(double[] x, int i) => i == x.Length ? 1 : Math.Sin(x[i]) * Depth(x, i + 1);

    static double Loop(double[] x)
    {
        var work = new double[x.Length, 2];
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            work[i, 1] = x[i] > 1 ? Math.Exp(-x[i]) : Math.Max(x[i], work[i / 2, 1]);
            sum += work[i, 1] * x[0];
        }

        return Math.Log(sum * sum);
    }

    [Fact]
    public void Loops_arrays_and_branches_have()
    {
        Assert.True(HasVectors(Loop));
        Assert.True(HasVectors(x =>
        {
            var s = x[0];
            while (s < 10)
                s = (s * s) + Math.Abs(x[1]) + 1;
            return s;
        }));
    }

    [Fact]
    public void Objects_of_unknown_origin_have_not()
    {
        var holder = new Holder();
        Assert.False(HasVectors(x => holder.Number = x[0] * x[1]));
    }

    [Fact]
    public void Forward_mode_has_for_recursion()
    {
        var f = new VectorFunction<double[], double[]>(x => [Depth(x, 0), Depth(x, 1)]);
        var columns = new double[2, 2];
        var (value, areNumbers, count) = f.Invoke([0.5, 0.25], new AxisColumns<double>(columns));
        Assert.True(count >= 4);
        Assert.True(areNumbers);
        Assert.Equal(Math.Sin(0.25), value[1], 1e-15);
        Assert.Equal(Math.Cos(0.5) * Math.Sin(0.25), columns[0, 0], 1e-15);
        Assert.Equal(Math.Sin(0.5) * Math.Cos(0.25), columns[0, 1], 1e-15);
        Assert.Equal(0, columns[1, 0]);
    }

    [Fact]
    public void A_NaN_is_told()
    {
        // An infinite partial meets a tangent of zero.
        var f = new VectorFunction<double[], double[]>(x => [Math.Sqrt(x[0]), x[1]]);
        Assert.False(f.Invoke([0, 1], new AxisColumns<double>(new double[2, 2])).AreNumbers);
        Assert.True(f.Invoke([4, 1], new AxisColumns<double>(new double[2, 2])).AreNumbers);
    }
}
