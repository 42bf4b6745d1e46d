using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading;

using Zygote.Compilation;
using Zygote.Differentiation;

namespace Zygote.Rules;

/// <summary>
/// Finds the rule for a method: those registered last win over those in the user's assemblies, these over those in the assembly
/// of the method, these over rule libraries, and these over the built-in ones.
/// </summary>
/// <remarks>
/// The built-in rules are indexed from the metadata of this assembly at the first question; an assembly of the user when a
/// method of it is first asked for. Every rule that arrives later raises <see cref="Version"/>, which caches compare.
/// </remarks>
static partial class RuleTable
{
    static readonly Lock Gate = new();
    static readonly Dictionary<(Type Type, string Method), List<Entry>> Entries = [];

    /// <summary>Built-in rules of types that have not been asked for, by the name of the type: to find the type takes time.</summary>
    static readonly Dictionary<string, List<FoundRule>> Unasked = [];

    /// <summary>Interfaces with rules for their methods.</summary>
    static readonly HashSet<Type> Contracts = [];

    static readonly ConditionalWeakTable<Assembly, object> Scanned = [];
    static readonly ConcurrentDictionary<MethodBase, DerivativeRule?> Found = new();
    static bool _builtInLoaded;
    static int _version;

    /// <summary>How often rules were registered: what was said later wins, if it speaks of all members or of one.</summary>
    static int _batch;

    /// <summary>Goes up when a rule arrives; what was compiled before may be out of date.</summary>
    public static int Version => Volatile.Read(ref _version);

    /// <summary>The rule for a method, or null where its own code is to be differentiated.</summary>
    /// <param name="method">Closed over its type arguments.</param>
    /// <param name="argumentTypes">
    /// Static types of the arguments, the instance first; with them, substitutes for methods on <see cref="Array"/> are
    /// closed.
    /// </param>
    public static DerivativeRule? Find(MethodBase method, ReadOnlySpan<Type> argumentTypes = default)
    {
        ScanAssembly(method.Module.Assembly);
        if (!Found.TryGetValue(method, out var rule))
        {
            lock (Gate)
            {
                LoadBuiltIn();
                Found[method] = rule = Look(method, []);
            }
        }
        if (rule is not { Kind: RuleKind.Substitute } || argumentTypes.IsEmpty)
            return rule;
        lock (Gate)
            return Look(method, argumentTypes);
    }

    /// <summary>Makes the rules of the user's assembly known, once. Assemblies that do not know Zygote have none.</summary>
    public static void ScanAssembly(Assembly assembly)
    {
        if (Scanned.TryGetValue(assembly, out _))
            return;
        lock (Gate)
        {
            if (!Scanned.TryAdd(assembly, Entries) || assembly == typeof(RuleTable).Assembly)
                return;
            if (RuleLibraries.IsForeign(assembly))
            {
                RuleLibraries.For(assembly).ForEach(ScanAssembly);
                return;
            }
            var origin = RuleLibraries.IsLibrary(assembly) ? RuleOrigin.Library : RuleOrigin.Own;
            if (origin == RuleOrigin.Library)
                KeptConstants.AddFrom(assembly);
            var found = RuleScanner.Scan(assembly);
            if (found.Count == 0)
                return;
            LoadBuiltIn();
            try
            {
                foreach (var rule in found)
                {
                    var target = rule.Target;
                    var isBeside = origin == RuleOrigin.Own && (target is null || target.Assembly == assembly);
                    AddChecked(isBeside ? RuleOrigin.Beside : origin, rule.Kind, rule.Rule, target, rule.Type, rule.Methods);
                }
            }
            catch
            {
                // The next request says it again instead of going on without the rules.
                Scanned.Remove(assembly);
                throw;
            }
            Changed();
        }
    }

