using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Zygote.Rules;

// Rules for abstract methods and those of interfaces: they are for whatever implements them. One for a virtual method with a body is
// for that body alone.

static partial class RuleTable
{
    /// <summary>The rule for the abstract method, or that of an interface, that this one implements.</summary>
    static DerivativeRule? OfContract(MethodBase method)
    {
        // A struct is not what an interface's rule takes, see StructContracts; its static methods take none.
        if (method is not MethodInfo { IsAbstract: false } own || (own.DeclaringType!.IsValueType && !own.IsStatic))
            return null;
        if (own is { IsVirtual: true, IsStatic: false } && own.GetBaseDefinition() is { IsAbstract: true } first && HasOwnRules(first)
            && Look(first, []) is { } rule)
        {
            return rule;
        }
        return ContractsOf(own).Select(contract => Look(contract, [])).FirstOrDefault(found => found is not null);
    }

    /// <summary>The method of an interface whose rule is to be met where the struct's own method is called.</summary>
    public static MethodInfo? ContractOfStruct(MethodInfo method)
    {
        if (Find(method) is not null)
            return null;
        lock (Gate)
            return ContractsOf(method).FirstOrDefault(contract => Look(contract, []) is not null);
    }

    /// <summary>The methods of interfaces that have rules and that this one implements.</summary>
    static IEnumerable<MethodInfo> ContractsOf(MethodInfo own)
    {
        if (own.DeclaringType is not { IsInterface: false } type || !(own.IsVirtual || own.IsStatic) || ZeroDerivatives.IsSystem(type.Assembly))
            yield break;
        foreach (var contract in type.GetInterfaces())
        {
            if (ZeroDerivatives.IsSystem(contract.Assembly) || !HasRules(contract))
                continue;
            var map = type.GetInterfaceMap(contract);
            for (var i = 0; i < map.TargetMethods.Length; i++)
            {
                var target = map.TargetMethods[i];
                if (target is not null && target.MetadataToken == own.MetadataToken && target.Module == own.Module
                    && HasOwnRules(map.InterfaceMethods[i]))
                {
                    yield return map.InterfaceMethods[i];
                }
            }
        }
    }

    static bool HasOwnRules(MethodInfo contract)
    {
        ScanAssembly(contract.Module.Assembly);
        return Entries.ContainsKey((Definition(contract.DeclaringType!), contract.Name));
    }

    /// <summary>An interface map takes time.</summary>
    static bool HasRules(Type contract)
    {
        ScanAssembly(contract.Assembly);
        return Contracts.Contains(Definition(contract));
    }
}
