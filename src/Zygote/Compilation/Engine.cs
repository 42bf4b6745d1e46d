using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Reflection;
using Zygote.Differentiation;
using Zygote.Emission;
using Zygote.IR;
using Zygote.Lifting;
using Zygote.Rules;

namespace Zygote.Compilation;

/// <summary>From a delegate and a request to compiled code. Results are cached by the method of the delegate.</summary>
static class Engine
{
    static readonly Compiler Compiler = new();
    static readonly ConcurrentDictionary<(MethodBase Method, Type Code, int Request, int Version), object> Cache = new();
    static readonly ConcurrentDictionary<(ForkRequest, int Kind, int Version), object> Forks = new();

    static Engine()
    {
        DispatchSite.CompilePair = (site, receiver) =>
            Guarded(() => site.CountTargets(receiver) is > 1 and var parts
                ? MulticastAdapters.CompilePair(site, parts)
                : DispatchAdapters.CompilePair(Compiler, site, receiver));
        DispatchSite.CompilePushforward = (site, receiver) =>
            Guarded(() => site.CountTargets(receiver) is > 1 and var parts
                ? MulticastAdapters.CompilePushforward(site, parts)
                : DispatchAdapters.CompilePushforward(Compiler, site, receiver));
        ForkCompilation.CompilePair = (request, forward, reverse) =>
            Kept(request, -2, () => ForkCompiler.CompilePair(Compiler, request, forward, reverse));
        ForkCompilation.CompilePushforward = (request, type) =>
            Kept(request, -3, () => ForkCompiler.CompilePushforward(Compiler, request, type));
        Exchange.Refuse = (reason, remedy) => new NotDifferentiableException(null, null, null, reason, remedy);
        Fork.IsRefusal = e => e is NotDifferentiableException;
    }

    /// <summary>
    /// Code for value and gradient: <c>Func&lt;object? target, T1.. x, T1.. shadow, Tape, ValueTuple&lt;R, T1..&gt;&gt;</c>.
    /// </summary>
    public static TCode Gradient<TCode>(Delegate f)
        where TCode : Delegate =>
        Compiled<TCode>(f, 0, (method, bound, arity) => Compiler.Gradient(method, bound, ResultOf(typeof(TCode)), arity));

    /// <summary>The same for a function that returns <c>(R, TAux)</c>; the first item of the tuple is that pair.</summary>
    public static TCode GradientWithAux<TCode>(Delegate f)
        where TCode : Delegate => Gradient<TCode>(f);

    /// <summary><c>Func&lt;object? target, T1.. x, T1.. xDot, (R Value, R Tangent)&gt;</c>.</summary>
    public static TCode Pushforward<TCode>(Delegate f)
        where TCode : Delegate =>
        Compiled<TCode>(f, 1, (method, bound, arity) => Compiler.Pushforward(method, bound, arity, ResultOf(typeof(TCode))));

    /// <summary><c>Func&lt;object? target, S x, S derivative&gt;</c> with S double or float.</summary>
    public static TCode NthDerivative<TCode>(Delegate f, int order)
        where TCode : Delegate =>
        Compiled<TCode>(f, 2 + order, (method, bound, _) => Compiler.NthDerivative(method, bound, order));

    /// <summary>
    /// <c>Func&lt;object? target, S x, S[]&gt;</c>, or <c>Func&lt;object? target, T x, T direction, S[]&gt;</c>.
    /// </summary>
    public static TCode Taylor<TCode>(Delegate f, int order)
        where TCode : Delegate =>
        Compiled<TCode>(f, 2 + order, (method, bound, _) =>
            Compiler.Taylor(method, bound, order, typeof(TCode).GetMethod("Invoke")!.GetParameters().Length == 2));

