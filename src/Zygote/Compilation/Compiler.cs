using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.Control;
using Zygote.Differentiation;
using Zygote.IR;
using Zygote.Rules;
using RuleKind = Zygote.Differentiation.RuleKind;

namespace Zygote.Compilation;

/// <summary>Makes the functions of derivatives: lifting, passes and transforms in their order.</summary>
/// <remarks>One compilation at a time: all state is guarded by <see cref="Gate"/>.</remarks>
sealed partial class Compiler : IDerivativeContext
{
    readonly Programs _programs = new();
    readonly Attempts _attempts;
    readonly InnerTapes _innerTapes;
    readonly StaticFieldScan _scan = new();
    readonly MemoryScan _memory = new();
    static readonly MethodInfo FreshTape = typeof(Tape).GetMethod(nameof(Tape.Fresh))!;

    readonly CompilationScope _shared;
    CompilationScope _scope;
    int _version = -1;

    public Compiler()
    {
        _scope = _shared = new CompilationScope(_scan, new HashSet<object>());
        _attempts = new Attempts(_programs, HasRule, () => _scope);
        _innerTapes = new InnerTapes(_programs);
        _programs.NestedBody = NestedBody;
    }

    public object Gate { get; } = new();

    public Function Attempt(MethodBase method, SourceSpan span)
    {
        RequireCode(method, span);
        return _attempts.Of(method);
    }

    public Function Attempt(Function function) => _attempts.Of(function);

    public Function AttemptVirtual(MethodInfo method) => _attempts.OfVirtual(method);

    public Rule? FindRule(MethodBase method, params ReadOnlySpan<RuleKind> kinds)
    {
        if (OwnRules.Find(method) is { } own)
            return own;
        if (RuleTable.Find(method) is not { } found)
            return null;
        switch (found.Kind)
        {
            case Rules.RuleKind.Zero:
                return new Rule(RuleKind.Zero);
            case Rules.RuleKind.Mirror:
                return new Rule(RuleKind.Mirror, found.Method);
            case Rules.RuleKind.Refused:
                return new Rule(RuleKind.Refused, Reason: found.Reason, Remedy: found.Remedy);
        }

        foreach (var kind in kinds)
        {
            var body = (kind, found.Kind) switch
            {
                (RuleKind.Derivative, Rules.RuleKind.Derivative) => found.Method,
                (RuleKind.Pullback, Rules.RuleKind.Pullback) => found.Method,
                (RuleKind.Pushforward, Rules.RuleKind.Pushforward) => found.Method,
                (RuleKind.Pushforward, Rules.RuleKind.Pullback) => found.Pushforward,
                _ => null,
            };
            if (body is not null)
                return new Rule(kind, body, found.Inputs);
        }

        return null;
    }

    public IStaticFields Statics => _scope;

    public bool IsInside => _underWay.Count > 0;

    /// <remarks>What runs in the place of a control method may do anything.</remarks>
    public IReadOnlySet<object>? PlacesWrittenBy(Instruction call) =>
        call.Payload is MethodBase method && ControlPairs.Find(method) is not null ? null : _memory.PlacesWrittenBy(call);

    public bool IsRewritten(FieldInfo field) => _memory.IsRewritten(field);

    public bool IsPure(MethodBase method) => Optimizer.IsPure(method);

    public Function RuleCode(Rule rule) => _programs.Expanded(rule.Body!, HasRule);

    public void CleanUp(Function function)
    {
        if (!_programs.InlineCalls(function, HasRule, isDerivative: true)) // which simplifies
            Optimizer.Simplify(function);
        Optimizer.Check(function, "clean-up");
    }

    /// <summary>After rules were registered everything is made anew.</summary>
    public void Refresh()
    {
        if (_version == RuleTable.Version)
            return;
        _version = RuleTable.Version;
        _programs.RulesChanged();
        _attempts.RulesChanged();
        _shared.RulesChanged();
    }

