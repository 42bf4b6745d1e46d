using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using Zygote.Differentiation;
using Zygote.Lifting;
using Zygote.Rules;
using RuleKind = Zygote.Rules.RuleKind;

namespace Zygote.Compilation;

/// <summary>
/// Which static fields methods use, themselves and through what they call. Read from the IL, since methods that cannot be
/// lifted use static fields too. Methods of the platform, and what runs beside derivative code, use none of the program's.
/// </summary>
sealed class StaticFieldScan
{
    static readonly Assembly?[] Ours =
    [
        typeof(StaticFieldScan).Assembly, typeof(Tape).Assembly, typeof(Lifter).Assembly, typeof(IR.Function).Assembly,
        typeof(Passes.Pipeline).Assembly, typeof(Emission.Emitter).Assembly,
    ];

    readonly ConcurrentDictionary<MethodBase, Own> _own = new();
    readonly ConcurrentDictionary<MethodBase, Reach> _reach = new();

    /// <summary>What one method's own code has.</summary>
    /// <param name="Used">Static fields that are read or written.</param>
    /// <param name="Stored">Those of them that are written, or whose address is taken.</param>
    /// <param name="Calls">Methods that are called directly.</param>
    /// <param name="Offered">Methods that may be called through delegates and objects made here.</param>
    /// <param name="CallsUnknown">There are calls whose target is known at run time only.</param>
    sealed record Own(
        HashSet<FieldInfo> Used, HashSet<FieldInfo> Stored, HashSet<MethodBase> Calls, HashSet<MethodBase> Offered,
        bool CallsUnknown);

    /// <summary>What a method and all that it calls directly use.</summary>
    public sealed record Reach(IReadOnlyList<FieldInfo> Used, bool CallsUnknown);

    public Reach ReachOf(MethodBase method) => _reach.GetOrAdd(method, m =>
    {
        var all = Closure([m], own => own.Calls).ToArray();
        return new Reach([.. all.SelectMany(o => o.Used)], all.Any(o => o.CallsUnknown));
    });

    /// <summary>Static fields that are written by methods which can be reached through delegates and objects only.</summary>
    public IEnumerable<FieldInfo> StoredBehindCalls(MethodBase method)
    {
        var direct = Closure([method], own => own.Calls.Concat(own.Offered));
        return Closure(direct.SelectMany(own => own.Offered), own => own.Calls.Concat(own.Offered))
            .SelectMany(own => own.Stored).Distinct();
    }

    List<Own> Closure(IEnumerable<MethodBase> start, Func<Own, IEnumerable<MethodBase>> next)
    {
        var result = new List<Own>();
        var seen = new HashSet<MethodBase>();
        var work = new Stack<MethodBase>(start);
        while (work.TryPop(out var method))
        {
            if (!seen.Add(method) || OwnOf(method) is not { } own)
                continue;
            result.Add(own);
            foreach (var called in next(own))
                work.Push(called);
        }

        return result;
    }

    Own? OwnOf(MethodBase method)
    {
        if (method.DeclaringType is not { } type || SystemTypes.IsSystem(type) || type == typeof(AD)
            || type.Assembly == typeof(Tape).Assembly || method.ContainsGenericParameters)
        {
            return null;
        }

        // The code that counts is that of the rule.
        return RuleTable.Find(method) is { Kind: RuleKind.Substitute or RuleKind.Derivative, Method: { ContainsGenericParameters: false } body }
            ? OwnOf(body)
            : _own.GetOrAdd(method, Scan);
    }

    static Own Scan(MethodBase method)
    {
        var own = new Own([], [], [], [], false);
        if (method.IsAbstract || method.GetMethodBody()?.GetILAsByteArray() is not { } bytes)
            return own;
        var tokens = new Tokens(method);
        foreach (var i in ILReader.Read(bytes))
        {
            switch (i.Opcode)
            {
                case ILOpCode.Ldsfld or ILOpCode.Stsfld or ILOpCode.Ldsflda:
                    var field = tokens.Field(i.Number);
                    if (!Activity.IsShared(field) || !Carriers.CanCarry(field.FieldType) || IsOurs(field))
                        break;
                    own.Used.Add(field);
                    if (i.Opcode != ILOpCode.Ldsfld)
                        own.Stored.Add(field);
                    break;
                case ILOpCode.Ldftn or ILOpCode.Ldvirtftn:
                    own.Offered.Add(tokens.Method(i.Number));
                    own.Calls.Add(tokens.Method(i.Number));
                    break;
                case ILOpCode.Calli:
                    own = own with { CallsUnknown = true };
                    break;
                case ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj:
                    own = AddCall(own, tokens.Method(i.Number), i.Opcode);
                    break;
            }
        }

        return own;
    }

    /// <summary>Caches of the compiler, which the code of derivatives that are called reaches, hold no numbers of the program.</summary>
    static bool IsOurs(FieldInfo field) => Array.IndexOf(Ours, field.DeclaringType?.Assembly) >= 0;

    static Own AddCall(Own own, MethodBase called, ILOpCode opcode)
    {
        own.Calls.Add(called);
        if (opcode == ILOpCode.Newobj && called.DeclaringType is { } made && !SystemTypes.IsSystem(made))
            own.Offered.UnionWith(Overrides(made));
        var isUnknown = (opcode == ILOpCode.Callvirt && called is { IsVirtual: true, IsFinal: false })
            || (SystemTypes.IsSystem(called.Module.Assembly) && called.GetParameters().Any(p => CanCallBack(p.ParameterType)));
        return isUnknown && !own.CallsUnknown ? own with { CallsUnknown = true } : own;
    }

    /// <summary>Code of the platform may call back what it is given.</summary>
    public static bool CanCallBack(Type type) => typeof(Delegate).IsAssignableFrom(type) || type.IsInterface;

    static IEnumerable<MethodBase> Overrides(Type type)
    {
        const BindingFlags Declared =
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (var t = type; t is not null && !SystemTypes.IsSystem(t); t = t.BaseType)
        {
            foreach (var method in t.GetMethods(Declared).Where(m => m.IsVirtual))
                yield return method;
        }
    }
}
