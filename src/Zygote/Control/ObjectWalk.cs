using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;

using Zygote.Differentiation;

namespace Zygote.Control;

/// <summary>
/// Visits every object that can be reached from some references, each once, in an order that depends on the references only.
/// Strings, types and objects of the platform that are no data (streams, loggers, clocks) are left alone. The storage is
/// used again.
/// </summary>
sealed class ObjectWalk
{
    readonly ShadowMap _seen = new();
    readonly Stack<object> _work = new();
    readonly Action<object> _push;

    public ObjectWalk() => _push = Push;

    public void Start(object? root)
    {
        if (root is not null)
            Push(root);
    }

    public bool Next(out object value, out ObjectLayout layout)
    {
        while (_work.TryPop(out value!))
        {
            if (value is Delegate d)
            {
                PushTargets(d);
                continue;
            }

            if (!IsData(value))
                continue;
            layout = ObjectLayout.Of(value.GetType());
            layout.Visit(value, _push);
            return true;
        }

        _seen.Clear();
        layout = null!;
        return false;
    }

    void Push(object value)
    {
        if (value is not string && _seen.TryAdd(value, value))
            _work.Push(value);
    }

    void PushTargets(Delegate d)
    {
        if (d.HasSingleTarget)
        {
            Start(d.Target);
            return;
        }

        foreach (var single in d.GetInvocationList())
            Start(single.Target);
    }

    static bool IsData(object value)
    {
        var type = value.GetType();
        if (type.IsArray || type.IsValueType)
            return true;
        if (!SystemTypes.IsSystem(type))
            return true;
        return SystemTypes.IsCollection(type) || value is ITuple or StringBuilder
            || IsRandom(type) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(StrongBox<>));
    }

    static bool IsRandom(Type type) => type == typeof(Random) || (type.IsNested && type.DeclaringType == typeof(Random));
}