    /// <summary>
    /// Split reverse mode. Forward is <c>Func&lt;object? target, T1.. x, T1.. shadow, Tape, (R Value, R Shadow, int
    /// Token)&gt;</c>, Reverse is <c>Func&lt;object? target, T1.. x, T1.. shadow, Tape, int token, R resultCotangent,
    /// ValueTuple&lt;T1..&gt;&gt;</c>.
    /// </summary>
    public static (TForward Forward, TReverse Reverse) Pullback<TForward, TReverse>(Delegate f)
        where TForward : Delegate
        where TReverse : Delegate
    {
        var key = ((MethodBase)KeyOf(f), typeof(TForward), -1, RuleTable.Version);
        if (Cache.TryGetValue(key, out var known))
            return ((TForward, TReverse))known;
        var result = Guarded(() =>
        {
            var (method, bound, arity) = Shape(f);
            var (forward, reverse) = Compiler.Pullback(
                method, bound, arity, ResultOf(typeof(TForward)), ResultOf(typeof(TReverse)), f.Method.ReturnType);
            return ((TForward)Emitter.Compile(forward, typeof(TForward)), (TReverse)Emitter.Compile(reverse, typeof(TReverse)));
        });
        Cache[key] = result;
        return result;
    }

    public static string Explain(Delegate f, DerivativeKind kind, ExplainFormat format)
    {
        return Guarded(() =>
        {
            var (method, bound, arity) = Shape(f);
            Type[] types = [.. Signature.ParametersOf(method).Skip(bound ? 1 : 0)];
            var result = f.Method.ReturnType;
            Function[] functions = kind switch
            {
                DerivativeKind.Gradient => [Compiler.Gradient(method, bound, Tuple([result, .. types]), arity)],
                DerivativeKind.Pullback => Both(Compiler.Pullback(
                    method, bound, arity, Tuple([result, result, typeof(int)]), Tuple(types), result)),
                _ => [Compiler.Pushforward(method, bound, arity, Tuple([result, result]))],
            };
            return string.Join("\n", functions.Select(x =>
                format == ExplainFormat.IR ? Printer.Print(x) : CodePrinter.Print(x)));
        });

        static Function[] Both((Function, Function) pair) => [pair.Item1, pair.Item2];
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

    static Type ResultOf(Type code) => code.GetMethod("Invoke")!.ReturnType;

    static TCode Compiled<TCode>(Delegate f, int request, Func<MethodBase, bool, int, Function> make)
        where TCode : Delegate
    {
        var key = ((MethodBase)KeyOf(f), typeof(TCode), request, RuleTable.Version);
        if (Cache.TryGetValue(key, out var known))
            return (TCode)known;
        var code = Guarded(() =>
        {
            if (Cache.TryGetValue(key, out var meanwhile))
                return (TCode)meanwhile;
            var (method, bound, arity) = Shape(f);
            return (TCode)Emitter.Compile(make(method, bound, arity), typeof(TCode));
        });
        return (TCode)Cache.GetOrAdd(key, code);
    }

    /// <summary>A delegate with several targets is called as a whole.</summary>
    static MethodInfo KeyOf(Delegate f) => f.HasSingleTarget ? f.Method : f.GetType().GetMethod("Invoke")!;

    /// <summary>The method behind a delegate, whether its first parameter is the delegate's target, and how many remain.</summary>
    static (MethodBase Method, bool Bound, int Arity) Shape(Delegate f)
    {
        var arity = f.GetType().GetMethod("Invoke")!.GetParameters().Length;
        if (!f.HasSingleTarget)
            return (f.GetType().GetMethod("Invoke")!, true, arity);
        var count = Signature.ParametersOf(f.Method).Length;
        if (f.Method.DeclaringType is null || f.Method.GetType().Name != "RuntimeMethodInfo")
        {
            throw new Refusal(new SourceSpan(f.Method, 0), "the delegate was compiled at run time and has no IL that can be read",
                "Differentiate a method or a lambda that the C# compiler has compiled.");
        }

        return (f.Method, count == arity + 1, arity);
    }

    static T Kept<T>(ForkRequest request, int kind, Func<T> compile)
        where T : notnull =>
        (T)Forks.GetOrAdd((request, kind, RuleTable.Version), static (_, make) => Guarded(make), compile);

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
