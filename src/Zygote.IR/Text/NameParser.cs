using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text;

namespace Zygote.IR;

/// <summary>Reads what <see cref="TypeNames"/> writes.</summary>
sealed class NameParser(Scanner scanner)
{
    public Type Type()
    {
        var type = scanner.Next == '\'' ? null : Keyword();
        type ??= Named();
        for (; ; )
        {
            if (scanner.TryTake("&"))
                type = type.MakeByRefType();
            else if (scanner.TryTake("*"))
                type = type.MakePointerType();
            else if (scanner.TryTake("["))
                type = Array(type);
            else
                return type;
        }
    }

    public FieldInfo Field()
    {
        var owner = Type();
        scanner.Take("::");
        var name = scanner.Name();
        return MemberLookup.Field(owner, name) ?? throw scanner.Error($"{TypeNames.Of(owner)} has no field {name}");
    }

    public MethodBase Method()
    {
        var owner = Type();
        scanner.Take("::");
        var name = scanner.Name(".");
        var typeArguments = scanner.TryTake("<") ? List(">") : [];
        scanner.Take("(");
        var parameters = List(")");
        var returns = scanner.TryTake("->") ? Type() : null;
        return MemberLookup.Method(owner, name, typeArguments, parameters, returns)
            ?? throw scanner.Error($"{TypeNames.Of(owner)} has no method {name}({TypeNames.List(parameters)})");
    }

    /// <summary>Types up to <paramref name="end"/>, which is taken too.</summary>
    public List<Type> List(string end)
    {
        var types = new List<Type>();
        while (!scanner.TryTake(end))
        {
            if (types.Count > 0)
                scanner.Take(",");
            types.Add(Type());
        }

        return types;
    }

    Type Array(Type element)
    {
        var rank = 1;
        while (scanner.TryTake(","))
            rank++;
        scanner.Take("]");
        return rank == 1 ? element.MakeArrayType() : element.MakeArrayType(rank);
    }

    /// <summary>A keyword is never followed by a point, since it is neither a namespace nor has nested types.</summary>
    Type? Keyword() => TypeNames.Keywords
        .Where(k => scanner.TryTakeWord(k.Key))
        .Select(k => k.Value)
        .FirstOrDefault();

    Type Named()
    {
        var name = new StringBuilder();
        var arguments = new List<Type>();
        for (; ; )
        {
            name.Append(scanner.Name());
            if (scanner.TryTake("<"))
            {
                var own = List(">");
                name.Append('`').Append(own.Count);
                arguments.AddRange(own);
            }

            if (scanner.TryTake("."))
                name.Append('.');
            else if (scanner.TryTake("+"))
                name.Append('+');
            else
                break;
        }

        var type = MemberLookup.Type(name.ToString()) ?? throw scanner.Error($"there is no type {name}");
        return arguments.Count == 0 ? type : type.MakeGenericType([.. arguments]);
    }
}
