using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.Differentiation;
using Zygote.Emission;
using Zygote.IR;

namespace Zygote.Compilation;

/// <summary>Derivatives of pieces (<see cref="IPiece{TPiece}"/>), with the delegates that a piece holds known.</summary>
/// <remarks>
///   primal     run(piece, from, to, state, step, target...):
///                  piece = with.field body, piece, (new.delegate target, M); piece.Run(from, to, state, step)
///   adapter    forward(piece, from, to, state, step, shadow, tape):
///                  run_forward(piece, ..., piece.body.Target, shadow, shadow.body.Target, tape)
/// </remarks>
static class ForkCompiler
{
    static readonly MethodInfo Target = typeof(Delegate).GetProperty(nameof(Delegate.Target))!.GetMethod!;
    static readonly MethodInfo TargetShadow = typeof(DispatchSite).GetMethod(nameof(DispatchSite.TargetShadow))!;

    public static (Delegate Forward, Delegate Reverse) CompilePair(
        Compiler compiler, ForkRequest request, Type forwardType, Type reverseType)
    {
        var (signature, name) = Shape(request, request.Concurrency);
        var pair = compiler.InSharedScope(
            SpanOf(request), () => compiler.GetSplit(request, signature, name, types => Run(compiler, request, name, types)));
        return (Adapt(request, pair.Forward, forwardType), Adapt(request, pair.Reverse, reverseType));
    }

    public static Delegate CompilePushforward(Compiler compiler, ForkRequest request, Type type)
    {
        var (signature, name) = Shape(request, Concurrency.None);
        var derived = compiler.InSharedScope(
            SpanOf(request), () => compiler.GetPushforward(request, signature, name, types => Run(compiler, request, name, types)));
        return Adapt(request, derived, type);
    }

    static (Signature, string Name) Shape(ForkRequest request, Concurrency concurrency)
    {
        var run = RunMethod(request);
        var plain = run.GetParameters().Select(p => StackTypes.Of(p.ParameterType));
        var targets = request.Methods.Where(m => m is not null).Select(_ => typeof(object)).ToArray();
        Type[] parameters = [request.Piece, .. plain, .. targets];
        bool[] active = [true, .. plain.Select(_ => false), .. targets.Select(_ => true)];
        var name = Compiler.NameOf(request.Methods.FirstOrDefault(m => m is not null) ?? run);
        return (new Signature(parameters, typeof(void), new ActivityPattern(active, concurrency)), name);
    }

    static SourceSpan SpanOf(ForkRequest request) =>
        new(request.Methods.FirstOrDefault(m => m is not null) ?? RunMethod(request), 0);

    static MethodInfo RunMethod(ForkRequest request) => request.Piece.GetMethod("Run")!;

    static Function Run(Compiler compiler, ForkRequest request, string name, IReadOnlyList<Type> types)
    {
        var run = RunMethod(request);
        var function = new Function(name, types, typeof(void), run);
        var builder = new Builder(function.AddEntry()) { Span = new SourceSpan(run, 0) };
        var entry = function.Entry.Parameters;
        var slot = builder.Slot(request.Piece);
        Value piece = entry[0];
        var target = 1 + run.GetParameters().Length;
        foreach (var (field, method) in Known(request))
        {
            var instance = method.IsStatic && method.GetParameters().Length == Arity(field.FieldType)
                ? Constant.Zero(typeof(object))
                : builder.UncheckedCast(
                    method.IsStatic ? method.GetParameters()[0].ParameterType : method.DeclaringType!, entry[target]);
            piece = builder.WithField(piece, field, builder.NewDelegate(field.FieldType, new DelegateTarget(method), instance));
            target++;
        }

        builder.Store(slot, piece);
        return compiler.Prepared(function, builder, run, [slot, .. entry.Skip(1).Take(run.GetParameters().Length)]);
    }

    static int Arity(Type type) => type.GetMethod("Invoke")!.GetParameters().Length;

    static IEnumerable<(FieldInfo Field, MethodInfo Method)> Known(ForkRequest request) =>
        ForkRequest.Delegates(request.Piece).Zip(request.Methods).Where(p => p.Second is not null).Select(p => (p.First, p.Second!));

    static Delegate Adapt(ForkRequest request, Function derived, Type type)
    {
        var invoke = type.GetMethod("Invoke")!;
        Type[] types = [.. invoke.GetParameters().Select(p => StackTypes.Of(p.ParameterType))];
        var adapter = new Function(derived.Name, types, invoke.ReturnType);
        var entry = adapter.AddEntry().Parameters;
        var builder = new Builder(adapter.Entry) { Span = new SourceSpan(RunMethod(request), 0) };
        var count = 1 + RunMethod(request).GetParameters().Length;
        var (piece, shadow, tape) = (entry[0], entry[count], entry[count + 1]);
        var delegates = Known(request).Select(k => (
            Primal: builder.GetField(piece, k.Field), Shadow: builder.GetField(shadow, k.Field))).ToArray();
        Value[] arguments =
        [
            .. entry.Take(count),
            .. delegates.Select(d => builder.Call(Target, d.Primal)),
            shadow,
            .. delegates.Select(d => builder.Call(TargetShadow, tape, d.Primal, d.Shadow)),
            .. entry.Skip(count + 1),
        ];
        var result = builder.CallFunction(derived, arguments);
        builder.Return(result.Type == typeof(void) ? null : result);
        return Emitter.Compile(adapter, type, emitted: Optimizer.Emitted);
    }
}
