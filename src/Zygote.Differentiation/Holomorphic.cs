using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Calls of complex functions whose derivative is known as a complex number: the linear map of two real numbers is a
/// multiplication by it, and the transpose one by its conjugate.
/// </summary>
/// <remarks>
///   y = call f, x        =>   yDot = rotate(xDot, p)    with p = rule(x, y)
///                             xBar += rotate(yBar, conjugate p)
/// </remarks>
static class Holomorphic
{
    static readonly MethodInfo Turn = typeof(Calculus).GetMethod(nameof(Calculus.TurnTangent))!;
    static readonly MethodInfo TurnBack = typeof(Calculus).GetMethod(nameof(Calculus.TurnCotangent))!;
    static readonly MethodInfo Sum = typeof(Complex).GetMethod("op_Addition", [typeof(Complex), typeof(Complex)])!;

    /// <summary>For each dual; the partials are computed once.</summary>
    public static Func<int, Value> Tangents(Jvp jvp, Builder builder, Instruction y, Rule rule)
    {
        var partials = Partials(builder, y, rule, v => v, jvp.NeedsDual);
        return index =>
        {
            Value? sum = null;
            foreach (var (x, partial) in partials)
            {
                var tangent = builder.Call(Turn, jvp.Dual(x, index), partial);
                sum = sum is null ? tangent : builder.Call(Sum, sum, tangent);
            }

            return sum ?? Constant.Zero(y.Type);
        };
    }

    public static List<(Value X, Value XBar)> Cotangents(
        Builder builder, Instruction y, Rule rule, Value yBar, Func<Value, Value> use, Predicate<Value> isActive) =>
        Partials(builder, y, rule, use, isActive).ConvertAll(p => (p.X, builder.Call(TurnBack, yBar, p.Partial)));

    static List<(Value X, Value Partial)> Partials(
        Builder builder, Instruction y, Rule rule, Func<Value, Value> use, Predicate<Value> isActive)
    {
        var partials = builder.Call(rule.Body!, [.. y.Operands.Select(use), use(y)]);
        var result = new List<(Value, Value)>();
        for (var i = 0; i < rule.Inputs!.Length; i++)
        {
            var x = y.Operands[rule.Inputs[i]];
            if (x is not Constant && isActive(x))
                result.Add((x, Tuples.Item(builder, partials, rule.Inputs.Length, i)));
        }

        return result;
    }
}
