using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.Intrinsics;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>How a tangent enters the sum: as it is, negated, times a partial derivative, or converted to another precision.</summary>
enum TermKind
{
    Plus,
    Minus,
    Times,
    Convert,
}

/// <summary>One summand of the linearisation of an instruction: what the tangent of one operand contributes.</summary>
sealed record Term(Value Operand, TermKind Kind, Value? Partial = null);

/// <summary>
/// The derivative of every scalar operation, as the terms of a linear map: yDot = sum of term(xDot). This is the one place
/// of the calculus: forward mode evaluates the map, reverse mode evaluates its transpose.
/// </summary>
sealed class Linearization(IDerivativeContext context)
{
    static readonly MethodInfo[] Scales =
    [
        Method(nameof(Calculus.Scale), typeof(double)), Method(nameof(Calculus.Scale), typeof(float)),
        Method(nameof(Calculus.ScaleNonzero), typeof(double)), Method(nameof(Calculus.ScaleNonzero), typeof(float)),
        Method(nameof(Calculus.ScaleTangent), typeof(double)), Method(nameof(Calculus.ScaleTangent), typeof(float)),
    ];

    /// <summary>The terms for the active operands; code for their partials is appended to the builder's block.</summary>
    /// <param name="y">A scalar operation, or a call of a method with a Derivative rule.</param>
    /// <param name="builder">Where partials are computed.</param>
    /// <param name="use">How that place names a primal value.</param>
    /// <param name="isActive">Which operands matter.</param>
    public List<Term> Terms(Instruction y, Builder builder, Func<Value, Value> use, Predicate<Value> isActive)
    {
        var terms = new List<Term>();
        var x = y.Operands;
        void Add(int operand, TermKind kind, Func<Value>? partial = null)
        {
            if (isActive(x[operand]))
                terms.Add(new Term(x[operand], kind, partial?.Invoke()));
        }

        switch (y.Opcode)
        {
            case Opcode.Add:
                Add(0, TermKind.Plus);
                Add(1, TermKind.Plus);
                break;
            case Opcode.Sub:
                Add(0, TermKind.Plus);
                Add(1, TermKind.Minus);
                break;
            case Opcode.Neg:
                Add(0, TermKind.Minus);
                break;
            case Opcode.Mul:
                Add(0, TermKind.Times, () => use(x[1]));
                Add(1, TermKind.Times, () => use(x[0]));
                break;
            case Opcode.Div:
                Add(0, TermKind.Times, () => builder.Div(Constant.Number(y.Type, 1), use(x[1])));
                Add(1, TermKind.Times, () => builder.Neg(builder.Div(use(y), use(x[1]))));
                break;
            case Opcode.Rem:
                Add(0, TermKind.Plus);
                Add(1, TermKind.Times, () =>
                    builder.Call(Method(nameof(Calculus.RemainderPartial), y.Type), use(x[0]), use(x[1])));
                break;
            case Opcode.Convert when StackTypes.IsFloat(x[0].Type):
                Add(0, TermKind.Convert);
                break;
            case Opcode.Call or Opcode.CallVirtual:
                AddRuleTerms(y, builder, use, isActive, terms);
                break;
            default:
                throw new InvalidOperationException($"no linearisation of {y.Opcode.Facts().Name}");
        }

        return terms;
    }

    /// <summary>What a tangent of the operand adds to the tangent of the result.</summary>
    public static Value Apply(Term term, Builder builder, Value tangent, Type resultType) =>
        Apply(term, builder, tangent, resultType, nameof(Calculus.ScaleTangent));

    /// <summary>What a cotangent of the result adds to the cotangent of the operand.</summary>
    public static Value ApplyTransposed(Term term, Builder builder, Value cotangent) =>
        Apply(term, builder, cotangent, term.Operand.Type, nameof(Calculus.Scale));

    public static bool IsScale(MethodBase method) => Array.IndexOf(Scales, method) >= 0;

    /// <summary>
    /// What <see cref="Apply(Term, Builder, Value, Type)"/> gives for a term of y, added to a sum. The tangent of a sum in any order is
    /// one, too.
    /// </summary>
    public static Value Add(Value sum, Term term, Builder builder, Value tangent, Instruction y)
    {
        var resultType = y.Type;
        if (StackTypes.IsFloat(sum.Type))
            return builder.Append(Opcode.Add, sum.Type, y.Payload as SumOrder?, sum, Apply(term, builder, tangent, resultType));
        if (term is { Kind: TermKind.Times, Partial: { } partial })
            return Vector(builder, nameof(Lanes.MultiplyAdd), tangent, Each(builder, partial, tangent.Type), sum);
        return Vector(builder, nameof(Lanes.Add), sum, Apply(term, builder, tangent, resultType));
    }

    static Value Apply(Term term, Builder builder, Value dual, Type type, string scale) => term.Kind switch
    {
        TermKind.Plus => dual,
        TermKind.Minus when !StackTypes.IsFloat(dual.Type) => Vector(builder, nameof(Lanes.Neg), dual),
        TermKind.Times when !StackTypes.IsFloat(dual.Type) => Vector(builder, nameof(Lanes.Mul), dual, Each(builder, term.Partial!, dual.Type)),
        TermKind.Convert when !StackTypes.IsFloat(dual.Type) => throw new OneDirectionException(),
        TermKind.Minus => builder.Neg(dual),
        TermKind.Times when IsOrdinary(term.Partial!) => builder.Mul(dual, term.Partial!),
        TermKind.Times => builder.Call(Array.Find(Scales, m => m.Name == scale && m.ReturnType == dual.Type)!, dual, term.Partial!),
        _ => builder.Convert(type, dual),
    };

    /// <summary>Nothing has to win over such a factor: neither zero nor infinite.</summary>
    static bool IsOrdinary(Value factor) => factor is Constant { Content: double or float } c
        && System.Convert.ToDouble(c.Content, System.Globalization.CultureInfo.InvariantCulture) is var number
        && number != 0 && double.IsFinite(number);

    public static MethodInfo Method(string name, Type type) =>
        typeof(Calculus).GetMethod(name, [type, type])!;

    static Value Each(Builder builder, Value partial, Type vector) => Vector(
        builder, vector.GetGenericTypeDefinition() == typeof(Vector512<>) ? nameof(Lanes.Broadcast512) : nameof(Lanes.Broadcast256), partial);

    static Value Vector(Builder builder, string operation, params Value[] operands) =>
        builder.Call(typeof(Lanes).GetMethod(operation, Array.ConvertAll(operands, o => o.Type))!, operands);

    void AddRuleTerms(Instruction y, Builder builder, Func<Value, Value> use, Predicate<Value> isActive, List<Term> terms)
    {
        var rule = context.FindRule((MethodBase)y.Payload!, RuleKind.Derivative)!;
        var partials = builder.Call(rule.Body!, [.. y.Operands.Select(use), use(y)]);
        var floats = Array.ConvertAll(rule.Inputs!, k => y.Operands[k]);
        for (var i = 0; i < floats.Length; i++)
        {
            if (isActive(floats[i]))
                terms.Add(new Term(floats[i], TermKind.Times, Tuples.Item(builder, partials, floats.Length, i)));
        }
    }
}
