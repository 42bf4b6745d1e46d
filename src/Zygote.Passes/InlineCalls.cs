using System;
using System.Collections.Generic;
using System.Linq;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Replaces calls by the bodies of their targets.</summary>
/// <remarks>
///   b0: A; %1 = call f(%x); B     f(%p): F; return %r
///   =>
///   b0: A; F[%x/%p]; br b1(%r)    b1(%1): B
/// The parameter of the continuation is left out when f returns at one place. Slots of f move to the caller's entry and are
/// set to zero where f began, for they are zero at each execution. Inlined calls are not looked at again in the same sweep.
/// Requires: bodies without unreachable uses; they are copied, never changed. Leaves: reachable blocks only.
/// Cost: O(function + inlined bodies).
/// </remarks>
static class InlineCalls
{
    /// <param name="function">Changed in place.</param>
    /// <param name="select">The body for a call, or null to leave the call; asked once for each call.</param>
    public static bool Run(Function function, Func<Instruction, Function?> select)
    {
        var inlining = new Inlining(function);
        foreach (var block in function.Blocks.ToArray())
            inlining.Visit(block, select);
        return inlining.Finish();
    }

    sealed class Inlining(Function caller)
    {
        readonly Substitution _results = new();
        readonly List<Instruction> _slots = [];
        readonly Dictionary<Function, ControlFlow> _flows = [];
        readonly List<Block> _added = [];
        readonly Dictionary<Block, Instruction> _guards = Guarding.Bodies(caller.Blocks);
        readonly List<(Instruction Guard, List<Block> Blocks)> _guarded = [];
        bool _any;

        /// <summary>The first part keeps the block's identity, so edges to it stay valid.</summary>
        public void Visit(Block block, Func<Instruction, Function?> select)
        {
            Handlers.PutFirst(block);
            var body = block;
            List<Instruction>? source = null;
            var firstAdded = _added.Count;
            for (var i = 0; i < (source ?? block.Instructions).Count; i++)
            {
                var instruction = (source ?? block.Instructions)[i];
                var callee = instruction.Opcode is Opcode.Call or Opcode.CallVirtual or Opcode.CallFunction
                    ? select(instruction) : null;
                if (callee is null || !CanInline(callee))
                {
                    if (source is not null && instruction.Opcode == Opcode.Slot)
                        block.Instructions.Insert(0, instruction); // stays in the entry
                    else if (source is not null)
                        body.Instructions.Add(instruction);
                    continue;
                }

                if (source is null)
                {
                    source = [.. block.Instructions];
                    block.Instructions.RemoveRange(i, block.Instructions.Count - i);
                }

                var continuation = new Block { Terminator = body.Terminator };
                body.Terminator = null;
                Splice(body, instruction, callee, continuation);
                _added.Add(continuation);
                body = continuation;
            }

            if (source is not null && _guards.TryGetValue(block, out var guard))
                _guarded.Add((guard, [block, .. _added.Skip(firstAdded)]));
        }

        public bool Finish()
        {
            if (!_any)
                return false;
            caller.Blocks.AddRange(_added);
            caller.Entry.Instructions.InsertRange(0, _slots);
            _results.ApplyTo(caller);
            foreach (var (guard, blocks) in _guarded)
                GuardAll(guard, blocks);
            SimplifyControlFlow.RemoveUnreachable(caller); // after a call that never returns
            return true;
        }

        /// <summary>What an inlined body throws goes where the call's exceptions went.</summary>
        /// <remarks>
        ///   guard b1, h   b1: call f     f: A; br.if c, t, r   t: throw x   r: return
        ///   =>
        ///   br b1   b1: guard b2, h   b2: A; br.if c, t, r   t: br d(x)   h: %e = caught; br d(%e)
        /// </remarks>
        void GuardAll(Instruction guard, List<Block> blocks)
        {
            var handler = guard.Edges[1];
            var bodies = Guarding.Bodies(caller.Blocks);
            var owner = caller.Blocks.First(b => b.Terminator == guard);
            owner.Terminator = new Instruction(Opcode.Branch, typeof(void), [], null, guard.Span) { Edges = [guard.Edges[0]] };
            bodies.Remove(blocks[0]);
            foreach (var block in blocks)
            {
                if (bodies.ContainsKey(block))
                    continue; // has a handler further in
                if (block.Terminator is { Opcode: Opcode.Throw or Opcode.Rethrow } end)
                    ThrowTo(handler, block, end);
                caller.Blocks.AddRange(Guarding.Protect(block, handler));
            }
        }

