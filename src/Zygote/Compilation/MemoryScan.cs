using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.CompilerServices;
using Zygote.Differentiation;
using Zygote.IR;
using Zygote.Lifting;

namespace Zygote.Compilation;

/// <summary>
/// Which places of objects and arrays, by <see cref="MemoryNode.Key"/> or type of the elements, methods may store into.
/// Read from the IL of all that they call directly; in doubt anywhere.
/// </summary>
sealed class MemoryScan
{
    const BindingFlags Members =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    readonly ConcurrentDictionary<MethodBase, Own> _own = new();
    readonly ConcurrentDictionary<MethodBase, Writes> _reach = new();
    readonly ConcurrentDictionary<Type, HashSet<(Module, int)>?> _rewritten = new();

    /// <summary>What one method's own code has.</summary>
    sealed record Own(HashSet<object> Places, HashSet<MethodBase> Calls)
    {
        public bool IsUnknown { get; set; }
    }

    sealed record Writes(IReadOnlySet<object> Places, bool IsUnknown);

    /// <summary>Null if they are not known.</summary>
    public IReadOnlySet<object>? PlacesWrittenBy(Instruction call)
    {
        if (call.Opcode == Opcode.CallVirtual)
            return null;
        var method = call.Payload as MethodBase ?? (call.Payload as Function)?.Method;
        if (method?.DeclaringType is null)
            return null;
        if (SystemTypes.IsSystem(method.Module.Assembly))
            return call.Operands.Any(o => StaticFieldScan.CanCallBack(o.Type)) ? null : new HashSet<object>();
        var writes = WritesOf(method);
        return writes.IsUnknown ? null : writes.Places;
    }

    /// <summary>
    /// Not only while its object is made. For a field that is seen in one class only, or a captured variable, the code that could
    /// do it is known: a variable counts as made by the method that declares it, and rewritten by the lambdas that capture it.
    /// </summary>
    public bool IsRewritten(FieldInfo field)
    {
        if (field.IsInitOnly || field.IsLiteral)
            return false;
        var type = field.DeclaringType!;
        if (!field.IsPrivate && !IsGenerated(type))
            return true;
        for (; type.DeclaringType is { } outer; type = outer)
        {
        }

        return _rewritten.GetOrAdd(type, Rewritten) is not { } known || known.Contains((field.Module, field.MetadataToken));
    }

    Writes WritesOf(MethodBase method) => _reach.GetOrAdd(method, start =>
    {
        var places = new HashSet<object>();
        var seen = new HashSet<MethodBase>();
        var work = new Stack<MethodBase>([start]);
        while (work.TryPop(out var next))
        {
            if (!seen.Add(next))
                continue;
            var own = _own.GetOrAdd(next, Scan);
            if (own.IsUnknown)
                return new Writes(places, true);
            places.UnionWith(own.Places);
            foreach (var called in own.Calls)
                work.Push(called);
        }

        return new Writes(places, false);
    });

    static Own Scan(MethodBase method)
    {
        var own = new Own([], []);
        if (method.IsAbstract || method.GetMethodBody()?.GetILAsByteArray() is not { } bytes)
        {
            own.IsUnknown = true;
            return own;
        }

        var tokens = new Tokens(method);
        foreach (var i in ILReader.Read(bytes))
        {
            switch (i.Opcode)
            {
                case ILOpCode.Stfld or ILOpCode.Ldflda:
                    own.Places.Add(MemoryNode.Key(tokens.Field(i.Number)));
                    break;
                case ILOpCode.Stelem_r8 or ILOpCode.Stind_r8:
                    own.Places.Add(typeof(double));
                    break;
                case ILOpCode.Stelem_r4 or ILOpCode.Stind_r4:
                    own.Places.Add(typeof(float));
                    break;
                case ILOpCode.Stelem or ILOpCode.Ldelema or ILOpCode.Stobj or ILOpCode.Cpobj or ILOpCode.Initobj:
                    own.Places.Add(tokens.Type(i.Number));
                    own.Places.Add(MemoryNode.OtherElement);
                    break;
                case ILOpCode.Stelem_ref or ILOpCode.Stelem_i or ILOpCode.Stelem_i1 or ILOpCode.Stelem_i2 or ILOpCode.Stelem_i4 or ILOpCode.Stelem_i8
                    or ILOpCode.Stind_ref or ILOpCode.Stind_i or ILOpCode.Stind_i1 or ILOpCode.Stind_i2 or ILOpCode.Stind_i4 or ILOpCode.Stind_i8:
                    own.Places.Add(MemoryNode.OtherElement);
                    break;
                case ILOpCode.Calli or ILOpCode.Cpblk:
                    own.IsUnknown = true;
                    break;
                case ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj:
                    AddCall(own, tokens.Method(i.Number), i.Opcode);
                    break;
            }
        }

        return own;
    }

    static void AddCall(Own own, MethodBase called, ILOpCode opcode)
    {
        if (!SystemTypes.IsSystem(called.Module.Assembly))
        {
            own.Calls.Add(called);
            own.IsUnknown |= opcode == ILOpCode.Callvirt && called is { IsVirtual: true, IsFinal: false, DeclaringType.IsSealed: false };
            return;
        }

        // Code of the platform writes what it is given and nothing else.
        var given = called.GetParameters().Select(p => p.ParameterType);
        if (opcode != ILOpCode.Newobj && !called.IsStatic)
            given = given.Append(called.DeclaringType!);
        own.IsUnknown |= given.Any(StaticFieldScan.CanCallBack)
            || given.Any(t => t != typeof(string) && Carriers.CanCarry(t) && (!t.IsValueType || Carriers.HasReferences(t)));
    }

    static bool IsGenerated(Type type) => type.IsDefined(typeof(CompilerGeneratedAttribute), false);

    /// <summary>Null if some code cannot be read.</summary>
    static HashSet<(Module, int)>? Rewritten(Type outermost)
    {
        var result = new HashSet<(Module, int)>();
        var types = new Stack<Type>([outermost]);
        while (types.TryPop(out var type))
        {
            foreach (var nested in type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic))
                types.Push(nested);
            foreach (var method in type.GetMethods(Members).Cast<MethodBase>().Concat(type.GetConstructors(Members)))
            {
                if (method.GetMethodBody()?.GetILAsByteArray() is not { } bytes)
                    continue;
                foreach (var i in ILReader.Read(bytes))
                {
                    if (i.Opcode is not (ILOpCode.Stfld or ILOpCode.Ldflda))
                        continue;
                    FieldInfo? field;
                    try
                    {
                        field = method.Module.ResolveField(
                            i.Number, type.IsGenericType ? type.GetGenericArguments() : null, method.IsGenericMethod ? method.GetGenericArguments() : null);
                    }
                    catch (ArgumentException)
                    {
                        return null;
                    }

                    if (field?.DeclaringType is not { } owner)
                        continue;
                    var isMaking = IsGenerated(owner) ? !IsGenerated(type) : method.IsConstructor && owner == type;
                    if (!isMaking)
                        result.Add((field.Module, field.MetadataToken));
                }
            }
        }

        return result;
    }
}
