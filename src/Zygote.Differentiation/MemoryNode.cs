using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>Facts about memory that hold for everything reached from where they are set.</summary>
[Flags]
enum MemoryFlags
{
    None = 0,

    /// <summary>An active argument: every floating point location carries a derivative.</summary>
    Input = 1,

    /// <summary>Not allocated here: reached from an argument, a static field or an opaque call; may be known elsewhere too.</summary>
    External = 2,

    /// <summary>Handed to code that may write it.</summary>
    Escaped = 4,

    /// <summary>Reached from a static field: methods that are called see it without being given it.</summary>
    Static = 8,
}

/// <summary>
/// A class of objects or of memory locations that may be the same, in the points-to graph of one function. Objects have a
/// child location for each field and one for all elements; locations of struct type have child locations in turn; a
/// location that holds references has the objects they lead to as <see cref="Pointee"/>.
/// </summary>
/// <remarks>Unification-based and flow-insensitive. Source: Steensgaard (1996), Points-to Analysis in Almost Linear Time.</remarks>
sealed class MemoryNode
{
    public static readonly object Element = new();
    public static readonly object Target = new();

    /// <summary>Elements that are no numbers with derivatives: integers, references.</summary>
    public static readonly object OtherElement = new();

    /// <summary>What a tape finds by identity: whoever has the tape may come across it.</summary>
    public static readonly object Kept = new();

    MemoryNode? _representative;
    Dictionary<object, MemoryNode>? _children;
    MemoryNode? _pointee;

    public MemoryFlags Flags { get; private set; }

    /// <summary>A floating point number in this location may carry a derivative.</summary>
    public bool Active { get; set; }

    /// <summary>The blocks in which it is written.</summary>
    public HashSet<Block> StoredIn { get; private set; } = [];

    /// <summary>Not only store instructions write it.</summary>
    public bool IsWrittenByCalls { get; private set; }

    /// <summary>References are stored into it here, so that its shadow, if it has one, must mirror them.</summary>
    public bool Mirrors { get; set; }

    /// <summary>Set at the end of the analysis: objects of this class come with a shadow.</summary>
    public bool Shadowed { get; set; }

    /// <summary>Everything reached from here is this node: what is handed to code that is not looked into.</summary>
    bool Collapsed { get; set; }

    public MemoryNode Find()
    {
        var node = this;
        while (node._representative is { } next)
        {
            if (next._representative is { } skip)
                node._representative = skip;
            node = next;
        }

        return node;
    }

    public static object Key(FieldInfo field) => field is InlineElement ? Element : (field.DeclaringType, field.MetadataToken);

    /// <summary>The location of a field (by <see cref="Key"/>), of the elements, or of a delegate's target.</summary>
    public MemoryNode Child(object key)
    {
        var node = Find();
        if (node.Collapsed)
            return node;
        node._children ??= [];
        if (!node._children.TryGetValue(key, out var child))
        {
            node._children[key] = child = new MemoryNode();
            child.Inherit(node);
        }

        return child.Find();
    }

    /// <summary>The objects that the references in this location lead to.</summary>
    public MemoryNode Pointee()
    {
        var node = Find();
        if (node.Collapsed)
            return node;
        if (node._pointee is null)
        {
            node._pointee = new MemoryNode();
            node._pointee.Inherit(node);
        }

        return node._pointee.Find();
    }

    public IEnumerable<MemoryNode> Children()
    {
        if (Find()._children is { } children)
        {
            foreach (var child in children.Values)
                yield return child.Find();
        }
    }

    public MemoryNode? ExistingPointee() => Find()._pointee?.Find();

    /// <summary>Sets flags here and on everything reached from here.</summary>
    public bool Mark(MemoryFlags flags)
    {
        var changed = false;
        var work = new Stack<MemoryNode>();
        work.Push(Find());
        while (work.TryPop(out var node))
        {
            node = node.Find();
            if ((node.Flags & flags) == flags)
                continue;
            changed = true;
            node.Flags |= flags;
            node.ApplyFlags();
            foreach (var child in node.Children())
                work.Push(child);
            if (node.ExistingPointee() is { } pointee)
                work.Push(pointee);
        }

        return changed;
    }

