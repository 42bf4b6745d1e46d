using System;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Lifting;

/// <summary>Resolves metadata tokens in the instantiation of a method, so that no type parameter is left.</summary>
sealed class Tokens
{
    readonly Module _module;
    readonly Type[]? _typeArguments;
    readonly Type[]? _methodArguments;

    public Tokens(MethodBase method)
    {
        _module = method.Module;
        _typeArguments = method.DeclaringType?.GetGenericArguments();
        _methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
    }

    /// <summary>As the IR has it.</summary>
    public Type Type(int token) => ExactTypes.Of(RealType(token));

    public Type RealType(int token) => _module.ResolveType(token, _typeArguments, _methodArguments);

    public FieldInfo Field(int token) => InlineArrays.Of(_module.ResolveField(token, _typeArguments, _methodArguments)!);

    public MethodBase Method(int token) => _module.ResolveMethod(token, _typeArguments, _methodArguments)!;

    public MemberInfo Member(int token) => _module.ResolveMember(token, _typeArguments, _methodArguments)!;

    public string String(int token) => _module.ResolveString(token);
}