    /// <summary>See <see cref="WriteScan"/>; the state is the first argument of the delegate.</summary>
    public StepWrites WritesOf(Delegate step)
    {
        var method = step.Method;
        var code = InSharedScope(new SourceSpan(method, 0), () => _programs.Expanded(method, HasRule));
        return WriteScan.Of(
            code, code.ParameterTypes.Count - step.GetType().GetMethod("Invoke")!.GetParameters().Length);
    }

    public static string NameOf(MethodBase method) => $"{method.DeclaringType?.Name}.{method.Name}";

    static Layout Layout(int arity) => new(
        Numbers(1, arity), Numbers(1 + arity, arity), (2 * arity) + 1, Numbers(1, arity));

    static int[] Numbers(int first, int count)
    {
        var result = new int[count];
        for (var i = 0; i < count; i++)
            result[i] = first + i;
        return result;
    }

    static Layout LayoutOf(Signature signature, int[] withDuals)
    {
        var count = signature.Parameters.Count;
        var kind = signature.Pattern.Duals;
        var active = signature.Pattern.ActiveParameters;
        var duals = Array.ConvertAll(active, i => Array.IndexOf(withDuals, i) is var k && k >= 0 ? count + k : -1);
        return new Layout(active, duals, count + (kind.Count * withDuals.Length), signature.Cotangents)
        {
            Concurrency = signature.Pattern.Concurrency,
            Kind = kind,
            Stride = withDuals.Length,
        };
    }

    bool HasRule(MethodBase method) =>
        FindRule(method, RuleKind.Derivative, RuleKind.Pullback, RuleKind.Pushforward) is not null;

    /// <summary>A method that is to be differentiated by its code must have code that can be read.</summary>
    void RequireCode(MethodBase method, SourceSpan span)
    {
        if (HasRule(method))
            return;
        try
        {
            _programs.Lifted(method);
        }
        catch (Refusal refusal)
        {
            // The obstacle itself may have no source line of ours: then say where the user's code meets it.
            throw refusal.Span.Method is { } m && m.DeclaringType is { } type && type.Assembly != typeof(object).Assembly
                && m.GetMethodBody() is not null
                ? refusal
                : new Refusal(span, $"a value that carries a derivative reaches {NameOf(method)}: {refusal.Reason}", refusal.Remedy);
        }
    }

    /// <summary>(target, x..., duals of x..., tape) -> method(x...), inlined and in the form that the transforms want.</summary>
    Function Wrap(FunctionShape f, DualKind kind, int duals)
    {
        var (method, bound, arity) = (f.Method, f.Bound, f.Arity);
        var inner = Signature.ParametersOf(method);
        var inputs = inner[(bound ? 1 : 0)..];
        Type[] types = [typeof(object), .. inputs, .. Enumerable.Repeat(inputs.Select(kind.TypeOf), duals).SelectMany(t => t), typeof(Tape)];
        var wrapper = new Function(NameOf(method), types, Signature.ResultOf(method), method);
        var builder = new Builder(wrapper.AddEntry()) { Span = new SourceSpan(method, 0) };
        var arguments = new List<Value>();
        if (bound)
            arguments.Add(builder.UncheckedCast(inner[0], f.Target(builder, wrapper.Entry.Parameters[0])));
        wrapper.Entry.Parameters[0].Name = "target";
        wrapper.Entry.Parameters[^1].Name = "tape";
        var declared = method.GetParameters();
        for (var i = 0; i < arity; i++)
        {
            var x = wrapper.Entry.Parameters[1 + i];
            arguments.Add(x);
            if (declared.Length < arity)
                continue;
            var name = declared[declared.Length - arity + i].Name;
            x.Name = name;
            for (var k = 0; k < duals; k++)
                wrapper.Entry.Parameters[1 + ((1 + k) * arity) + i].Name = name + (k == 0 ? "Dual" : $"Dual{k + 1}");
        }

        return Prepared(wrapper, builder, method, arguments);
    }

