using System.Globalization;
using System.Linq;

namespace Zygote.RandomPrograms.Tests.Generation;

sealed partial class ProgramGenerator
{
    void Statements(int count, int depth)
    {
        for (var i = 0; i < count; i++)
            Statement(depth);
    }

    void Block(string header, int depth, string tail = "", string? last = null)
    {
        Open(header);
        _scope.Enter();
        Statements(1 + _random.Next(3), depth + 1);
        _scope.Leave();
        if (last is not null)
            Line(last);
        Close(tail);
    }

    void Loop(string header, int depth, string tail = "")
    {
        _loopDepth++;
        var saved = _inSwitch;
        _inSwitch = false;
        Open(header);
        _scope.Enter();
        Statements(1 + _random.Next(3), depth + 1);
        _scope.Leave();
        Close(tail);
        _inSwitch = saved;
        _loopDepth--;
    }

    void Statement(int depth)
    {
        _budget--;
        var compound = depth < 4 && _budget > 0 && _loopDepth < 3;
        switch (_random.Next(compound ? 42 : 24))
        {
            case 0 or 1 or 2:
                Declare();
                break;
            case 3 or 4 or 5 or 6 or 7 or 8:
                Assign();
                break;
            case 9 or 10:
                Mutate();
                break;
            case 11:
                Element();
                break;
            case 12 or 13:
                CallStatement();
                break;
            case 14:
                SwapStatement();
                break;
            case 15:
                RefLocal(depth);
                break;
            case 16:
                Alias();
                break;
            case 17:
                Jump(depth);
                break;
            case 18:
                Deconstruct();
                break;
            case 19 or 20:
                Element();
                break;
            case 21:
                Declare();
                break;
            case 22 or 23:
                Risk();
                break;
            case 24 or 38 or 39:
                If(depth);
                break;
            case 25 or 26 or 27:
                For(depth);
                break;
            case 28:
                var counter = Fresh("k");
                Line($"int {counter} = 0;");
                _scope.Add(new Variable(Kind.Int, counter, false));
                Loop($"while ({counter}++ < {2 + _random.Next(3)} && {Bool(1)})", depth);
                break;
            case 29:
                counter = Fresh("k");
                Line($"int {counter} = 0;");
                _scope.Add(new Variable(Kind.Int, counter, false));
                Loop("do", depth, $" while (++{counter} < {1 + _random.Next(4)} && {Bool(1)});");
                break;
            case 30:
                Switch(depth);
                break;
            case 31:
                Foreach(depth);
                break;
            case 32:
                LocalFunction(depth);
                break;
            case 33 or 34:
                Try(depth);
                break;
            case 35 or 36:
                ForeachSequence(depth);
                break;
            case 40:
                Goto(depth);
                break;
            default:
                Block("", depth);
                break;
        }
    }

    void Declare()
    {
        var kind = Choose(
            Kind.Double, Kind.Double, Kind.Double, Kind.Int, Kind.Bool, Kind.Array, Kind.Array, Kind.Matrix, Kind.Jagged,
            Kind.Vec, Kind.Vec, Kind.Body, Kind.Bodies, Kind.Node, Kind.Node, Kind.Shape, Kind.Tuple, Kind.Function,
            Kind.Functions, Kind.List, Kind.Double, Kind.Dictionary, Kind.Maybe, Kind.Span, Kind.Meter, Kind.Record);
        if (_forbidden.Contains(kind) || (kind == Kind.Span && _scope.LambdaDepth > 0))
            kind = Kind.Double;
        if (_floats && Chance(20))
            kind = Kind.Float;
        var name = Fresh("v");
        Line($"{TypeName(kind)} {name} = {Value(kind, 2)};");
        _scope.Add(new Variable(kind, name, kind != Kind.Span && (kind != Kind.Function || Chance(50)), kind != Kind.Span, kind != Kind.Span));
    }

    /// <summary>A place that holds a double and may be assigned.</summary>
    string Place()
    {
        var v = _scope.Find(_random, x => x.Writable ? x.Kind == Kind.Double : x.Kind is Kind.Array or Kind.Node);
        if (v is null || Chance(45))
            return ElementPlace() ?? v?.Name ?? "_";
        return v.Kind == Kind.Double ? v.Name : LeafOf(v);
    }

