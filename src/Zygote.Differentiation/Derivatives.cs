using System;
using System.Collections.Generic;
using System.Linq;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Which parameter of a function plays which part when its derivative is taken: for each active parameter the index of the
/// parameter that is its shadow or tangent (-1 when it needs none), the index of the tape, and for which parameters a
/// gradient is returned.
/// </summary>
sealed record Layout(int[] Active, int[] Duals, int Tape, int[] Gradients)
{
    public Concurrency Concurrency { get; init; }

    public DualKind Kind { get; init; } = DualKind.Tangent;

    /// <summary>Nothing else of the derivative gets to see the results: vectors that are not there may be null.</summary>
    public bool IsWhole { get; init; }

    /// <summary>From a parameter that is a dual to the next dual of the same value.</summary>
    public int Stride { get; init; }

    public ActivityPattern Pattern(int parameterCount)
    {
        var active = new bool[parameterCount];
        foreach (var i in Active)
            active[i] = true;
        return new(active, Concurrency) { Duals = Kind };
    }
}

/// <summary>
/// Puts derivatives together from the transforms. Every method takes ownership of <c>primal</c>: a function whose parameters
/// already include shadows and tape, in canonical loop form, with one return.
/// </summary>
static class Derivatives
{
    /// <summary>Value and gradient in one function, of a floating point result or of the first item of a tuple.</summary>
    /// <remarks>Returns <c>ValueTuple&lt;R, xBar...&gt;</c> over the active parameters.</remarks>
    public static Function Gradient(Function primal, Layout layout, Type resultType, IDerivativeContext context)
    {
        var valueType = primal.ReturnType;
        var pair = StackTypes.IsFloat(valueType) ? null : valueType;
        var one = Constant.Number(pair is null ? valueType : pair.GetField("Item1")!.FieldType, 1);
        var function = new Function(primal.Name + "_gradient", primal.ParameterTypes, resultType, primal.Method);
        Value Seed(Reverse reverse) => pair is null
            ? one
            : new Builder(reverse.Code.Entry).WithField(Constant.Zero(pair), pair.GetField("Item1")!, one);
        Join(primal, function, layout, Seed, context);
        return function;
    }

    /// <summary>Fills <paramref name="function"/>: value and cotangents, given that of the result as last parameter.</summary>
    public static void Whole(Function primal, Function function, Layout layout, IDerivativeContext context)
    {
        var tape = primal.Entry.Parameters[layout.Tape];
        var cotangent = primal.Entry.Parameters[^1];
        var reverse = Join(primal, function, layout, r => r.Use(cotangent), context);
        if (function.Blocks.Find(b => b.Terminator!.Opcode == Opcode.Return) is { } end)
        {
            var afterSlots = function.Entry.Instructions.Count(i => i.Opcode == Opcode.Slot);
            TapeFrames.Release(function.Blocks, function.Entry, afterSlots, end, tape, reverse.BlocksWithCalls.Any());
        }
    }

    /// <summary>Both halves, one after the other.</summary>
    /// <param name="primal">It ends up in <paramref name="function"/>.</param>
    /// <param name="function">To be filled.</param>
    /// <param name="layout">What the parameters are.</param>
    /// <param name="seed">The cotangent of the result, as reverse code names it.</param>
    /// <param name="context">Rules and derivatives of callees.</param>
    static Reverse Join(Function primal, Function function, Layout layout, Func<Reverse, Value> seed, IDerivativeContext context)
    {
        var code = new Function("reverse", [], function.ReturnType);
        code.AddEntry();
        var parameters = primal.Entry.Parameters.ToArray();
        var tape = parameters[layout.Tape];
        var reverse = NewReverse(primal, code, layout, tape, repeatable: false, context);
        var end = reverse.Generate(seed(reverse));
        var builder = new Builder(end);
        if (reverse.Result is null)
            builder.Return(Constant.Zero(function.ReturnType));
        else
        {
            Value[] items = [reverse.Use(reverse.Result), .. Cotangents(builder, reverse, layout, parameters)];
            builder.Return(MakeTuple(builder, function.ReturnType, items));
        }

        CleanUp(code, context);
        var immediate = new ImmediateReversal(reverse);
        immediate.Cut();
        new WholeCalls(reverse, immediate).Run();
        new Saving(reverse, tape, tape, immediate: immediate).Run();
        immediate.Join(tape);
        function.Blocks.AddRange(primal.Blocks);
        if (reverse.ReturnBlock is { } last)
        {
            MoveSlots(code.Entry, function.Entry);
            function.Blocks.AddRange(code.Blocks);
            new Builder(last).Branch(code.Entry);
        }

        return reverse;
    }

