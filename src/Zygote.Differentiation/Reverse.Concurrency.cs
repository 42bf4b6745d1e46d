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
