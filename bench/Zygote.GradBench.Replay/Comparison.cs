using System;
using System.Linq;
using System.Text.Json;

namespace Zygote.GradBench.Replay;

/// <summary>GradBench's comparison of an answer with the expected value.</summary>
static class Comparison
{
    /// <summary>
    /// The largest of |a - e| / max(1, |a| + |e|) over all numbers, or infinity where the shapes differ.
    /// </summary>
    public static double Distance(JsonElement expected, JsonElement actual)
    {
        if (expected.ValueKind != actual.ValueKind)
            return double.PositiveInfinity;
        return expected.ValueKind switch
        {
            JsonValueKind.Number => OfNumbers(expected, actual),
            JsonValueKind.Array => OfArrays(expected, actual),
            JsonValueKind.Object => OfObjects(expected, actual),
            JsonValueKind.String => expected.GetString() == actual.GetString() ? 0 : double.PositiveInfinity,
            _ => 0,
        };
    }

    static double OfNumbers(JsonElement expected, JsonElement actual)
    {
        if (expected.TryGetInt64(out var m) && actual.TryGetInt64(out var n))
            return m == n ? 0 : double.PositiveInfinity;
        var (e, a) = (expected.GetDouble(), actual.GetDouble());
        return Math.Abs(a - e) / Math.Max(1, Math.Abs(a) + Math.Abs(e));
    }

    static double OfArrays(JsonElement expected, JsonElement actual)
    {
        if (expected.GetArrayLength() != actual.GetArrayLength())
            return double.PositiveInfinity;
        return expected.EnumerateArray().Zip(actual.EnumerateArray(), Distance).DefaultIfEmpty(0).Max();
    }

    static double OfObjects(JsonElement expected, JsonElement actual)
    {
        if (expected.EnumerateObject().Count() != actual.EnumerateObject().Count())
            return double.PositiveInfinity;
        var largest = 0.0;
        foreach (var property in expected.EnumerateObject())
        {
            if (!actual.TryGetProperty(property.Name, out var value))
                return double.PositiveInfinity;
            largest = Math.Max(largest, Distance(property.Value, value));
        }

        return largest;
    }
}
