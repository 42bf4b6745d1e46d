namespace Zygote.RandomPrograms.Tests.Generation;

/// <summary>Iterators, LINQ and exceptions.</summary>
sealed partial class ProgramGenerator
{
    /// <summary>In a finally block, which no jump may leave.</summary>
    bool _inFinally;

    /// <summary>The iterator has been written, and calls nothing that is still to come.</summary>
    bool _hasSteps;

    /// <summary>In a loop over a list, which must not grow there.</summary>
    bool _enumerating;

    /// <summary>In a try block whose handlers catch what <c>Risk</c> throws.</summary>
    bool _inTry;

    void WriteIterator()
    {
        Open("static IEnumerable<double> Steps(IEnumerable<double> w, double t, double[] log)");
        Line("double s = t;");
        var saved = _scope;
        _scope = new Scope();
        _scope.Add(new Variable(Kind.Double, "t"));
        _scope.Add(new Variable(Kind.Double, "s"));
        _scope.Add(new Variable(Kind.Array, "log"));
        _budget = 2;
        _inIterator = true;
        _result = null;
        if (Chance(50))
        {
            Block("", 3);
            Line($"yield return {Bounded(2)};");
        }

        Open("try");
        Open("foreach (double v in w)");
        Line("if (s > 0.9) { s *= 0.5; continue; }");
        Line("s = Squash(s + v);");
        Line("yield return s * v;");
        if (Chance(50))
        {
            _loopDepth++;
            Block("", 3);
            _loopDepth--;
        }

        Line("if (s < -0.8) yield break;");
        Close();
        Line("yield return s;");
        Close();
        Open("finally");
        Line("log[0] = Squash(log[0] + s);");
        Close();
        Close();
        _inIterator = false;
        _hasSteps = true;
        _scope = saved;
    }

    /// <summary>
    /// An array, a list or an iterator, without effects on others: the platform leaves parts of a query out that it does not
    /// need, or takes them in another order.
    /// </summary>
    string? Sequence()
    {
        var v = _scope.Find(_random, x => x.Kind is Kind.Array or Kind.List);
        if (v is null)
            return null;
        return _hasSteps && Chance(30) ? $"Steps({v.Name}, {Bounded(1)}, new double[4])" : v.Name;
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
            1 => new($"{source}.Select<double, double>({Lambda(depth - 1)}).Append(0.2).Average()", 2),
            2 => new($"Squash({source}.Append({Leaf().Text}).Max())", 1),
            3 => new($"{source}.Aggregate((double){Leaf().Text}, (p, q) => Math.Sin(p + q))", 2),
            4 => new($"Squash({source}.Take(3).ToArray().Sum(u => u * u))", 1),
            _ => new($"Squash(Enumerable.Reverse({source}).FirstOrDefault() + {source}.Count())", 1),
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
        var direct = Chance(30) ? _scope.Find(_random, Kind.List) : null;
        source = direct is not null ? direct.Name
            : !_hasSteps || Chance(50) ? $"{source}.ToList()"
            : $"Steps({source}.ToArray(), {Bounded(1)}, {_scope.Find(_random, Kind.Array)?.Name ?? "new double[4]"})";
        var saved = _enumerating;
        _enumerating |= direct is not null;
        _scope.Enter();
        var name = Fresh("e");
        _scope.Add(new Variable(Kind.Double, name, false, Addressable: false));
        Loop($"foreach (double {name} in {source})", depth);
        _scope.Leave();
        _enumerating = saved;
    }

    void Try(int depth)
    {
        // Filters are asked when the inner finally blocks have run: what they look at must not change in between.
        var filter = Chance(20) ? Fresh("q") : null;
        if (filter is not null)
        {
            Line($"bool {filter} = {Bool(1)};");
            Open("try");
        }

        Open("try");
        var savedTry = _inTry;
        _inTry = true;
        _scope.Enter();
        Statements(1 + _random.Next(2), depth + 1);
        Line($"if ({Bool(1)}) throw new InvalidOperationException();");
        Statements(1 + _random.Next(2), depth + 1);
        if (Chance(30))
            Line($"{Place()} = (new double[{_random.Next(3)}])[{Int(1)} & 3];");
        _scope.Leave();
        _inTry = savedTry;
        Close();
        Block("catch (InvalidOperationException)" + (filter is null ? "" : $" when ({filter})"), depth, "");
        if (filter is not null && Chance(50))
            Block("catch (InvalidOperationException)", depth, "", "throw;");
        Block("catch (IndexOutOfRangeException)", depth);
        if (Chance(40))
        {
            var (saved, loop) = (_inFinally, _loopDepth);
            _inFinally = true;
            Block("finally", depth);
            (_inFinally, _loopDepth) = (saved, loop);
        }

        if (filter is null)
            return;
        Close();
        Block("catch (InvalidOperationException)", depth);
    }

    void WriteCalleesThatThrow()
    {
        Open("static double Risk(double[] w, double v)");
        Line("w[0] = Squash(w[0] + v);");
        Line("if (v > 0.6) throw new InvalidOperationException();");
        Line("w[1] *= Math.Cos(v);");
        Line("return w[2] * v;");
        Close();
        Line("static double Within(double v) => v < 0.8 ? v * v : throw new InvalidOperationException();");
    }

    void Risk()
    {
        if (!_inTry || _scope.LambdaDepth > 0 || _inFinally)
        {
            Assign();
            return;
        }

        var name = Fresh("v");
        Line(_scope.Find(_random, Kind.Array) is { } array && Chance(60)
            ? $"double {name} = Risk({array.Name}, {Bounded(2)});"
            : $"double {name} = Within({Bounded(2)});");
        _scope.Add(new Variable(Kind.Double, name));
    }
}
