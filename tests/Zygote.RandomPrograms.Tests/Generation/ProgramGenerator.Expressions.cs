using System.Globalization;
using System.Linq;

namespace Zygote.RandomPrograms.Tests.Generation;

sealed partial class ProgramGenerator
{
    /// <param name="Text">Fully parenthesised.</param>
    /// <param name="Bound">Of its absolute value, when all variables are at most 2.</param>
    readonly record struct Expression(string Text, double Bound);

    string Bounded(int depth, double bound = 2) => Squashed(Double(depth), bound);

    string Squashed(Expression e, double bound = 2)
    {
        if (e.Bound <= bound)
            return e.Text;
        return _random.Next(5) switch
        {
            0 => $"Math.Sin({e.Text})",
            1 => $"Math.Tanh({e.Text})",
            2 => $"Math.Cos({e.Text})",
            3 => $"Math.Atan({e.Text})",
            _ => $"Squash({e.Text})",
        };
    }

    Expression Double(int depth)
    {
        if (depth <= 0 || Chance(15))
            return Leaf();
        switch (_random.Next(28))
        {
            case 0 or 1 or 2:
                var (a, b) = (Double(depth - 1), Double(depth - 1));
                return new($"({a.Text} {Choose("+", "-")} {b.Text})", a.Bound + b.Bound);
            case 3 or 4 or 5:
                (a, b) = (Double(depth - 1), Double(depth - 1));
                return new($"({a.Text} * {b.Text})", a.Bound * b.Bound);
            case 6:
                return new($"Math.Sin({Double(depth - 1).Text})", 1);
            case 7:
                return new($"Math.Cos({Double(depth - 1).Text})", 1);
            case 8:
                return new($"Math.Tanh({Double(depth - 1).Text})", 1);
            case 9:
                return new($"Math.Exp({Bounded(depth - 1, 1.5)})", 4.5);
            case 10:
                var leaf = Leaf();
                return new($"Math.Sqrt(1 + {leaf.Text} * {leaf.Text})", 1 + leaf.Bound);
            case 11:
                leaf = Leaf();
                a = Double(depth - 1);
                return new($"({a.Text} / (1 + {leaf.Text} * {leaf.Text}))", a.Bound);
            case 12:
                leaf = Leaf();
                return new($"Math.Log(1.5 + {leaf.Text} * {leaf.Text})", 2);
            case 13:
                leaf = Leaf();
                return new($"Math.Pow(1.2 + {leaf.Text} * {leaf.Text}, {Choose("0.3", "1.5", "-1.0", "2")})", 1 + (leaf.Bound * leaf.Bound));
            case 14:
                (a, b) = (Double(depth - 1), Double(depth - 1));
                return new($"Math.{Choose("Max", "Min")}({a.Text}, {b.Text})", a.Bound + b.Bound);
            case 15:
                a = Double(depth - 1);
                return new($"Math.Abs({a.Text})", a.Bound);
            case 16:
                a = Double(depth - 1);
                return new($"(-{a.Text})", a.Bound);
            case 17:
                (a, b) = (Double(depth - 1), Double(depth - 1));
                return new($"({Bool(1)} ? {a.Text} : {b.Text})", a.Bound + b.Bound);
            case 18:
                (a, b) = (Double(depth - 1), Double(depth - 1));
                var c = Leaf();
                return new($"(({Int(1)} & 3) switch {{ 0 => {a.Text}, 1 => {b.Text}, _ => {c.Text} }})", a.Bound + b.Bound + c.Bound);
            case 19 or 20:
                return Call(depth) ?? Leaf();
            case 24 or 25:
                return Pattern(depth) ?? Leaf();
            case 22 or 23:
                return Query(depth) ?? Leaf();
            case 21:
                return _floats ? new($"(double)(float)({Double(depth - 1).Text})", 4) : Leaf();
            default:
                return Method(depth) ?? Leaf();
        }
    }

    Expression? Method(int depth)
    {
        var v = _scope.Find(_random, x => x.Kind is Kind.Vec or Kind.Body or Kind.Node or Kind.Shape or Kind.Function
            or Kind.Functions or Kind.List or Kind.Array or Kind.Bodies or Kind.Dictionary or Kind.Maybe or Kind.Span or Kind.Meter
            or Kind.Record);
        if (v is null)
            return null;
        return v.Kind switch
        {
            Kind.Vec => new($"{v.Name}.Norm()", 2),
            Kind.Body => new($"{v.Name}.Moved({Bounded(depth - 1)}).{Choose("A", "B", "Norm()")}", 4),
            Kind.Bodies => new($"{v.Name}[{Index(1)}].Moved({Bounded(depth - 1)}).{Choose("A", "B", "Norm()")}", 4),
            Kind.Node => new($"{v.Name}.Sum({_random.Next(4)})", 6),
            Kind.Shape => new($"{v.Name}.Eval({Bounded(depth - 1)})", 2),
            Kind.Function => new(Choose($"{v.Name}({Bounded(depth - 1)})", $"Apply({v.Name}, {Bounded(depth - 1)})"), 2),
            Kind.Functions => new($"{v.Name}[({Int(1)} & 3) % 3]({Bounded(depth - 1)})", 2),
            Kind.Array => new($"Total({v.Name})", 4),
            Kind.Dictionary or Kind.Maybe or Kind.Span or Kind.Meter or Kind.Record => MethodOfOther(v, depth),
            _ => new($"{v.Name}[{v.Name}.Count - 1]", 2),
        };
    }