    /// <summary>An element of an array or a field: may be passed by reference.</summary>
    string? ElementPlace()
    {
        var v = _scope.Find(_random, x => x.Kind is Kind.Array or Kind.Matrix or Kind.Jagged or Kind.Bodies or Kind.Node
            or Kind.Span or Kind.Shape or Kind.Cell || (x.Writable && x.Kind is Kind.Vec or Kind.Body or Kind.Tuple or Kind.Pair && x.Writable));
        return v is null ? null : LeafOf(v);
    }

    void Assign()
    {
        if (Chance(25))
        {
            AssignOther();
            return;
        }

        var place = Place();
        if (place == "_")
        {
            Declare();
            return;
        }

        switch (_random.Next(6))
        {
            case 0:
                Line($"{place} {Choose("+=", "-=")} {Bounded(2)};");
                break;
            case 1:
                Line($"{place} *= {Bounded(2, 1.2)};");
                break;
            case 2:
                Line($"{place} = Squash({place} + {Bounded(2)});");
                break;
            case 3:
                var leaf = Leaf();
                Line($"{place} /= 1 + {leaf.Text} * {leaf.Text};");
                break;
            default:
                Line($"{place} = {Bounded(3)};");
                break;
        }
    }

    void AssignOther()
    {
        var v = _scope.Find(_random, x => x.Writable && x.Kind != Kind.Double);
        switch (v?.Kind)
        {
            case null:
                Declare();
                break;
            case Kind.Int:
                Line(Choose($"{v.Name}++;", $"{v.Name} = {Int(1)} & 15;"));
                break;
            case Kind.Cell or Kind.Functions or Kind.Bodies or Kind.Pair or Kind.Span:
                Mutate(v);
                break;
            default:
                Line($"{v.Name} = {Value(v.Kind, 2)};");
                break;
        }
    }

    void Mutate(Variable? v = null)
    {
        v ??= _scope.Find(_random, x => x.Kind is Kind.Bodies or Kind.Node or Kind.Shape or Kind.List or Kind.Cell or Kind.Jagged
            or Kind.Functions or Kind.Dictionary or Kind.Span or Kind.Meter || (x.Writable && x.Kind is Kind.Vec or Kind.Body or Kind.Pair or Kind.Tuple && x.Writable));
        switch (v?.Kind)
        {
            case Kind.Vec:
                Line($"{v.Name}.Turn({Bounded(2)});");
                break;
            case Kind.Body:
                Line(Choose($"{v.Name}.Step({Bounded(2)});", $"{v.Name}.P.Turn({Bounded(2)});", $"{v.Name}.P = {Value(Kind.Vec, 2)};"));
                break;
            case Kind.Bodies:
                var i = Index(1);
                Line(Choose(
                    $"{v.Name}[{i}].Step({Bounded(2)});", $"{v.Name}[{i}].P.Turn({Bounded(2)});", $"{v.Name}[{i}] = {Value(Kind.Body, 2)};",
                    $"{v.Name}[{i}] = {v.Name}[{Index(1)}];"));
                break;
            case Kind.Node:
                Line(Choose(
                    $"{v.Name}.Update({Bounded(2)});", $"{v.Name}.P.Turn({Bounded(2)});", $"{v.Name}.Next = {Value(Kind.Node, 2)};",
                    $"{v.Name}.W = {Value(Kind.Array, 2)};", $"if ({v.Name}.Next != null) {v.Name}.Next.V = {Bounded(2)};",
                    $"{v.Name}.Next ??= new Node({Bounded(2)}, {v.Name});"));
                break;
            case Kind.Shape:
                var rod = Fresh("r");
                Line(Choose($"{v.Name}.Grow({Bounded(2)});", $"if ({v.Name} is Rod {rod} && {Bool(0)}) {rod}.L *= {Bounded(1)};"));
                break;
            case Kind.List when _enumerating:
                Line($"{v.Name}[0].CompareTo({Bounded(1)});");
                break;
            case Kind.List:
                Line(Choose($"{v.Name}.Add({Bounded(2)});", $"{v.Name}[{Index(1)}] = {Bounded(2)};", $"{v.Name}[{Index(1)}] += {Bounded(2)};"));
                break;
            case Kind.Jagged:
                Line($"{v.Name}[{Index(1)}] = {Value(Kind.Array, 2)};");
                break;
            case Kind.Functions:
                Line($"{v.Name}[{_random.Next(3)}] = {Value(Kind.Function, 2)};");
                break;
            case Kind.Tuple:
                Line($"{v.Name}.Item{1 + _random.Next(2)} = {Bounded(2)};");
                break;
            case Kind.Pair:
                Line(Choose($"{v.Name}.Shear({Bounded(1, 1)});", $"{v.Name}.W = {Value(Kind.Array, 2)};"));
                break;
            case Kind.Cell:
                Line(Choose($"{v.Name}.Absorb({Bounded(2)});", $"{v.Name}.W = {Value(Kind.Array, 2)};", $"{v.Name}.Next.V *= {Bounded(2)};", $"{v.Name}.Next = {Value(Kind.Cell, 2)};"));
                break;
            case Kind.Dictionary or Kind.Span or Kind.Meter:
                MutateOther(v);
                break;
            default:
                Declare();
                break;
        }
    }

