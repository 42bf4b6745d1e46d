using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Zygote.Differentiation;
using Zygote.IR;

namespace Zygote.Compilation;

/// <summary>
/// Derivatives of callees that were made on the same assumption: which static fields lead to numbers that carry a derivative.
/// Most programs keep none there and share one scope. When a compilation finds such a field, it is begun again in a scope of
/// its own that knows the field, until nothing new is found.
/// </summary>
sealed class CompilationScope(StaticFieldScan scan, IReadOnlySet<object> active) : IStaticFields
{
    readonly HashSet<object> _found = [];

    public Dictionary<(object MethodOrFunction, ActivityPattern), SplitPair> Splits { get; } = [];

    public Dictionary<(object MethodOrFunction, ActivityPattern), Function> Wholes { get; } = [];

    public Dictionary<(object MethodOrFunction, ActivityPattern), Function> Pushforwards { get; } = [];

    /// <summary>Derivatives that differentiated functions take: by function and first type of the results.</summary>
    public Dictionary<(FunctionShape Function, Type Result, int Request), Function[]> Nested { get; } = [];

    /// <summary>
    /// What is differentiated in the place of finished code, by its functions. They share a tape and are asked for one by one: all must
    /// be of one derivation, even if a rule arrives in between.
    /// </summary>
    public ConditionalWeakTable<Function[], Function[]> Anew => field ??= [];

    /// <summary>A field was found that this scope does not know: what was made in it may be wrong.</summary>
    public bool IsOutdated => _found.Count > 0;

    public bool AnyActive => active.Count > 0;

    public bool IsActive(FieldInfo field) => active.Count > 0 && active.Contains(MemoryNode.Key(field));

    public void Activate(FieldInfo field)
    {
        if (!IsActive(field))
            _found.Add(MemoryNode.Key(field));
    }

    public void ActivateReferences(MethodBase method)
    {
        foreach (var field in scan.ReachOf(method).Used.Where(f => Carriers.HasReferences(f.FieldType)))
            Activate(field);
    }

    public bool MayTouch(Instruction call)
    {
        if (active.Count == 0)
            return false;
        if (call.Payload is not MethodBase method)
            return call.Opcode == Opcode.CallFunction; // derivative code of what may touch it
        if (call.Opcode == Opcode.CallVirtual)
            return true;
        if (SystemTypes.IsSystem(method.Module.Assembly))
            return call.Operands.Any(o => StaticFieldScan.CanCallBack(o.Type));
        var reach = scan.ReachOf(method);
        return reach.CallsUnknown || reach.Used.Any(IsActive);
    }

    /// <summary>Empties the scope of what may be wrong; returns the scope that knows what was found here.</summary>
    public CompilationScope Renewed()
    {
        var known = active.Concat(_found).ToHashSet();
        _found.Clear();
        RulesChanged();
        Anew.Clear();
        return new CompilationScope(scan, known);
    }

    public void RulesChanged()
    {
        Splits.Clear();
        Wholes.Clear();
        Pushforwards.Clear();
        Nested.Clear();
    }
}
