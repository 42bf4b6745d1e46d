using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks;

namespace Zygote.Differentiation;

/// <summary>Which types may hold a number that varies. In doubt the answer is yes.</summary>
static class DerivativeTypes
{
    static readonly ConcurrentDictionary<Type, bool> Known = new();
    static readonly ConcurrentDictionary<Type, bool> Exact = new();

    public static bool CanCarry(Type type)
    {
        if (!Known.TryGetValue(type, out var answer))
            Known[type] = answer = CanCarry(type, []);
        return answer;
    }

    /// <summary>Whether an object of exactly this class may hold, or lead to, a number that varies.</summary>
    public static bool ExactlyCarries(Type type)
    {
        if (type.IsValueType || type.HasElementType || SystemTypes.IsSystem(type) || typeof(Delegate).IsAssignableFrom(type))
            return CanCarry(type);
        if (!Exact.TryGetValue(type, out var answer))
            Exact[type] = answer = AnyFieldCanCarry(type, [type]);
        return answer;
    }

    /// <summary>
    /// Only the answer for the outermost type is kept: within a cycle of types the others are provisional.
    /// </summary>
    static bool CanCarry(Type type, HashSet<Type> open)
    {
        if (type == typeof(double) || type == typeof(float) || type == typeof(Half) || type.IsGenericParameter)
            return true;
        if (type.IsPrimitive || type.IsEnum || type.IsPointer || type.IsFunctionPointer || type == typeof(void)
            || type == typeof(decimal) || type == typeof(string))
        {
            return false;
        }
        if (type.HasElementType)
            return CanCarry(type.GetElementType()!, open);
        if (Known.TryGetValue(type, out var answer))
            return answer;
        if (typeof(Delegate).IsAssignableFrom(type) || type == typeof(object) || type == typeof(Array))
            return true;
        if (typeof(MemberInfo).IsAssignableFrom(type) || SystemTypes.IsComparer(type))
            return false;
        if (type.IsInterface || SystemTypes.IsException(type) || typeof(Task).IsAssignableFrom(type) || type == typeof(ExceptionDispatchInfo))
            return true;
        if (!type.IsValueType && SystemTypes.IsSystem(type))
        {
            return type.IsGenericType
                ? Array.Exists(type.GetGenericArguments(), a => CanCarry(a, open))
                : SystemTypes.IsCollection(type) || SystemTypes.StandsForOurs(type) || type == typeof(ValueType);
        }
        if (!type.IsValueType && !type.IsSealed)
            return true;
        // Vectors of the hardware hold their numbers as bits.
        if (SystemTypes.IsSystem(type) && type.IsGenericType && CanCarryVector(type))
            return true;
        return open.Add(type) && AnyFieldCanCarry(type, open);
    }

    static bool CanCarryVector(Type type) => type.Namespace is "System.Numerics" or "System.Runtime.Intrinsics"
        && type.GetGenericArguments()[0] is var number && (number == typeof(double) || number == typeof(float));

    static bool AnyFieldCanCarry(Type type, HashSet<Type> open)
    {
        const BindingFlags Own =
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        // What a struct of the BCL refers to (a source of cancellation, a synchronisation context) is not data, but for tasks.
        var system = SystemTypes.IsSystem(type) && !type.IsGenericType;
        for (var t = type; t is not null; t = t.BaseType)
        {
            foreach (var field in t.GetFields(Own))
            {
                if ((!system || field.FieldType.IsValueType || LeadsToTask(field)) && CanCarry(field.FieldType, open))
                    return true;
            }
        }
        return false;
    }

    static bool LeadsToTask(FieldInfo field) =>
        typeof(Task).IsAssignableFrom(field.FieldType) || field.DeclaringType == typeof(ValueTask);

    /// <summary>Whether a value of the type holds numbers itself, not behind a reference.</summary>
    public static bool HasLooseNumbers(Type type)
    {
        var shadow = ShadowType.Of(type);
        return shadow.Kind == ShadowKind.Number || (shadow.Kind == ShadowKind.Struct
            && Array.Exists(shadow.Fields, f => f is { Carries: true, Info.FieldType.IsValueType: true }
                && HasLooseNumbers(f.Info.FieldType)));
    }
}
