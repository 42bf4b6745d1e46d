using System;
using System.Globalization;

namespace Zygote.Testing;

/// <summary>What a disagreement usually means.</summary>
static class Diagnosis
{
    public static string Of(RuleCheckKind kind, string mode, double actual, double expected) =>
        Numbers(actual, expected) + kind switch
        {
            RuleCheckKind.Value =>
                "a [PullbackOf] or [PushforwardOf] rule computes the value in another way than the function does, or the function " +
                "is not a pure function of its inputs.",
            RuleCheckKind.Inputs =>
                "a rule writes into an array or object that it was given, or keeps for its pullback.",
            RuleCheckKind.Forward when actual == 0 =>
                "forward mode finds no dependence where there is one: [ZeroDerivative] on a method that does vary, AD.StopGradient, a " +
                "conversion to an integer, or a rule that returns zero.",
            RuleCheckKind.Forward =>
                "a [DerivativeOf] or [PushforwardOf] rule of the function, or of one that it calls, is wrong; or the point is a kink, " +
                "where differences see both sides.",
            RuleCheckKind.Reverse when actual == 0 =>
                "reverse mode loses a cotangent that forward mode has: a [PullbackOf] rule that leaves out an input, or returns zero for it.",
            RuleCheckKind.Reverse =>
                "a [PullbackOf] rule of the function, or of one that it calls, is not the transpose of its derivative: the wrong matrix " +
                "is transposed, a conjugate is missing, or a cotangent is overwritten where it should be added to.",
            RuleCheckKind.SecondOrder =>
                "the first derivative is right, but the body of a rule is not differentiable as it is written: it uses AD.StopGradient, " +
                "a table, captured intermediate results, or a function whose own rule is wrong. Suspected is the rule that serves " +
                (mode.StartsWith("forward over f", StringComparison.Ordinal) ? "forward mode." : "reverse mode."),
            RuleCheckKind.Taylor =>
                "a [DerivativeOf] rule of the function, or of one that it calls, is right at first order only, or depends on something " +
                "that is constant for series.",
            _ => "",
        };

    /// <summary>Ratios that speak for themselves.</summary>
    static string Numbers(double actual, double expected)
    {
        if (double.IsNaN(actual))
            return "the derivative is NaN where it exists, as 0 * infinity or 0 / 0 gives in the body of a rule; ";
        var ratio = actual / expected;
        foreach (var simple in (double[])[-1, 2, 0.5, -2, -0.5, 3, 4, 0.25])
        {
            if (Math.Abs(ratio - simple) < 1e-4 * Math.Abs(simple))
            {
                return simple == -1 ? "a wrong sign; "
                    : Math.Abs(simple) < 1 ? string.Create(CultureInfo.InvariantCulture, $"a factor of {1 / simple} is missing; ")
                    : string.Create(CultureInfo.InvariantCulture, $"a factor of {simple} too much; ");
            }
        }
        return "";
    }
}