    Function Wrap(MethodBase method, IReadOnlyList<Type> types)
    {
        var wrapper = new Function(NameOf(method), types, Signature.ResultOf(method), method);
        var builder = new Builder(wrapper.AddEntry()) { Span = new SourceSpan(method, 0) };
        var count = Signature.ParametersOf(method).Length;
        return Prepared(wrapper, builder, method, [.. wrapper.Entry.Parameters.Take(count)]);
    }

    /// <summary>The same for a function that is derivative code; it is complete, since only complete ones are differentiated.</summary>
    Function Wrap(Function function, IReadOnlyList<Type> types)
    {
        var wrapper = new Function(function.Name, types, function.ReturnType, function.Method);
        var builder = new Builder(wrapper.AddEntry());
        var call = (Instruction)builder.CallFunction(function, [.. wrapper.Entry.Parameters.Take(function.ParameterTypes.Count)]);
        builder.Return(call.Type == typeof(void) ? null : call);
        Optimizer.Inline(wrapper, c => c == call ? function : null);
        Optimizer.Simplify(wrapper);
        EnterLevel(wrapper);
        _innerTapes.TakeApart(wrapper);
        _attempts.Apply(wrapper);
        Optimizer.Prepare(wrapper);
        return wrapper;
    }

    /// <summary>Ends with a call of the method, which is then inlined, and what it calls in turn.</summary>
    public Function Prepared(Function wrapper, Builder builder, MethodBase method, List<Value> arguments)
    {
        var isDelegate = method.DeclaringType?.IsSubclassOf(typeof(Delegate)) == true;
        var call = (Instruction)(isDelegate
            ? builder.CallVirtual((MethodInfo)method, [.. arguments])
            : builder.Call(method, [.. arguments]));
        builder.Return(call.Type == typeof(void) ? null : call);
        if (!isDelegate && !HasRule(method))
        {
            var body = _programs.Expanded(Substitutions.Resolve(method, arguments), HasRule);
            Optimizer.Inline(wrapper, c => c == call ? body : null);
            Optimizer.Simplify(wrapper);
            _programs.InlineCalls(wrapper, HasRule);
            EnterLevel(wrapper);
            _innerTapes.TakeApart(wrapper);
        }

        _attempts.Apply(wrapper);
        Optimizer.Prepare(wrapper);
        Optimizer.Check(wrapper, "preparation");
        return wrapper;
    }

    Function Finish(Function function)
    {
        Optimizer.Check(function, "differentiation");
        var isSimple = _programs.InlineCalls(function, HasRule, isDerivative: true);
        Optimizer.Finish(function, isSimple);
        RealTypes.Require(function);
        Optimizer.Check(function, "final passes");
        return function;
    }

    /// <summary>A tape for a function that takes one as its last argument, if it uses it.</summary>
    static Value OwnTape(Builder builder, Function inner) =>
        inner.Blocks.SelectMany(b => b.Instructions).Any(i => i.Operands.Contains(inner.Entry.Parameters[^1]))
            ? builder.Call(FreshTape)
            : Constant.Zero(typeof(Tape));

    /// <summary>(..., tape) -> ... becomes (...) -> ... with a tape of its own.</summary>
    static Function WithOwnTape(Function inner)
    {
        Type[] types = [.. inner.ParameterTypes.Take(inner.ParameterTypes.Count - 1)];
        var function = new Function(inner.Name, types, inner.ReturnType, inner.Method);
        var cloning = new Cloning();
        cloning.CopyInto(function, inner);
        var entry = new Block();
        foreach (var (type, parameter) in types.Zip(inner.Entry.Parameters))
            entry.AddParameter(type, parameter.Name);
        var builder = new Builder(entry);
        builder.Branch(function.Entry, [.. entry.Parameters, OwnTape(builder, inner)]);
        function.Blocks.Insert(0, entry);
        Optimizer.Simplify(function);
        return function;
    }
}
