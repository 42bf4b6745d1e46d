using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;

using Zygote.Compilation;
using Zygote.Differentiation;

namespace Zygote.Rules;

/// <summary>Which rule bodies fit which methods.</summary>
static partial class RuleSignature
{
    /// <summary>The parameters of a method, the instance first.</summary>
    public static Type[] InputsOf(MethodBase method)
    {
        var parameters = method.GetParameters().Select(p => p.ParameterType);
        return method.IsStatic || method is ConstructorInfo ? [.. parameters] : [method.DeclaringType!, .. parameters];
    }

    public static Type ResultOf(MethodBase method) =>
        method is MethodInfo info ? info.ReturnType : method.DeclaringType!;

    /// <summary>
    /// The body closed for the method, or null when the parameters do not fit. Type arguments are those of the declaring
    /// type followed by those of the method; a substitute may instead infer them from the static types of the arguments.
    /// </summary>
    public static MethodInfo? Close(RuleKind kind, MethodInfo rule, MethodBase method, ReadOnlySpan<Type> argumentTypes)
    {
        if (rule.IsGenericMethodDefinition)
        {
            var arguments = ArgumentsOf(method);
            if (arguments.Length != rule.GetGenericArguments().Length)
                return kind == RuleKind.Substitute ? Infer(rule, method, argumentTypes) : null;
            if (WithArguments(rule, arguments) is not { } closed)
                return null;
            rule = closed;
        }
        return Fits(Parameters(rule), Expected(kind, method)) ? rule : null;
    }

    /// <summary>What the parameters of a rule have to be.</summary>
    public static Type[] Expected(RuleKind kind, MethodBase method)
    {
        var inputs = InputsOf(method);
        return kind switch
        {
            RuleKind.Derivative => [.. inputs, ResultOf(method)],
            RuleKind.Pushforward => [.. inputs, .. inputs],

            // Code makes the object first and then calls the constructor on it.
            RuleKind.Substitute when method is ConstructorInfo => [method.DeclaringType!, .. inputs],

            // What a method does to a struct is seen outside.
            RuleKind.Substitute when IsStructMember(method) => [inputs[0].MakeByRefType(), .. inputs[1..]],
            RuleKind.Mirror => [.. inputs, .. inputs, typeof(Tape)],
            _ => inputs,
        };
    }

    /// <summary>
    /// To which inputs the parts of the rule's result belong; null when the result does not fit. A derivative has a partial
    /// for each number; a pullback a cotangent for each input, or for each one that can carry a derivative.
    /// </summary>
    public static int[]? PartsOf(RuleKind kind, MethodInfo rule, MethodBase method)
    {
        var inputs = InputsOf(method);
        var result = ResultOf(method);
        var all = new int[inputs.Length];
        for (var i = 0; i < all.Length; i++)
            all[i] = i;
        switch (kind)
        {
            case RuleKind.Derivative:
                var numbers = Array.FindAll(all, i => IsNumberFor(result, inputs[i]));
                return IsNumberFor(result, result) && rule.ReturnType == TupleOf(Array.ConvertAll(numbers, i => inputs[i]))
                    && (result != typeof(Complex) || !Array.Exists(inputs, IsNumber))
                    ? numbers
                    : null;
            case RuleKind.Pullback:
                var active = Array.FindAll(all, i => Shadow.CanCarryDerivative(inputs[i]));
                foreach (var parts in (int[][])[all, active])
                {
                    if (parts.Length > 0 && rule.ReturnType == PullbackResult(result, TupleOf(Array.ConvertAll(parts, i => inputs[i]))))
                        return parts;
                }
                return null;
            case RuleKind.Pushforward:
                return rule.ReturnType == typeof(ValueTuple<,>).MakeGenericType(result, result) ? all : null;
            default:
                return all;
        }
    }

