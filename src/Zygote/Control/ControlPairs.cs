using System.Collections.Generic;
using System.Linq;
using System.Reflection;

using Zygote.Differentiation;
using Zygote.IR;

namespace Zygote.Control;

/// <summary>
/// The two halves of the reverse-mode derivative of the methods with <see cref="DerivativeControlAttribute"/>. They have the
/// signature that any other method would have (<see cref="Signature"/>), so callers need not know.
/// </summary>
static class ControlPairs
{
    static readonly MethodInfo ZerosLike =
        typeof(Shadow).GetMethods().Single(m => m.Name == nameof(Shadow.ZerosLike) && m.GetParameters().Length == 1);

    public static ControlKind? Find(MethodBase method) =>
        method.DeclaringType == typeof(AD) ? method.GetCustomAttribute<DerivativeControlAttribute>()?.Kind : null;

    /// <summary>
    /// A derivative that is differentiated again is kept as a whole: what such a method would save comes back with it. There
    /// the method is differentiated by its code.
    /// </summary>
    public static bool SavesMemory(ControlKind? kind) => kind is ControlKind.Checkpoint or ControlKind.Loop;

    /// <param name="pair">To be filled.</param>
    /// <param name="kind">What the method is.</param>
    /// <param name="signature">Of the halves.</param>
    /// <param name="plain">For a checkpoint: the halves that the code of the method itself has.</param>
    public static void Fill(SplitPair pair, ControlKind kind, Signature signature, SplitPair? plain)
    {
        if (kind == ControlKind.Checkpoint)
        {
            FillCheckpointForward(pair.Forward, signature, plain!);
            FillCheckpointReverse(pair.Reverse, signature, plain!);
            return;
        }

        FillIdentity(pair.Forward, signature);
        FillHook(pair.Reverse, signature, kind == ControlKind.Hook ? nameof(Hooks.Map) : nameof(Hooks.Show));
    }

    static void FillCheckpointForward(Function function, Signature signature, SplitPair plain)
    {
        var entry = function.AddEntry();
        var builder = new Builder(entry);
        var tape = entry.Parameters[^1];
        var (f, x) = (entry.Parameters[0], entry.Parameters[1]);
        var token = builder.Call(
            Method(nameof(Checkpoints.Begin), x.Type), tape, f, x, ShadowOf(entry, signature, 0), ShadowOf(entry, signature, 1));
        var results = builder.CallFunction(plain.Forward, [.. entry.Parameters]);
        var (value, shadow) = ValueAndShadow(builder, signature, results);
        builder.Call(Method(nameof(Checkpoints.End), signature.Result), tape, token, value, shadow);
        Value[] items = signature.ResultShadowed ? [value, shadow, token] : [value, token];
        builder.Return(Tuples.Make(builder, signature.ForwardResults, items));
    }

    static void FillCheckpointReverse(Function function, Signature signature, SplitPair plain)
    {
        var entry = function.AddEntry();
        var builder = new Builder(entry);
        var count = signature.ForwardParameters.Count;
        Value[] inputs = [.. entry.Parameters.Take(count)];
        var run = builder.Call(typeof(Checkpoints).GetMethod(nameof(Checkpoints.Resume))!, inputs[^1], entry.Parameters[count]);
        var results = builder.CallFunction(plain.Forward, inputs);
        var (value, shadow) = ValueAndShadow(builder, signature, results);
        builder.Call(Method(nameof(Checkpoints.Join), signature.Result), run, value, shadow);
        var token = Tuples.Item(builder, results, signature.ForwardResults.Count, signature.ForwardResults.Count - 1);
        var all = builder.CallFunction(plain.Reverse, [.. inputs, token, .. entry.Parameters.Skip(count + 1)]);
        builder.Call(typeof(Checkpoints).GetMethod(nameof(Checkpoints.Leave))!, run);
        builder.Return(signature.ReverseResults.Count == 0 ? null : all);
    }

    public static (Value Value, Value Shadow) ValueAndShadow(Builder builder, Signature signature, Value results)
    {
        var count = signature.ForwardResults.Count;
        var shadow = signature.ResultShadowed ? Tuples.Item(builder, results, count, 1) : Constant.Zero(signature.Result);
        return (Tuples.Item(builder, results, count, 0), shadow);
    }

    static void FillIdentity(Function function, Signature signature)
    {
        var entry = function.AddEntry();
        var builder = new Builder(entry);
        var x = entry.Parameters[0];
        var items = new List<Value> { x };
        if (signature.ResultShadowed)
        {
            items.Add(signature.Shadowed is [0, ..]
                ? entry.Parameters[signature.Parameters.Count]
                : builder.Call(ZerosLike.MakeGenericMethod(x.Type), x));
        }

        items.Add(Constant.Of(0));
        builder.Return(Tuples.Make(builder, signature.ForwardResults, items));
    }

    static void FillHook(Function function, Signature signature, string method)
    {
        var entry = function.AddEntry();
        var builder = new Builder(entry);
        var type = signature.Parameters[0];
        var shadow = ShadowOf(entry, signature, 0);
        Value cotangent = signature.ResultCotangent ? entry.Parameters[^1] : Constant.Zero(type);
        var mapped = builder.Call(
            typeof(Hooks).GetMethod(method)!.MakeGenericMethod(type), shadow, cotangent, entry.Parameters[1]);
        builder.Return(signature.Cotangents.Contains(0) ? mapped : null);
    }

    public static Value ShadowOf(Block entry, Signature signature, int parameter)
    {
        for (var i = 0; i < signature.Shadowed.Length; i++)
        {
            if (signature.Shadowed[i] == parameter)
                return entry.Parameters[signature.Parameters.Count + i];
        }
        return Constant.Zero(signature.Parameters[parameter]);
    }

    static MethodInfo Method(string name, System.Type type) => typeof(Checkpoints).GetMethod(name)!.MakeGenericMethod(type);
}
