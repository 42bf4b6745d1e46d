using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Zygote.IR;

/// <summary>Values as C# expressions.</summary>
sealed partial class CodeExpressions(CodeValues values)
{
    /// <summary>A use of the value: the variable, or the whole expression where it is inlined.</summary>
    /// <param name="used">The operand.</param>
    /// <param name="loose">The type is clear from the context, so <c>5</c> will do for <c>5.0</c>.</param>
    public Code Use(Value used, bool loose = false)
    {
        var value = values.Resolve(used);
        return value switch
        {
            Constant c => CodeTypes.Literal(c, loose),
            OuterValue o => Code.Of(o.Name?.Text ?? o.Source.Name?.Text ?? "outer"),
            Instruction i when values.IsInlined(i) => Expression(i),
            _ => Code.Of(values.Name(value)),
        };
    }

    /// <summary>A use where the exact type is known: constants of type bool are true and false.</summary>
    public Code UseAs(Type exact, Value used, bool loose)
    {
        var value = values.Resolve(used);
        if (exact.IsByRef)
            return StackTypes.IsAddress(value.Type) ? Code.Of("ref " + Place(value)) : Use(value);
        if (exact == typeof(bool))
        {
            return value is Constant c
                ? Code.Of(c.IsZero ? "false" : "true")
                : values.IsBool(value) ? Truth(value).Holds : Use(value);
        }

        return Number(value, loose);
    }

    public Condition Truth(Value used)
    {
        var value = values.Resolve(used);
        if (value is Instruction { Opcode: Opcode.Compare } compare && values.IsInlined(compare))
            return Compare(compare);
        var code = Use(value);
        if (values.IsBool(value))
            return new Condition(code, new Code("!" + code.In(Code.Unary), Code.Unary));
        var zero = StackTypes.IsReference(value.Type) ? "null" : "0";
        return new Condition(
            new Code($"{code.In(Code.Equality)} != {zero}", Code.Equality),
            new Code($"{code.In(Code.Equality)} == {zero}", Code.Equality));
    }

    /// <summary>What an address points at, as the left side of an assignment.</summary>
    public Code Place(Value used)
    {
        var address = values.Resolve(used);
        if (address is not Instruction i)
            return Use(address);
        return i.Opcode switch
        {
            Opcode.Slot => Code.Of(values.Name(i)),
            Opcode.StaticAddress => Code.Of($"{CodeTypes.Of(Field(i).DeclaringType!)}.{Name(Field(i))}"),
            Opcode.FieldAddress => Code.Of(Owner(i.Operands[0]) + Member(Field(i))),
            Opcode.ElementAddress => Code.Of($"{Owner(i.Operands[0])}[{List(i.Operands.Skip(1), loose: true)}]"),
            Opcode.UnboxAddress => Cast((Type)i.Payload!, i.Operands[0]),
            _ => Use(i),
        };
    }

    /// <summary>The operation itself, also where the value is a variable.</summary>
    public Code Expression(Instruction i)
    {
        var o = i.Operands;
        return i.Opcode switch
        {
            Opcode.Add or Opcode.AddChecked or Opcode.AddCheckedUn => Checked(i, Binary(i, "+", Code.Sum)),
            Opcode.Sub or Opcode.SubChecked or Opcode.SubCheckedUn => Checked(i, Binary(i, "-", Code.Sum)),
            Opcode.Mul or Opcode.MulChecked or Opcode.MulCheckedUn => Checked(i, Binary(i, "*", Code.Product)),
            Opcode.Div or Opcode.DivUn => Binary(i, "/", Code.Product),
            Opcode.Rem or Opcode.RemUn => Binary(i, "%", Code.Product),
            Opcode.And => Binary(i, "&", Code.And),
            Opcode.Or => Binary(i, "|", Code.Or),
            Opcode.Xor => Binary(i, "^", Code.Xor),
            Opcode.Shl => Binary(i, "<<", Code.Shift),
            Opcode.Shr => Binary(i, ">>", Code.Shift),
            Opcode.ShrUn => Binary(i, ">>>", Code.Shift),
            Opcode.Neg => Prefix("-", o[0]),
            Opcode.Not => Prefix("~", o[0]),
            Opcode.Compare => Compare(i).Holds,
            Opcode.Convert => Conversion(i, (Conversion)i.Payload!),
            Opcode.GetField => Code.Of(Primary(o[0]) + Member(Field(i))),
            Opcode.WithField => Structure(i),
            Opcode.Caught => Code.Of("caught"),
            Opcode.Load => Place(o[0]),
            Opcode.Length => Code.Of($"{Primary(o[0])}.Length"),
            Opcode.NewArray => NewArray(i),
            Opcode.NewObject => Code.Of($"Allocate<{CodeTypes.Of(i.Type)}>()"),
            Opcode.Call or Opcode.CallVirtual => Call((MethodBase)i.Payload!, o),
            Opcode.CallFunction => Call((Function)i.Payload!, o),
            Opcode.NewDelegate => Delegate((DelegateTarget)i.Payload!, o[0]),
            Opcode.Box => Cast(typeof(object), o[0]),
            Opcode.Cast or Opcode.UncheckedCast => Cast((Type)i.Payload!, o[0]),
            Opcode.IsInstance =>
                new Code($"{Use(o[0]).In(Code.Relation)} as {CodeTypes.Of((Type)i.Payload!)}", Code.Relation),
            Opcode.Token when i.Payload is Type t => Code.Of($"typeof({CodeTypes.Of(t)})"),
            Opcode.Token => Code.Of($"handleof({((MemberInfo)i.Payload!).Name})"),
            Opcode.SizeOf => Code.Of($"sizeof({CodeTypes.Of((Type)i.Payload!)})"),
            _ => Place(i),
        };
    }