    /// <summary>The declaration that would fit, for messages.</summary>
    public static string Describe(RuleKind kind, MethodBase method)
    {
        var inputs = InputsOf(method);
        var result = ResultOf(method);
        var returns = kind switch
        {
            RuleKind.Derivative => TupleOf(inputs.Where(i => IsNumberFor(result, i))),
            RuleKind.Pullback => PullbackResult(result, TupleOf(inputs.Where(Shadow.CanCarryDerivative))),
            RuleKind.Pushforward => typeof(ValueTuple<,>).MakeGenericType(result, result),
            _ => result,
        };
        var arguments = ArgumentsOf(method).Where(a => a.IsGenericParameter).Select(TypeNames.Of).ToArray();
        return $"static {TypeNames.Of(returns)} {method.Name}{(arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments)}>")}" +
            $"({string.Join(", ", Expected(kind, method).Select(TypeNames.Of))})";
    }

    static bool IsStructMember(MethodBase method) => method is { IsStatic: false, DeclaringType.IsValueType: true };

    static bool IsNumber(Type type) => type == typeof(double) || type == typeof(float);

    /// <summary>Partials of real functions are by real numbers, of complex ones by complex numbers.</summary>
    static bool IsNumberFor(Type result, Type type) =>
        result == typeof(Complex) ? type == typeof(Complex) : IsNumber(type);

    static Type PullbackResult(Type value, Type cotangents) =>
        typeof(ValueTuple<,>).MakeGenericType(value, typeof(Func<,>).MakeGenericType(value, cotangents));

    static Type TupleOf(IEnumerable<Type> types)
    {
        Type[] items = [.. types];
        return items.Length switch
        {
            0 => typeof(void),
            1 => items[0],
            _ => Tuple(items),
        };
    }

    /// <summary>More than seven items are nested in the last one, as C# does it.</summary>
    static Type Tuple(Type[] items) => items.Length switch
    {
        1 => typeof(ValueTuple<>).MakeGenericType(items),
        2 => typeof(ValueTuple<,>).MakeGenericType(items),
        3 => typeof(ValueTuple<,,>).MakeGenericType(items),
        4 => typeof(ValueTuple<,,,>).MakeGenericType(items),
        5 => typeof(ValueTuple<,,,,>).MakeGenericType(items),
        6 => typeof(ValueTuple<,,,,,>).MakeGenericType(items),
        7 => typeof(ValueTuple<,,,,,,>).MakeGenericType(items),
        _ => typeof(ValueTuple<,,,,,,,>).MakeGenericType([.. items[..7], Tuple(items[7..])]),
    };

    static Type[] Parameters(MethodInfo rule) => [.. rule.GetParameters().Select(p => p.ParameterType)];

    static bool Fits(Type[] actual, Type[] expected) => actual.AsSpan().SequenceEqual(expected);

    /// <summary>The open substitute while nothing is known about the arguments; else closed so that they fit.</summary>
    static MethodInfo? Infer(MethodInfo rule, MethodBase method, ReadOnlySpan<Type> argumentTypes)
    {
        var parameters = Parameters(rule);
        var inputs = InputsOf(method);
        if (parameters.Length != inputs.Length)
            return null;
        if (argumentTypes.IsEmpty)
            return rule;
        var bound = new Type?[rule.GetGenericArguments().Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            // Spans are other types where arguments come from.
            if (!Unify(parameters[i], inputs[i].IsByRefLike ? inputs[i] : argumentTypes[i], bound))
                return null;
        }
        return Array.TrueForAll(bound, t => t is not null) ? WithArguments(rule, bound!) : null;
    }

    /// <summary>Null when a constraint is not met.</summary>
    static MethodInfo? WithArguments(MethodInfo rule, Type[] arguments)
    {
        try
        {
            return rule.MakeGenericMethod(arguments);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    static bool Unify(Type parameter, Type argument, Type?[] bound)
    {
        if (parameter.IsGenericMethodParameter)
        {
            var known = bound[parameter.GenericParameterPosition] ??= argument;
            return known == argument;
        }
        if (parameter.IsArray)
        {
            return argument.IsArray && parameter.GetArrayRank() == argument.GetArrayRank()
                && Unify(parameter.GetElementType()!, argument.GetElementType()!, bound);
        }
        if (!parameter.ContainsGenericParameters)
            return parameter == argument || !parameter.IsArray;
        if (!argument.IsConstructedGenericType || argument.GetGenericTypeDefinition() != parameter.GetGenericTypeDefinition())
            return false;
        var (inner, outer) = (parameter.GetGenericArguments(), argument.GetGenericArguments());
        for (var i = 0; i < inner.Length; i++)
        {
            if (!Unify(inner[i], outer[i], bound))
                return false;
        }
        return true;
    }
}
