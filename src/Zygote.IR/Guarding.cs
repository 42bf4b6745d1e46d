using System.Collections.Generic;
using System.Linq;

namespace Zygote.IR;

/// <summary>Makes exceptions that instructions may throw go to a handler.</summary>
/// <remarks>
///   b: %1 = load a; %2 = call f(%1); store s, %2; %3 = call g(); br n
///   =>
///   b: %1 = load a; guard b1, h    b1: %2 = call f(%1); store s, %2; br b2    b2: guard b3, h    b3: %3 = call g(); br n
/// In the body of a guard all effects come after what may throw. So what the handler sees is what there was before the
/// guard: the edge to it leaves from there, and to every analysis a guard is a branch like others.
/// </remarks>
static class Guarding
{
    /// <summary>Guards everything in a block that may throw. The block keeps its identity; the new ones are returned.</summary>
    /// <param name="block">Not itself the body of a guard.</param>
    /// <param name="handler">Its arguments are known at the start of the block.</param>
    public static List<Block> Protect(Block block, Edge handler)
    {
        var added = new List<Block>();
        if (!block.Instructions.Any(MayThrow) && !ThrowsAtEnd(block))
            return added;
        Instruction[] instructions = [.. block.Instructions.Where(i => i.Opcode != Opcode.Slot)];
        var end = block.Terminator!;
        block.Instructions.RemoveAll(i => i.Opcode != Opcode.Slot); // these stay in the entry
        var current = block;
        var (inBody, written) = (false, false);
        foreach (var instruction in instructions)
        {
            if (MayThrow(instruction) && (!inBody || written))
                Open(instruction.Span);
            current.Instructions.Add(instruction);
            written |= inBody && (instruction.Effects & Effects.Writes) != 0;
        }

        if (end.Opcode is Opcode.Throw or Opcode.Rethrow && (!inBody || written))
            Open(end.Span);
        if (end.Opcode == Opcode.Guard && inBody)
        {
            // The guard that ends the block is for a handler further in; it stands apart, for the body of a guard has
            // the one handler.
            var next = Add();
            new Builder(current) { Span = end.Span }.Branch(next);
            current = next;
        }

        current.Terminator = end;
        return added;

        void Open(SourceSpan span)
        {
            if (inBody)
            {
                var next = Add();
                new Builder(current) { Span = span }.Branch(next);
                current = next;
            }

            var body = Add();
            new Builder(current) { Span = span }.Guard(new Edge(body), new Edge(handler.Target, handler.Arguments));
            current = body;
            (inBody, written) = (true, false);
        }

        Block Add()
        {
            var made = new Block();
            added.Add(made);
            return made;
        }
    }

    /// <summary>The guards of the blocks that are bodies of one.</summary>
    public static Dictionary<Block, Instruction> Bodies(IEnumerable<Block> blocks) =>
        blocks.Where(b => b.Terminator is { Opcode: Opcode.Guard }).ToDictionary(b => b.Edges[0].Target, b => b.Terminator!);

    /// <summary>In doubt yes; passes that know more remove guards of what cannot throw.</summary>
    static bool MayThrow(Instruction i) =>
        (i.Effects & Effects.Throws) != 0 && !(i.Opcode == Opcode.FieldAddress && StackTypes.IsAddress(i.Operands[0].Type));

    static bool ThrowsAtEnd(Block block) => block.Terminator!.Opcode is Opcode.Throw or Opcode.Rethrow;
}
