using System;

using Zygote.IR;

using ILOpCode = System.Reflection.Metadata.ILOpCode;

namespace Zygote.Lifting;

/// <summary>Throwing, leaving and handling.</summary>
sealed partial class StackMachine
{
    void Exceptions(ILInstruction i, ILBlock block)
    {
        switch (i.Opcode)
        {
            case ILOpCode.Throw:
                Throw(PopAs(typeof(object)), block);
                break;
            case ILOpCode.Rethrow:
                if (block.Handled is null || !_caught.TryGetValue(block.Handled, out var caught))
                    throw Refusals.InvalidIL(Span, "rethrow outside a handler");
                _stack = [caught];
                Branch(block.Successors[0]);
                break;
            case ILOpCode.Leave or ILOpCode.Endfinally:
                // After a finally that was entered by an exception the exception goes on to the next clause.
                _stack = block.Successors[0].Dispatch is null ? [] : [_caught[block.Handled!]];
                Branch(block.Successors[0]);
                break;
            case ILOpCode.Endfilter:
                var accepted = IsNotZero(Pop());
                _stack = [_caught[block.Handled!]];
                BranchIf(accepted, block.Successors[0], block.Successors[1]);
                break;
        }
    }

    /// <summary>Within reach of a handler it is a branch, so that what the exception carries stays in sight.</summary>
    void Throw(Value exception, ILBlock block)
    {
        if (block.Thrown is not { } dispatch)
        {
            _builder.Throw(exception);
            return;
        }

        _stack = [_builder.UncheckedCast(typeof(Exception), exception)];
        if (exception is Instruction { Opcode: Opcode.NewObject })
        {
            Branch(dispatch);
            return;
        }

        var nothing = new Block();
        _function.Blocks.Add(nothing);
        _protected.Add((nothing, block.Landing!));
        new Builder(nothing) { Span = Span }.Throw(exception);
        var isNull = _builder.Compare(Comparison.Equal, exception, Constant.Zero(exception.Type));
        _builder.BranchIf(isNull, new Edge(nothing), EdgeTo(dispatch));
    }

    void Handle(Dispatch dispatch, ILBlock source)
    {
        switch (dispatch)
        {
            case Dispatch.Landing:
                _stack = [_builder.Caught()];
                Branch(source.Successors[0]);
                return;
            case Dispatch.Refusal refusal:
                _builder.Caught();
                _stack = [_caught[refusal.Owner]];
                Branch(source.Successors[0]);
                return;
        }

        var exception = _caught[source] = Pop();
        switch (dispatch)
        {
            case Dispatch.Rethrow:
                _builder.Rethrow(exception);
                break;
            case Dispatch.Filter:
                _stack = [exception];
                Branch(source.Successors[0]);
                break;
            case Dispatch.Finally:
                _stack = [];
                Branch(source.Successors[0]);
                break;
            case Dispatch.Entrance entrance:
                _stack = [entrance.Type is null ? exception : _builder.UncheckedCast(entrance.Type, exception)];
                Branch(source.Successors[0]);
                break;
            case Dispatch.Catch { Type: var type }:
                var isHandler = source.Successors[0].Dispatch is null;
                if (type.IsAssignableFrom(typeof(Exception)))
                {
                    _stack = [isHandler ? _builder.UncheckedCast(type, exception) : exception];
                    Branch(source.Successors[0]);
                    break;
                }

                var fits = _builder.Append(Opcode.IsInstance, type, type, exception);
                _stack = [isHandler ? fits : exception];
                var handler = EdgeTo(source.Successors[0]);
                _stack = [exception];
                _builder.BranchIf(IsNotZero(fits), handler, EdgeTo(source.Successors[1]));
                break;
        }
    }

    void Protect()
    {
        foreach (var (block, landing) in _protected)
            _function.Blocks.AddRange(Guarding.Protect(block, new Edge(_targets[landing])));
        var flow = new ControlFlow(_function);
        _function.Blocks.RemoveAll(b => !flow.IsReachable(b)); // landings of what cannot throw
    }
}
