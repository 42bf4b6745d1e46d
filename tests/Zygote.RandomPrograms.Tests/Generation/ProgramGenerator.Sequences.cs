namespace Zygote.RandomPrograms.Tests.Generation;

/// <summary>Iterators, LINQ and exceptions.</summary>
sealed partial class ProgramGenerator
{
    /// <summary>In a finally block, which no jump may leave.</summary>
    bool _inFinally;

    void WriteIterator()
    {
        Open("static IEnumerable<double> Steps(IEnumerable<double> w, double t, double[] log)");
        Line("double s = t;");
        Open("try");
        Open("foreach (double v in w)");
        Line("if (s > 0.9) { s *= 0.5; continue; }");
        Line("s = Squash(s + v);");
        Line("yield return s * v;");
        Line("if (s < -0.8) yield break;");
        Close();
        Line("yield return s;");
        Close();
        Open("finally");
        Line("log[0] = Squash(log[0] + s);");
        Close();
        Close();
    }

    /// <summary>An array, a list or an iterator.</summary>
    string? Sequence()
    {
        var v = _scope.Find(_random, x => x.Kind is Kind.Array or Kind.List);
        if (v is null)
            return null;
        var log = _scope.Find(_random, x => x.Kind == Kind.Array && x.Name != v.Name);
        return Chance(30) && log is not null ? $"Steps({v.Name}, {Bounded(1)}, {log.Name})" : v.Name;
    }

    Expression? Query(int depth)
    {
        if (_noLambdas || _loopDepth > 1 || Sequence() is not { } source)
            return null;
        source = _random.Next(7) switch
        {
            0 => $"{source}.Select({Lambda(depth - 1)})",
            1 => $"{source}.Where(u => u > {Choose("0.1", "-0.4", "0.7")}).Select({Lambda(depth - 1)})",
            2 => $"{source}.Skip({_random.Next(3)})",
            3 => $"{source}.Concat({Sequence()})",
            4 => $"{source}.OrderBy(u => u)",
            5 => $"{source}.Zip({Sequence()}, (p, q) => p * q)",
            _ => source,
        };
        return _random.Next(6) switch
        {
            0 => new($"Squash({source}.Sum())", 1),
            1 => new($"{source}.Select({Lambda(depth - 1)}).Append(0.2).Average()", 2),
            2 => new($"Squash({source}.Append({Leaf().Text}).Max())", 1),
            3 => new($"{source}.Aggregate({Leaf().Text}, (p, q) => Math.Sin(p + q))", 2),
            4 => new($"Squash({source}.Take(3).ToArray().Sum(u => u * u))", 1),
            _ => new($"Squash({source}.Reverse().FirstOrDefault() + {source}.Count())", 1),
        };
    }

    void ForeachSequence(int depth)
    {
        if (Sequence() is not { } source)
        {
            Assign();
            return;
        }

        // What is enumerated may be changed in the loop: over a copy, lest it throws.
        source = Chance(50) ? $"{source}.ToList()" : $"Steps({source}.ToArray(), {Bounded(1)}, new double[1])";
        _scope.Enter();
        var name = Fresh("e");
        _scope.Add(new Variable(Kind.Double, name, false, Addressable: false));
        Loop($"foreach (double {name} in {source})", depth);
        _scope.Leave();
    }

    void Try(int depth)
    {
        Open("try");
        _scope.Enter();
        Statements(1 + _random.Next(2), depth + 1);
        Line($"if ({Bool(1)}) throw new InvalidOperationException();");
        Statements(1 + _random.Next(2), depth + 1);
        if (Chance(30))
            Line($"{Place()} = (new double[{_random.Next(3)}])[{Int(1)} & 3];");
        _scope.Leave();
        Close();
        Block("catch (InvalidOperationException)", depth);
        Block("catch (IndexOutOfRangeException)", depth);
        if (!Chance(40))
            return;
        var (saved, loop) = (_inFinally, _loopDepth);
        _inFinally = true;
        Block("finally", depth);
        (_inFinally, _loopDepth) = (saved, loop);
    }
}
