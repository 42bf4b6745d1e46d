using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;
using Zygote.Rules;

namespace Zygote.Compilation;

/// <summary>Plain C# bodies that stand in for platform methods whose own code cannot be read.</summary>
static class Substitutions
{
    public static MethodInfo? Find(MethodBase method, IReadOnlyList<Value> arguments)
    {
        var types = arguments.Select(a => a.Type).ToArray();
        return RuleTable.Find(method, types) is { Kind: Rules.RuleKind.Substitute, Method: { ContainsGenericParameters: false } body }
            ? body
            : null;
    }
}
