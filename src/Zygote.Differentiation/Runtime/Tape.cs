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
sealed partial class Tape
{
    const int InitialCapacity = 64;
    const int MaxPooled = 256;

    /// <summary>Less than the 64 KiB that the runtime promises at least.</summary>
    const nuint StackStep = 32 * 1024;

    [ThreadStatic]
    static Stack<Tape>? _pool;

    [ThreadStatic]
    static int _level;

    // Made when the first frame is: those of inner derivatives often keep nothing.
    public double[] Doubles = [];
    public int DoubleTop;
    public int[] Integers = [];
    public int IntegerTop;
    public object?[] Objects = [];
    public int ObjectTop;
    public float[] Singles = [];
    public int SingleTop;

    /// <summary>Of the static fields that this evaluation has met.</summary>
    public Dictionary<StaticFieldKey, StaticShadow>? Statics;

    /// <summary>How often code has looked for the shadow of a static field.</summary>
    public int StaticUses;

    /// <summary>Contents of arrays that checkpoints have kept, so that those that do not change are kept once.</summary>
    public ConditionalWeakTable<object, object>? Images;

    ShadowMap? _shadows;
    List<(Tape Inner, Tape Twin)>? _twins;
    Tape? _root;
    int _depth;
    List<Tape>? _forked;
    List<Tape>? _layers;
    List<StartedWork>? _ready;
    bool _isKept;

    /// <summary>What came without a shadow may have varying numbers in it by now.</summary>
    bool _mayVary;

    bool _hasRun;
    nuint _checkedStack = nuint.MaxValue;

    /// <summary>A tape from this thread's pool; give it back with <see cref="Return"/>.</summary>
    /// <remarks>Until then this thread counts as being inside one derivative more.</remarks>
    public static Tape Rent()
    {
        if (Lifted.Here)
            return Fresh();
        _level++;
        return Take();
    }

    static Tape Take() => _pool is { Count: > 0 } pool ? pool.Pop() : new Tape();

    public static Tape Fresh() => new();

    /// <summary>How many derivatives this thread is computing, one inside the other.</summary>
    public static int Level => _level;

    /// <summary><see cref="Level"/> for code that is part of so many derivatives more, compiled into the one that is executed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int LevelAt(int deeper) => _level + deeper;

    /// <summary>For derivative code that rents no tape; give it back by <see cref="Inside.Dispose"/>.</summary>
    public static Inside Enter()
    {
        if (Lifted.Here)
            return default;
        _level++;
        return new Inside(_level - 1);
    }

    /// <summary>The work of a forked tape runs on this thread, which counts as inside what the tape was forked from.</summary>
    public Inside Resume()
    {
        var before = _level;
        _level = _depth;
        ForgetStack();
        return new Inside(before);
    }

    public void Return()
    {
        if (Lifted.Here)
            return;
        _level--;
        GiveBack();
    }

    void GiveBack()
    {
        if (_isKept)
            return;
        Array.Clear(Objects, 0, ObjectTop); // the pool must not keep the user's objects alive
        DoubleTop = IntegerTop = ObjectTop = SingleTop = 0;
        ForgetStack();
        _shadows = null;
        _mayVary = false;
        _twins = null;
        Images = null;
        _root = null;
        _layers = null;
        Statics = null;
        if (_forked is { } forked)
        {
            _forked = null;
            forked.ForEach(f => f.GiveBack());
        }

        // Tapes of forks are taken on one thread and given back on another: that must not go on for ever.
        if ((_pool ??= new Stack<Tape>()).Count < MaxPooled)
            _pool.Push(this);
    }

    /// <summary>
    /// A tape for work on another thread, which lives as long as this one. Frames are its own; shadows are found where this
    /// tape finds them, so that all threads see the same.
    /// </summary>
    public Tape Fork()
    {
        var tape = Take();
        tape._root = _root ?? this;
        tape._depth = _root is null ? _level : _depth;
        lock (Gate)
            (_forked ??= []).Add(tape);
        return tape;
    }

    /// <summary>
    /// The same for work that may outlive this one's, if an exception ends that early: neither is used for anything else.
    /// </summary>
    public Tape ForkForGood()
    {
        var root = _root ?? this;
        _isKept = root._isKept = true;
        return new Tape { _root = root, _depth = _root is null ? _level : _depth };
    }

    /// <summary>Made by <see cref="Fork"/>: other threads work beside the one that has this tape.</summary>
    public bool IsForked => _root is not null;

    /// <summary>The task or thread that has this tape.</summary>
    public StartedWork? Work { get; set; }

    /// <summary>Work started with this tape whose reverse half may run.</summary>
    public void AddReady(StartedWork work)
    {
        lock (Gate)
            (_ready ??= []).Add(work);
    }

    public List<StartedWork> TakeReady()
    {
        lock (Gate)
        {
            var ready = _ready ?? [];
            _ready = null;
            return ready;
        }
    }

    /// <summary>
    /// Where the shadows for one dual of several are found, see <see cref="DualKind"/>; those for the first are found here.
    /// </summary>
    public static Tape Layer(Tape tape, int index)
    {
        var root = tape._root ?? tape;
        lock (root)
        {
            root._layers ??= [];
            while (root._layers.Count < index)
                root._layers.Add(new Tape());
            return root._layers[index - 1];
        }
    }