    void Element()
    {
        if (ElementPlace() is not { } place)
        {
            Declare();
            return;
        }

        Line(_random.Next(4) switch
        {
            0 => $"{place} += {Bounded(2)};",
            1 => $"{place} *= {Bounded(2, 1.2)};",
            2 => $"{place} = {place} * 0.5 + {Bounded(2)};",
            _ => $"{place} = {Bounded(3)};",
        });
    }

    void CallStatement()
    {
        if (_scope.Helpers.Count == 0 || _loopDepth > 2
            || Invocation(_scope.Helpers[_random.Next(_scope.Helpers.Count)], 2) is not { } call)
        {
            Mutate();
            return;
        }

        var helper = _scope.Helpers.First(h => call.StartsWith(h.Name + "(", System.StringComparison.Ordinal));
        if (helper.Result is { } kind && Chance(70))
        {
            var name = Fresh("v");
            Line($"{TypeName(kind)} {name} = {call};");
            _scope.Add(new Variable(kind, name));
        }
        else
            Line(call + ";");
    }

    void SwapStatement()
    {
        var kind = Choose(Kind.Double, Kind.Array, Kind.Node, Kind.Vec, Kind.Function);
        if (kind == Kind.Double && ElementPlace() is { } a && ElementPlace() is { } b)
        {
            Line(Choose($"({a}, {b}) = ({b}, {a});", $"Swap(ref {a}, ref {b});").Replace("Swap(ref " + a + ", ref " + a + ")", a + " += 0", System.StringComparison.Ordinal));
            return;
        }

        var u = _scope.Find(_random, v => v.Kind == kind && v.Writable && v.Addressable);
        var w = _scope.Find(_random, v => v.Kind == kind && v.Writable && v.Addressable);
        if (u is null || w is null || u == w)
            Assign();
        else
            Line(Choose($"({u.Name}, {w.Name}) = ({w.Name}, {u.Name});", $"Swap(ref {u.Name}, ref {w.Name});"));
    }

    void RefLocal(int depth)
    {
        var name = Fresh("r");
        if (Chance(30) && _scope.Find(_random, Kind.Bodies) is { } bodies)
        {
            Line($"ref Body {name} = ref {bodies.Name}[{Index(1)}];");
            _scope.Add(new Variable(Kind.Body, name, Capturable: false));
            Line($"{name}.Step({Bounded(2)});");
        }
        else if (ElementPlace() is { } place && !place.StartsWith('p'))
        {
            Line($"ref double {name} = ref {place};");
            _scope.Add(new Variable(Kind.Double, name, Capturable: false));
            Line($"{name} {Choose("=", "+=", "-=")} {Bounded(2)};");
        }
        else
            Assign();
    }

    void Alias()
    {
        var kind = Choose(Kind.Array, Kind.Array, Kind.Node, Kind.Shape, Kind.Bodies, Kind.Jagged, Kind.List, Kind.Function);
        var u = _scope.Find(_random, kind);
        if (u is null)
        {
            Declare();
            return;
        }

        var w = _scope.Find(_random, kind)!;
        var name = Fresh("v");
        var extra = kind == Kind.Array && _scope.Find(_random, Kind.Jagged) is { } j && Chance(50) ? $"{j.Name}[{Index(1)}]" : null;
        if (kind == Kind.Node && Chance(40))
            extra = $"({u.Name}.Next ?? {w.Name})";
        if (kind == Kind.Array && Chance(20) && _scope.Find(_random, Kind.Node) is { } n)
            extra = $"{n.Name}.W";
        if (kind == Kind.Array && Chance(15))
            extra = $"(double[]){u.Name}.Clone()";
        Line($"{TypeName(kind)} {name} = {extra ?? (Chance(50) ? u.Name : $"{Bool(1)} ? {u.Name} : {w.Name}")};");
        _scope.Add(new Variable(kind, name));
        if (kind == Kind.Array)
            Line($"{name}[{Index(1)}] = {Bounded(2)};");
    }

