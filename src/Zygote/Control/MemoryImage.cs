using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Zygote.Control;

/// <summary>
/// The contents of every object that can be reached from some references (<see cref="ObjectWalk"/>), at one time; to be put
/// back in place, so that identities stay.
/// </summary>
/// <remarks>
/// Arrays that did not change since an earlier image of the same run share their contents with it: a large array that is
/// only read costs one copy in all.
/// </remarks>
sealed class MemoryImage
{
    const int Large = 32;

    static readonly Func<object, object> Clone = typeof(object)
        .GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!.CreateDelegate<Func<object, object>>();

    readonly List<(object Target, object Contents, ObjectLayout Layout)> _entries = [];
    readonly bool _isWiring;

    /// <param name="known">
    /// Contents of large arrays that were kept before. Null for an image of shadows: only what they refer to.
    /// </param>
    /// <param name="roots">Where to start.</param>
    public MemoryImage(ConditionalWeakTable<object, object>? known, params IEnumerable<object?> roots)
    {
        _isWiring = known is null;
        var walk = new ObjectWalk();
        foreach (var root in roots)
            walk.Start(root);
        while (walk.Next(out var value, out var layout))
        {
            if (known is not null)
                _entries.Add((value, ContentsOf(value, layout, known), layout));
            else if (!layout.IsBits)
                _entries.Add((value, CopyOf(value), layout));
        }
    }

    public IEnumerable<object> Objects => _entries.Select(e => e.Target);

    /// <summary>References to what carries derivatives and sizes of collections are as they were.</summary>
    public bool HasSameStructure()
    {
        foreach (var (target, contents, layout) in _entries)
        {
            if (!layout.SameStructure(target, contents))
                return false;
        }
        return true;
    }

    /// <summary>A hash of the numbers in the objects that have changed since.</summary>
    public int HashOfChanges()
    {
        var hash = default(HashCode);
        for (var i = 0; i < _entries.Count; i++)
        {
            var (target, contents, layout) = _entries[i];
            if (layout.Same(target, contents))
                continue;
            hash.Add(i);
            layout.AddNumbers(target, ref hash);
        }
        return hash.ToHashCode();
    }

    /// <summary>The numbers of another image, object by object in the order in which they are reached.</summary>
    public bool HasSameNumbers(MemoryImage other)
    {
        if (_entries.Count != other._entries.Count)
            return false;
        for (var i = 0; i < _entries.Count; i++)
        {
            var (a, b) = (_entries[i], other._entries[i]);
            if (a.Layout != b.Layout || (a.Contents is Array x && x.Length != ((Array)b.Contents).Length)
                || !a.Layout.SameNumbers(a.Contents, b.Contents))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Puts the contents back; returns what was there instead, object by object, null where nothing differed.</summary>
    public object?[] Restore()
    {
        var replaced = new object?[_entries.Count];
        for (var i = 0; i < replaced.Length; i++)
        {
            var (target, contents, layout) = _entries[i];
            if (Same(layout, target, contents))
                continue;
            replaced[i] = CopyOf(target);
            Copy(layout, contents, target);
        }
        return replaced;
    }

    /// <summary>Puts back what was there before <see cref="Restore"/>.</summary>
    public void Undo(object?[] replaced)
    {
        for (var i = 0; i < replaced.Length; i++)
        {
            var (target, contents, layout) = _entries[i];
            var wanted = replaced[i] ?? contents;
            if (!Same(layout, target, wanted))
                Copy(layout, wanted, target);
        }
    }

    bool Same(ObjectLayout layout, object a, object b) => _isWiring ? layout.SameReferences(a, b) : layout.Same(a, b);

    void Copy(ObjectLayout layout, object from, object to)
    {
        if (_isWiring)
            layout.CopyReferences(from, to);
        else
            layout.Copy(from, to);
    }

    static object ContentsOf(object value, ObjectLayout layout, ConditionalWeakTable<object, object> known)
    {
        if (!IsLarge(value, layout))
            return CopyOf(value);
        if (known.TryGetValue(value, out var earlier) && layout.Same(value, earlier))
            return earlier;
        var copy = CopyOf(value);
        known.AddOrUpdate(value, copy);
        return copy;
    }

    /// <summary>An array of which it pays to see whether it has changed.</summary>
    public static bool IsLarge(object value, ObjectLayout layout) => layout.IsBits && ((Array)value).Length >= Large;

    public static object CopyOf(object value)
    {
        var copy = Clone(value);
#pragma warning disable CA1816 // Never more than a place for contents: there is nothing to finalise.
        GC.SuppressFinalize(copy);
#pragma warning restore CA1816
        return copy;
    }
}
