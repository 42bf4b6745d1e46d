using System;
using System.Collections.Generic;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Which types of objects static fields may lead to, as far as the declared types tell. What no such object holds is not behind
/// a static field, even where the points-to graph cannot tell objects apart because both were handed to a call.
/// </summary>
sealed class StaticTypes
{
    readonly HashSet<Type> _types = [];
    bool _any;

    /// <summary>The type of a static field.</summary>
    public void Add(Type type)
    {
        var work = new Stack<Type>([type]);
        while (work.TryPop(out var next))
        {
            if (_any || !Carriers.CanCarry(next) || StackTypes.IsFloat(next) || !_types.Add(next))
                continue;
            if (next.IsArray)
            {
                _any |= !next.GetElementType()!.IsValueType && !next.GetElementType()!.IsSealed && !next.GetElementType()!.IsArray;
                work.Push(next.GetElementType()!);
                continue;
            }

            // An object of a derived class may hold anything.
            _any |= !next.IsValueType && !next.IsSealed && !SystemTypes.IsCollection(next);
            _any |= next.IsInterface || typeof(Delegate).IsAssignableFrom(next);
            for (var t = next; t is not null && t != typeof(object); t = t.BaseType)
            {
                foreach (var field in Carriers.Fields(t))
                    work.Push(field.FieldType);
            }
        }
    }

    /// <summary>The location may be in one of these objects.</summary>
    public bool MayContain(Value address)
    {
        if (_any)
            return true;
        while (address is Instruction { Opcode: Opcode.FieldAddress } part && StackTypes.IsAddress(part.Operands[0].Type))
            address = part.Operands[0];
        if (address is not Instruction { Opcode: Opcode.FieldAddress or Opcode.ElementAddress } place)
            return true;
        var container = place.Operands[0].Type;
        foreach (var type in _types)
        {
            if (container.IsAssignableFrom(type) || type.IsAssignableFrom(container))
                return true;
        }

        return false;
    }
}
