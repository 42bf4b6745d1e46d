using System;

using Zygote.Compilation;
using Zygote.Differentiation;

namespace Zygote.Sparsity;

/// <summary>Forward mode along the sums of the axes of each colour, several at a time.</summary>
sealed class CompressedProducts
{
    readonly Func<double[], double[]> _f;
    readonly VectorTangentFunction<double[], double[]>? _lanes;
    VectorTangentFunction<double[], double[]>? _wideLanes;
    DirectionsFunction<double[], double[]>? _several;

    public CompressedProducts(Func<double[], double[]> f)
    {
        _f = f;
        try
        {
            _lanes = new(f, isWide: false);
        }
        catch (OneDirectionException)
        {
            _several = new(f);
        }
    }

    /// <summary>Fills in all entries.</summary>
    /// <exception cref="InvalidOperationException">The function has not that many results, or an entry outside of the pattern.</exception>
    public void Evaluate(double[] x, Compression compression, double[] values)
    {
        if (_lanes is null || !AsLanes(_lanes, x, compression, values))
            Several(x, compression, values);
    }

    bool AsLanes(VectorTangentFunction<double[], double[]> f, double[] x, Compression compression, double[] values)
    {
        var count = compression.Members.Length;
        if (count > Requests.Width)
            f = _wideLanes ??= new(_f, isWide: true);
        var point = new double[x.Length]; // the function may write into it
        var exchange = new CompressedLanes(compression, values);
        while (exchange.First < count)
        {
            x.CopyTo(point, 0);
            var (areNumbers, lanes) = f.Invoke(point, exchange);
            if (!areNumbers)
                return false; // see DualKind.Vector
            exchange.First += lanes;
        }

        if (exchange.IsConstant)
            RequireRows(_f((double[])x.Clone()).Length, compression);

        return true;
    }

    void Several(double[] x, Compression compression, double[] values)
    {
        var several = _several ??= new(_f);
        var members = compression.Members;
        for (var first = 0; first < members.Length; first += Requests.Width)
        {
            var directions = new double[Requests.Width][];
            for (var k = 0; k < directions.Length; k++)
                directions[k] = SparseFunction.Ones(x.Length, first + k < members.Length ? members[first + k] : []);
            var columns = several.Invoke((double[])x.Clone(), directions).Tangents;
            for (var k = 0; k < columns.Length && first + k < members.Length; k++)
            {
                RequireRows(columns[k].Length, compression);
                foreach (var (row, place) in compression.Entries[first + k])
                    values[place] = columns[k][row];
                foreach (var row in compression.Zeros[first + k])
                {
                    if (columns[k][row] != 0)
                        throw SparseFunction.Outside("row", row);
                }
            }
        }
    }

    static void RequireRows(int count, Compression compression) => SparseFunction.RequireRows(count, compression.RowCount);

    /// <summary>The colours from one on as directions.</summary>
    sealed class CompressedLanes(Compression compression, double[] values) : LaneExchange
    {
        public int First { get; set; }

        /// <summary>There were no tangents.</summary>
        public bool IsConstant { get; private set; }

        public override void SetDirections(Array lanes)
        {
            var count = LaneArrays.Count(lanes);
            var colours = compression.Colours;
            for (var j = 0; j < colours.Length; j++)
            {
                var lane = colours[j] - First;
                if ((uint)lane < (uint)count)
                    LaneArrays.Numbers<double>(lanes, (j * count) + lane) = 1;
            }
        }

        public override bool Take(Array? lanes)
        {
            if (lanes is null)
                return IsConstant = true; // the values are zeros from the beginning
            RequireRows(lanes.Length, compression);
            var count = LaneArrays.Count(lanes);
            var group = compression.Groups(count)[First / count];
            var areNumbers = true;
            foreach (var (from, place) in group.Entries)
            {
                var value = LaneArrays.Numbers<double>(lanes, from);
                areNumbers &= !double.IsNaN(value);
                values[place] = value;
            }

            if (!areNumbers)
                return false;
            foreach (var from in group.Zeros)
            {
                var value = LaneArrays.Numbers<double>(lanes, from);
                if (double.IsNaN(value))
                    return false;
                if (value != 0)
                    throw SparseFunction.Outside("row", from / count);
            }

            return true;
        }
    }
}
