using System.Text.Json;

namespace Zygote.GradBench.Protocol;

/// <summary>Reads the fields of an input into arrays.</summary>
static class JsonInput
{
    public static int Int(this JsonElement input, string name) => input.GetProperty(name).GetInt32();

    public static double Number(this JsonElement input, string name) => input.GetProperty(name).GetDouble();

    public static double[] Vector(this JsonElement input, string name) => input.GetProperty(name).ToVector();

    public static int[] Ints(this JsonElement input, string name)
    {
        var array = input.GetProperty(name);
        var result = new int[array.GetArrayLength()];
        var i = 0;
        foreach (var item in array.EnumerateArray())
            result[i++] = item.GetInt32();
        return result;
    }

    /// <summary>An array of rows.</summary>
    public static double[][] Rows(this JsonElement input, string name)
    {
        return input.GetProperty(name).ToRows();
    }

    public static double[] ToVector(this JsonElement array)
    {
        var result = new double[array.GetArrayLength()];
        var i = 0;
        foreach (var item in array.EnumerateArray())
            result[i++] = item.GetDouble();
        return result;
    }

    public static double[][] ToRows(this JsonElement array)
    {
        var result = new double[array.GetArrayLength()][];
        var i = 0;
        foreach (var row in array.EnumerateArray())
            result[i++] = row.ToVector();
        return result;
    }
}
