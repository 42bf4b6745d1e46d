using System;
using System.Collections.Generic;
using System.Text.Json;

using Zygote.GradBench.Problems;

namespace Zygote.GradBench.Protocol;

/// <summary>Every module and function the tool knows.</summary>
static class Registry
{
    static readonly Dictionary<string, Dictionary<string, Func<JsonElement, Evaluation>>> Modules = new()
    {
        ["hello"] = new() { ["square"] = Hello.EvaluateSquare, ["double"] = Hello.EvaluateDerivative },
        ["ba"] = new() { ["objective"] = BundleAdjustment.Objective, ["jacobian"] = BundleAdjustment.Jacobian },
        ["det"] = new() { ["primal"] = Determinant.Primal, ["gradient"] = Determinant.Gradient },
        ["gmm"] = new() { ["objective"] = GaussianMixture.Objective, ["jacobian"] = GaussianMixture.Jacobian },
        ["ht"] = new() { ["objective"] = HandTracking.Objective, ["jacobian"] = HandTracking.Jacobian },
        ["kmeans"] = new() { ["cost"] = KMeans.EvaluateCost, ["dir"] = KMeans.EvaluateDirection },
        ["llsq"] = new() { ["primal"] = LeastSquares.Primal, ["gradient"] = LeastSquares.Gradient },
        ["lse"] = new() { ["primal"] = LogSumExp.Primal, ["gradient"] = LogSumExp.Gradient },
        ["lstm"] = new() { ["objective"] = Lstm.Objective, ["jacobian"] = Lstm.Jacobian },
        ["ode"] = new() { ["primal"] = Ode.Primal, ["gradient"] = Ode.Gradient },
        ["particle"] = AllModes(Particle.Evaluate),
        ["saddle"] = AllModes(Saddle.Evaluate),
    };

    static Dictionary<string, Func<JsonElement, Evaluation>> AllModes(Func<string, Func<JsonElement, Evaluation>> evaluate) => new()
    {
        ["ff"] = evaluate("ff"),
        ["fr"] = evaluate("fr"),
        ["rf"] = evaluate("rf"),
        ["rr"] = evaluate("rr"),
    };

    /// <summary>Why the module is not offered, or null.</summary>
    public static string? WhyUndefined(string module) => Modules.ContainsKey(module) ? null : $"unknown module {module}";

    public static Evaluation Create(string module, string function, JsonElement input)
    {
        if (!Modules.TryGetValue(module, out var functions))
            throw new NotSupportedException($"unknown module {module}");
        if (!functions.TryGetValue(function, out var create))
            throw new NotSupportedException($"module {module} has no function {function}");
        return create(input);
    }
}
