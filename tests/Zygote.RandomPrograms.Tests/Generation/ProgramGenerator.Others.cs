namespace Zygote.RandomPrograms.Tests.Generation;

/// <summary>Patterns, goto, static fields, interfaces, records, dictionaries, spans and nullable numbers.</summary>
sealed partial class ProgramGenerator
{
    bool _statics;

    /// <summary>Only F and the helpers that it calls use them: code that is known at run time only may not write them.</summary>
    void WriteStatics()
    {
        _statics = Chance(30);
        if (!_statics)
            return;
        Line("static double Level; static double[] Kept;");
        _scope.Add(new Variable(Kind.Double, "Level", Capturable: false));
        _scope.Add(new Variable(Kind.Array, "Kept", Capturable: false));
    }

    void ResetStatics()
    {
        if (_statics)
            Line("Level = 0.25; Kept = new double[] { 0.5, 1, 0.25, 0.75 };");
    }

    void WriteMeters()
    {
        Line("public sealed record Snapshot(double A, double[] W);");
        Open("public interface IMeter");
        Line("double Level { get; set; }");
        Line("double Measure(double t);");
        Line("double Doubled(double t) => 2 * Measure(t) - Level;");
        Close();
        Open("public struct Gauge : IMeter");
        Line("public double Level { get; set; }");
        Member("public double Measure(double t)", Kind.Double, true, (Kind.Double, "t"));
        Close();
        Open("public sealed class Dial : IMeter");
        Line("double _level;");
        Line("public double Level { get => 0.9 * _level; set => _level = Squash(value); }");
        Member("public double Measure(double t)", Kind.Double, true, (Kind.Double, "_level"), (Kind.Double, "t"));
        if (Chance(50))
            Line("public double Doubled(double t) => Level * t;");
        Close();
        Line("static double Read<T>(T meter, double t) where T : IMeter { meter.Level += t; return meter.Measure(t); }");
    }

    string ValueOfOther(Kind kind, int depth)
    {
        string D() => Bounded(depth);
        return kind switch
        {
            Kind.Dictionary => $"new Dictionary<int, double> {{ [0] = {D()}, [1] = {D()}, [2] = {D()}, [3] = 0.5 }}",
            Kind.Maybe => Choose(D(), "null", $"({Bool(1)} ? {D()} : (double?)null)"),
            Kind.Span => _scope.Find(_random, Kind.Array) is { } array && Chance(75)
                ? Choose($"{array.Name}.AsSpan()", $"{array.Name}.AsSpan(0, 4)", $"{array.Name}.AsSpan()[^4..]")
                : $"new double[] {{ {D()}, {D()}, {D()}, {D()} }}",
            Kind.Meter => Choose(
                $"new Gauge {{ Level = {D()} }}", $"new Dial {{ Level = {D()} }}",
                $"({Bool(1)} ? new Gauge {{ Level = {D()} }} : new Dial {{ Level = {D()} }})"),
            _ => _scope.Find(_random, Kind.Record) is { } record && Chance(60)
                ? Choose($"{record.Name} with {{ A = {D()} }}", $"{record.Name} with {{ W = {Value(Kind.Array, depth - 1)} }}")
                : $"new Snapshot({D()}, {Value(Kind.Array, depth - 1)})",
        };
    }

    void MutateOther(Variable v)
    {
        var (e, found) = (Bounded(2), Fresh("o"));
        Line(v.Kind switch
        {
            Kind.Dictionary => Choose(
                $"{v.Name}[{Index(1)}] = {e};", $"{v.Name}[{Index(1)}] += {e};", $"{v.Name}.TryAdd({Int(1)} & 7, {e});",
                $"if ({v.Name}.TryGetValue({Int(1)} & 7, out double {found})) {v.Name}[{Index(1)}] = Squash({found} + {e});"),
            Kind.Span => Choose($"{v.Name}[{Index(1)}] = {e};", $"{v.Name}[1..][{Int(1)} & 1] *= {e};", $"{v.Name}.Slice(2).Fill({e});",
                $"{v.Name}[..2].CopyTo({v.Name}[2..]);", $"{v.Name}.Reverse();"),
            _ => $"{v.Name}.Level {Choose("=", "+=")} {e};",
        });
    }

