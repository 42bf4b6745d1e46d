using System;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// What stands beside a value in forward mode: tangents along several directions, or the coefficients 1 to Count of a Taylor
/// series whose coefficient 0 is the value. Objects have a shadow for each.
/// </summary>
sealed record DualKind(int Count, bool IsTaylor)
{
    Type? _vector;

    /// <summary>The only kind in reverse mode.</summary>
    public static readonly DualKind Tangent = new(1, false);

    /// <summary>Tangents along several directions as the lanes of a vector.</summary>
    /// <remarks>
    /// Unlike in <see cref="Calculus.ScaleTangent(double, double)"/> a zero does not win over an infinite factor: the product is NaN. What
    /// comes out without a NaN is therefore the same; who gets one has to take the directions one by one.
    /// </remarks>
    /// <param name="type">Vector256 or Vector512, open.</param>
    public static DualKind Vector(Type type) => new(1, false) { _vector = type };

    /// <summary>The dual of a number is a vector of tangents.</summary>
    public bool IsVector => _vector is not null;

    /// <summary>Tangents along several directions.</summary>
    public bool HasDirections => IsVector || (Count > 1 && !IsTaylor);

    /// <summary>The type of the dual of a value.</summary>
    /// <exception cref="OneDirectionException">There is no class or struct that could hold vectors in the place of numbers.</exception>
    public Type TypeOf(Type primal)
    {
        if (!IsVector || !Carriers.CanCarry(primal))
            return primal;
        if (StackTypes.IsFloat(primal))
            return _vector!.MakeGenericType(primal);
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
