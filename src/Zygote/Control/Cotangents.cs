using System;
using System.Collections.Generic;

namespace Zygote.Control;

/// <summary>
/// Cotangents that a shadow has gathered go to that of the same result in another run. What both shadows refer to belongs to
/// something outside, whose numbers are where they should be.
/// </summary>
static class Cotangents
{
    /// <param name="from">A shadow, or a struct in a box, whose own numbers are cotangents by value.</param>
    /// <param name="to">Of the same shape, but for what is constant there: that may be null.</param>
    /// <returns>False if objects that correspond are of different classes.</returns>
    public static bool Move(object? from, object? to)
    {
        if (from is null || to is null || ReferenceEquals(from, to))
            return true;
        if (from is double[] numbers && to is double[] sums && numbers.Length == sums.Length)
        {
            for (var i = 0; i < numbers.Length; i++)
                sums[i] += numbers[i];
            Array.Clear(numbers);
            return true;
        }

        var seen = new HashSet<(object, object)>();
        var work = new Stack<(object, object)>();
        var same = true;
        void Push(object a, object b)
        {
            if (ReferenceEquals(a, b) || a is string || !seen.Add((a, b)))
                return;
            if (a.GetType() == b.GetType())
                work.Push((a, b));
            else
                same = false;
        }

        if (from is ValueType)
            ObjectLayout.Of(from.GetType()).MoveReferences(from, to, Push);
        else
            Push(from, to);
        while (work.TryPop(out var pair))
        {
            if (pair is (Delegate a, Delegate b))
                VisitTargets(a, b, Push);
            else
                ObjectLayout.Of(pair.Item1.GetType()).MoveNumbers(pair.Item1, pair.Item2, Push);
        }

        return same;
    }

    /// <summary>Pairs of what two delegates of the same functions are bound to.</summary>
    public static void VisitTargets(Delegate a, Delegate b, Action<object, object> visit)
    {
        var (all, others) = (a.GetInvocationList(), b.GetInvocationList());
        for (var i = 0; i < Math.Min(all.Length, others.Length); i++)
        {
            if (all[i].Target is { } x && others[i].Target is { } y)
                visit(x, y);
        }
    }
}
