using System;
using System.Reflection;
using System.Runtime.Intrinsics;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// What stands beside a value in forward mode: tangents along several directions, or the coefficients 1 to Count of a Taylor
/// series whose coefficient 0 is the value. Objects have a shadow for each.
/// </summary>
sealed record DualKind(int Count, bool IsTaylor)
{
    /// <summary>The only kind in reverse mode.</summary>
    public static readonly DualKind Tangent = new(1, false);

    /// <summary>Tangents along several directions in one vector.</summary>
    public static readonly DualKind Vector = new(1, false) { IsVector = true };

    /// <summary>The dual of a number is a vector of tangents.</summary>
    public bool IsVector { get; private init; }

    /// <summary>Tangents along several directions.</summary>
    public bool HasDirections => IsVector || (Count > 1 && !IsTaylor);

    /// <summary>The type of the dual of a value.</summary>
    /// <exception cref="OneDirectionException">There is no class or struct that could hold vectors in the place of numbers.</exception>
    public Type TypeOf(Type primal)
    {
        if (!IsVector || !Carriers.CanCarry(primal))
            return primal;
        if (StackTypes.IsFloat(primal))
            return typeof(Vector512<>).MakeGenericType(primal);
        if (primal.IsByRef)
            return TypeOf(primal.GetElementType()!).MakeByRefType();
        if (primal.IsArray)
        {
            var element = TypeOf(primal.GetElementType()!);
            return primal.IsSZArray ? element.MakeArrayType() : element.MakeArrayType(primal.GetArrayRank());
        }

        return Tuples.Is(primal)
            ? primal.GetGenericTypeDefinition().MakeGenericType(Array.ConvertAll(primal.GetGenericArguments(), TypeOf))
            : throw new OneDirectionException();
    }

    /// <summary>The field of the dual of a struct in which the dual of a field is.</summary>
    public FieldInfo FieldOf(FieldInfo primal) =>
        TypeOf(primal.DeclaringType!) is var type && type == primal.DeclaringType ? primal : type.GetField(primal.Name)!;
}