    /// <summary>Everything known to be reached from here may be written in a block.</summary>
    public void MarkStored(Block block)
    {
        foreach (var node in Reachable())
        {
            node.StoredIn.Add(block);
            node.IsWrittenByCalls = true;
        }
    }

    /// <summary>Makes everything reached from here one node.</summary>
    public bool Collapse()
    {
        var root = Find();
        if (root.Collapsed)
            return false;
        root.Collapsed = true;
        var children = root._children;
        var pointee = root._pointee;
        root._children = null;
        root._pointee = null;
        foreach (var child in children?.Values ?? (IEnumerable<MemoryNode>)[])
            root.Unify(child);
        if (pointee is not null)
            root.Unify(pointee);
        return true;
    }

    public bool Unify(MemoryNode other)
    {
        var changed = false;
        var work = new Stack<MemoryNode>(); // pairs
        Push(this, other);
        while (work.TryPop(out var second))
        {
            var a = work.Pop().Find();
            var b = second.Find();
            if (a == b)
                continue;
            changed = true;
            b._representative = a;
            a.Active |= b.Active;
            a.StoredIn.UnionWith(b.StoredIn);
            a.IsWrittenByCalls |= b.IsWrittenByCalls;
            a.Mirrors |= b.Mirrors;
            var collapsed = a.Collapsed || b.Collapsed;
            var aFlags = a.Flags;
            if (b._children is { } children)
            {
                foreach (var (key, child) in children)
                {
                    if (a._children?.TryGetValue(key, out var same) == true)
                        Push(same, child);
                    else
                        (a._children ??= [])[key] = child;
                }
            }

            if (b._pointee is { } pointee)
            {
                if (a._pointee is { } mine)
                    Push(mine, pointee);
                else
                    a._pointee = pointee;
            }

            var flags = aFlags | b.Flags;
            if (flags != MemoryFlags.None)
            {
                a.Flags = MemoryFlags.None;
                a.Mark(flags);
            }

            if (collapsed)
            {
                a.Collapsed = false;
                a.Collapse();
            }
        }

        return changed;

        void Push(MemoryNode first, MemoryNode next)
        {
            work.Push(first);
            work.Push(next);
        }
    }

    /// <summary>Some location in or under this one, or any object reached from it, is active.</summary>
    public bool ReachesActive() => Reachable().Any(n => n.Active);

    /// <summary>The location is active, or is a struct with an active part, at any depth: structs lie in what contains them.</summary>
    public bool HoldsActive()
    {
        var seen = new HashSet<MemoryNode>();
        var work = new Stack<MemoryNode>();
        work.Push(Find());
        while (work.TryPop(out var node))
        {
            if (node.Active)
                return true;
            foreach (var child in node.Children())
            {
                if (seen.Add(child))
                    work.Push(child);
            }
        }

        return false;
    }

    public bool Reaches(MemoryNode other) => Reachable().Contains(other.Find());

    IEnumerable<MemoryNode> Reachable()
    {
        var seen = new HashSet<MemoryNode>();
        var work = new Stack<MemoryNode>();
        work.Push(Find());
        while (work.TryPop(out var node))
        {
            node = node.Find();
            if (!seen.Add(node))
                continue;
            yield return node;
            foreach (var child in node.Children())
                work.Push(child);
            if (node.ExistingPointee() is { } pointee)
                work.Push(pointee);
        }
    }

    void Inherit(MemoryNode parent)
    {
        Flags = parent.Flags;
        ApplyFlags();
    }

    // Location nodes do not know their type; whether an active one holds numbers is asked where it is loaded.
    void ApplyFlags() => Active |= (Flags & MemoryFlags.Input) != 0;
}
