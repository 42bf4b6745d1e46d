using System.Collections.Generic;

namespace Zygote.Differentiation;

/// <summary>
/// An object needs a shadow when it holds active numbers, or references to objects with shadows that a shadow must lead
/// to as well. Objects that are only read and hold no active number themselves get none: what they lead to is found by
/// identity when it is loaded.
/// </summary>
static class ShadowNeeds
{
    public static void Decide(IEnumerable<MemoryNode> roots)
    {
        var nodes = new HashSet<MemoryNode>();
        var work = new Stack<MemoryNode>(roots);
        while (work.TryPop(out var node))
        {
            node = node.Find();
            if (!nodes.Add(node))
                continue;
            foreach (var child in node.Children())
                work.Push(child);
            if (node.ExistingPointee() is { } pointee)
                work.Push(pointee);
        }

        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var node in nodes)
            {
                if (!node.Shadowed && NeedsShadow(node))
                    node.Shadowed = changed = true;
            }
        }
    }

    static bool NeedsShadow(MemoryNode node)
    {
        if (node.Active)
            return true;
        var follows = (node.Flags & MemoryFlags.External) == 0 || (node.Flags & MemoryFlags.Input) != 0 || node.Mirrors;
        if (follows && node.ExistingPointee() is { Shadowed: true })
            return true;
        foreach (var child in node.Children())
        {
            if (child.HoldsActive() || (follows && child.Shadowed))
                return true;
        }

        return false;
    }
}
