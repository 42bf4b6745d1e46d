using System;
using System.Collections.Generic;
using System.Linq;
using Zygote.IR;

namespace Zygote.Differentiation;

// What a separate forward function keeps outside of loops, and how its reverse finds it.

sealed partial class Saving
{
    readonly int?[] _linkOffsets = new int?[ReverseLoop.Kinds.Length];
    readonly Value?[] _codeBases = new Value?[ReverseLoop.Kinds.Length];
    Value? _codeToken;

    /// <summary>
    /// The call's own frame: the base of its integers is the token; the other two bases are among those integers. If there is
    /// nothing but one of these, that base is the token.
    /// </summary>
    void OpenCallFrame()
    {
        Token = Constant.Of(0);
        if (!IsSplit)
            return;
        if (_callFrame[(int)StackKind.Integers] == 1 && Array.FindIndex(_linkOffsets, o => o is not null) is >= 0 and var only)
        {
            ReadTokenInstead((Instruction)_codeBases[only]!);
            _callFrame[(int)StackKind.Integers] = 0;
            _linkOffsets[only] = null;
            Token = FrameBase(null, (StackKind)only);
        }

        var scratch = new Builder(new Block());
        foreach (var kind in ReverseLoop.Kinds)
        {
            if (_linkOffsets[(int)kind] is { } offset)
                StoreLink(scratch, kind, offset);
        }

        if (_callFrame[(int)StackKind.Integers] > 0)
            Token = FrameBase(null, StackKind.Integers);
        var opened = new List<Instruction>();
        for (var kind = 0; kind < _callFrameBases.Length; kind++)
        {
            if (_callFrameBases[kind] is { } reservation && _callFrame[kind] > 0)
            {
                reservation.Operands[1] = Constant.Of(_callFrame[kind]);
                opened.Add(reservation);
            }
        }

        var entry = _reverse.Primal.Entry.Instructions;
        entry.InsertRange(SlotCount(_reverse.Primal.Entry), [.. opened, .. scratch.Block.Instructions]);
    }

    void StoreLink(Builder b, StackKind kind, int offset)
    {
        Write(b, _primalTape, StackKind.Integers, FrameBase(null, StackKind.Integers), offset, FrameBase(null, kind), null);
    }

    Value CallFrameInCode(StackKind kind)
    {
        _codeToken ??= Token!;
        if (kind == StackKind.Integers)
            return _codeToken;
        if (_codeBases[(int)kind] is { } known)
            return known;
        var offset = _callFrame[(int)StackKind.Integers]++;
        _linkOffsets[(int)kind] = offset;
        return _codeBases[(int)kind] = Emit(_code.Entry, b => Read(b, _codeTape, StackKind.Integers, _codeToken, offset, null));
    }

    /// <param name="link">What loads a base from the integers.</param>
    void ReadTokenInstead(Instruction link)
    {
        var replaced = new Substitution();
        replaced.Replace(link, _codeToken!);
        replaced.ApplyTo(_code);

        // See Read.
        var dead = new Stack<Value>([link]);
        while (dead.TryPop(out var next))
        {
            if (next is not Instruction i || !_code.Entry.Instructions.Remove(i))
                continue;
            foreach (var operand in i.Operands.Where(o => o != _codeToken && o != _codeTape))
                dead.Push(operand);
        }
    }
}