    /// <summary>See <see cref="AD.RegisterRules"/>.</summary>
    public static void Register(Type rules)
    {
        const BindingFlags All = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        // First, so that what is registered wins.
        ScanAssembly(rules.Assembly);
        lock (Gate)
        {
            LoadBuiltIn();
            _batch++;
            var count = 0;
            foreach (var zero in rules.GetCustomAttributes<ZeroDerivativeAttribute>(false))
                Add(RuleKind.Zero, null, zero.Type, zero.Type?.FullName, zero.Methods);
            foreach (var none in rules.GetCustomAttributes<NoRuleForAttribute>(false))
                Add(RuleKind.None, null, none.Type, null, none.Methods);
            foreach (var method in rules.GetMethods(All | BindingFlags.DeclaredOnly))
            {
                foreach (var attribute in method.GetCustomAttributes<DerivativeOfAttribute>(false))
                    Add(RuleKind.Derivative, method, attribute.Type, null, attribute.Method);
                foreach (var attribute in method.GetCustomAttributes<PullbackOfAttribute>(false))
                    Add(RuleKind.Pullback, method, attribute.Type, null, attribute.Method);
                foreach (var attribute in method.GetCustomAttributes<PushforwardOfAttribute>(false))
                    Add(RuleKind.Pushforward, method, attribute.Type, null, attribute.Method);
                foreach (var attribute in method.GetCustomAttributes<SubstituteForAttribute>(false))
                    Add(RuleKind.Substitute, method, attribute.Type, null, attribute.Method);
                foreach (var attribute in method.GetCustomAttributes<ZeroDerivativeAttribute>(false))
                    Add(RuleKind.Zero, method, attribute.Type, null, attribute.Methods);
            }
            if (count == 0)
            {
                throw new ArgumentException(
                    $"{TypeNames.Of(rules)} has no method with [DerivativeOf], [PullbackOf], [PushforwardOf] or [SubstituteFor], " +
                    "and neither [ZeroDerivative] nor [NoRuleFor].",
                    nameof(rules));
            }
            Changed();

            void Add(RuleKind kind, MethodInfo? rule, Type? target, string? name, params string[] methods)
            {
                AddChecked(RuleOrigin.Registered, kind, rule, target, name, methods);
                count++;
            }
        }
    }

    static void LoadBuiltIn()
    {
        if (_builtInLoaded)
            return;
        _builtInLoaded = true;
        foreach (var rule in RuleScanner.Scan(typeof(RuleTable).Assembly))
        {
            if (rule.Type is null)
            {
                // [ZeroDerivative] on a method of ours.
                var flat = (MethodInfo)typeof(RuleTable).Module.ResolveMethod(rule.Token)!;
                AddFlat(RuleOrigin.BuiltIn, RuleKind.Zero, flat, null, []);
                continue;
            }

            var name = rule.Type.IndexOf(',') is var end and >= 0 ? rule.Type[..end] : rule.Type; // without the assembly
            if (!Unasked.TryGetValue(name, out var rules))
                Unasked.Add(name, rules = []);
            rules.Add(rule);
        }
    }

    /// <summary>Makes the built-in rules of a type known.</summary>
    static void Ask(Type type)
    {
        if (Unasked.Count == 0 || !(ZeroDerivatives.IsSystem(type.Assembly) || IsOwn(type.Assembly))
            || !Unasked.Remove(type.FullNameOfDefinition(), out var rules))
        {
            return;
        }

        foreach (var rule in rules)
            Insert(type, rule.Methods[0], new Entry(RuleOrigin.BuiltIn, rule.Kind, null, rule.Token));
    }

    static bool IsOwn(Assembly assembly) => assembly == typeof(RuleTable).Assembly || assembly == typeof(Tape).Assembly;

    static void Changed()
    {
        Found.Clear();
        Interlocked.Increment(ref _version);
    }

    static void AddChecked(
        RuleOrigin origin, RuleKind kind, MethodInfo? rule, Type? target, string? typeName, string[] methods)
    {
        if (kind is RuleKind.Zero or RuleKind.None)
        {
            if (target is null && typeName is not null)
                throw new ArgumentException($"An attribute of rules names the type {typeName}, which does not exist.");
            AddFlat(origin, kind, rule, target, methods);
            return;
        }
        var where = TypeNames.Signature(rule!);
        if (target is null)
            throw new ArgumentException($"The rule {where} names the type {typeName}, which does not exist.");
        if (!rule!.IsStatic)
            throw new ArgumentException($"The rule {where} must be static.");
        var name = methods[0];
        RuleSignature.Check(kind, rule, target, ref name, where);
        Insert(target, name, new Entry(origin, kind, rule, 0));
    }

