using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Zygote.Differentiation;
using Zygote.Emission;
using Zygote.IR;
using Zygote.Lifting;
using Zygote.Rules;

namespace Zygote.Compilation;

/// <summary>From a delegate and a request to compiled code. Results are cached by the method of the delegate.</summary>
static class Engine
{
    static readonly Compiler Compiler = Connected(new Compiler());
    static readonly ConcurrentDictionary<CacheKey, object> Cache = new();
    static readonly ConcurrentDictionary<ForkKey, object> Forks = new();
    static readonly ConditionalWeakTable<MethodInfo, object> Steps = [];

    /// <summary>Makes the compiler known to the code that asks for more code at run time.</summary>
    /// <remarks>No static constructor: generic methods of a class that has one are not precompiled.</remarks>
    static Compiler Connected(Compiler compiler)
    {
        DispatchSite.CompilePair = (site, receiver, isConstant) =>
            Guarded(() => site.CountTargets(receiver) is > 1 and var parts
                ? MulticastAdapters.CompilePair(site, parts)
                : DispatchAdapters.CompilePair(compiler, site, receiver, isConstant));
        DispatchSite.CompilePushforward = (site, receiver, isConstant) =>
            Guarded(() => site.CountTargets(receiver) is > 1 and var parts
                ? MulticastAdapters.CompilePushforward(site, parts)
                : DispatchAdapters.CompilePushforward(compiler, site, receiver, isConstant));
        ForkCompilation.CompilePair = (request, forward, reverse) =>
            Kept(request, -2, () => ForkCompiler.CompilePair(compiler, request, forward, reverse));
        ForkCompilation.CompilePushforward = (request, type) =>
            Kept(request, -3, () => ForkCompiler.CompilePushforward(compiler, request, type));
        ShadowType.KeepsConstantsOf = KeptConstants.Has;
        Exchange.Refuse = (reason, remedy) => new NotDifferentiableException(null, null, null, reason, remedy);
        Fork.IsRefusal = e => e is NotDifferentiableException;
        return compiler;
    }

    /// <summary>The code that answers a request, of one of these types with target and tape:</summary>
    /// <remarks>
    ///   gradient      Func&lt;object? target, T1.. x, T1.. shadow, Tape, ValueTuple&lt;R, T1..&gt;&gt;; the first item may be a
    ///                 pair (R, TAux) of which the first item counts
    ///   pushforward   Func&lt;object? target, T1.. x, T1.. xDot, (R Value, R Tangent)&gt;
    ///   pullback      a pair: Func&lt;object? target, T1.. x, T1.. shadow, Tape, (R Value, R Shadow, int Token)&gt; and
    ///                 Func&lt;object? target, T1.. x, T1.. shadow, Tape, int token, R resultCotangent, ValueTuple&lt;T1..&gt;&gt;
    ///   n-th          Func&lt;object? target, S x, S derivative&gt; with S double or float
    ///   Taylor        Func&lt;object? target, S x, S[]&gt;, or Func&lt;object? target, T x, T direction, S[]&gt;
    /// </remarks>
    public static TCode Code<TCode>(Delegate f, int request)
    {
        var key = new CacheKey(FunctionShape.Of(f), typeof(TCode), request, RuleTable.Version);
        if (Cache.TryGetValue(key, out var known))
            return (TCode)known;
        var code = Guarded(() =>
        {
            if (Cache.TryGetValue(key, out var meanwhile))
                return (TCode)meanwhile;
            Require(f);
            var types = Compiler.CodeTypes(typeof(TCode));
            var results = Array.ConvertAll(types, t => t.GetMethod("Invoke")!.ReturnType);
            var functions = Compiler.Code(key.Function, results, request);
            var delegates = functions.Zip(types, (function, type) => Emitter.Compile(function, type, emitted: Optimizer.Emitted)).ToArray();
            return (TCode)(delegates.Length == 1 ? delegates[0] : Activator.CreateInstance(typeof(TCode), delegates)!);
        });
        return (TCode)Cache.GetOrAdd(key, code!);
    }

    sealed record ForkKey(ForkRequest Request, int Kind, int Version);

    sealed record CacheKey(FunctionShape Function, Type Code, int Request, int Version);

    public static string Explain(Delegate f, DerivativeKind kind, ExplainFormat format)
    {
        return Guarded(() =>
        {
            Require(f);
            var shape = FunctionShape.Of(f);
            Type[] types = [.. Signature.ParametersOf(shape.Method).Skip(shape.Bound ? 1 : 0)];
            var result = f.Method.ReturnType;
            var (request, results) = kind switch
            {
                DerivativeKind.Gradient => (Requests.Gradient, (Type[])[Tuple([result, .. types])]),
                DerivativeKind.Pullback => (Requests.Pullback, [Tuple([result, result, typeof(int)]), Tuple(types)]),
                _ => (Requests.Pushforward, [Tuple([result, result])]),
            };
            var functions = Compiler.Code(shape, results, request);
            var all = Function.Reachable(functions).Select(x => functions.Contains(x) ? x : Optimizer.Emitted(x));
            return string.Join("\n", all.Select(x =>
                format == ExplainFormat.IR ? Printer.Print(x) : CodePrinter.Print(x)));
        });
    }

    /// <summary>Of a function from a state to the next one.</summary>
    public static StepWrites WritesOf(Delegate step)
    {
        if (!step.HasSingleTarget || step.Method is DynamicMethod)
            return StepWrites.Anything;
        return (StepWrites)Steps.GetValue(step.Method, _ => Guarded<object>(() =>
        {
            try
            {
                return Compiler.WritesOf(step);
            }
            catch (Refusal)
            {
                return StepWrites.Anything; // if it matters, the derivative is refused
            }
        }));
    }

    static Type Tuple(Type[] items) => items.Length switch
    {
        1 => typeof(ValueTuple<>),
        2 => typeof(ValueTuple<,>),
        3 => typeof(ValueTuple<,,>),
        4 => typeof(ValueTuple<,,,>),
        5 => typeof(ValueTuple<,,,,>),
        6 => typeof(ValueTuple<,,,,,>),
        _ => typeof(ValueTuple<,,,,,,>),
    } is var open ? open.MakeGenericType(items) : throw new InvalidOperationException();

    static void Require(Delegate f)
    {
        if (f.HasSingleTarget && (f.Method.DeclaringType is null || f.Method.GetType().Name != "RuntimeMethodInfo"))
        {
            throw new Refusal(new SourceSpan(f.Method, 0), "the delegate was compiled at run time and has no IL that can be read",
                "Differentiate a method or a lambda that the C# compiler has compiled.");
        }
    }

    static T Kept<T>(ForkRequest request, int kind, Func<T> compile)
        where T : notnull =>
        (T)Forks.GetOrAdd(new ForkKey(request, kind, RuleTable.Version), static (_, make) => Guarded(make), compile);

    static T Guarded<T>(Func<T> compile)
    {
        try
        {
            lock (Compiler.Gate)
            {
                Compiler.Refresh();
                return compile();
            }
        }
        catch (Refusal refusal)
        {
            var line = SourceLines.Find(refusal.Span);
            throw new NotDifferentiableException(
                refusal.Span.Method, line?.File, line?.Line, refusal.Reason, refusal.Remedy);
        }
    }
}
