using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.Differentiation;
using Zygote.IR;
using Zygote.Rules;

namespace Zygote.Compilation;

/// <summary>Plain C# bodies that stand in for platform methods whose own code cannot be read.</summary>
static class Substitutions
{
    /// <summary>A body for a virtual method stands in for its overrides in the platform, too.</summary>
    public static MethodInfo? Find(MethodBase method, IReadOnlyList<Value> arguments)
    {
        var types = arguments.Select(a => a.Type).ToArray();
        return Find(method, types)
            ?? (method is MethodInfo { IsVirtual: true } m && SystemTypes.IsSystem(m.Module.Assembly) && m.GetBaseDefinition() is var first
                && first != m ? Find(first, types) : null);
    }

    /// <summary>The method whose code counts for a call: the substitute, or the method itself.</summary>
    public static MethodBase Resolve(MethodBase method, IReadOnlyList<Value> arguments) => Find(method, arguments) ?? method;

    static MethodInfo? Find(MethodBase method, Type[] types) =>
        RuleTable.Find(method, types) is { Kind: Rules.RuleKind.Substitute, Method: { ContainsGenericParameters: false } body }
            ? body
            : null;
}
