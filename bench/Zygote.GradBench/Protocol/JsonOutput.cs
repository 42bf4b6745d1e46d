using System.Text.Json;

namespace Zygote.GradBench.Protocol;

/// <summary>Writes results. What is not finite has no form in JSON: the writer throws, which fails the evaluation.</summary>
static class JsonOutput
{
    public static void Number(Utf8JsonWriter json, double value) => json.WriteNumberValue(value);

    public static void Vector(Utf8JsonWriter json, double[] values)
    {
        json.WriteStartArray();
        foreach (var value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    public static void Rows(Utf8JsonWriter json, double[][] rows)
    {
        json.WriteStartArray();
        foreach (var row in rows)
            Vector(json, row);
        json.WriteEndArray();
    }

    /// <summary>The rows of several matrices, one after the other in a single array.</summary>
    public static void Flat(Utf8JsonWriter json, params double[][][] matrices)
    {
        json.WriteStartArray();
        foreach (var matrix in matrices)
        {
            foreach (var row in matrix)
            {
                foreach (var value in row)
                    json.WriteNumberValue(value);
            }
        }

        json.WriteEndArray();
    }

    /// <summary>The rows of a matrix.</summary>
    public static void Matrix(Utf8JsonWriter json, double[,] matrix)
    {
        json.WriteStartArray();
        for (var i = 0; i < matrix.GetLength(0); i++)
        {
            json.WriteStartArray();
            for (var j = 0; j < matrix.GetLength(1); j++)
                json.WriteNumberValue(matrix[i, j]);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