    /// <summary>A call of a helper with a real result.</summary>
    Expression? Call(int depth)
    {
        if (_loopDepth > 2)
            return null;
        var helpers = _scope.Helpers.Where(h => h.Result == Kind.Double).ToArray();
        if (helpers.Length == 0)
            return null;
        return Invocation(helpers[_random.Next(helpers.Length)], depth) is { } text ? new(text, 2) : null;
    }

    string? Invocation(Helper helper, int depth)
    {
        var arguments = helper.Parameters.Select(p => p.Modifier switch
        {
            "ref " or "out " => _scope.Find(_random, v => v.Kind == p.Kind && v.Writable && v.Addressable) is { } v
                ? p.Modifier + v.Name
                : p.Kind == Kind.Double && ElementPlace() is { } place ? p.Modifier + place : null,
            "depth " => _random.Next(4).ToString(CultureInfo.InvariantCulture),
            _ => Value(p.Kind, depth - 1),
        }).ToArray();
        return arguments.Contains(null) ? null : $"{helper.Name}({string.Join(", ", arguments)})";
    }

    Expression Leaf()
    {
        if (Chance(12))
            return Constant();
        var v = _scope.Find(_random, x => x.Kind is not (Kind.Bool or Kind.Function or Kind.Functions));
        return v is null ? Constant() : new(LeafOf(v), 2);
    }

    Expression Constant() =>
        new((_random.Next(1, 16) / 8.0).ToString("0.0##", CultureInfo.InvariantCulture), 2);

    string LeafOf(Variable v) => v.Kind switch
    {
        Kind.Double or Kind.Float => v.Name,
        Kind.Int => $"(0.3 * {v.Name})",
        Kind.Array => $"{v.Name}[{Index(1)}]",
        Kind.Matrix => $"{v.Name}[{Index(1)}, {Index(0)}]",
        Kind.Jagged => $"{v.Name}[{Index(1)}][{Index(0)}]",
        Kind.Vec => $"{v.Name}.{Choose("A", "B")}",
        Kind.Body => $"{v.Name}.{Choose("P.A", "P.B", "C", "C")}",
        Kind.Bodies => $"{v.Name}[{Index(1)}].{Choose("P.A", "P.B", "C", "C")}",
        Kind.Node => $"{v.Name}.{Choose("V", "V", "P.A", "W[" + Index(0) + "]")}",
        Kind.Shape => $"{v.Name}.R",
        Kind.Tuple => $"{v.Name}.{Choose("Item1", "Item2")}",
        Kind.List => $"{v.Name}[{Index(1)}]",
        Kind.Pair => $"{v.Name}.{Choose("A", "B", "W[" + Index(1) + "]")}",
        Kind.Cell => $"{v.Name}.{Choose("V", "W[" + Index(1) + "]", "Next.V", "Next.W[" + Index(0) + "]")}",
        Kind.Dictionary => $"{v.Name}[{Index(1)}]",
        Kind.Maybe => Choose($"({v.Name} ?? 0.3)", $"{v.Name}.GetValueOrDefault()"),
        Kind.Span => $"{v.Name}[{Index(1)}]",
        Kind.Meter => $"{v.Name}.Level",
        Kind.Record => $"{v.Name}.{Choose("A", "W[" + Index(1) + "]")}",
        _ => "0.5",
    };

    string Index(int depth) => Chance(40)
        ? _random.Next(4).ToString(CultureInfo.InvariantCulture)
        : $"{Int(depth)} & 3";

    string Int(int depth)
    {
        if (depth > 0)
        {
            switch (_random.Next(8))
            {
                case 0:
                    return $"({Int(depth - 1)} {Choose("+", "-", "*", "^", "|")} {Int(depth - 1)})";
                case 1:
                    return $"((int)Math.Floor(3 * {Double(1).Text}) & 7)";
                case 2 when _scope.Find(_random, Kind.Array) is { } a:
                    return $"({a.Name}.Length - 1)";
                case 3 when _scope.Find(_random, v => v.Kind is Kind.Body) is { } b:
                    return $"{b.Name}.K";
                case 4:
                    return $"({Bool(0)} ? {Int(0)} : {Int(0)})";
            }
        }

        return _scope.Find(_random, Kind.Int) is { } v && Chance(75)
            ? v.Name
            : _random.Next(6).ToString(CultureInfo.InvariantCulture);
    }

    string Bool(int depth)
    {
        if (depth > 0)
        {
            switch (_random.Next(6))
            {
                case 0:
                    return $"(({Bool(0)}) {Choose("&&", "||", "==", "&")} ({Bool(0)}))";
                case 1:
                    return $"!({Bool(0)})";
            }
        }

        return _random.Next(5) switch
        {
            0 => $"({Int(0)} & 1) == {_random.Next(2)}",
            1 when _scope.Find(_random, Kind.Bool) is { } v => v.Name,
            2 => $"{Int(0)} {Choose("<", ">", "==", "!=")} {Int(0)}",
            _ => $"{Double(1).Text} {Choose("<", ">", "<=", ">=")} {Double(1).Text}",
        };
    }

