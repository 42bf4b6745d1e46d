using System;

namespace Zygote.IR;

/// <summary>
/// What the user calls a value, for messages and readable output only. It is looked up when it is read: names of locals are in
/// a file that most programs never need.
/// </summary>
sealed class ValueName
{
    Func<string?>? _find;
    string? _text;

    public ValueName(Func<string?> find) => _find = find;

    ValueName(string text) => _text = text;

    /// <summary>Null where it turns out that there is none.</summary>
    public string? Text
    {
        get
        {
            if (_find is not null)
            {
                _text = _find();
                _find = null;
            }

            return _text;
        }
    }

    public static implicit operator ValueName?(string? text) => text is null ? null : new(text);

    public ValueName With(string suffix) => new(() => Text is { } text ? text + suffix : null);

    /// <summary>This name, or another one where there is none.</summary>
    public ValueName Or(ValueName? other) =>
        _find is null && _text is not null || other is null || other == this ? this : new(() => Text ?? other.Text);
}