    /// <summary>
    /// Fills two functions: <paramref name="forward"/> returns (y, yShadow, token) as far as its result type has places for
    /// them; <paramref name="code"/> takes the same parameters, then the token, then yBar if there is one.
    /// </summary>
    public static void Split(
        Function primal, Function forward, Function code, Layout layout, bool hasValue, bool hasShadow, bool hasCotangent,
        IDerivativeContext context)
    {
        var parameters = primal.Entry.Parameters.ToArray();
        var codeParameters = code.AddEntry().Parameters;
        var tape = parameters[layout.Tape];
        var token = codeParameters[parameters.Length];
        var reverse = NewReverse(primal, code, layout, tape, repeatable: true, context);
        var end = reverse.Generate(hasCotangent ? codeParameters[parameters.Length + 1] : null);
        var builder = new Builder(end);
        if (code.ReturnType == typeof(void))
            builder.Return();
        else
            builder.Return(MakeTuple(builder, code.ReturnType, Cotangents(builder, reverse, layout, parameters)));
        CleanUp(code, context);
        var map = new Dictionary<Value, Value>();
        for (var i = 0; i < parameters.Length; i++)
            map[parameters[i]] = codeParameters[i];
        var saving = new Saving(reverse, tape, codeParameters[layout.Tape], map, token);
        saving.Run();
        if (reverse.ReturnBlock is { } last)
        {
            builder = new Builder(last);
            var results = new List<Value>();
            if (hasValue)
                results.Add(reverse.Result!);
            if (hasShadow)
                results.Add(reverse.ResultShadow(builder));
            results.Add(saving.Token!);
            builder.Return(MakeTuple(builder, forward.ReturnType, results));
        }

        forward.Blocks.AddRange(primal.Blocks);
    }

    /// <summary>Fills <paramref name="result"/>: value and tangent as far as its result type has places for them.</summary>
    public static void Pushforward(
        Function primal, Function result, Layout layout, bool hasValue, bool hasTangent, IDerivativeContext context)
    {
        var parameters = primal.Entry.Parameters.ToArray();
        var flow = new ControlFlow(primal);
        var activity = new Activity(primal, flow, layout.Pattern(parameters.Length), context);
        var jvp = new Jvp(primal, flow, activity, parameters[layout.Tape], shadowsOnly: false, context);
        for (var i = 0; i < layout.Active.Length; i++)
        {
            var x = parameters[layout.Active[i]];
            var first = layout.Duals[i];
            jvp.SetDuals(x, [.. Enumerable.Range(0, layout.Kind.Count).Select(k =>
                first >= 0 ? parameters[first + (k * layout.Stride)] : k == 0 ? Constant.Number(x.Type, 1) : (Value)Constant.Zero(x.Type))]);
        }

        jvp.Run();
        foreach (var block in flow.ReversePostOrder)
        {
            if (block.Terminator!.Opcode != Opcode.Return)
                continue;
            var builder = new Builder(block);
            var y = block.Terminator.Operands.FirstOrDefault();
            var results = new List<Value>();
            if (hasValue)
                results.Add(y!);
            if (hasTangent)
            {
                for (var k = 0; k < layout.Kind.Count; k++)
                {
                    var dual = layout.IsWhole && layout.Kind.IsVector ? jvp.Dual(y!, k) : jvp.DualOrZeros(builder, y!, k);
                    results.Add(Structures.Copy(builder, y!, dual));
                }
            }

            if (results.Count == 0)
                builder.Return();
            else
                builder.Return(MakeTuple(builder, result.ReturnType, results));
        }

        jvp.RenameReplaced(primal);
        result.Blocks.AddRange(primal.Blocks);
    }

