using System;
using System.Collections.Generic;
using System.Text.Json;

using Zygote.GradBench.Problems;

namespace Zygote.GradBench.Protocol;

/// <summary>Every module and function the tool knows.</summary>
static class Registry
{
    const string Nested = "needs nested derivatives";

    static readonly Dictionary<string, Dictionary<string, Func<JsonElement, Evaluation>>> Modules = new()
    {
        ["hello"] = new() { ["square"] = Hello.EvaluateSquare, ["double"] = Hello.EvaluateDerivative },
        ["ba"] = new() { ["objective"] = BundleAdjustment.Objective, ["jacobian"] = BundleAdjustment.Jacobian },
        ["det"] = new() { ["primal"] = Determinant.Primal, ["gradient"] = Determinant.Gradient },
        ["gmm"] = new() { ["objective"] = GaussianMixture.Objective, ["jacobian"] = GaussianMixture.Jacobian },
        ["ht"] = new() { ["objective"] = HandTracking.Objective, ["jacobian"] = HandTracking.Jacobian },
        ["kmeans"] = new() { ["cost"] = KMeans.EvaluateCost, ["dir"] = _ => throw NeedsNesting() },
        ["llsq"] = new() { ["primal"] = LeastSquares.Primal, ["gradient"] = LeastSquares.Gradient },
        ["lse"] = new() { ["primal"] = LogSumExp.Primal, ["gradient"] = LogSumExp.Gradient },
        ["lstm"] = new() { ["objective"] = Lstm.Objective, ["jacobian"] = Lstm.Jacobian },
        ["ode"] = new() { ["primal"] = Ode.Primal, ["gradient"] = Ode.Gradient },
    };

    /// <summary>Why the module cannot be offered as a whole, or null.</summary>
    public static string? WhyUndefined(string module)
    {
        return module switch
        {
            "kmeans" or "particle" or "saddle" => Nested,
            _ => Modules.ContainsKey(module) ? null : $"unknown module {module}",
        };
    }

    public static Evaluation Create(string module, string function, JsonElement input)
    {
        if (module is "particle" or "saddle")
            throw NeedsNesting();
        if (!Modules.TryGetValue(module, out var functions))
            throw new NotSupportedException($"unknown module {module}");
        if (!functions.TryGetValue(function, out var create))
            throw new NotSupportedException($"module {module} has no function {function}");
        return create(input);
    }

    static NotSupportedException NeedsNesting() => new(Nested);
}
