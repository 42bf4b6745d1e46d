using System.Collections.Generic;
using System.Reflection.Emit;
using Zygote.IR;

namespace Zygote.Emission;

sealed partial class FunctionEmitter
{
    void EmitTerminator(Instruction end, Block? next)
    {
        switch (end.Opcode)
        {
            case Opcode.Branch:
                EmitEdge(end.Edges[0], next);
                break;
            case Opcode.BranchIf:
                EmitBranchIf(end.Operands[0], end.Edges[0], end.Edges[1], next);
                break;
            case Opcode.Switch:
                EmitSwitch(end, next);
                break;
            case Opcode.Return:
                EmitValues(end.Operands);
                if (_inTry)
                    LeaveWithResult();
                else
                    _il.Emit(OpCodes.Ret);
                break;
            case Opcode.Guard:
                EmitEdge(end.Edges[0], next); // the other leaves from the body: EmitGuarded
                break;
            case Opcode.Throw:
                EmitValue(end.Operands[0]);
                _il.Emit(OpCodes.Throw);
                break;
            case Opcode.Rethrow:
                EmitValue(end.Operands[0]);
                _il.Emit(OpCodes.Call, ThrowAgainMethod);
                _il.Emit(OpCodes.Ldnull);
                _il.Emit(OpCodes.Throw); // not reached
                break;
            default:
                throw Malformed($"{end.Opcode} ends a block");
        }
    }

    // An edge that moves values is a block of its own, written right here.
    void EmitBranchIf(Value condition, Edge then, Edge otherwise, Block? next)
    {
        var thenMoves = Moves(then).Count > 0;
        var otherwiseMoves = Moves(otherwise).Count > 0;
        if (_inTry)
        {
            var skip = _il.DefineLabel();
            EmitBranchIf(condition, false, skip);
            EmitEdge(then, null);
            _il.MarkLabel(skip);
            EmitEdge(otherwise, null);
        }
        else if (!thenMoves && (otherwiseMoves || then.Target != next))
        {
            EmitBranchIf(condition, true, _marks[then.Target]);
            EmitEdge(otherwise, next);
        }
        else if (!otherwiseMoves)
        {
            EmitBranchIf(condition, false, _marks[otherwise.Target]);
            EmitEdge(then, next);
        }
        else
        {
            var edge = _il.DefineLabel();
            EmitBranchIf(condition, false, edge);
            EmitEdge(then, null);
            _il.MarkLabel(edge);
            EmitEdge(otherwise, next);
        }
    }

    void EmitSwitch(Instruction end, Block? next)
    {
        EmitValue(end.Operands[0]);
        var edges = end.Edges;
        var own = new List<(Mark Mark, Edge Edge)>();
        var marks = new Mark[edges.Length - 1];
        for (var i = 0; i < marks.Length; i++)
        {
            if (Moves(edges[i]).Count == 0 && !_inTry)
            {
                marks[i] = _marks[edges[i].Target];
                continue;
            }

            marks[i] = _il.DefineLabel();
            own.Add((marks[i], edges[i]));
        }

        _il.Switch(marks);
        EmitEdge(edges[^1], own.Count == 0 ? next : null);
        for (var i = 0; i < own.Count; i++)
        {
            _il.MarkLabel(own[i].Mark);
            EmitEdge(own[i].Edge, i == own.Count - 1 ? next : null);
        }
    }

    void EmitEdge(Edge edge, Block? next)
    {
        EmitMoves(Moves(edge));
        if (_inTry)
            _il.Emit(OpCodes.Leave, _marks[edge.Target]);
        else if (edge.Target != next)
            _il.Emit(OpCodes.Br, _marks[edge.Target]);
    }

    /// <summary>What an edge has to store: nothing where parameter and argument share a local.</summary>
    List<(Value From, LocalBuilder To)> Moves(Edge edge)
    {
        var moves = new List<(Value From, LocalBuilder To)>();
        for (var i = 0; i < edge.Arguments.Count; i++)
        {
            var parameter = edge.Target.Parameters[i];
            if (!_placement.IsNeeded(parameter))
                continue;
            var local = LocalOf(parameter);
            if (_placement.IsExpanded(edge.Arguments[i]) || _locals.Find(edge.Arguments[i]) != local)
                moves.Add((edge.Arguments[i], local));
        }

        return moves;
    }

    // All arguments are read before any parameter is written. Where a later argument reads the local of a parameter, the new
    // value waits on the evaluation stack; in a try block all wait, for an argument may throw and the handler read the locals.
    void EmitMoves(List<(Value From, LocalBuilder To)> moves)
    {
        var lastRead = new Dictionary<LocalBuilder, int>();
        var leaves = new List<Value>();
        for (var i = 0; i < moves.Count; i++)
        {
            leaves.Clear();
            _placement.AddLeaves([moves[i].From], leaves);
            foreach (var leaf in leaves)
            {
                if (_locals.Find(leaf) is { } local)
                    lastRead[local] = i;
            }
        }

        var waiting = new Stack<LocalBuilder>();
        for (var i = 0; i < moves.Count; i++)
        {
            EmitValue(moves[i].From);
            if (_inTry || lastRead.GetValueOrDefault(moves[i].To, -1) > i)
                waiting.Push(moves[i].To);
            else
                _il.Emit(OpCodes.Stloc, moves[i].To);
        }

        while (waiting.TryPop(out var local))
            _il.Emit(OpCodes.Stloc, local);
    }
}
