using System;
using System.Collections.Concurrent;
using System.Reflection;

namespace Zygote.Rules;

/// <summary>The types that <see cref="KeepsConstantsAttribute"/> names.</summary>
static class KeptConstants
{
    static readonly ConcurrentDictionary<Type, bool> Named = new();

    public static void AddFrom(Assembly rules)
    {
        foreach (var attribute in rules.GetCustomAttributes<KeepsConstantsAttribute>())
        {
            foreach (var type in attribute.Types)
                Named[type] = true;
        }
    }

    public static bool Has(Type type)
    {
        RuleTable.ScanAssembly(type.Assembly);
        for (var t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            if (Named.ContainsKey(t.IsConstructedGenericType ? t.GetGenericTypeDefinition() : t))
                return true;
        }

        return false;
    }
}
