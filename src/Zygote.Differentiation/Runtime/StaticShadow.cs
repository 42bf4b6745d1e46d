namespace Zygote.Differentiation;

/// <summary>The shadow of a static field within one evaluation: it lives on the tape.</summary>
abstract class StaticShadow
{
    /// <summary>Sets numbers to zero that an earlier run of the reverse part has left.</summary>
    public abstract void Clear();

    /// <summary>The shadow itself.</summary>
    public abstract object? Content { get; set; }
}

/// <inheritdoc/>
sealed class StaticShadow<T> : StaticShadow
{
    /// <summary>Generated code takes its address.</summary>
    public T Value = default!;
    bool _isPrepared;

    public override object? Content
    {
        get => Value;
        set => Value = (T)value!;
    }

    /// <summary>The same for every use of a field with one tape.</summary>
    public static StaticShadow<T> Of(Tape tape, StaticFieldKey field)
    {
        tape.StaticUses++;
        var all = tape.Statics ??= [];
        if (!all.TryGetValue(field, out var shadow))
            all.Add(field, shadow = new StaticShadow<T>());
        return (StaticShadow<T>)shadow;
    }

    /// <summary>
    /// Before the field is read or written for the first time: what it refers to has zeros for a shadow. Reading it earlier
    /// than the program does could run a static constructor too early.
    /// </summary>
    public static void Prepare(StaticShadow<T> shadow, Tape tape, T current)
    {
        if (shadow._isPrepared)
            return;
        shadow._isPrepared = true;
        shadow.Value = tape.ZerosOf(current);
    }

    /// <summary>The same for the shadow that an outer derivative has of this one.</summary>
    public static void PrepareMirror(
        StaticShadow<T> shadow, Tape inner, T current, StaticShadow<T>? outerShadow, Tape? innerShadow, T currentShadow, Tape tape)
    {
        Prepare(shadow, inner, current);
        if (outerShadow is not null)
            Prepare(outerShadow, tape, shadow.Value);
    }

    public override void Clear()
    {
        if (typeof(T).IsValueType && !Carriers.HasReferences(typeof(T)))
            Value = default!;
        else if (typeof(T).IsValueType)
            Value = (T)Shadow.WithoutNumbers(Value!);
    }
}

/// <summary>Names a static field in generated code.</summary>
sealed record StaticFieldKey(object Key);