    object Gate => _root ?? this;

    /// <summary>
    /// Throws <see cref="InsufficientExecutionStackException"/> where there is no room for calls of some depth. The question
    /// costs; it is asked again only when the stack has grown by a part of what the last answer promised.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void CheckStack(Tape tape)
    {
        byte here;
        if ((nuint)(&here) < tape._checkedStack)
            tape.AskForStack((nuint)(&here));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void AskForStack(nuint here)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        _checkedStack = here - StackStep;
    }

    /// <summary>The stack may be that of another thread from now on.</summary>
    public void ForgetStack() => _checkedStack = nuint.MaxValue;

    /// <summary>Opens a frame of <paramref name="count"/> doubles and returns its base.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReserveDoubles(int count)
    {
        var start = DoubleTop;
        var end = start + count;
        if ((uint)end > (uint)Doubles.Length)
            Doubles = Enlarged(Doubles, end);
        DoubleTop = end;
        return start;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReserveIntegers(int count)
    {
        var start = IntegerTop;
        var end = start + count;
        if ((uint)end > (uint)Integers.Length)
            Integers = Enlarged(Integers, end);
        IntegerTop = end;
        return start;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReserveSingles(int count)
    {
        var start = SingleTop;
        var end = start + count;
        if ((uint)end > (uint)Singles.Length)
            Singles = Enlarged(Singles, end);
        SingleTop = end;
        return start;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReserveObjects(int count)
    {
        var start = ObjectTop;
        var end = start + count;
        if ((uint)end > (uint)Objects.Length)
            Objects = Enlarged(Objects, end);
        ObjectTop = end;
        return start;
    }

    /// <summary>Forgets what was kept from a place on.</summary>
    public void ReleaseObjects(int start)
    {
        Array.Clear(Objects, start, ObjectTop - start); // see GiveBack
        ObjectTop = start;
    }

    /// <summary>As <see cref="ShadowOf"/>, for a value of any type.</summary>
    public T ZerosOf<T>(T value) => value is null ? value : (T)(_root ?? this).FindShadow(value)!;

    /// <summary>Objects have been given shadows here, which do not come with the arguments.</summary>
    public bool HasShadows => _shadows is not null || Statics is not null;

    /// <summary>False if the reverse part has been run before.</summary>
    public bool BeginRun()
    {
        var first = !_hasRun;
        _hasRun = true;
        return first;
    }

    /// <summary>A shadow, or one of zeros by identity.</summary>
    public T? OrZeros<T>(T? primal, T? shadow)
        where T : class => shadow ?? ShadowOf(primal);

    /// <summary>Before the reverse part is run (again): cotangents of what did not come with a shadow begin at zero.</summary>
    public void ClearShadows()
    {
        ForgetStack(); // this may be another thread
        _shadows?.ClearShadows();
        foreach (var shadow in Statics?.Values ?? (IEnumerable<StaticShadow>)[])
            shadow.Clear();
    }

    /// <summary>
    /// The shadow of an inner derivative's tape, when derivative code is differentiated: what is saved there has its dual saved
    /// here. Each of the outer derivatives has one of its own.
    /// </summary>
    Tape TwinOf(Tape inner)
    {
        lock (Gate)
        {
            foreach (var (known, shadow) in _twins ??= [])
            {
                if (known == inner)
                    return shadow;
            }

            var twin = new Tape
            {
                Doubles = new double[inner.Doubles.Length],
                Integers = new int[inner.Integers.Length],
                Objects = new object?[inner.Objects.Length],
                Singles = new float[inner.Singles.Length],
            };
            _twins.Add((inner, twin));
            return twin;
        }
    }

    /// <summary>Marks the start of a loop visit in reverse code that is not complete; never executed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void VisitMarker(int loop, long count, int doubles, int integers, int objects, int singles) =>
        throw new InvalidOperationException("a visit marker is removed before emission");

    /// <summary>How many entries a counted loop needs whose visits need <paramref name="size"/> each; checked here once.</summary>
    public static int FrameTotal(int size, long lastVisit)
    {
        var total = size * (lastVisit + 1);
        if ((ulong)total > int.MaxValue)
            ThrowTooLarge();
        return (int)total;
    }

    /// <summary>A longer one with the same content.</summary>
    // Out of line, so that the way without growth is short enough to be inlined.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T[] Enlarged<T>(T[] array, int needed) => EnlargedHere(array, needed);

    /// <summary>The same for code that is differentiated.</summary>
    public static T[] EnlargedHere<T>(T[] array, int needed)
    {
        var larger = new T[Grown(array.Length, needed)];
        for (var i = 0; i < array.Length; i++)
            larger[i] = array[i];
        return larger;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void ThrowTooLarge() => throw new InvalidOperationException(
        "a derivative needs more than 2^31 saved values of one kind; compute the gradient in parts");

    static int Grown(int length, int needed)
    {
        if (needed < 0)
            ThrowTooLarge();
        return (int)Math.Min(Math.Max(Math.Max(2L * length, InitialCapacity), needed), Array.MaxLength);
    }

    public readonly struct Inside(int before) : IDisposable
    {
        public void Dispose()
        {
            if (!Lifted.Here)
                _level = before;
        }
    }
}
