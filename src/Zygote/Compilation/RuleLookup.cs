using System;
using System.Reflection;
using Zygote.Differentiation;
using Zygote.Rules;

namespace Zygote.Compilation;

static class RuleLookup
{
    static readonly System.Collections.Generic.Dictionary<string, MethodInfo> Table = Build();

    public static Rule? Find(MethodBase method, ReadOnlySpan<RuleKind> kinds)
    {
        if (Table.TryGetValue(Key(method.DeclaringType!, method.Name, [.. System.Linq.Enumerable.Select(method.GetParameters(), p => p.ParameterType)]), out var body))
            return new Rule(RuleKind.Derivative, body);
        return null;
    }

    public static bool IsPure(MethodBase method) => method.DeclaringType == typeof(Math);

    static string Key(Type t, string n, Type[] ps) => t + "." + n + "(" + string.Join(",", (object[])ps) + ")";

    static System.Collections.Generic.Dictionary<string, MethodInfo> Build()
    {
        var d = new System.Collections.Generic.Dictionary<string, MethodInfo>();
        foreach (var t in typeof(RuleLookup).Assembly.GetTypes())
        foreach (var m in t.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        foreach (var a in m.GetCustomAttributes<DerivativeOfAttribute>())
            d[Key(a.Type, a.Method, [.. System.Linq.Enumerable.SkipLast(System.Linq.Enumerable.Select(m.GetParameters(), p => p.ParameterType), 1)])] = m;
        return d;
    }
}
