using System.Reflection;

namespace Zygote.Differentiation;

/// <summary>Static fields: memory that every method sees without being given it.</summary>
sealed partial class Activity
{
    MemoryNode Static(FieldInfo field)
    {
        if (!_statics.TryGetValue(MemoryNode.Key(field), out var known))
        {
            var node = new MemoryNode();
            _statics[MemoryNode.Key(field)] = known = (field, node);
            node.Mark(IsShared(field) ? MemoryFlags.External | MemoryFlags.Static : MemoryFlags.External);
            if (_context.Statics.IsActive(field))
                node.Mark(MemoryFlags.Input | MemoryFlags.Escaped);
        }

        return known.Node.Find();
    }

    void ReportStatics()
    {
        foreach (var (field, node) in _statics.Values)
        {
            if (IsShared(field) && node.ReachesActive())
                _context.Statics.Activate(field);
        }

        if (_externalActive.Count > 0 && _function.Method is { } method)
            _context.Statics.ActivateReferences(method);
    }

    /// <summary>
    /// Not the instances that the compiler keeps for lambdas without captures, which hold nothing, nor the platform's own
    /// (the empty array that every new list begins with).
    /// </summary>
    public static bool IsShared(FieldInfo field) =>
        field.DeclaringType is { } type && !IsPlatform(type.Assembly)
        && !type.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), false);
}
