using System;
using System.Linq;
using System.Runtime.CompilerServices;

using Xunit;

using Zygote.Testing;

namespace Zygote.Tests.Testing;

public sealed class RuleCheckFailureTests
{
    static RuleCheckException Fails(RuleCheckKind kind, Action verify)
    {
        var failure = Assert.Throws<RuleCheckException>(verify);
        Assert.True(kind == failure.Kind, failure.Message);
        return failure;
    }

    [Fact]
    public void A_wrong_factor()
    {
        var failure = Fails(RuleCheckKind.Forward, () => RuleCheck.Verify(WrongRules.Factor, 0.5));
        Assert.Equal("d y / d x", failure.Component);
        Assert.Equal(2 * failure.Expected, failure.Actual, 8);
        Assert.Equal(0.5, failure.RelativeDifference, 8);
        Assert.Contains("Forward mode (AD.Pushforward) disagrees with central differences.", failure.Message);
        Assert.Contains("function: WrongRules.Factor", failure.Message);
        Assert.Contains("(x = 0.5)", failure.Message);
        Assert.Contains("This usually means: a factor of 2 too much; a [DerivativeOf] or [PushforwardOf] rule", failure.Message);
    }

    [Fact]
    public void A_wrong_sign() =>
        Assert.Contains("a wrong sign", Fails(RuleCheckKind.Forward, () => RuleCheck.Verify(WrongRules.Sign, 0.5)).Message);

    [Fact]
    public void A_missing_term()
    {
        var failure = Fails(RuleCheckKind.Forward, () => RuleCheck.Verify(WrongRules.MissingTerm, 1.5, 2.0));
        Assert.Equal("d y / d x1", failure.Component);
        Assert.Equal(4, failure.Actual);
        Assert.Equal(7, failure.Expected, 8);
    }

    [Fact]
    public void A_matrix_that_is_not_transposed()
    {
        var failure = Fails(
            RuleCheckKind.Reverse, () => RuleCheck.Verify(WrongRules.Multiply, new double[,] { { 1, 2 }, { 3, 4 } }, new double[] { 5, 6 }));
        Assert.Equal("d y[0] / d x2[1]", failure.Component);
        Assert.Equal(3, failure.Actual);
        Assert.Equal(2, failure.Expected);
        Assert.Contains("not the transpose", failure.Message);
    }

    [Fact]
    public void A_rule_whose_body_is_not_differentiable()
    {
        var failure = Fails(RuleCheckKind.SecondOrder, () => RuleCheck.Verify(WrongRules.Stopped, 1.5));
        Assert.Contains("AD.StopGradient", failure.Message);
        Assert.Equal(2 * failure.Actual, failure.Expected, 6);
    }

    [Fact]
    public void A_series_that_differs_from_derivatives()
    {
        var options = new RuleCheckOptions { SecondOrder = false };
        Fails(RuleCheckKind.Taylor, () => RuleCheck.Verify(WrongRules.Stopped, 1.5, options));
        RuleCheck.Verify(WrongRules.Stopped, 1.5, options with { TaylorOrder = 0 });
    }

    [Fact]
    public void A_zero_where_differences_say_otherwise()
    {
        var failure = Fails(RuleCheckKind.Forward, () => RuleCheck.Verify(WrongRules.Zero, 1.5));
        Assert.Equal(0, failure.Actual);
        Assert.Contains("no dependence", failure.Message);
        Fails(RuleCheckKind.Forward, () => RuleCheck.Verify(WrongRules.Kept, 1.5));
        Fails(RuleCheckKind.Forward, () => RuleCheck.Verify((double[] x) => x[0] + WrongRules.Zero(x[1]), [1, 2]));
        // Among many others, all of which are right.
        Fails(RuleCheckKind.Forward, () => RuleCheck.Verify((double[] x) => x.Sum() + WrongRules.Zero(x[7]), new double[50]));
    }

    [Fact]
    public void A_value_that_is_computed_otherwise() =>
        Fails(RuleCheckKind.Value, () => RuleCheck.Verify(WrongRules.Value, 0.1));

    [Fact]
    public void A_cotangent_that_is_left_out_without_forward_mode()
    {
        var failure = Fails(
            RuleCheckKind.Reverse, () => RuleCheck.Verify(WrongRules.Sum, new double[] { 1, 2 }, new RuleCheckOptions { Forward = false }));
        Assert.Equal("d y / d x[0]", failure.Component);
        Assert.Equal(0, failure.Actual);
        Fails(RuleCheckKind.Refused, () => RuleCheck.Verify(WrongRules.Sum, new double[] { 1, 2 }));
    }

    [Fact]
    public void An_input_that_a_rule_changes() =>
        Fails(RuleCheckKind.Inputs, () => RuleCheck.Verify(WrongRules.Scaled, new double[] { 1, 2 }, new RuleCheckOptions { Forward = false }));

    [Fact]
    public void What_cannot_be_compared_is_no_success()
    {
        Fails(RuleCheckKind.NotVerifiable, () => RuleCheck.Verify(Math.Log, -1.0));
        Fails(RuleCheckKind.NotVerifiable, () => RuleCheck.Verify(Math.Sqrt, 0.0));
        Fails(RuleCheckKind.NotVerifiable, () => RuleCheck.Verify((double x) => x > 0 ? 1.0 : -1.0 + 0 * x, 0.0));
        Assert.Throws<ArgumentException>(() => RuleCheck.Verify((int x) => (double)x, 1));
        Assert.Throws<ArgumentException>(() => RuleCheck.Verify((double x) => (int)x, 1.0));
    }

    [Fact]
    public void A_kink_is_no_success_unless_the_derivative_is_the_mean_of_both_sides()
    {
        Fails(RuleCheckKind.Forward, () => RuleCheck.Verify((double x) => Math.Max(x, 0), 0.0));
        RuleCheck.Verify(Math.Abs, 0.0, new RuleCheckOptions { Points = 0, SecondOrder = false, TaylorOrder = 0 });
    }

    [Fact]
    public void Memory_that_a_derivative_must_not_need()
    {
        var none = new RuleCheckOptions { Allocates = false };
        Assert.Equal("AD.GradientInto", RuleCheck.Verify((double[] x) => x[0] * x[1], [1, 2], none).MeasuredCall);
        RuleCheck.Verify(Math.Pow, 1.5, 2.5, none);
        var failure = Fails(RuleCheckKind.Allocation, () => RuleCheck.Verify((double[] x) => Squares(x)[0], [1, 2], none));
        Assert.Contains("allocate nothing", failure.Message);
    }

    /// <summary>What a call makes that stays one is made anew each time.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static double[] Squares(double[] x) => [.. x.Select(v => v * v)];

    [Fact]
    public void Numbers_of_single_precision()
    {
        RuleCheck.Verify((float[] x) => MathF.Exp(x[0]) * MathF.Sin(x[1]), [0.5f, 1.5f]);
        Fails(RuleCheckKind.Forward, () => RuleCheck.Verify((float x) => x * AD.StopGradient(x), 1.5f));
        Fails(RuleCheckKind.Forward, () => RuleCheck.Verify((float x) => (float)WrongRules.Factor(x), 0.5f));
    }
}
