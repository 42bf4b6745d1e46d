using System;
using System.Collections.Generic;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.Loader;

namespace Zygote.Rules;

/// <summary>An attribute of ours, decoded. Without a type it is on the method it speaks of.</summary>
/// <param name="Kind">Which attribute.</param>
/// <param name="Assembly">Where it was found.</param>
/// <param name="Token">The method it is on, or nothing if it is on a class or the assembly.</param>
/// <param name="Type">Name of the target type, qualified unless it is in the same assembly.</param>
/// <param name="Methods">Names of the target methods; none for all.</param>
sealed record FoundRule(RuleKind Kind, Assembly Assembly, int Token, string? Type, string[] Methods)
{
    public MethodInfo? Rule => Token == 0 ? null : Assembly.ManifestModule.ResolveMethod(Token) as MethodInfo;

    public Type? Target
    {
        get
        {
            var assembly = Assembly;
            return Type is null ? null : System.Type.GetType(
                Type,
                name => ContextOf(assembly).LoadFromAssemblyName(name),
                (found, name, ignoreCase) => (found ?? assembly).GetType(name, false, ignoreCase),
                throwOnError: false);
        }
    }

    static AssemblyLoadContext ContextOf(Assembly assembly) =>
        AssemblyLoadContext.GetLoadContext(assembly) ?? AssemblyLoadContext.Default;
}

/// <summary>
/// Finds the rules of an assembly in its metadata, without making reflection objects for what is not a rule: one pass over
/// the table of custom attributes.
/// </summary>
static unsafe class RuleScanner
{
    public static List<FoundRule> Scan(Assembly assembly)
    {
        var found = new List<FoundRule>();
        if (!assembly.TryGetRawMetadata(out var blob, out var length))
            return found;
        var reader = new MetadataReader(blob, length);
        if (assembly != typeof(RuleScanner).Assembly && !KnowsZygote(reader))
            return found;
        var names = new Dictionary<int, string?>(); // of our attributes, by constructor; null for others
        foreach (var handle in reader.CustomAttributes)
        {
            var attribute = reader.GetCustomAttribute(handle);
            var constructor = MetadataTokens.GetToken(attribute.Constructor);
            if (!names.TryGetValue(constructor, out var name))
                names.Add(constructor, name = NameOfOurs(reader, attribute.Constructor));
            if (KindOf(name) is { } kind)
                found.Add(Decode(reader, attribute, kind, assembly));
        }
        return found;
    }

    /// <summary>Of a loaded assembly; null if it does not have any.</summary>
    public static MetadataReader? Metadata(Assembly assembly) =>
        assembly.TryGetRawMetadata(out var blob, out var length) ? new MetadataReader(blob, length) : null;

    /// <summary>The assemblies that <see cref="RulesForAttribute"/> names.</summary>
    public static List<string> Targets(MetadataReader reader)
    {
        var targets = new List<string>();
        if (!reader.IsAssembly || !KnowsZygote(reader))
            return targets;
        foreach (var handle in reader.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = reader.GetCustomAttribute(handle);
            if (NameOfOurs(reader, attribute.Constructor) != nameof(RulesForAttribute))
                continue;
            var value = reader.GetBlobReader(attribute.Value);
            value.ReadUInt16();
            if (value.ReadSerializedString() is { } target)
                targets.Add(target);
        }
        return targets;
    }

    /// <summary>Whether the assembly refers to this one.</summary>
    public static bool KnowsZygote(MetadataReader reader)
    {
        foreach (var handle in reader.AssemblyReferences)
        {
            if (reader.StringComparer.Equals(reader.GetAssemblyReference(handle).Name, nameof(Zygote)))
                return true;
        }
        return false;
    }

    static RuleKind? KindOf(string? attribute) => attribute switch
    {
        nameof(DerivativeOfAttribute) => RuleKind.Derivative,
        nameof(PullbackOfAttribute) => RuleKind.Pullback,
        nameof(PushforwardOfAttribute) => RuleKind.Pushforward,
        nameof(ZeroDerivativeAttribute) => RuleKind.Zero,
        nameof(MirrorOfAttribute) => RuleKind.Mirror,
        nameof(SubstituteForAttribute) => RuleKind.Substitute,
        nameof(NoRuleForAttribute) => RuleKind.None,
        _ => null,
    };

    static string? NameOfOurs(MetadataReader reader, EntityHandle constructor)
    {
        var (space, name) = constructor.Kind switch
        {
            HandleKind.MethodDefinition => NameOf(
                reader, reader.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType()),
            HandleKind.MemberReference => NameOf(
                reader, reader.GetMemberReference((MemberReferenceHandle)constructor).Parent),
            _ => default,
        };
        return name.IsNil || space.IsNil || !IsOurs(reader, space) ? null : reader.GetString(name);
    }

    static bool IsOurs(MetadataReader reader, StringHandle space) =>
        reader.StringComparer.Equals(space, "Zygote") || reader.StringComparer.Equals(space, "Zygote.Rules");

    static (StringHandle Namespace, StringHandle Name) NameOf(MetadataReader reader, EntityHandle type)
    {
        if (type.Kind == HandleKind.TypeReference)
        {
            var reference = reader.GetTypeReference((TypeReferenceHandle)type);
            return (reference.Namespace, reference.Name);
        }
        if (type.Kind == HandleKind.TypeDefinition)
        {
            var definition = reader.GetTypeDefinition((TypeDefinitionHandle)type);
            return (definition.Namespace, definition.Name);
        }
        return default;
    }

    /// <summary>
    /// The value is a two-byte prolog, the fixed arguments, and a two-byte count of named ones (ECMA-335 II.23.3).
    /// </summary>
    static FoundRule Decode(MetadataReader reader, CustomAttribute attribute, RuleKind kind, Assembly assembly)
    {
        var token = attribute.Parent.Kind == HandleKind.MethodDefinition ? MetadataTokens.GetToken(attribute.Parent) : 0;
        var value = reader.GetBlobReader(attribute.Value);
        value.ReadUInt16();
        if (value.RemainingBytes <= 2)
            return new FoundRule(kind, assembly, token, null, []);
        var type = value.ReadSerializedString();
        if (kind is not (RuleKind.Zero or RuleKind.None))
            return new FoundRule(kind, assembly, token, type, [value.ReadSerializedString()!]);
        var names = new string[Math.Max(value.ReadInt32(), 0)];
        for (var i = 0; i < names.Length; i++)
            names[i] = value.ReadSerializedString()!;
        return new FoundRule(kind, assembly, token, type, names);
    }
}
