using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

// Additions to shadows that other threads may add to at the same time.

sealed partial class Reverse
{
    static readonly MethodInfo AccumulateSharedMethod = typeof(Shadow).GetMethod(nameof(Shadow.AccumulateShared))!;
    static readonly MethodInfo AtomicAddMethod =
        typeof(Atomic).GetMethod(nameof(Atomic.Add), [typeof(double).MakeByRefType(), typeof(double)])!;
    static readonly MethodInfo AtomicAddFloatMethod =
        typeof(Atomic).GetMethod(nameof(Atomic.Add), [typeof(float).MakeByRefType(), typeof(float)])!;

    readonly OwnElements? _own;
    readonly SharedFields? _fields;
    readonly LockedSums? _locked;

    /// <summary>
    /// A sum under a lock, see <see cref="LockedSums"/>. The load of the old sum checks that nobody has added to the cotangent
    /// since the store: what it gets from there is only compared.
    /// </summary>
    bool TransposeLocked(Instruction i)
    {
        if (_locked?.Of(i) is { } sum)
        {
            if (!_activity.HasShadow(i.Operands[0]))
                return true;
            var cotangent = _builder.Load(ShadowAddress(i.Operands[0]));
            foreach (var (value, negative) in sum.Terms)
            {
                var own = value.Type == cotangent.Type ? cotangent : _builder.Convert(value.Type, cotangent);
                Accumulate(value, negative ? _builder.Neg(own) : own);
            }

            Accumulate(sum.Old, cotangent);
            return true;
        }

        if (_locked?.IsInner(i) != true)
            return false;
        if (i.Opcode == Opcode.Load && _activity.HasShadow(i.Operands[0]) && _activity.IsActive(i))
            Exchanges.RequireUnchanged(_builder, ShadowAddress(i.Operands[0]), Take(i));
        return true;
    }

    /// <summary>Other threads may add to the shadow at the same time, unless the memory is known to this one only.</summary>
    void AddToShadow(Value address, FieldInfo[] path, Value contribution)
    {
        if (_activity.Concurrency == Concurrency.None || !_activity.IsKnownOutside(address) || _own!.Contains(address))
            AddAt(Address(_builder, ShadowAddress(address), path), contribution);
        else if (_activity.IsExchanged(address))
            Exchanges.RequireUnread(_builder, contribution);
        else if (_fields!.Collect(address, path, contribution.Type) is { } collected)
            AddAt(Cotangent(collected), contribution);
        else
            AddAtomically(Address(_builder, ShadowAddress(address), path), contribution);
    }

    void AddAtomically(Value place, Value contribution) =>
        _builder.Call(contribution.Type == typeof(double) ? AtomicAddMethod : AtomicAddFloatMethod, place, contribution);

    /// <summary>
    /// What was collected for the fields of arguments goes into their shadows; where an argument is not of the class that
    /// has the field, or null, nothing was read.
    /// </summary>
    Block AddCollected(Block end)
    {
        foreach (var field in _fields?.Collected ?? [])
        {
            var (some, after) = (Code.AddBlock(), Code.AddBlock());
            _builder = new Builder(end);
            var shadow = _builder.Append(Opcode.IsInstance, field.Container, field.Container, UseShadow(field.Parameter));
            var isNone = _builder.Compare(Comparison.Equal, shadow, Constant.Zero(field.Container));
            _builder.BranchIf(isNone, new Edge(after), new Edge(some));
            _builder = new Builder(some);
            var place = _builder.FieldAddress(shadow, field.Path[0]);
            AddAtomically(Address(_builder, place, field.Path[1..]), _builder.Load(Cotangent(field.Sum)));
            _builder.Branch(after);
            end = after;
        }

        return end;
    }

    void TransposeExchange(Instruction call)
    {
        var (place, value) = (call.Operands[0], call.Operands[1]);
        var comparand = call.Operands[^1];
        var (cotangent, isSum) = Exchanges.Transpose(
            _builder, call, ShadowAddress(place), Use, _activity.Concurrency != Concurrency.None, _activity.IsActive(comparand));
        Accumulate(value, cotangent);
        if (isSum)
            Accumulate(comparand, _builder.Neg(cotangent));
        if (_activity.IsActive(call))
            AddToShadow(place, [], Take(call));
    }
}
