using System;
using System.Collections.Generic;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Lifting;

/// <summary>
/// Executes the IL of a method symbolically: what would be on the evaluation stack is an IR value, what an instruction would
/// do is appended to the function. The other parts of this class hold one family of instructions each.
/// </summary>
sealed partial class StackMachine
{
    readonly MethodBase _method;
    readonly Tokens _tokens;
    readonly Function _function;
    readonly Builder _builder;
    readonly Variables _variables;
    readonly List<ILBlock> _blocks;
    readonly Dictionary<ILBlock, Block> _targets = [];
    readonly HashSet<ILBlock> _finished = [];
    readonly Dictionary<ILBlock, List<Incoming>> _incoming = [];

    /// <summary>Blocks that can be reached and are not lifted yet, first in reverse postorder last.</summary>
    readonly List<ILBlock> _pending = [];

    readonly Dictionary<ILBlock, Value> _caught = [];
    readonly List<(Block Block, ILBlock Landing)> _protected = [];

    List<Value> _stack = [];
    Type? _constraint;

    public StackMachine(
        MethodBase method, LocalVariableInfo[] locals, IReadOnlyList<ILInstruction> code, List<ILBlock> blocks)
    {
        _method = method;
        _tokens = new Tokens(method);
        _blocks = blocks;
        var parameters = Signatures.ParameterTypes(method);
        _function = new Function(Signatures.Name(method), parameters, Signatures.ReturnType(method), method);
        _builder = new Builder(_function.AddEntry()) { Span = new SourceSpan(method, 0) };
        _variables = new Variables(_function, _builder, method, locals, code, blocks);
    }

    SourceSpan Span => _builder.Span;

    public Function Run()
    {
        // No edge may lead to the entry of the function, so a loop at the very start gets a block of its own.
        if (_blocks[0].PredecessorCount == 0)
            LiftBlock(_blocks[0], _function.Entry);
        else
            Branch(_blocks[0]);

        // In reverse postorder all forward edges into a block are known when its turn comes. A block whose only entrance
        // is a branch that is never taken does not become pending and is not emitted.
        while (_pending.Count > 0)
        {
            var source = _pending[^1];
            _pending.RemoveAt(_pending.Count - 1);
            var block = _targets[source];
            _function.Blocks.Add(block);
            LiftBlock(source, block);
        }

        CompleteAddresses();
        Protect();
        return _function;
    }

    void LiftBlock(ILBlock source, Block target)
    {
        _targets[source] = target;
        _builder.Block = target;
        if (source.Dispatch is null)
            _builder.Span = new SourceSpan(_method, source.Instructions[0].Offset);
        _stack = EntryStack(source, target);
        EnterAddresses(source, target);
        _finished.Add(source);
        if (source.Dispatch is { } dispatch)
        {
            Handle(dispatch, source);
            return;
        }

        if (source.Landing is { } landing)
        {
            TargetOf(landing);
            _protected.Add((target, landing));
        }

        foreach (var instruction in source.Instructions)
        {
            _builder.Span = new SourceSpan(_method, instruction.Offset);
            Step(instruction, source);
        }

        if (target.Terminator is null)
            Branch(source.Successors[0]);
    }

    void Step(ILInstruction i, ILBlock block)
    {
        var known = Variable(i) || Pointers(i, block) || Arithmetic(i) || Conversions(i) || Memory(i) || Elements(i) || Objects(i) || Calls(i)
            || ControlFlow(i, block);
        if (!known)
            throw Refusals.Instruction(Span, i.Opcode);
    }

    void Push(Value value) => _stack.Add(value);

    Value Pop()
    {
        var value = PopAny();
        return value is FunctionPointer ? throw Refusals.FunctionPointer(Span) : value;
    }

    Value PopAny()
    {
        if (_stack.Count == 0)
            throw Refusals.InvalidIL(Span, "the evaluation stack is empty");
        var value = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    /// <summary>A value that is about to be stored or passed as the exact type.</summary>
    Value PopAs(Type type) => Coercions.To(_builder, Pop(), type);
}

/// <summary>
/// What ldftn leaves on the stack. It lives only until the constructor of a delegate takes it, and is in no instruction.
/// </summary>
sealed class FunctionPointer(MethodInfo method, bool isVirtual) : Value(typeof(nint))
{
    public DelegateTarget Target { get; } = new(method, isVirtual);
}