        /// <summary>The exception is brought along, so that what it carries stays in sight; null is thrown as it is.</summary>
        void ThrowTo(Edge handler, Block block, Instruction end)
        {
            var thrown = end.Operands[0];
            var builder = new Builder(block) { Span = end.Span };
            var exception = builder.UncheckedCast(typeof(Exception), thrown);
            var edge = Handlers.EdgeTo(caller, handler, exception);
            if (end.Opcode == Opcode.Rethrow || Knowledge.IsNotNull(thrown))
            {
                builder.Branch(edge.Target, edge.Arguments);
                return;
            }

            var nothing = caller.AddBlock();
            new Builder(nothing) { Span = end.Span }.Throw(thrown);
            caller.Blocks.AddRange(Guarding.Protect(nothing, handler));
            var isNull = builder.Compare(Comparison.Equal, thrown, Constant.Zero(thrown.Type));
            builder.BranchIf(isNull, new Edge(nothing), edge);
        }

        ControlFlow FlowOf(Function callee)
        {
            if (!_flows.TryGetValue(callee, out var flow))
                _flows[callee] = flow = new ControlFlow(callee);
            return flow;
        }

        /// <summary>Not into itself: it is being changed.</summary>
        bool CanInline(Function callee) => callee != caller;

        int CountReturns(Function callee)
        {
            var count = 0;
            foreach (var block in FlowOf(callee).ReversePostOrder)
                count += block.Terminator!.Opcode == Opcode.Return ? 1 : 0;
            return count;
        }

        void Splice(Block head, Instruction call, Function callee, Block continuation)
        {
            _any = true;
            var blocks = FlowOf(callee).ReversePostOrder;
            var cloning = new Cloning();
            for (var p = 0; p < callee.Entry.Parameters.Count; p++)
            {
                var argument = Storage.Through(call.Operands[p], ExactParameterType(callee, p), call.Span);
                if (argument != call.Operands[p] && argument is Instruction conversion)
                    head.Instructions.Add(conversion);
                cloning.Values[callee.Entry.Parameters[p]] = argument;
            }

            cloning.Blocks[callee.Entry] = head;
            for (var b = 1; b < blocks.Count; b++)
            {
                var copy = new Block();
                cloning.Blocks[blocks[b]] = copy;
                _added.Add(copy);
                foreach (var parameter in blocks[b].Parameters)
                    cloning.Values[parameter] = copy.AddParameter(parameter.Type, parameter.Name);
            }

            // In reverse postorder every definition precedes its uses, those along back edges excepted: the terminators
            // come last.
            foreach (var block in blocks)
            {
                var copy = cloning.Blocks[block];
                foreach (var instruction in block.Instructions)
                    CopyInstruction(cloning, instruction, copy, call.Span);
            }

            var many = CountReturns(callee) > 1 && callee.ReturnType != typeof(void);
            var result = many ? continuation.AddParameter(call.Type, call.Name) : null;
            if (result is not null)
                _results.Replace(call, result);
            foreach (var block in blocks)
            {
                var copy = cloning.Blocks[block];
                copy.Terminator = block.Terminator!.Opcode == Opcode.Return
                    ? Return(cloning, block.Terminator, copy, call, callee, continuation, many)
                    : cloning.CopyTerminator(block.Terminator);
            }
        }

        void CopyInstruction(Cloning cloning, Instruction instruction, Block to, SourceSpan callSpan)
        {
            var copy = cloning.CopyInstruction(instruction);
            if (instruction.Opcode != Opcode.Slot)
            {
                to.Instructions.Add(copy);
                return;
            }

            _slots.Add(copy);
            var type = (Type)instruction.Payload!;
            if (!type.IsByRef) // a local that holds an address is always assigned before it is read
            {
                Value[] operands = [copy, Constant.Zero(type)];
                to.Instructions.Add(new Instruction(Opcode.Store, typeof(void), operands, null, callSpan));
            }
        }

        Instruction Return(
            Cloning cloning, Instruction end, Block from, Instruction call, Function callee, Block continuation, bool many)
        {
            var edge = new Edge(continuation);
            if (end.Operands.Length > 0 && call.Type != typeof(void))
            {
                var mapped = cloning.Map(end.Operands[0]);
                var value = Storage.Through(mapped, callee.ReturnType, end.Span);
                if (value != mapped && value is Instruction conversion)
                    from.Instructions.Add(conversion);
                if (many)
                    edge.Arguments.Add(value);
                else
                    _results.Replace(call, value);
            }

            return new Instruction(Opcode.Branch, typeof(void), [], null, end.Span) { Edges = [edge] };
        }

        static Type ExactParameterType(Function callee, int p) =>
            p < callee.ParameterTypes.Count ? callee.ParameterTypes[p] : callee.Entry.Parameters[p].Type;
    }
}
