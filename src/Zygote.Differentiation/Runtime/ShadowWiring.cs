using System;
using System.Collections.Generic;

namespace Zygote.Differentiation;

/// <summary>
/// Which objects a shadow leads to, written down once. The reverse part takes back what was wired on the way forward (a list that
/// grew has its first array again), so before it runs another time the shadow of the result has to be as it was.
/// </summary>
sealed class ShadowWiring
{
    readonly List<(object Owner, object?[] References)> _owners = [];
    readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    ShadowWiring()
    {
    }

    /// <summary>Null where there is nothing that could change.</summary>
    public static ShadowWiring? Of<T>(T shadow)
    {
        if (shadow is null or double[] or double || (typeof(T).IsValueType && ShadowType.Of(typeof(T)).IsPlain))
            return null;
        var wiring = new ShadowWiring();
        var work = new Stack<object>([shadow]);
        while (work.TryPop(out var owner))
            wiring.Add(owner, work);
        return wiring._owners.Count == 0 ? null : wiring;
    }

    public void Restore()
    {
        foreach (var (owner, references) in _owners)
        {
            if (owner is object?[] array)
            {
                Array.Copy(references, array, references.Length);
                continue;
            }

            var slots = ShadowType.Of(owner.GetType()).Layout.Carriers;
            for (var i = 0; i < slots.Length; i++)
                ShadowLayout.Reference(ref ShadowLayout.Data(owner), slots[i].Offset) = references[i];
        }
    }

    void Add(object owner, Stack<object> work)
    {
        if (!_seen.Add(owner))
            return;
        if (owner is object?[] array)
        {
            Keep(owner, [.. array], work);
            return;
        }

        var type = ShadowType.Of(owner.GetType());
        if (type.Kind is not (ShadowKind.Object or ShadowKind.Struct) || type.Layout.Carriers.Length == 0)
            return;
        Keep(owner, Array.ConvertAll(type.Layout.Carriers, s => ShadowLayout.Reference(ref ShadowLayout.Data(owner), s.Offset)), work);
    }

    void Keep(object owner, object?[] references, Stack<object> work)
    {
        _owners.Add((owner, references));
        foreach (var reference in references)
        {
            if (reference is not null)
                work.Push(reference);
        }
    }
}