    Expression MethodOfOther(Variable v, int depth) => v.Kind switch
    {
        Kind.Dictionary => new(
            Choose($"({v.Name}.TryGetValue({Int(1)} & 7, out _) ? {v.Name}[0] : {v.Name}[3])",
                $"{v.Name}.GetValueOrDefault({Int(1)} & 7)"), 2),
        Kind.Maybe => new(Choose($"({v.Name} * 2 ?? {Leaf().Text})", $"({v.Name} is {{ }} ? {v.Name}.Value : {Leaf().Text})"), 4),
        Kind.Span => new(Choose($"Total({v.Name}.ToArray())", $"{v.Name}[^1]"), 4),
        Kind.Meter => new(
            Choose($"{v.Name}.Measure({Bounded(depth - 1)})", $"{v.Name}.Doubled({Bounded(depth - 1)})", $"Read({v.Name}, {Bounded(depth - 1)})",
                $"Read(new Gauge {{ Level = {Bounded(1)} }}, {Bounded(depth - 1)})"), 6),
        _ => new($"({v.Name} with {{ A = {Bounded(depth - 1)} }}).A", 2),
    };

    Expression? Pattern(int depth)
    {
        string D() => Bounded(depth - 1);
        var v = _scope.Find(_random, x => x.Kind is Kind.Double or Kind.Shape or Kind.Array or Kind.Node or Kind.Tuple or Kind.Meter);
        if (v is null)
            return null;
        var (a, b) = (Fresh("m"), Fresh("m"));
        var text = v.Kind switch
        {
            Kind.Double => $"{v.Name} switch {{ < -0.5 => {D()}, >= -0.5 and < 0.25 => {D()}, > 0.75 or 0.5 => {D()}, var {a} => {a} * 0.5 }}",
            Kind.Shape => $"{v.Name} switch {{ Rod {{ L: > 0.3 }} {a} => {a}.L * {a}.R, Disc {{ R: var {b} and < 0.4 }} => {b}, _ => {D()} }}",
            Kind.Array => $"{v.Name} switch {{ [> 0.2, var {a}, ..] => {a}, [.., < 0.1, var {b}] => {b} * 2, _ => {D()} }}",
            Kind.Node => $"{v.Name} switch {{ {{ Next: {{ V: var {a} }} }} => {a}, {{ V: > 0 and var {b}, P.A: < 1 }} => {b}, _ => {D()} }}",
            Kind.Tuple => $"{v.Name} switch {{ (> 0, var {a}) => {a}, (var {b}, < 0.3) => {b}, _ => {D()} }}",
            _ => $"{v.Name} switch {{ Gauge {{ Level: > 0 }} {a} => {a}.Level, Dial {b} => {b}.Measure({D()}), _ => {D()} }}",
        };
        return new($"({text})", 4);
    }

    /// <summary>A loop by goto, at times with a second entrance.</summary>
    void Goto(int depth)
    {
        var (top, middle, counter) = (Fresh("Top"), Fresh("Middle"), Fresh("k"));
        Line($"int {counter} = 0;");
        _scope.Add(new Variable(Kind.Int, counter, false));
        var irreducible = Chance(50);
        if (irreducible)
            Line($"if ({Bool(1)}) goto {middle};");
        var (loop, inSwitch) = (_loopDepth, _inSwitch);

        // As in lambdas: no ref locals, which may not be used across two entrances; no break.
        _scope.LambdaDepth++;
        _loopDepth++;
        Block(top + ":", depth);
        if (irreducible)
            Block(middle + ":", depth);
        _scope.LambdaDepth--;
        (_loopDepth, _inSwitch) = (loop, inSwitch);
        Line($"if ({counter}++ < {1 + _random.Next(3)} && {Bool(1)}) goto {top};");
    }
}