    static Reverse NewReverse(
        Function primal, Function code, Layout layout, Value tape, bool repeatable, IDerivativeContext context)
    {
        var shadows = new Dictionary<int, Value>();
        for (var i = 0; i < layout.Active.Length; i++)
        {
            if (layout.Duals[i] >= 0 && Carriers.HasReferences(primal.Entry.Parameters[layout.Active[i]].Type))
                shadows[layout.Active[i]] = primal.Entry.Parameters[layout.Duals[i]];
        }

        return new Reverse(primal, code, layout.Pattern(primal.ParameterTypes.Count), shadows, tape, repeatable, context);
    }

    /// <summary>The gradients by the active parameters: cotangents by value, shadows by reference, both merged in structs.</summary>
    static Value[] Cotangents(Builder builder, Reverse reverse, Layout layout, BlockParameter[] parameters)
    {
        var result = new List<Value>();
        foreach (var index in layout.Gradients)
        {
            var x = parameters[index];
            var byReference = Carriers.HasReferences(x.Type);
            var byValue = Carriers.HasFloats(x.Type);
            if (byReference && byValue) // the shadow has the structure
                result.Add(WithNumbers(builder, reverse.Use(reverse.ShadowOf(x)), reverse.CotangentOf(builder, x), x.Type));
            else if (byReference)
                result.Add(reverse.Use(reverse.ShadowOf(x)));
            else if (byValue)
                result.Add(Structures.Copy(builder, reverse.Use(x), reverse.CotangentOf(builder, x)));
            else
                result.Add(Constant.Zero(x.Type));
        }

        return [.. result];
    }

    static Value WithNumbers(Builder builder, Value shadow, Value cotangent, Type type)
    {
        foreach (var field in Carriers.Fields(type))
        {
            if (StackTypes.IsFloat(field.FieldType))
                shadow = builder.WithField(shadow, field, builder.GetField(cotangent, field));
            else if (StackTypes.IsStruct(field.FieldType) && Carriers.HasFloats(field.FieldType))
            {
                var inner = WithNumbers(
                    builder, builder.GetField(shadow, field), builder.GetField(cotangent, field), field.FieldType);
                shadow = builder.WithField(shadow, field, inner);
            }
        }

        return shadow;
    }

    static Value MakeTuple(Builder builder, Type type, IReadOnlyList<Value> items)
    {
        if (items.Count == 1 && type == items[0].Type)
            return items[0];
        if (!type.IsGenericType || type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal) is false)
            return items[0];
        Value result = Constant.Zero(type);
        for (var i = 0; i < Math.Min(items.Count, 7); i++)
            result = builder.WithField(result, type.GetField("Item" + (i + 1))!, items[i]);
        if (items.Count <= 7)
            return result;
        var rest = type.GetField("Rest")!;
        return builder.WithField(result, rest, MakeTuple(builder, rest.FieldType, [.. items.Skip(7)]));
    }

    static void CleanUp(Function code, IDerivativeContext context)
    {
        do
            context.CleanUp(code);
        while (DropZeros.Run(code));
    }

    static void MoveSlots(Block from, Block to)
    {
        var slots = from.Instructions.Where(i => i.Opcode == Opcode.Slot).ToArray();
        from.Instructions.RemoveAll(i => i.Opcode == Opcode.Slot);
        to.Instructions.InsertRange(0, slots);
    }
}
