using System;
using System.Linq;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Zygote.Differentiation;
using Zygote.IR;

namespace Zygote.Rules;

/// <summary>
/// Structs of numbers that are taken for another struct of the same numbers: matrices for their rows, by the platform's own code,
/// and whatever <see cref="Unsafe.BitCast"/> is given.
/// </summary>
static class OtherShapes
{
    const string RowsChanged = "it changes rows of a matrix in a way that is not known";
    const string RowsRemedy = "Set the elements M11 to M44 themselves, or make a new matrix.";

    public static bool Concerns(MethodBase method) => method.DeclaringType == typeof(Unsafe)
        ? method is MethodInfo { Name: nameof(Unsafe.BitCast), ContainsGenericParameters: false }
        : IsMatrix(method.DeclaringType) && method.Name is "AsImpl" or "AsROImpl" or "AsM4x4" or "AsM3x2"
            || (method.Name == "Invert" && !method.DeclaringType!.IsNested && IsMatrix(method.DeclaringType));

    /// <summary>Null where the two have other numbers.</summary>
    public static Function? Make(MethodInfo method) =>
        method.Name == nameof(Unsafe.BitCast) ? Cast(method) : method.Name == "Invert" ? Invert(method) : ByAddress(method);

    /// <summary>By the platform's code, on the rows.</summary>
    static Function? Invert(MethodInfo method)
    {
        const BindingFlags All = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var matrix = method.DeclaringType!;
        if (matrix.GetNestedType("Impl", All) is not { } rows || !SameNumbers(matrix, rows)
            || rows.GetMethod("Invert", All, [rows.MakeByRefType(), rows.MakeByRefType()]) is not { ReturnType: var answer } invert || answer != typeof(bool))
        {
            return null;
        }

        var code = new LaneBuilder(method);
        var (given, found) = (code.Builder.Slot(rows), code.Builder.Slot(rows));
        code.Builder.Store(given, Convert(code, code.Parameters[0], rows));
        var exists = code.Call(invert, given, found);
        code.Builder.Store(code.Parameters[1], Convert(code, code.Builder.Load(found), matrix));
        code.Return(exists);
        return code.Function;
    }

    /// <summary>The matrices of the platform, and what they are to their own code.</summary>
    static bool IsMatrix(Type? type) => type == typeof(Matrix4x4) || type == typeof(Matrix3x2)
        || (type is { IsNested: true } && (type.DeclaringType == typeof(Matrix4x4) || type.DeclaringType == typeof(Matrix3x2)));

    static Function? Cast(MethodInfo method)
    {
        if (!SameNumbers(method.GetParameters()[0].ParameterType, method.ReturnType))
            return null;
        var code = new LaneBuilder(method);
        code.Return(Convert(code, code.Parameters[0], method.ReturnType));
        return code.Function;
    }

    /// <summary>
    /// The address of a copy. Members that write through it have code of their own (<see cref="MatrixSubstitutes"/>); of others
    /// <see cref="RequireReading"/> makes sure.
    /// </summary>
    static Function? ByAddress(MethodInfo method)
    {
        var other = method.ReturnType.GetElementType()!;
        if (!SameNumbers(method.DeclaringType!, other))
            return null;
        var code = new LaneBuilder(method);
        var slot = code.Builder.Slot(other);
        code.Builder.Store(slot, Convert(code, code.Builder.Load(code.Parameters[0]), other));
        code.Return(slot);
        return code.Function;
    }

    /// <summary>Code of a matrix that writes into its rows would change the copy only.</summary>
    public static void RequireReading(Function function)
    {
        if (!IsMatrix(function.Method?.DeclaringType))
            return;
        foreach (var i in function.Blocks.SelectMany(b => b.Instructions))
        {
            var changed = i.Opcode == Opcode.Store ? i.Operands.Take(1)
                : i.Opcode == Opcode.Call && i.Payload is MethodBase called ? i.Operands.Where((_, k) => MayChange(called, k))
                : [];
            if (changed.Any(LeadsToCopy))
                throw new Refusal(i.Span, RowsChanged, RowsRemedy);
        }
    }

    static bool LeadsToCopy(Value address)
    {
        while (address is Instruction { Opcode: Opcode.FieldAddress or Opcode.ElementAddress } part)
            address = part.Operands[0];
        return address is Instruction { Opcode: Opcode.Call, Payload: MethodInfo { Name: "AsImpl" } called } && IsMatrix(called.DeclaringType);
    }

    static bool MayChange(MethodBase called, int argument)
    {
        if (called.IsStatic)
            return called.GetParameters()[argument] is { ParameterType.IsByRef: true, IsIn: false };
        return argument > 0
            ? called.GetParameters()[argument - 1] is { ParameterType.IsByRef: true, IsIn: false }
            : !called.IsDefined(typeof(IsReadOnlyAttribute), false) && called.Name is not ("AsM4x4" or "AsM3x2");
    }

    static bool SameNumbers(Type from, Type to)
    {
        if (from == to || !StackTypes.IsStruct(from) || !StackTypes.IsStruct(to))
            return false;
        var (own, wanted) = (Carriers.FloatLeaves(from), Carriers.FloatLeaves(to));
        return own.Length == wanted.Length && own.Length > 0
            && own.Zip(wanted).All(p => p.First[^1].FieldType == p.Second[^1].FieldType)
            && Sum(own) == RuntimeHelpers.SizeOf(from.TypeHandle) && Sum(wanted) == RuntimeHelpers.SizeOf(to.TypeHandle);

        static int Sum(FieldInfo[][] leaves) => leaves.Sum(l => l[^1].FieldType == typeof(double) ? sizeof(double) : sizeof(float));
    }

    static Value Convert(LaneBuilder code, Value from, Type to) =>
        code.Vector(to, [.. Enumerable.Range(0, LaneBuilder.CountOf(to)).Select(k => code.Lane(from, k))]);
}