    public string Arguments(IEnumerable<Type> types, IEnumerable<Value> arguments) =>
        string.Join(", ", arguments.Zip(types, (a, t) => UseAs(t, a, loose: false).Text));

    string List(IEnumerable<Value> list, bool loose) => string.Join(", ", list.Select(v => Use(v, loose).Text));

    string Primary(Value value) => Use(value).In(Code.Primary);

    /// <summary>Objects and places of structs have fields in the same way.</summary>
    string Owner(Value value) =>
        (StackTypes.IsAddress(values.Resolve(value).Type) ? Place(value) : Use(value)).In(Code.Primary);

    static string Member(FieldInfo field) => field is InlineElement ? field.Name : "." + Name(field);

    static FieldInfo Field(Instruction i) => (FieldInfo)i.Payload!;

    /// <summary>The field behind an automatic property is shown as the property.</summary>
    static string Name(FieldInfo field) => field.Name.EndsWith(">k__BackingField", StringComparison.Ordinal)
        ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)]
        : field.Name;

    Code Binary(Instruction i, string sign, int binding)
    {
        var (a, b) = (values.Resolve(i.Operands[0]), values.Resolve(i.Operands[1]));
        var unsigned = i.Opcode is Opcode.DivUn or Opcode.RemUn;
        if (values.IsBool(i))
            return new Code($"{Truth(a).Holds.In(binding)} {sign} {Truth(b).Holds.In(binding + 1)}", binding);
        string Side(Value v, Value other, int least) =>
            unsigned ? Unsigned(v) : Number(v, other is not Constant).In(least);
        return new Code($"{Side(a, b, binding)} {sign} {Side(b, a, binding + 1)}", binding);
    }

    /// <summary>The value in arithmetic: comparisons become 0 or 1.</summary>
    Code Number(Value value, bool loose) => value is Instruction { Opcode: Opcode.Compare } i && values.IsInlined(i)
        ? new($"{Compare(i).Holds} ? 1 : 0", Code.Choice)
        : Use(value, loose);

    string Unsigned(Value value)
    {
        if (values.Resolve(value) is Constant)
            return Use(value, loose: true).Text;
        var type = value.Type == typeof(int) ? typeof(uint) : value.Type == typeof(long) ? typeof(ulong) : typeof(nuint);
        return Cast(type, value).Text;
    }

    Code Prefix(string sign, Value operand)
    {
        var code = Use(operand);
        var inner = code.Text.StartsWith(sign, StringComparison.Ordinal) ? code.In(Code.Primary) : code.In(Code.Unary);
        return new Code(sign + inner, Code.Unary);
    }

    static Code Checked(Instruction i, Code code) =>
        i.Opcode is Opcode.Add or Opcode.Sub or Opcode.Mul ? code : Code.Of($"checked({code})");

    Code Cast(Type type, Value value) => new($"({CodeTypes.Of(type)}){Use(value).In(Code.Unary)}", Code.Unary);

    Code Conversion(Instruction i, Conversion conversion)
    {
        var operand = values.Resolve(i.Operands[0]);
        var inner = conversion.FromUnsigned && StackTypes.IsInteger(operand.Type)
            ? Unsigned(operand)
            : Number(operand, loose: false).In(Code.Unary);
        var code = new Code($"({CodeTypes.Of(conversion.To)}){inner}", Code.Unary);
        return conversion.Checked ? Code.Of($"checked({code})") : code;
    }

    /// <summary>Both the comparison and its opposite: with NaN, not less is something else than greater or equal.</summary>
    Condition Compare(Instruction i)
    {
        var comparison = (Comparison)i.Payload!;
        var (a, b) = (values.Resolve(i.Operands[0]), values.Resolve(i.Operands[1]));
        if (comparison is Comparison.Equal or Comparison.NotEqual or Comparison.GreaterUn
            && b is Constant { IsZero: true } && (values.IsBool(a) || StackTypes.IsReference(a.Type)))
        {
            var truth = Truth(a);
            return comparison == Comparison.Equal ? truth.Not : truth;
        }

        var number = comparison >= Comparison.LessUn;
        var ordinary = number ? comparison - Comparison.LessUn + Comparison.Less : comparison;
        var isFloat = StackTypes.IsFloat(a.Type);
        string Side(Value v, Value other, int binding) => number && StackTypes.IsInteger(v.Type)
            ? Unsigned(v)
            : Number(v, other is not Constant).In(binding + 1);
        Code Text(Comparison c)
        {
            var (sign, binding) = c switch
            {
                Comparison.Equal => ("==", Code.Equality),
                Comparison.NotEqual => ("!=", Code.Equality),
                Comparison.Less => ("<", Code.Relation),
                Comparison.LessOrEqual => ("<=", Code.Relation),
                Comparison.Greater => (">", Code.Relation),
                _ => (">=", Code.Relation),
            };
            return new Code($"{Side(a, b, binding)} {sign} {Side(b, a, binding)}", binding);
        }

        var opposite = ordinary switch
        {
            Comparison.Equal => Comparison.NotEqual,
            Comparison.NotEqual => Comparison.Equal,
            Comparison.Less => Comparison.GreaterOrEqual,
            Comparison.LessOrEqual => Comparison.Greater,
            Comparison.Greater => Comparison.LessOrEqual,
            _ => Comparison.Less,
        };
        if (!isFloat || ordinary <= Comparison.NotEqual)
            return new Condition(Text(ordinary), Text(opposite));

        // The unordered comparisons of floats are the negations of the ordered ones.
        var shown = Text(number ? opposite : ordinary);
        var condition = new Condition(shown, new Code($"!({shown})", Code.Unary));
        return number ? condition.Not : condition;
    }
}
