using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// In a function whose derivative several threads run: numbers in fields of its arguments (what a lambda has captured) that
/// it only reads. What the reverse half would add to them is collected in a variable and added once, at the end.
/// </summary>
/// <remarks>
///   loop: atomic add closureBar.p, pBar     =>     loop: sum += pBar;     end: atomic add closureBar.p, sum
/// Not where the function writes the field, or calls what might: then the shadow must be up to date in between.
/// </remarks>
sealed class SharedFields
{
    readonly Function _function;
    readonly HashSet<object>? _written;
    readonly List<Field> _collected = [];

    public SharedFields(Function function, IReadOnlyDictionary<Instruction, CallRecord> calls)
    {
        _function = function;
        if (calls.Any(c => OwnElements.SeesMemory(c.Key, c.Value)))
            return;
        _written = [];
        foreach (var instruction in function.Blocks.SelectMany(b => b.Instructions))
        {
            if (instruction.Opcode != Opcode.Store && !Exchanges.IsOne(instruction))
                continue;
            if (Path(WholeInlineArray(instruction.Operands[0])) is var (_, path))
            {
                _written.Add(MemoryNode.Key(path[0]));
            }
            else if (Root(instruction.Operands[0]) is not Instruction { Opcode: Opcode.Slot or Opcode.ElementAddress or Opcode.StaticAddress })
            {
                _written = null; // through a reference that may lead anywhere
                return;
            }
        }
    }

    public IReadOnlyList<Field> Collected => _collected;

    /// <summary>A number that is collected: a field, perhaps of a struct in a field, of an argument.</summary>
    /// <param name="Sum">Stands for the sum; never computed.</param>
    /// <param name="Parameter">The argument.</param>
    /// <param name="Container">The class that it is known as where the field is read.</param>
    /// <param name="Path">From it to the number.</param>
    public sealed record Field(Value Sum, BlockParameter Parameter, Type Container, FieldInfo[] Path);

    /// <summary>The value whose cotangent is the sum; null when the number must be added to at once.</summary>
    public Value? Collect(Value address, FieldInfo[] inner, Type type)
    {
        if (_written is null || Path(address) is not var (container, outer) || Origin(container) is not { } parameter
            || _written.Contains(MemoryNode.Key(outer[0])))
        {
            return null;
        }

        FieldInfo[] path = [.. outer, .. inner];
        var known = _collected.Find(f => f.Parameter == parameter && f.Path.AsSpan().SequenceEqual(path));
        if (known is null)
        {
            var sum = new BlockParameter(_function.Entry, type) { Name = path[^1].Name };
            _collected.Add(known = new Field(sum, parameter, container.Type, path));
        }

        return known.Sum;
    }

    /// <summary>The object that an address leads into, and the fields on the way.</summary>
    static (Value Container, FieldInfo[] Path)? Path(Value address)
    {
        var path = new List<FieldInfo>();
        while (address is Instruction { Opcode: Opcode.FieldAddress } field)
        {
            path.Insert(0, (FieldInfo)field.Payload!);
            address = field.Operands[0];
        }

        return path.Count > 0 && StackTypes.IsReference(address.Type) ? (address, [.. path]) : null;
    }

    /// <summary>What is written at a computed index may be any element.</summary>
    static Value WholeInlineArray(Value address)
    {
        for (Value? outer = address; outer is not null; outer = Addresses.Around(outer))
        {
            if (outer is Instruction { Opcode: Opcode.ElementAddress } && Addresses.Around(outer) is { } array)
                address = array;
        }

        return address;
    }

    static Value Root(Value address)
    {
        address = WholeInlineArray(address);
        while (address is Instruction { Opcode: Opcode.FieldAddress } field)
            address = field.Operands[0];
        return address;
    }

    BlockParameter? Origin(Value value)
    {
        while (value is Instruction { Opcode: Opcode.UncheckedCast } cast)
            value = cast.Operands[0];
        return value is BlockParameter parameter && parameter.Block == _function.Entry ? parameter : null;
    }
}
