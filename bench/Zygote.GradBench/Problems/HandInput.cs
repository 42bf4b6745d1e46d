using System;
using System.Linq;
using System.Text.Json;

using Zygote.GradBench.Protocol;

namespace Zygote.GradBench.Problems;

/// <summary>Reads hand tracking problems.</summary>
static class HandInput
{
    public static (HandParameters, HandData) Read(JsonElement input)
    {
        var parameters = new HandParameters(input.Vector("theta"), [.. input.Rows("us").SelectMany(row => row)]);
        var data = input.GetProperty("data");
        var model = ReadModel(data.GetProperty("model"));
        return (parameters, new HandData(model, data.Ints("correspondences"), data.Rows("points")));
    }

    static HandModel ReadModel(JsonElement model)
    {
        return new HandModel(
            model.Ints("parents"),
            AffineMaps(model.GetProperty("base_relatives")),
            AffineMaps(model.GetProperty("inverse_base_absolutes")),
            [.. model.Rows("base_positions").SelectMany(row => row.Take(3))],
            model.Rows("weights"),
            Array.ConvertAll(model.Rows("triangles"), row => Array.ConvertAll(row, v => (int)v)),
            model.GetProperty("is_mirrored").GetBoolean());
    }

    /// <summary>The last row of each matrix is (0, 0, 0, 1) and is dropped.</summary>
    static double[][] AffineMaps(JsonElement matrices)
    {
        return [.. matrices.EnumerateArray().Select(matrix => matrix.ToRows().Take(3).SelectMany(row => row).ToArray())];
    }
}