    void Jump(int depth)
    {
        if (depth == 0 || _inFinally)
        {
            Assign();
            return;
        }

        var jump = _random.Next(3) switch
        {
            0 when _loopDepth > 0 && !_inSwitch && _scope.LambdaDepth == 0 => "break;",
            1 when _loopDepth > 0 && _scope.LambdaDepth == 0 => "continue;",
            _ when _inIterator && _scope.LambdaDepth == 0 => "yield break;",
            _ => _result is { } kind ? $"return {(kind == Kind.Double ? Bounded(2) : Value(kind, 1))};" : "return;",
        };
        Line($"if ({Bool(1)}) {jump}");
    }

    void Deconstruct()
    {
        var (a, b) = (Fresh("v"), Fresh("v"));
        Line($"var ({a}, {b}) = {Value(Kind.Tuple, 2)};");
        _scope.Add(new Variable(Kind.Double, a));
        _scope.Add(new Variable(Kind.Double, b));
    }

    void If(int depth)
    {
        Block($"if ({Bool(1)})", depth);
        if (Chance(25))
            Block($"else if ({Bool(1)})", depth);
        if (Chance(45))
            Block("else", depth);
    }

    void For(int depth)
    {
        var i = Fresh("i");
        _scope.Enter();
        var header = _random.Next(5) switch
        {
            0 => $"for (int {i} = {1 + _random.Next(3)}; {i} >= 0; {i}--)",
            1 => $"for (int {i} = 0; {i} < 1 + ({Int(1)} & 3); {i}++)",
            2 when _scope.Find(_random, Kind.Array) is { } a => $"for (int {i} = 0; {i} < {a.Name}.Length; {i}++)",
            _ => $"for (int {i} = 0; {i} < {2 + _random.Next(3)}; {i}++)",
        };
        _scope.Add(new Variable(Kind.Int, i, false));
        Loop(header, depth);
        _scope.Leave();
    }

    void Switch(int depth)
    {
        var saved = _inSwitch;
        _inSwitch = true;
        Open($"switch ({Int(1)} & 3)");
        var cases = 1 + _random.Next(3);
        for (var i = 0; i < cases; i++)
            Block(string.Create(CultureInfo.InvariantCulture, $"case {i}:"), depth, " break;");
        if (Chance(60))
            Block("default:", depth, " break;");
        Close();
        _inSwitch = saved;
    }

    void Foreach(int depth)
    {
        _scope.Enter();
        var name = Fresh("e");
        if (Chance(40) && _scope.Find(_random, Kind.Node) is { } node)
        {
            var fuel = Fresh("k");
            Line($"int {fuel} = 0;");
            _scope.Add(new Variable(Kind.Node, name, false));
            Loop($"for (Node {name} = {node.Name}; {name} != null && {fuel}++ < 3; {name} = {name}.Next)", depth);
        }
        else if (_scope.Find(_random, Kind.Array) is { } array)
        {
            _scope.Add(new Variable(Kind.Double, name, false, Addressable: false));
            Loop($"foreach (double {name} in {array.Name})", depth);
        }
        else
            Assign();
        _scope.Leave();
    }

    void LocalFunction(int depth)
    {
        if (_noLambdas)
        {
            Assign();
            return;
        }

        var name = Fresh("L");
        var parameter = Fresh("p");
        var (result, loop, inSwitch) = (_result, _loopDepth, _inSwitch);
        _result = Kind.Double;
        _inSwitch = false;
        _loopDepth++;
        _scope.LambdaDepth++;
        _scope.Enter();
        _scope.Add(new Variable(Kind.Double, parameter));
        Open($"double {name}(double {parameter})");
        Line($"{parameter} = {Bounded(2)};");
        if (_scope.Find(_random, v => v.Kind == Kind.Double && v.Writable && v.Name != parameter) is { } captured)
            Line($"{captured.Name} = {Bounded(2)};");
        Element();
        Line($"return {Bounded(2)};");
        Close();
        _scope.Leave();
        _scope.LambdaDepth--;
        (_result, _loopDepth, _inSwitch) = (result, loop, inSwitch);
        var v = Fresh("v");
        Line($"double {v} = {name}({Bounded(2)}) + {name}({Leaf().Text});");
        _scope.Add(new Variable(Kind.Double, v));
    }
}
