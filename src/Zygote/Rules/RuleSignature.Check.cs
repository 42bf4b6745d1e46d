using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

using Zygote.Compilation;

namespace Zygote.Rules;

// What is said to the author of a rule that fits nothing.

static partial class RuleSignature
{
    const BindingFlags All = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>
    /// The methods that a name may mean. A property means its getter, the name of the type itself its constructors;
    /// <paramref name="name"/> becomes theirs.
    /// </summary>
    public static MethodBase[] MembersOf(Type target, ref string name)
    {
        var member = name;
        if (name == ConstructorInfo.ConstructorName || name == target.Name.Split('`')[0])
        {
            name = ConstructorInfo.ConstructorName;
            return target.GetConstructors(All & ~BindingFlags.Static);
        }
        MethodBase[] methods = Array.FindAll(target.GetMethods(All), m => m.Name == member);
        if (methods.Length == 0 && Array.Exists(target.GetProperties(All), p => p.Name == member))
        {
            name = "get_" + member;
            methods = Array.FindAll(target.GetMethods(All), m => m.Name == "get_" + member);
        }
        return methods;
    }

    /// <exception cref="ArgumentException">There is no such method, or none that the rule fits.</exception>
    public static void Check(RuleKind kind, MethodInfo rule, Type target, ref string name, string where)
    {
        var shown = $"{TypeNames.Of(target)}.{name}";
        var overloads = MembersOf(target, ref name);
        if (overloads.Length == 0)
            throw new ArgumentException($"The rule {where} names {shown}, which does not exist.");
        var possible = Array.FindAll(overloads, m => Obstacle(kind, m) is null);
        if (possible.Length == 0)
            throw new ArgumentException($"The rule {where} is for {shown}: {Obstacle(kind, overloads[0])}.");
        if (rule.DeclaringType!.IsGenericType)
            throw new ArgumentException($"The rule {where} must not be in a generic class: give the method itself type parameters.");
        foreach (var method in possible)
        {
            if (FitsOpen(kind, rule, method))
                return;
        }

        var fitting = Array.Find(possible, m => Close(kind, rule, m, []) is not null);
        var should = string.Join(" or ", (fitting is null ? possible : [fitting]).Select(m => Describe(kind, m)));
        throw new ArgumentException($"The signature of the rule {where} does not fit {shown}. It should be: {should}.");
    }

    /// <summary>Why no rule of this kind can be for the method.</summary>
    static string? Obstacle(RuleKind kind, MethodBase method)
    {
        if (kind is RuleKind.Substitute or RuleKind.Mirror)
            return null;
        if (method is ConstructorInfo)
        {
            return "a constructor fills in an object that is there already; give it [SubstituteFor], " +
                "or give the rule to a static method that calls it";
        }
        if (IsStructMember(method))
        {
            return "a method of a struct gets its instance by reference; give it [SubstituteFor], " +
                "or give the rule to a static method that takes the struct";
        }
        if (ResultOf(method) == typeof(void))
            return "it returns nothing; give it [SubstituteFor], or give the rule to a method that returns what it computes";
        var bad = Array.Find(method.GetParameters(), p => p.ParameterType.IsByRef || p.ParameterType.IsByRefLike);
        if (bad is not null)
        {
            return $"its parameter {bad.Name} is {(bad.ParameterType.IsByRef ? "passed by reference" : "a span")}; " +
                "give it [SubstituteFor], or give the rule to a method that takes values and arrays";
        }
        if (ResultOf(method) is { IsByRef: true } or { IsByRefLike: true })
            return "it returns a reference or a span; give it [SubstituteFor]";
        return kind == RuleKind.Derivative && ResultOf(method) is { IsGenericParameter: false } result && !IsNumberFor(result, result)
            ? $"it returns {TypeNames.Of(result)}, and partials are for functions whose value is double, float or Complex; " +
                "give it [PullbackOf] and [PushforwardOf]"
            : null;
    }

    /// <summary>
    /// Whether the rule fits for some type arguments, in the type parameters of the method. What the result of an open rule for
    /// partials has to be depends on which arguments are numbers.
    /// </summary>
    static bool FitsOpen(RuleKind kind, MethodInfo rule, MethodBase method)
    {
        if (!rule.IsGenericMethodDefinition)
            return Close(kind, rule, method, []) is not null && PartsOf(kind, rule, method) is not null;
        Type[] arguments = ArgumentsOf(method);
        if (arguments.Length != rule.GetGenericArguments().Length)
            return kind == RuleKind.Substitute && rule.GetParameters().Length == InputsOf(method).Length;
        if (!Fits([.. Parameters(rule).Select(p => Replaced(p, arguments))], Expected(kind, method)))
            return false;
        var result = ResultOf(method);
        var returned = Replaced(rule.ReturnType, arguments);
        return kind switch
        {
            RuleKind.Pullback => IsPair(returned, result) && returned.GetGenericArguments()[1] is { IsGenericType: true } pullback
                && pullback.GetGenericTypeDefinition() == typeof(Func<,>) && pullback.GetGenericArguments()[0] == result,
            RuleKind.Pushforward => IsPair(returned, result) && returned.GetGenericArguments()[1] == result,
            _ => true,
        };
    }

    static bool IsPair(Type type, Type first) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTuple<,>) && type.GetGenericArguments()[0] == first;

    /// <summary>Type arguments of the declaring type, then of the method.</summary>
    static Type[] ArgumentsOf(MethodBase method) =>
        [.. method.DeclaringType!.GetGenericArguments(), .. method is MethodInfo { IsGenericMethod: true } ? method.GetGenericArguments() : []];

    /// <summary>Without a look at constraints, which may be narrower than those of the method.</summary>
    static Type Replaced(Type type, Type[] arguments)
    {
        if (type.IsGenericMethodParameter)
            return arguments[type.GenericParameterPosition];
        if (type.IsByRef)
            return Replaced(type.GetElementType()!, arguments).MakeByRefType();
        if (type.IsSZArray)
            return Replaced(type.GetElementType()!, arguments).MakeArrayType();
        if (type.IsArray)
            return Replaced(type.GetElementType()!, arguments).MakeArrayType(type.GetArrayRank());
        return type.IsConstructedGenericType
            ? type.GetGenericTypeDefinition().MakeGenericType(Array.ConvertAll(type.GetGenericArguments(), t => Replaced(t, arguments)))
            : type;
    }
}
