using System.Collections.Generic;

namespace Zygote.Differentiation;

/// <summary>
/// Which object has which shadow, by identity: what is shared or cyclic in the original is so in the shadow. Objects whose
/// fields are still to be filled wait in a queue, so that long chains do not exhaust the stack.
/// </summary>
sealed class ShadowMap
{
    readonly Dictionary<object, object> _shadows = new(ReferenceEqualityComparer.Instance);

    public Queue<(object Source, object Target, bool Keeps)> Pending { get; } = new();

    public bool TryGet(object original, out object? shadow) => _shadows.TryGetValue(original, out shadow);

    public void Add(object original, object shadow) => _shadows.Add(original, shadow);
}
