using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>Static fields: memory that every method sees without being given it.</summary>
sealed partial class Activity
{
    static readonly ConcurrentDictionary<FieldInfo, bool> Fixed = new();

    MemoryNode Static(FieldInfo field)
    {
        if (!_statics.TryGetValue(MemoryNode.Key(field), out var known))
        {
            var node = new MemoryNode();
            _statics[MemoryNode.Key(field)] = known = (field, node);
            node.Mark(IsShared(field) ? MemoryFlags.External | MemoryFlags.Static : MemoryFlags.External);
            if (_context.Statics.IsActive(field))
                node.Mark(MemoryFlags.Input | MemoryFlags.Escaped);
        }

        return known.Node.Find();
    }

    void ReportStatics()
    {
        foreach (var (field, node) in _statics.Values)
        {
            if (IsShared(field) && node.ReachesActive())
                _context.Statics.Activate(field);
        }

        if (_externalActive.Count > 0 && _function.Method is { } method)
            _context.Statics.ActivateReferences(method);
    }

    /// <summary>
    /// Not the instances that the compiler keeps for lambdas without captures, which hold nothing, nor the platform's own
    /// (the empty array that every new list begins with), nor what stays as its class initialised it.
    /// </summary>
    public static bool IsShared(FieldInfo field) =>
        field.DeclaringType is { } type && !IsPlatform(type.Assembly)
        && !type.IsDefined(typeof(CompilerGeneratedAttribute), false) && !IsFixed(field);

    /// <summary>The value of a readonly field, an object of a class without numbers.</summary>
    static bool IsWithoutNumbers(Value value) =>
        value is Instruction { Opcode: Opcode.Load } load && load.Operands[0] is Instruction { Opcode: Opcode.StaticAddress, Payload: FieldInfo field }
        && !field.FieldType.IsValueType && IsFixed(field);

    /// <summary>
    /// A readonly number, or a readonly reference to an object of a class without numbers, such as a builder or a strategy.
    /// Only where the class may be initialised at any time: the value has to be seen.
    /// </summary>
    static bool IsFixed(FieldInfo field)
    {
        if (!field.IsInitOnly || field.DeclaringType is not { ContainsGenericParameters: false } type)
            return false;
        if (field.FieldType.IsValueType)
            return !Carriers.HasReferences(field.FieldType);
        if ((type.Attributes & TypeAttributes.BeforeFieldInit) == 0)
            return false;
        return Fixed.GetOrAdd(field, static f => f.GetValue(null) is { } value && !DerivativeTypes.ExactlyCarries(value.GetType()));
    }
}
