using System;
using System.Collections.Generic;
using System.Reflection;
using Zygote.Control;
using Zygote.Differentiation;
using Zygote.IR;

namespace Zygote.Compilation;

// Derivatives of what is called and not inlined: made once in each scope, also for those who ask for one that is under way.

sealed partial class Compiler
{
    public SplitPair GetSplit(MethodBase method, ActivityPattern pattern, SourceSpan span)
    {
        var signature = Signature.Of(method, pattern);
        var kind = ControlPairs.Find(method);
        if (IsInside && ControlPairs.SavesMemory(kind))
            return Plain(method, signature);
        if (_scope.Splits.TryGetValue((method, pattern), out var pair))
            return pair;
        RequireCode(method, span);
        return kind is { } control
            ? ControlPair(method, control, signature)
            : Split(method, signature, NameOf(method), () => Wrap(method, signature.ForwardParameters));
    }

    SplitPair ControlPair(MethodBase method, ControlKind kind, Signature signature)
    {
        var name = NameOf(method);
        var pair = new SplitPair(signature.NewForward(name), signature.NewReverse(name));
        if (kind == ControlKind.Loop)
        {
            var (invoke, step) = LoopPairs.StepOf(signature);
            LoopPairs.FillForward(pair.Forward, signature);
            LoopPairs.FillReverse(
                pair.Reverse, signature, step, GetSplit((method, kind), step, name + "_step", types => Wrap(invoke, types)));
        }
        else
        {
            ControlPairs.Fill(pair, kind, signature, kind == ControlKind.Checkpoint ? Plain(method, signature) : null);
        }

        Finish(pair.Forward);
        Finish(pair.Reverse);
        return _scope.Splits[(method, signature.Pattern)] = pair;
    }

    SplitPair Plain(MethodBase method, Signature signature) =>
        GetSplit((method, "plain"), signature, NameOf(method) + "_plain", types => Wrap(method, types));

    public SplitPair GetSplit(Function function, ActivityPattern pattern)
    {
        if (_scope.Splits.TryGetValue((function, pattern), out var pair))
            return pair;
        var signature = new Signature(function.ParameterTypes, function.ReturnType, pattern);
        return Split(function, signature, function.Name, () => Wrap(function, signature.ForwardParameters));
    }

    /// <summary>As the others, for code that <paramref name="wrap"/> makes for these parameters.</summary>
    public SplitPair GetSplit(object key, Signature signature, string name, Func<IReadOnlyList<Type>, Function> wrap) =>
        _scope.Splits.TryGetValue((key, signature.Pattern), out var pair)
            ? pair
            : Split(key, signature, name, () => wrap(signature.ForwardParameters));

    /// <inheritdoc cref="GetSplit(object, Signature, string, Func{IReadOnlyList{Type}, Function})"/>
    public Function GetPushforward(object key, Signature signature, string name, Func<IReadOnlyList<Type>, Function> wrap) =>
        _scope.Pushforwards.TryGetValue((key, signature.Pattern), out var known)
            ? known
            : Pushforward(key, signature, name, () => wrap(signature.PushforwardParameters));

    SplitPair Split(object key, Signature signature, string name, Func<Function> wrap)
    {
        var pair = new SplitPair(signature.NewForward(name), signature.NewReverse(name));
        _scope.Splits[(key, signature.Pattern)] = pair;
        try
        {
            var primal = Primal(DualKind.Tangent, wrap);
            Derivatives.Split(
                primal, pair.Forward, pair.Reverse, LayoutOf(signature, signature.Shadowed), signature.Result != typeof(void),
                signature.ResultShadowed, signature.ResultCotangent, this);
            StackGuard.Add(pair.Forward);
            StackGuard.Add(pair.Reverse);
            Finish(pair.Forward);
            Finish(pair.Reverse);
            return pair;
        }
        catch
        {
            _scope.Splits.Remove((key, signature.Pattern));
            throw;
        }
    }

    public Function GetWhole(MethodBase method, ActivityPattern pattern, SourceSpan span)
    {
        if (_scope.Wholes.TryGetValue((method, pattern), out var known))
            return known;
        var signature = Signature.Of(method, pattern);
        var function = signature.NewWhole(NameOf(method));
        _scope.Wholes[(method, pattern)] = function;
        try
        {
            var primal = Primal(DualKind.Tangent, () => Wrap(method, signature.WholeParameters));
            Derivatives.Whole(primal, function, LayoutOf(signature, signature.Shadowed), this);
            StackGuard.Add(function);
            return Finish(function);
        }
        catch
        {
            _scope.Wholes.Remove((method, pattern));
            throw;
        }
    }

    public Function GetPushforward(MethodBase method, ActivityPattern pattern, SourceSpan span)
    {
        if (_scope.Pushforwards.TryGetValue((method, pattern), out var known))
            return known;
        RequireCode(method, span);
        var signature = Signature.Of(method, pattern);
        return Pushforward(method, signature, NameOf(method), () => Wrap(method, signature.PushforwardParameters));
    }

    public Function GetPushforward(Function function, ActivityPattern pattern)
    {
        if (_scope.Pushforwards.TryGetValue((function, pattern), out var known))
            return known;
        var signature = new Signature(function.ParameterTypes, function.ReturnType, pattern);
        return Pushforward(function, signature, function.Name, () => Wrap(function, signature.PushforwardParameters));
    }

    Function Pushforward(object key, Signature signature, string name, Func<Function> wrap)
    {
        var function = signature.NewPushforward(name);
        _scope.Pushforwards[(key, signature.Pattern)] = function;
        try
        {
            var primal = Primal(signature.Pattern.Duals, wrap);
            Derivatives.Pushforward(
                primal, function, LayoutOf(signature, signature.Tangents), signature.Result != typeof(void),
                signature.ResultActive, this);
            StackGuard.Add(function);
            Finish(function);
            if (signature.Pattern.Duals.IsTaylor)
                CheckSums.Run(function);
            return function;
        }
        catch
        {
            _scope.Pushforwards.Remove((key, signature.Pattern));
            throw;
        }
    }
}
