using System;

using Xunit;

namespace Zygote.RandomPrograms.Tests;

/// <summary>What generated programs found, made small. The name says what was wrong.</summary>
public sealed class Regressions
{
    [Fact]
    public void Pullback_is_zero_when_the_input_is_an_element_of_a_new_jagged_array() =>
        Check(x =>
        {
            var rows = new double[][] { new double[4], x };
            rows[(int)Math.Floor(3 * x[3]) & 1][1] = Math.Tanh(rows[1][2]);
            return (x[0] * rows[1][1]) + x[3];
        });

    [Fact]
    public void Shadow_of_a_delegate_without_captures_has_no_target() =>
        Check(x =>
        {
            var v = x[0] * x[1];
            Func<double, double> f = x[0] < x[1]
                ? u =>
                {
                    v = Math.Sin(u * x[3]);
                    return v;
                }
            : u => Math.Cos(u);
            return f(x[2]) + v;
        });

    static void Check(Func<double[], double> f)
    {
        for (var seed = 0; seed < 4; seed++)
        {
            var verdict = new Verdict();
            Oracle.Check(f, InputShapes.Array, seed, usesFloat: false, split: true, verdict);
            Assert.Null(verdict.Failure);
        }
    }
}
