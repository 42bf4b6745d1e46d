using System;

namespace Zygote.Control;

/// <summary>
/// In which order a loop of so many steps is run and run again, so that its steps can be reversed from the last to the
/// first with few snapshots kept at a time: the least possible number of steps is run.
/// </summary>
/// <remarks>
/// With s snapshots, that of the start included, l steps take at least <c>r l - b(s + 1, r - 1)</c> steps beside those that
/// are recorded, where <c>b(s, r) = C(s + r, s)</c> and <c>b(s, r - 1) &lt; l &lt;= b(s, r)</c>. The last m' = l - m steps are
/// reversed from a new snapshot at m with s - 1 snapshots, then the first m with all s; m is best where the first part is run
/// at most r - 1 times and the second r times. Source: Griewank and Walther (2000), Algorithm 799: Revolve.
/// </remarks>
sealed class BinomialSchedule
{
    readonly int _steps;
    readonly int[] _kept;
    int _count;
    int _end;

    public BinomialSchedule(int steps, int snapshots)
    {
        _steps = steps;
        _kept = new int[Math.Max(1, Math.Min(steps, snapshots))];
        Restart();
    }

    /// <summary>How many snapshots there may be at a time.</summary>
    public int Capacity => _kept.Length;

    /// <summary>The snapshots that live now stand at 0 to this number less one.</summary>
    public int Count => _count;

    /// <summary>Only the snapshot of the start is left, and no step is reversed.</summary>
    public void Restart() => (_count, _end) = (1, _steps);

    /// <summary>What to do next; false when all steps are reversed.</summary>
    public bool Next(out ScheduleMove move)
    {
        move = default;
        if (_end == 0)
            return false;
        var from = _kept[_count - 1];
        var part = FirstPart(_end - from, _kept.Length - _count + 1);
        var keeps = from + part < _end - 1;
        move = new ScheduleMove(_count - 1, from, from + part, keeps);
        if (keeps)
        {
            _kept[_count++] = move.To;
            return true;
        }

        _end--;
        if (_end == from && _end > 0)
            _count--;
        return true;
    }

    /// <summary>
    /// How far to run from a snapshot; the snapshot that is to be taken there is left out if only one step follows. With the
    /// last snapshot in use that is always so.
    /// </summary>
    static int FirstPart(int length, int snapshots)
    {
        if (snapshots == 1 || length <= 2)
            return length - 1;
        if (length <= snapshots + 1)
            return 1;
        var r = 2;
        while (Binomial(snapshots, r) < length)
            r++;

        // The shortest that is best: fewer snapshots are taken.
        return (int)Math.Max(Binomial(snapshots, r - 2), length - Binomial(snapshots - 1, r));
    }

    /// <summary>C(s + r, s); anything above the largest number of steps is as good as that.</summary>
    static long Binomial(int s, int r)
    {
        long product = 1;
        for (var k = 1; k <= Math.Min(s, r); k++)
        {
            product = product * (s + r - Math.Min(s, r) + k) / k;
            if (product > int.MaxValue)
                return int.MaxValue;
        }

        return product;
    }
}

/// <summary>Run from a snapshot to a step, and then take another snapshot, or record that step and reverse it.</summary>
/// <param name="Place">Where the snapshot stands among those that live.</param>
/// <param name="From">Its step.</param>
/// <param name="To">The step to come to.</param>
/// <param name="Keeps">A snapshot is taken there, at the next place.</param>
readonly record struct ScheduleMove(int Place, int From, int To, bool Keeps);