    /// <summary>Zero or None.</summary>
    static void AddFlat(RuleOrigin origin, RuleKind kind, MethodInfo? rule, Type? target, string[] methods)
    {
        if (target is null)
        {
            Insert(rule!.DeclaringType!, rule.Name, new Entry(origin, kind, rule, 0));
            return;
        }
        foreach (var name in methods.Length == 0 ? [ZeroDerivatives.AllMembers] : methods)
        {
            var member = name;
            if (origin != RuleOrigin.BuiltIn && name != ZeroDerivatives.AllMembers
                && RuleSignature.MembersOf(target, ref member).Length == 0)
            {
                throw new ArgumentException($"An attribute of rules names {TypeNames.Of(target)}.{name}, which does not exist.");
            }
            Insert(target, member, new Entry(origin, kind, null, 0));
        }
    }

    static void Insert(Type type, string method, Entry entry)
    {
        Ask(type);
        if (type.IsInterface)
            Contracts.Add(Definition(type));
        var key = (Definition(type), method);
        if (!Entries.TryGetValue(key, out var list))
            Entries.Add(key, list = []);
        var place = list.Count;
        while (place > 0 && list[place - 1].Origin > entry.Origin)
            place--;
        list.Insert(place, entry);
    }

    static DerivativeRule? Look(MethodBase method, ReadOnlySpan<Type> argumentTypes)
    {
        var type = method.DeclaringType;
        if (type is null)
            return null;
        Ask(type);
        var byName = Entries.GetValueOrDefault((Definition(type), method.Name));
        var all = Entries.GetValueOrDefault((Definition(type), ZeroDerivatives.AllMembers))?[^1];
        for (var i = (byName?.Count ?? 0) - 1; i >= 0 && (all is null || !all.IsLater(byName![i])); i--)
        {
            if (byName![i].For(method, argumentTypes) is not { } rule)
                continue;
            return rule.Kind switch
            {
                RuleKind.Pullback or RuleKind.Pushforward => Join(rule, method, byName, i),
                RuleKind.None => null,
                _ => rule,
            };
        }
        if (all is not null)
            return all.For(method, argumentTypes) is { Kind: RuleKind.Zero } zero ? zero : null;
        if (OfContract(method) is { } contract)
            return contract;
        if ((Refused.Find(method) ?? VectorMembers.Find(method)) is { } builtIn)
            return builtIn;
        return ZeroDerivatives.Contains(method) ? new DerivativeRule(RuleKind.Zero) : null;
    }

    /// <summary>A method may have a rule for each mode.</summary>
    static DerivativeRule Join(DerivativeRule rule, MethodBase method, List<Entry> entries, int last)
    {
        for (var i = last - 1; i >= 0; i--)
        {
            var other = entries[i].For(method, []);
            if (other?.Kind is RuleKind.None or RuleKind.Zero)
                break;
            if (other?.Kind == RuleKind.Pushforward && rule.Kind == RuleKind.Pullback)
                return rule with { Pushforward = other.Method };
            if (other?.Kind == RuleKind.Pullback && rule.Kind == RuleKind.Pushforward)
                return other with { Pushforward = rule.Method };
        }
        return rule;
    }

    static Type Definition(Type type) => type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type;

    /// <summary>A rule for the methods of one name. Built-in ones are a token until they are wanted.</summary>
    sealed class Entry(RuleOrigin origin, RuleKind kind, MethodInfo? rule, int token)
    {
        MethodInfo? _rule = rule;

        readonly int _batch = origin == RuleOrigin.Registered ? RuleTable._batch : 0;

        public RuleOrigin Origin => origin;

        public bool IsLater(Entry than) => (origin, _batch).CompareTo((than.Origin, than._batch)) > 0;

        public DerivativeRule? For(MethodBase method, ReadOnlySpan<Type> argumentTypes)
        {
            if (kind is RuleKind.Zero or RuleKind.None)
            {
                return _rule is null || _rule.MetadataToken == method.MetadataToken ? new DerivativeRule(kind) : null;
            }
            _rule ??= (MethodInfo)typeof(RuleTable).Module.ResolveMethod(token)!;
            if (RuleSignature.Close(kind, _rule, method, argumentTypes) is not { } closed)
                return null;
            return closed.ContainsGenericParameters
                ? new DerivativeRule(kind) { Method = closed }
                : RuleSignature.PartsOf(kind, closed, method) is { } parts
                    ? new DerivativeRule(kind) { Method = closed, Inputs = parts }
                    : null;
        }
    }
}
