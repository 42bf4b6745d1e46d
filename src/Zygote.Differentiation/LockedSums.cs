using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Locks around sums, in code that several threads run. The reverse half would have to take the turns of a lock in the
/// opposite order; but what is only added to may be reversed in any order and without a lock, since the cotangent of the sum
/// is the same for all turns:
/// </summary>
/// <remarks>
///   lock (gate) { s = s + t; }     =>     tBar += sBar                 and not: newBar = take sBar; tBar += newBar; sBar += newBar
/// Every store of a number that may vary to memory known outside, between entering and leaving a lock, must be such a sum.
/// Nothing else in the function may read or write what is added to: then a turn learns nothing of the others. What is read
/// behind the back of this analysis (by a delegate, or an array under two names) changes sBar within the turn, which the
/// reverse half notices. Memory may not be handed from one thread to the next by a lock either, since in reverse both would
/// use its shadow at once: what is read in a turn must not decide which number is used after it. Numbers and objects that
/// carry no derivative are left to the forward half.
/// </remarks>
sealed class LockedSums
{
    readonly Activity _activity;
    readonly IDerivativeContext _context;
    readonly Dictionary<Instruction, Sum> _sums = [];
    readonly HashSet<Instruction> _inner = [];
    readonly Dictionary<Value, List<Instruction>> _uses = [];
    readonly Dictionary<Instruction, Block> _blocks = [];
    readonly ControlFlow _flow;

    /// <param name="flow">Of a function that several threads run, before shadows are added.</param>
    /// <param name="activity">Of its values.</param>
    /// <param name="context">For what is called.</param>
    /// <exception cref="Refusal">A lock guards something else.</exception>
    public LockedSums(ControlFlow flow, Activity activity, IDerivativeContext context)
    {
        _flow = flow;
        _activity = activity;
        _context = context;
        var blocks = flow.ReversePostOrder.Where(activity.Returning.Contains).ToArray();
        foreach (var i in blocks.SelectMany(b => b.Instructions))
            RequireNoShared(i);
        if (!blocks.SelectMany(b => b.Instructions).Any(IsShared))
            return;
        foreach (var block in blocks)
        {
            foreach (var i in block.Instructions.Append(block.Terminator!))
            {
                _blocks[i] = block;
                foreach (var operand in i.Operands.Concat(i == block.Terminator ? block.Edges.SelectMany(e => e.Arguments) : []))
                    Use(operand, i);
            }
        }

        var all = blocks.SelectMany(b => b.Instructions).ToArray();
        foreach (var store in all.Where(i => i.Opcode == Opcode.Store && IsLocked(i) && activity.IsKnownOutside(i.Operands[0])))
            Add(store);
        foreach (var i in all)
        {
            if (i.Opcode is Opcode.Load or Opcode.Store && !_sums.ContainsKey(i) && !_inner.Contains(i))
                RequireApart(i);
            else if (i.Opcode is Opcode.Call or Opcode.CallVirtual or Opcode.CallFunction && activity.IsActiveCall(i))
                CheckCall(i);
        }

        RequireNoHandOver(blocks, all);
    }

    /// <summary>What a store adds to what was there.</summary>
    /// <param name="Old">The load of what was there.</param>
    /// <param name="Terms">All that is added to it, or subtracted from it.</param>
    public sealed record Sum(Instruction Old, IReadOnlyList<(Value Value, bool Negative)> Terms);

    /// <summary>The sum that a store under a lock is, or null.</summary>
    public Sum? Of(Instruction store) => _sums.GetValueOrDefault(store);

    /// <summary>The load of the old sum, or an addition to it: the cotangent of the sum does not pass here.</summary>
    public bool IsInner(Instruction i) => _inner.Contains(i);

    bool IsLocked(Instruction i) => _activity.Locked.Contains(i);

    /// <summary>Code that threads run one after the other, or a collection's for many threads.</summary>
    bool IsShared(Instruction i) => IsLocked(i) || Locks.CollectionOf(i) is not null;

