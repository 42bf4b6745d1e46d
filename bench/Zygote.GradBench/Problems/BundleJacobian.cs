using System;
using System.Text.Json;

namespace Zygote.GradBench.Problems;

/// <summary>
/// Compressed rows. Columns are cameras (11 each), points (3 each), weights; rows are the residual pairs of all
/// observations, then their weight residuals.
/// </summary>
sealed class BundleJacobian(int cameras, int points, int observations)
{
    const int RowLength = 15;

    public int[] Rows { get; } = new int[3 * observations + 1];

    public int[] Columns { get; } = new int[31 * observations];

    public double[] Values { get; } = new double[31 * observations];

    /// <summary>Stores the derivatives of both residuals and of the weight residual of an observation.</summary>
    public void Store(int i, Observation first, Observation second, double weight)
    {
        StoreRow(2 * i, first);
        StoreRow(2 * i + 1, second);
        Values[2 * RowLength * observations + i] = weight;
    }

    public void FillPattern()
    {
        for (var i = 0; i < observations; i++)
        {
            PatternOfRow(2 * i, i);
            PatternOfRow(2 * i + 1, i);
            var row = 2 * observations + i;
            Rows[row] = 2 * RowLength * observations + i;
            Columns[Rows[row]] = WeightColumn(i);
        }

        Rows[^1] = Columns.Length;
    }

    void PatternOfRow(int row, int observation)
    {
        var at = Rows[row] = RowLength * row;
        for (var j = 0; j < 11; j++)
            Columns[at++] = observation % cameras * 11 + j;
        for (var j = 0; j < 3; j++)
            Columns[at++] = 11 * cameras + observation % points * 3 + j;
        Columns[at] = WeightColumn(observation);
    }

    int WeightColumn(int observation) => 11 * cameras + 3 * points + observation;

    void StoreRow(int row, Observation g)
    {
        var v = Values.AsSpan(RowLength * row, RowLength);
        v[14] = g.Weight;
        v[0] = g.Camera.Rotation.X;
        v[1] = g.Camera.Rotation.Y;
        v[2] = g.Camera.Rotation.Z;
        v[3] = g.Camera.Center.X;
        v[4] = g.Camera.Center.Y;
        v[5] = g.Camera.Center.Z;
        v[6] = g.Camera.Focal;
        v[7] = g.Camera.Principal.X;
        v[8] = g.Camera.Principal.Y;
        v[9] = g.Camera.K1;
        v[10] = g.Camera.K2;
        v[11] = g.Point.X;
        v[12] = g.Point.Y;
        v[13] = g.Point.Z;
    }

    /// <summary>The first thirty entries of each list and the last.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteEnds(json, "rows", Rows, json.WriteNumberValue);
        WriteEnds(json, "cols", Columns, json.WriteNumberValue);
        WriteEnds(json, "vals", Values, json.WriteNumberValue);
        json.WriteEndObject();
    }

    static void WriteEnds<T>(Utf8JsonWriter json, string name, T[] list, Action<T> write)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < 30; i++)
            write(list[i]);
        write(list[^1]);
        json.WriteEndArray();
    }
}