    /// <summary>A value of a type, to be stored or passed.</summary>
    string Value(Kind kind, int depth)
    {
        if (kind is not (Kind.Double or Kind.Int or Kind.Bool or Kind.Float or Kind.Span) && Chance(55)
            && _scope.Find(_random, kind) is { } v)
        {
            return v.Name;
        }

        if (depth > 0 && _loopDepth < 3 && Chance(25))
        {
            var helpers = _scope.Helpers.Where(h => h.Result == kind && kind != Kind.Double).ToArray();
            if (helpers.Length > 0 && Invocation(helpers[_random.Next(helpers.Length)], depth) is { } call)
                return call;
            if (kind is Kind.Vec or Kind.Body or Kind.Array or Kind.Tuple or Kind.Node or Kind.Function)
            {
                return Chance(50)
                    ? $"Pick<{TypeName(kind)}>({Bool(1)}, {Value(kind, depth - 1)}, {Value(kind, depth - 1)})"
                    : $"({Bool(1)} ? {Value(kind, depth - 1)} : {Value(kind, depth - 1)})";
            }
        }

        string D() => Bounded(depth);
        return kind switch
        {
            Kind.Double => D(),
            Kind.Float => $"(float)({D()})",
            Kind.Int => Int(depth),
            Kind.Bool => Bool(depth),
            Kind.Array => Choose($"new double[] {{ {D()}, {D()}, {D()}, {D()} }}", "new double[5]"),
            Kind.Matrix => Choose("new double[4, 5]", $"new double[,] {{ {{ {D()}, 1, 2, 3 }}, {{ {D()}, {D()}, 0, 1 }}, {{ 0, 0, {D()}, 1 }}, {{ 1, {D()}, 0, 1 }} }}"),
            Kind.Jagged => $"new double[][] {{ {Value(Kind.Array, depth - 1)}, {Value(Kind.Array, depth - 1)}, {Value(Kind.Array, 0)}, new double[4] }}",
            Kind.Vec => Vec(depth),
            Kind.Body => $"new Body {{ P = {Value(Kind.Vec, depth - 1)}, C = {D()}, K = {Int(0)} }}",
            Kind.Bodies => "new Body[4]",
            Kind.Node => $"new Node({D()}, {(depth > 0 && Chance(40) ? Value(Kind.Node, depth - 1) : "null")})",
            Kind.Shape => Choose($"new Disc {{ R = {D()} }}", $"new Rod {{ R = {D()}, L = {D()} }}", $"(Shape)({Bool(1)} ? new Disc {{ R = {D()} }} : new Rod())"),
            Kind.Tuple => $"({D()}, {D()})",
            Kind.Function => Lambda(depth),
            Kind.Functions => $"new Func<double, double>[] {{ {Value(Kind.Function, depth - 1)}, {Value(Kind.Function, depth - 1)}, {Lambda(1)} }}",
            Kind.List => $"new List<double> {{ {D()}, {D()}, {D()}, {D()} }}",
            Kind.Pair => $"new Pair {{ A = {D()}, B = {D()}, W = {Value(Kind.Array, depth - 1)} }}",
            Kind.Cell => $"new Cell {{ V = {D()}, W = {Value(Kind.Array, depth - 1)}, Next = new Cell {{ W = {Value(Kind.Array, 0)} }} }}",
            Kind.Dictionary or Kind.Maybe or Kind.Span or Kind.Meter or Kind.Record => ValueOfOther(kind, depth),
            _ => "default",
        };
    }

    string Vec(int depth) => _random.Next(3) switch
    {
        0 when _scope.Find(_random, Kind.Vec) is { } v => $"{v.Name} + 0.5 * new Vec({Bounded(depth - 1)}, {Bounded(depth - 1)})",
        1 when _scope.Find(_random, Kind.Body) is { } v => $"{v.Name}.P",
        _ => $"new Vec({Bounded(depth)}, {Bounded(depth)})",
    };

    string Lambda(int depth)
    {
        if (_noLambdas)
            return Choose("Math.Sin", "Squash", "Math.Tanh");
        var name = Fresh("u");
        _scope.Enter();
        _scope.LambdaDepth++;
        _scope.Add(new Variable(Kind.Double, name));
        var savedLoop = _loopDepth;
        _loopDepth++;
        string text;
        var target = Chance(25) ? _scope.Find(_random, v => v.Kind == Kind.Double && v.Writable && v.Name != name) : null;
        if (target is not null)
            text = $"{name} => {{ {target.Name} = {Bounded(1)}; return {Bounded(depth)}; }}";
        else
            text = Chance(15) ? Choose("Math.Sin", "Squash", "Math.Tanh") : $"{name} => {Bounded(depth + 1)}";
        _loopDepth = savedLoop;
        _scope.LambdaDepth--;
        _scope.Leave();
        return text;
    }
}
