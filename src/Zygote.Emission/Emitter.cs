using System;
using System.Collections.Generic;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Zygote.IR;

namespace Zygote.Emission;

/// <summary>
/// Turns functions into code: one <see cref="DynamicMethod"/> each, which the JIT optimises fully at the first call and
/// which is collected with its last delegate. A function given to the emitter must never change afterwards.
/// </summary>
static class Emitter
{
    static readonly ConditionalWeakTable<Function, DynamicMethod> Emitted = [];

    static readonly ConditionalWeakTable<MethodInfo, Function> Sources = [];

    // Held for emission only, never while code of the user runs.
    static readonly object Gate = new();

    /// <summary>A delegate for the function and everything it calls.</summary>
    /// <param name="function">Final; shared with other callers.</param>
    /// <param name="delegateType">Its Invoke has the function's signature, without the first parameter if that is
    /// bound.</param>
    /// <param name="firstArgument">Bound to the first parameter when not null; that parameter is of a reference
    /// type.</param>
    /// <param name="emitted">What to emit for a function that it calls; by default that function.</param>
    public static Delegate Compile(
        Function function, Type delegateType, object? firstArgument = null, Func<Function, Function>? emitted = null)
    {
        var method = Emit(function, emitted);
        return firstArgument is null
            ? method.CreateDelegate(delegateType)
            : method.CreateDelegate(delegateType, firstArgument);
    }

    /// <summary>
    /// The method for a function, emitted once. Everything that it calls has been emitted when this returns.
    /// </summary>
    /// <param name="function">Final; shared with other callers.</param>
    /// <param name="emitted">What to emit for a function that it calls; by default that function.</param>
    /// <exception cref="InvalidOperationException">The function, or one that it calls, is malformed.</exception>
    public static MethodInfo Emit(Function function, Func<Function, Function>? emitted = null)
    {
        if (Emitted.TryGetValue(function, out var known))
            return known;

        // What an emitted function calls has been emitted with it.
        var reachable = Function.Reachable([function], callee => Emitted.TryGetValue(callee, out _));
        foreach (var one in reachable)
            StaticConstructors.RunEarly(one);
        lock (Gate)
        {
            // The JIT demands the IL of a callee when it meets the call, so no method of a set is published before all have
            // theirs. What a failed attempt has made is dropped as a whole.
            var fresh = new Dictionary<Function, DynamicMethod>();
            foreach (var one in reachable)
            {
                if (!Emitted.TryGetValue(one, out _))
                    fresh[one] = Declare(one);
            }

            DynamicMethod MethodOf(Function callee) =>
                fresh.TryGetValue(callee, out var method) || Emitted.TryGetValue(callee, out method)
                    ? method
                    : throw new InvalidOperationException($"{callee.Name} is called but was not reached.");
            foreach (var (one, method) in fresh)
            {
                var code = one == function || emitted is null ? one : emitted(one);
                new FunctionEmitter(code, new ILWriter(method), MethodOf).Emit();
            }

            foreach (var (one, method) in fresh)
            {
                Emitted.Add(one, method);
                Sources.Add(method, one);
            }

            return MethodOf(function);
        }
    }

    /// <summary>What code of ours was made of; null for other methods.</summary>
    public static Function? SourceOf(MethodInfo method) => Sources.TryGetValue(method, out var function) ? function : null;

    /// <summary>The IL as text, one instruction a line: for tests and for looking at.</summary>
    public static string List(Function function)
    {
        var listing = new List<string>();
        new FunctionEmitter(function, new ILWriter(Declare(function), listing), Declare).Emit();
        return string.Join('\n', listing) + "\n";
    }

    // Hosted by the runtime, not by a module of ours: the JIT does not optimise in the name of a module that was built for
    // debugging, which made loops four times slower. Private members are reached all the same.
    static DynamicMethod Declare(Function function) =>
        new(function.Name, function.ReturnType, [.. function.ParameterTypes], restrictedSkipVisibility: true)
        {
            // Every value is written before it is read, and slots are cleared by code of their own: a prologue that clears
            // twenty structs of 32 bytes took half as long again.
            InitLocals = false,
        };
}