    /// <summary>Numbers do not go from one thread to another through collections or references.</summary>
    void RequireNoShared(Instruction i)
    {
        var reaches = i.Opcode is Opcode.Load or Opcode.Store
            ? _activity.IsActiveLocation(i.Operands[0]) || _activity.HasShadow(i.Operands[0]) && _activity.IsKnownOutside(i.Operands[0])
            : i.Opcode is Opcode.Call or Opcode.CallVirtual or Opcode.CallFunction && _activity.IsActiveCall(i);
        if (!reaches)
            return;
        if (Locks.CollectionOf(i) is { } collection)
            throw Refusals.SharedCollection(i.Span, collection);
        if (i.Span.Method?.DeclaringType == typeof(Publication) && i.Opcode is Opcode.Load or Opcode.Store)
            throw Refusals.Published(i.Span);
    }

    void Use(Value value, Instruction user)
    {
        if (!_uses.TryGetValue(value, out var users))
            _uses[value] = users = [];
        users.Add(user);
    }

    void Add(Instruction store)
    {
        var type = store.Operands[0].Type.GetElementType()!;
        if (!_activity.IsActiveLocation(store.Operands[0]))
        {
            if (store.Operands[1] is not Constant && Carriers.HasReferences(type) && _activity.HasShadow(store.Operands[0]))
                throw Refusals.Lock(store.Span); // an object with numbers goes from one thread to another
            return;
        }

        var terms = new List<(Value, bool)>();
        var inner = new List<Instruction>();
        if (_activity.Concurrency == Concurrency.Locked || !StackTypes.IsFloat(type) || !Split(store.Operands[1], store, store, terms, inner))
            throw Refusals.Lock(store.Span);
        _sums[store] = new Sum(inner.Single(i => i.Opcode == Opcode.Load), terms);
        _inner.UnionWith(inner);
    }

    /// <summary>Takes <c>old + t - u</c> apart, where all but the terms is used for nothing else.</summary>
    bool Split(Value value, Instruction user, Instruction store, List<(Value, bool)> terms, List<Instruction> inner)
    {
        if (value is not Instruction i || !_blocks.ContainsKey(i) || _uses[i].Count != 1 || _uses[i][0] != user)
            return false;
        var (termCount, innerCount) = (terms.Count, inner.Count);
        inner.Add(i);
        switch (i.Opcode)
        {
            case Opcode.Load when IsSame(i.Operands[0], store.Operands[0]) && Follows(i, store, store.Operands[0]):
                return true;
            case Opcode.Convert when StackTypes.IsFloat(i.Operands[0].Type) && Split(i.Operands[0], i, store, terms, inner):
                return true;
            case Opcode.Add or Opcode.Sub when Split(i.Operands[0], i, store, terms, inner):
                terms.Add((i.Operands[1], i.Opcode == Opcode.Sub));
                return true;
            case Opcode.Add when Split(i.Operands[1], i, store, terms, inner):
                terms.Add((i.Operands[0], false));
                return true;
            default:
                terms.RemoveRange(termCount, terms.Count - termCount);
                inner.RemoveRange(innerCount, inner.Count - innerCount);
                return false;
        }
    }

    /// <summary>
    /// On every way to the second instruction, the first comes before it in the same turn, and nothing is stored at the address
    /// in between.
    /// </summary>
    bool Follows(Instruction first, Instruction second, Value address)
    {
        var seen = new HashSet<Block>();
        var work = new Stack<(Block Block, int End)>([(_blocks[second], _blocks[second].Instructions.IndexOf(second))]);
        while (work.TryPop(out var part))
        {
            var found = false;
            for (var k = part.End - 1; k >= 0 && !found; k--)
            {
                var i = part.Block.Instructions[k];
                found = i == first;
                if (Locks.Change(i) is not null
                    || (i.Opcode == Opcode.Store || Exchanges.IsOne(i)) && _activity.MayOverlap(i.Operands[0], address))
                {
                    return false;
                }
            }

            if (found)
                continue;
            if (part.Block == _flow.ReversePostOrder[0])
                return false;
            foreach (var (from, _) in _flow.Predecessors(part.Block))
            {
                if (seen.Add(from))
                    work.Push((from, from.Instructions.Count));
            }
        }

        return true;
    }

