using System.Text.Json;

using Zygote.GradBench.Protocol;

namespace Zygote.GradBench.Problems;

/// <summary>The square of a number.</summary>
static class Hello
{
    public static double Square(double x) => x * x;

    public static Evaluation EvaluateSquare(JsonElement input)
    {
        var x = input.GetDouble();
        return Evaluation.Of(() => Square(x), JsonOutput.Number);
    }

    public static Evaluation EvaluateDerivative(JsonElement input)
    {
        var x = input.GetDouble();
        return Evaluation.Prepared<double>(
            () =>
            {
                var gradient = AD.Gradient<double>(Square);
                return () => gradient(x);
            },
            JsonOutput.Number);
    }
}
