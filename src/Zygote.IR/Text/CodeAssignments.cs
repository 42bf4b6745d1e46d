using System;
using System.Collections.Generic;
using System.Linq;

namespace Zygote.IR;

/// <summary>Variables: where they are declared and what they are assigned.</summary>
sealed partial class CodePrinter
{
    /// <summary>
    /// The arguments of an edge go to the target's parameters all at once. One after the other does too, in an order in
    /// which no variable is overwritten that is still needed; where there is none, a tuple is assigned.
    /// </summary>
    void Assignments(Edge edge, List<Statement> statements)
    {
        var open = edge.Target.Parameters.Zip(edge.Arguments, (p, a) => (Parameter: p, Argument: a))
            .Where(e => IsVariable(e.Parameter) && _values.Resolve(e.Argument) != e.Parameter)
            .ToList();
        while (open.Count > 0)
        {
            var free = open.Where(e => !open.Any(o => o != e && Reads(o.Argument, e.Parameter))).ToList();
            if (free.Count == 0)
            {
                var targets = string.Join(", ", open.Select(e => _values.Name(e.Parameter)));
                var sources = string.Join(", ", open.Select(e => _expressions.Use(e.Argument)));
                statements.Add(new Line($"({targets}) = ({sources});"));
                return;
            }

            // Counters last: that makes for loops.
            var next = free.FirstOrDefault(e => e.Parameter.Type != typeof(int), free[0]);
            open.Remove(next);
            Assign(next.Parameter, next.Argument, statements);
        }
    }

    bool IsVariable(Value value) => !_values.IsAlias(value) && _values.UseCount(value) > 0;

    void Assign(BlockParameter target, Value argument, List<Statement> statements)
    {
        var name = _values.Name(target);
        var type = _declared.Add(target) ? CodeTypes.Of(target.Type) : null;
        var value = _expressions.Use(argument, loose: true);
        var step = type is null ? Step(name, argument, o => _values.Resolve(o) == target) : null;
        statements.Add(new Assign(type, name, value, step));
    }

    bool Reads(Value value, Value variable)
    {
        value = _values.Resolve(value);
        return value == variable
            || value is Instruction i && _values.IsInlined(i) && i.Operands.Any(o => Reads(o, variable));
    }

    Assign Store(Instruction store)
    {
        var place = _expressions.Place(store.Operands[0]);
        var exact = _values.Resolve(store.Operands[0]).Type.GetElementType()!;
        var step = Step(place.Text, store.Operands[1], o => _expressions.Use(o).Text == place.Text);
        return new Assign(null, place.Text, _expressions.UseAs(exact, store.Operands[1], loose: true), step);
    }

    /// <summary>The assignment of an operation on the target itself, as in <c>x *= 2</c>.</summary>
    string? Step(string target, Value value, Func<Value, bool> isTarget)
    {
        if (_values.Resolve(value) is not Instruction i || !_values.IsInlined(i) || i.Operands.Length != 2
            || !isTarget(i.Operands[0]))
            return null;
        var sign = i.Opcode switch { Opcode.Add => "+", Opcode.Sub => "-", Opcode.Mul => "*", Opcode.Div => "/", _ => null };
        if (sign is null)
            return null;
        var amount = _expressions.Use(i.Operands[1], loose: true);
        return amount.Text == "1" && (sign is "+" or "-") ? $"{target}{sign}{sign}" : $"{target} {sign}= {amount}";
    }

    void Define(Value value, Code code, List<Statement> statements) =>
        statements.Add(new Assign(_declared.Add(value) ? "var" : null, _values.Name(value), code));

    void Declare(IEnumerable<Value> values, List<Statement> statements)
    {
        foreach (var value in values.Where(IsVariable))
            Declare(value, statements);
    }

    void Declare(Value value, List<Statement> statements)
    {
        if (_declared.Add(value))
            statements.Add(new Assign(CodeTypes.Of(value.Type), _values.Name(value), null));
    }

    static Code Zero(Type type) => StackTypes.IsStruct(type)
        ? Code.Of("default")
        : type == typeof(bool) ? Code.Of("false") : CodeTypes.Literal(Constant.Zero(type), loose: true);

    bool IsCounter(string name, Block head) => _values.Variables([head])
        .Any(v => _values.Name(v) == name && !_values.IsUsedOutside(v, _loopText[_loopOf[head]]));
}