    bool IsSame(Value a, Value b) =>
        a == b
        || a is Constant { Content: { } x } && b is Constant { Content: { } y } && x.Equals(y)
        || a is Instruction i && b is Instruction j && i.Opcode == j.Opcode && i.Operands.Length == j.Operands.Length
            && i.Operands.Zip(j.Operands).All(p => IsSame(p.First, p.Second))
            && i.Opcode switch
            {
                Opcode.FieldAddress or Opcode.ElementAddress or Opcode.StaticAddress or Opcode.UncheckedCast => Equals(i.Payload, j.Payload),
                Opcode.Load => _blocks.ContainsKey(i) && _blocks.ContainsKey(j) && Follows(i, j, i.Operands[0]),
                _ => false,
            };

    void RequireApart(Instruction i)
    {
        if (_sums.Keys.Any(s => _activity.MayOverlap(i.Operands[0], s.Operands[0])))
            throw Refusals.Lock(i.Span);
    }

    void CheckCall(Instruction call)
    {
        if (Exchanges.IsOne(call))
        {
            RequireApart(call);
            if (IsLocked(call) && _activity.IsKnownOutside(call.Operands[0]))
                throw Refusals.Lock(call.Span);
        }

        if (!IsLocked(call) || Exchanges.IsOne(call))
            return;
        var rule = call.Payload is MethodBase
            ? _context.FindRule(
                call, RuleKind.Derivative, RuleKind.Pullback, RuleKind.Pushforward, RuleKind.Mirror, RuleKind.Callback)
            : null;
        if (rule?.Kind is RuleKind.Derivative or RuleKind.Mirror)
            return;
        if (rule?.Kind == RuleKind.Callback)
            throw Refusals.LockedCall(call.Span); // other threads run what it starts

        // The callee is refused if it writes what it is given: see Concurrency.Locked. It may read a sum, though.
        if (rule is not null && call.Operands.Any(_activity.HasShadow)
            || _sums.Keys.Any(s => _activity.IsStatic(s.Operands[0]) || call.Operands.Any(o => _activity.MayReach(o, s.Operands[0]))))
        {
            throw Refusals.LockedCall(call.Span);
        }
    }

    /// <summary>
    /// What is read under a lock, and what is computed from it, leads to no number that may vary after the lock.
    /// </summary>
    void RequireNoHandOver(Block[] blocks, Instruction[] all)
    {
        var tainted = new HashSet<Value>();
        var work = new Stack<Value>();
        void Taint(Value value)
        {
            if (!StackTypes.IsFloat(value.Type) && value.Type != typeof(void) && tainted.Add(value))
                work.Push(value);
        }

        if (_activity.Concurrency == Concurrency.Locked)
            return; // what the caller does with the result is looked at there
        foreach (var i in all.Where(IsShared))
        {
            var isCall = i.Opcode is Opcode.Call or Opcode.CallVirtual or Opcode.CallFunction && Locks.Change(i) is null;
            if (isCall || i.Opcode == Opcode.Load && _activity.IsKnownOutside(i.Operands[0]))
                Taint(i);
            foreach (var result in i.Operands.Where(o => isCall && StackTypes.IsAddress(o.Type)))
                Taint(result);
        }

        while (work.TryPop(out var value))
        {
            foreach (var user in _uses.GetValueOrDefault(value) ?? [])
                Taint(user);
            foreach (var edge in blocks.SelectMany(b => b.Edges))
            {
                for (var k = 0; k < edge.Arguments.Count; k++)
                {
                    if (edge.Arguments[k] == value)
                        Taint(edge.Target.Parameters[k]);
                }
            }
        }

        foreach (var i in all.Where(i => !IsShared(i)))
        {
            var leads = i.Opcode is Opcode.Load or Opcode.Store
                ? tainted.Contains(i.Operands[0]) && _activity.IsActiveLocation(i.Operands[0]) && _activity.IsKnownOutside(i.Operands[0])
                : _activity.IsActiveCall(i) && i.Operands.Any(tainted.Contains);
            if (leads)
                throw Refusals.LockHandsOver(i.Span);
        }
    }
}
