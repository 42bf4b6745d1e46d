using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Zygote.Differentiation;

/// <summary>
/// What one evaluation of a derivative keeps between its forward and its reverse part: three typed stacks, cut into frames
/// (one frame per function call or loop visit that has something to save), and the shadows of objects that came without one.
/// </summary>
/// <remarks>
/// Reverse code reads frames and never pops, so a pullback may be run again; the caller cuts the stacks back at the end. The
/// class is plain C#: derivative code that uses it is differentiated like any other.
/// </remarks>
sealed class Tape
{
    const int InitialCapacity = 64;

    [ThreadStatic]
    static Stack<Tape>? _pool;

    public double[] Doubles = new double[InitialCapacity];
    public int DoubleTop;
    public int[] Integers = new int[InitialCapacity];
    public int IntegerTop;
    public object?[] Objects = new object?[InitialCapacity];
    public int ObjectTop;
    /// <summary>Of the static fields that this evaluation has met.</summary>
    public Dictionary<StaticFieldKey, StaticShadow>? Statics;
    ShadowMap? _shadows;
    Tape? _twin;

    /// <summary>A tape from this thread's pool; give it back with <see cref="Return"/>.</summary>
    public static Tape Rent() => _pool is { Count: > 0 } pool ? pool.Pop() : new Tape();

    public static Tape Fresh() => new();

    public void Return()
    {
        Array.Clear(Objects, 0, ObjectTop); // the pool must not keep the user's objects alive
        DoubleTop = IntegerTop = ObjectTop = 0;
        _shadows = null;
        Statics = null;
        (_pool ??= new Stack<Tape>()).Push(this);
    }

    /// <summary>Opens a frame of <paramref name="count"/> doubles and returns its base.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReserveDoubles(int count)
    {
        var start = DoubleTop;
        var end = start + count;
        if ((uint)end > (uint)Doubles.Length)
            GrowDoubles(end);
        DoubleTop = end;
        return start;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReserveIntegers(int count)
    {
        var start = IntegerTop;
        var end = start + count;
        if ((uint)end > (uint)Integers.Length)
            GrowIntegers(end);
        IntegerTop = end;
        return start;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReserveObjects(int count)
    {
        var start = ObjectTop;
        var end = start + count;
        if ((uint)end > (uint)Objects.Length)
            GrowObjects(end);
        ObjectTop = end;
        return start;
    }

    /// <summary>
    /// The shadow of an object that did not come with one (a captured array that is written, for example): zeros at first,
    /// the same shadow each time.
    /// </summary>
    public T? ShadowOf<T>(T? primal)
        where T : class
        => primal is Tape tape ? (T)(object)tape.Twin
            : primal is null ? null
            : (T?)Shadow.ZerosLike(primal, _shadows ??= new ShadowMap());

    /// <summary>As <see cref="ShadowOf"/>, for a value of any type.</summary>
    public T ZerosOf<T>(T value) => (T)Shadow.ZerosLike(value, _shadows ??= new ShadowMap())!;

    /// <summary>Before the reverse part is run (again): cotangents of what did not come with a shadow begin at zero.</summary>
    public void ClearShadows()
    {
        _shadows?.ClearShadows();
        foreach (var shadow in Statics?.Values ?? (IEnumerable<StaticShadow>)[])
            shadow.Clear();
    }

    /// <summary>The shadow of a tape, when derivative code is differentiated: what is saved has its dual saved there.</summary>
    Tape Twin => _twin ??= new Tape
    {
        Doubles = new double[Doubles.Length],
        Integers = new int[Integers.Length],
        Objects = new object?[Objects.Length],
    };

    /// <summary>Marks the start of a loop visit in reverse code that is not complete; never executed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void VisitMarker(int loop, long count, int doubles, int integers, int objects) =>
        throw new InvalidOperationException("a visit marker is removed before emission");

    /// <summary>How many entries a counted loop needs whose visits need <paramref name="size"/> each; checked here once.</summary>
    public static int FrameTotal(int size, long lastVisit)
    {
        var total = size * (lastVisit + 1);
        if ((ulong)total > int.MaxValue)
            ThrowTooLarge();
        return (int)total;
    }

    // Out of line, so that the way without growth is short enough to be inlined.
    [MethodImpl(MethodImplOptions.NoInlining)]
    void GrowDoubles(int end) => Array.Resize(ref Doubles, Grown(Doubles.Length, end));

    [MethodImpl(MethodImplOptions.NoInlining)]
    void GrowIntegers(int end) => Array.Resize(ref Integers, Grown(Integers.Length, end));

    [MethodImpl(MethodImplOptions.NoInlining)]
    void GrowObjects(int end) => Array.Resize(ref Objects, Grown(Objects.Length, end));

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void ThrowTooLarge() => throw new InvalidOperationException(
        "a derivative needs more than 2^31 saved values of one kind; compute the gradient in parts");

    static int Grown(int length, int needed)
    {
        if (needed < 0)
            ThrowTooLarge();
        return (int)Math.Min(Math.Max(2L * length, needed), Array.MaxLength);
    }
}
