using System;

using Zygote.Differentiation;

namespace Zygote.Control;

/// <summary>
/// A <see cref="MemoryImage"/> that is taken again and again: what it has copied before is overwritten, and the storage used
/// again.
/// </summary>
sealed class LoopImage
{
    Entry[] _entries = [];
    int _count;

    struct Entry
    {
        public object? Target;
        public ObjectLayout Layout;
        public object? Contents;

        /// <summary>A place for contents, of some object that stood here.</summary>
        public object? Buffer;
    }

    public int Count => _count;

    public object TargetAt(int i) => _entries[i].Target!;

    public object ContentsAt(int i) => _entries[i].Contents!;

    /// <param name="walk">Its roots are set.</param>
    /// <param name="known">Contents of large arrays: those that have not changed are not copied.</param>
    public void Take(ObjectWalk walk, ShadowMap known)
    {
        var count = 0;
        while (walk.Next(out var value, out var layout))
        {
            if (count == _entries.Length)
                Array.Resize(ref _entries, Math.Max(4, 2 * count));
            ref var entry = ref _entries[count++];
            (entry.Target, entry.Layout) = (value, layout);
            if (MemoryImage.IsLarge(value, layout) && known.Find(value) is { } contents && layout.Same(value, contents))
                entry.Contents = contents;
            else
                entry.Contents = Fill(ref entry.Buffer, value, layout);
        }

        for (var i = count; i < _count; i++)
            _entries[i].Target = _entries[i].Contents = null;
        _count = count;
    }

    public void Restore()
    {
        for (var i = 0; i < _count; i++)
        {
            ref var entry = ref _entries[i];
            if (!entry.Layout.Same(entry.Target!, entry.Contents!))
                entry.Layout.Copy(entry.Contents!, entry.Target!);
        }
    }

    /// <summary>What is reached now has the same numbers, object by object in the order in which they are reached.</summary>
    /// <param name="walk">Its roots are set.</param>
    public bool HasNumbersOf(ObjectWalk walk)
    {
        var (i, same) = (0, true);
        while (walk.Next(out var value, out var layout)) // to its end, so that the walk is ready for the next one
            same = same && i < _count && HasNumbersOf(ref _entries[i++], value, layout);
        return same && i == _count;
    }

    static bool HasNumbersOf(ref Entry entry, object value, ObjectLayout layout) =>
        entry.Layout == layout && (value is not Array array || array.Length == ((Array)entry.Contents!).Length)
        && layout.SameNumbers(value, entry.Contents!);

    static object Fill(ref object? buffer, object value, ObjectLayout layout)
    {
        if (buffer is null || buffer.GetType() != layout.Type || (value is Array array && array.Length != ((Array)buffer).Length))
            return buffer = MemoryImage.CopyOf(value);
        layout.Copy(value, buffer);
        return buffer;
    }
}
