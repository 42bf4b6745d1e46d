using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

using Zygote.Compilation;
using Zygote.Differentiation;

namespace Zygote.Control;

/// <summary>What is kept of a call of <see cref="AD.Checkpoint"/> until the reverse pass comes by.</summary>
sealed class CheckpointRecord(
    Delegate f, StaticCells statics, MemoryImage image, MemoryImage wiring, TapeTops tops)
{
    public Delegate F => f;

    public StaticCells Statics => statics;

    /// <summary>The memory that the function could see when it was called.</summary>
    public MemoryImage Image => image;

    /// <summary>What the shadows of that memory referred to.</summary>
    public MemoryImage Wiring => wiring;

    /// <summary>Where the tape stood.</summary>
    public TapeTops Tops => tops;

    /// <summary>Result of the first run, and its shadow, into which later code has put cotangents.</summary>
    public object? Value { get; set; }

    public object? Shadow { get; set; }

    public MemoryImage? ValueImage { get; set; }

    /// <summary>Of what the first run has changed in memory.</summary>
    public int Changes { get; set; }
}

/// <summary>The second run, in the reverse pass.</summary>
sealed class CheckpointRun(
    Tape tape, CheckpointRecord record, TapeTops tops, object?[] replaced, object?[] replacedWiring)
{
    public Tape Tape => tape;

    public CheckpointRecord Record => record;

    public TapeTops Tops => tops;

    /// <summary>The memory as it was when the reverse pass came by.</summary>
    public object?[] Replaced => replaced;

    public object?[] ReplacedWiring => replacedWiring;

    public required object?[] ReplacedStatics { get; init; }
}

/// <summary>
/// Run-time part of <see cref="AD.Checkpoint"/>: the forward half of f runs, and what it saved is cut off the tape; in the
/// reverse pass it runs again, from the memory that it saw first, and then the reverse half.
/// </summary>
/// <remarks>
///   forward   token = Begin(tape, f, x, ...); (y, yShadow, _) = f.forward(x, ...); End(tape, token, y, yShadow)
///   reverse   run = Resume(tape, token); (y, yShadow, t) = f.forward(x, ...); Join(run, y, yShadow);
///             xBar = f.reverse(x, ..., t, yBar); Leave(run)
/// What the second run allocates has shadows of its own. <see cref="Join"/> moves the cotangents there that the first run's
/// result has gathered. The memory that existed before the call is put back to its state at the call for the second run, and
/// to the present one afterwards: later code has been reversed already, but the user sees it as one call of f left it. So are
/// the references in its shadows, which reverse code takes back as it goes; their numbers are the cotangents and stay.
/// </remarks>
static class Checkpoints
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Begin<T>(Tape tape, Delegate f, T x, Delegate? fShadow, T xShadow)
    {
        var hasReferences = RuntimeHelpers.IsReferenceOrContainsReferences<T>();
        var statics = new StaticCells(tape);
        var image = new MemoryImage(tape.Images ??= [], [f, hasReferences ? x : null, .. statics.References.Select(s => s.Value)]);
        var wiring = new MemoryImage(
            null,
            [
                fShadow, hasReferences ? xShadow : null, .. statics.References.Select(s => s.Shadow),
                .. image.Objects.Select(tape.KnownShadowOf),
            ]);
        var token = tape.ReserveObjects(1);
        tape.Objects[token] = new CheckpointRecord(f, statics, image, wiring, Tops(tape));
        return token;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void End<R>(Tape tape, int token, R value, R shadow)
    {
        var record = (CheckpointRecord)tape.Objects[token]!;
        CutBack(tape, record.Tops);
        if (!record.Image.HasSameStructure())
            throw ChangesStructure(record.F);
        if (!record.Statics.AreSame())
            throw WritesStatics(record.F);

        record.Changes = record.Image.HashOfChanges();
        record.Value = value;
        record.Shadow = shadow;
        if (RuntimeHelpers.IsReferenceOrContainsReferences<R>())
            record.ValueImage = new MemoryImage(tape.Images!, value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static CheckpointRun Resume(Tape tape, int token)
    {
        var record = (CheckpointRecord)tape.Objects[token]!;
        record.Statics.Watch();
        return new CheckpointRun(tape, record, Tops(tape), record.Image.Restore(), record.Wiring.Restore())
        {
            ReplacedStatics = record.Statics.Restore(),
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Join<R>(CheckpointRun run, R value, R shadow)
    {
        var record = run.Record;
        var same = RuntimeHelpers.IsReferenceOrContainsReferences<R>()
            ? record.ValueImage!.HasSameNumbers(new MemoryImage(run.Tape.Images ??= [], value))
            : EqualityComparer<R>.Default.Equals((R)record.Value!, value);
        if (!same || record.Image.HashOfChanges() != record.Changes)
        {
            Leave(run);
            throw GivesAnotherResult(record.F);
        }

        if (!record.Statics.AreSame())
        {
            Leave(run);
            throw WritesStatics(record.F);
        }

        if (Cotangents.Move(record.Shadow, shadow))
            return;
        Leave(run);
        throw GivesAnotherResult(record.F);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Leave(CheckpointRun run)
    {
        CutBack(run.Tape, run.Tops);
        run.Record.Image.Undo(run.Replaced);
        run.Record.Wiring.Undo(run.ReplacedWiring);
        run.Record.Statics.Undo(run.ReplacedStatics);
    }

    public static TapeTops Tops(Tape tape) => new(tape.DoubleTop, tape.IntegerTop, tape.ObjectTop, tape.SingleTop);

    public static void CutBack(Tape tape, TapeTops tops)
    {
        Array.Clear(tape.Objects, tops.Objects, tape.ObjectTop - tops.Objects);
        (tape.DoubleTop, tape.IntegerTop, tape.ObjectTop, tape.SingleTop) = (tops.Doubles, tops.Integers, tops.Objects, tops.Singles);
    }

    public static NotDifferentiableException ChangesStructure(Delegate f) => Refused(
        f, "it changes which objects, or how many elements, memory outside of it refers to",
        "Return the new object instead of storing it; numbers may be changed in place.");

    public static NotDifferentiableException WritesStatics(Delegate f) => Refused(
        f, "it is the first to use a static field that carries a derivative, or it changes such a field",
        "Pass the value as an argument and return the new one.");

    public static NotDifferentiableException GivesAnotherResult(Delegate f) => Refused(
        f, "it gave another result when the reverse pass ran it again",
        "Draw random numbers, read clocks and static fields outside of it, and pass the values in.");

    public static NotDifferentiableException HasOpaqueState(Delegate step, Type type) => new(
        step.Method, null, null, $"the state of a checkpointed loop refers to a {TypeNames.Of(type)}, which may lead to numbers",
        "Keep the numbers themselves in the state: in arrays, objects and collections.");

    static NotDifferentiableException Refused(Delegate f, string reason, string remedy) =>
        new(f.Method, null, null, "the function of a checkpoint cannot run twice: " + reason, remedy);
}

/// <summary>How far a tape is in use.</summary>
readonly record struct TapeTops(int Doubles, int Integers, int Objects, int Singles);
