using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

using Zygote.Differentiation;

namespace Zygote.Control;

/// <summary>
/// The static fields with numbers that vary which an evaluation has met so far: what they refer to is memory like that of
/// captured variables, and code that is to run again must leave the fields themselves as they are.
/// </summary>
sealed class StaticCells
{
    readonly Tape _tape;
    readonly (FieldInfo Field, object? Value)[] _cells;
    readonly StaticShadow[] _shadows;
    int _uses;

    public StaticCells(Tape tape)
    {
        _tape = tape;
        var met = (tape.Statics ?? []).Select(s => (Field: FieldOf(s.Key), Shadow: s.Value)).ToArray();
        _cells = [.. met.Select(m => (m.Field, m.Field.GetValue(null)))];
        References = [.. met.Zip(_cells).Where(m => !m.First.Field.FieldType.IsValueType)
            .Select(m => (m.Second.Value, m.First.Shadow.Content))];
        _shadows = [.. met.Where(m => !m.Field.FieldType.IsValueType).Select(m => m.Shadow)];
        Watch();
    }

    /// <summary>What the fields refer to, and its shadow.</summary>
    public (object? Value, object? Shadow)[] References { get; }

    /// <summary>Makes the shadows those from the start; returns what was there instead.</summary>
    public object?[] Restore() => Exchange([.. References.Select(r => r.Shadow)]);

    public void Undo(object?[] replaced) => Exchange(replaced);

    object?[] Exchange(object?[] contents)
    {
        var replaced = Array.ConvertAll(_shadows, s => s.Content);
        for (var i = 0; i < contents.Length; i++)
            _shadows[i].Content = contents[i];
        return replaced;
    }

    /// <summary>From here on.</summary>
    public void Watch() => _uses = _tape.StaticUses;

    /// <summary>If derivative code has used any such field, then only those that were met before, and they have not changed.</summary>
    public bool AreSame()
    {
        if (_tape.StaticUses == _uses)
            return true;
        if (_tape.Statics!.Count != _cells.Length)
            return false;
        foreach (var (field, value) in _cells)
        {
            if (field.FieldType.IsValueType && Carriers.HasReferences(field.FieldType))
                return false; // its shadow holds both, references and cotangents
            var now = field.GetValue(null);
            var same = field.FieldType.IsValueType && value is not null && now is not null
                ? ObjectLayout.Of(value.GetType()).Same(value, now)
                : ReferenceEquals(value, now);
            if (!same)
                return false;
        }

        return true;
    }

    static FieldInfo FieldOf(StaticFieldKey key)
    {
        var (type, token) = ((Type, int))key.Key;
        return type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .First(f => f.MetadataToken == token);
    }
}
