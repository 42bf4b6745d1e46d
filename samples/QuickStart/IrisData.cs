using System.IO;
using System.Linq;

namespace QuickStart;

/// <summary>The versicolor and virginica flowers: measurements behind a leading 1, and which are virginica.</summary>
sealed record IrisData(double[][] Flowers, bool[] IsVirginica)
{
    public static IrisData Read(string path)
    {
        var rows = File.ReadLines(path).Skip(1)
            .Select(line => line.Split(',').Select(double.Parse).ToArray())
            .Where(row => row[4] != 0)
            .ToArray();
        return new([.. rows.Select(row => (double[])[1, .. row[..4]])], [.. rows.Select(row => row[4] == 2)]);
    }
}
