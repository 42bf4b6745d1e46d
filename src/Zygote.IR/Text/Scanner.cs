using System;
using System.Globalization;
using System.Text;

namespace Zygote.IR;

/// <summary>Walks over a text. White space and comments from <c>//</c> to the end of the line separate.</summary>
sealed class Scanner(string text)
{
    int _at;

    int Line => text.AsSpan(0, Math.Min(_at, text.Length)).Count('\n') + 1;

    public FormatException Error(string problem) => new($"line {Line}: {problem}");

    /// <summary>True when nothing follows on this line.</summary>
    public bool AtLineEnd
    {
        get
        {
            Skip(lines: false);
            return _at == text.Length || text[_at] is '\n' or '\r';
        }
    }

    /// <summary>The next character that separates nothing; 0 at the end.</summary>
    public char Next
    {
        get
        {
            Skip(lines: true);
            return Here;
        }
    }

    char Here => _at < text.Length ? text[_at] : '\0';

    public bool At(string token)
    {
        var start = _at;
        var found = TryTake(token);
        _at = start;
        return found;
    }

    /// <summary>Stays where it is, before any white space, if something else comes next.</summary>
    public bool TryTake(string token)
    {
        var start = _at;
        Skip(lines: true);
        var found = string.CompareOrdinal(text, _at, token, 0, token.Length) == 0;
        _at = found ? _at + token.Length : start;
        return found;
    }

    /// <summary>Takes the word only if it ends where <paramref name="word"/> does and no point follows.</summary>
    public bool TryTakeWord(string word)
    {
        var start = _at;
        if (TryTake(word) && !char.IsAsciiLetterOrDigit(Here) && Here is not ('_' or '.'))
            return true;
        _at = start;
        return false;
    }

    public void Take(string token)
    {
        if (!TryTake(token))
            throw Error($"expected '{token}' before '{Rest()}'");
    }

    /// <summary>A run of letters, digits and underscores, and of <paramref name="also"/>.</summary>
    public string Word(string also = "")
    {
        Skip(lines: true);
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Here) || Here == '_' || also.Contains(Here, StringComparison.Ordinal))
            _at++;
        return _at > start ? text[start.._at] : throw Error($"expected a name before '{Rest()}'");
    }

    /// <summary>A name, in single quotes if it is unusual.</summary>
    public string Name(string also = "") => Next == '\'' ? Quoted() : Word(also);

    /// <summary>What stands between the quotes, of either kind, that come next.</summary>
    public string Quoted()
    {
        var mark = Next;
        var content = new StringBuilder();
        for (_at++; Here != mark; _at++)
        {
            if (Here is '\0' or '\n')
                throw Error("the quoted text does not end");
            if (Here != '\\')
            {
                content.Append(Here);
                continue;
            }

            _at++;
            if (Here != 'u')
            {
                content.Append(Here);
                continue;
            }

            var digits = text.AsSpan(_at + 1, Math.Min(4, text.Length - _at - 1));
            if (!ushort.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code))
                throw Error("\\u needs four hexadecimal digits");
            content.Append((char)code);
            _at += 4;
        }

        _at++;
        return content.ToString();
    }

    public Constant Number()
    {
        var digits = (TryTake("-") ? "-" : "") + Word(".");
        if (digits.EndsWith('E') && (TryTake("+") || TryTake("-")))
            digits += text[_at - 1] + Word();
        var invariant = CultureInfo.InvariantCulture;
        var last = digits[^1];
        var real = digits.Contains('.', StringComparison.Ordinal) || digits.Contains('E', StringComparison.Ordinal)
            || digits.Contains('N', StringComparison.Ordinal) || digits.Contains('I', StringComparison.Ordinal);
        if (last == 'f' && float.TryParse(digits[..^1], NumberStyles.Float, invariant, out var f))
            return Constant.Of(f);
        if (last is 'L' or 'n' && long.TryParse(digits[..^1], NumberStyles.AllowLeadingSign, invariant, out var l))
            return last == 'L' ? Constant.Of(l) : Constant.NativeInt(l);
        if (real && double.TryParse(digits, NumberStyles.Float, invariant, out var d))
            return Constant.Of(d);
        return int.TryParse(digits, NumberStyles.AllowLeadingSign, invariant, out var i)
            ? Constant.Of(i)
            : throw Error($"{digits} is not a number");
    }

    string Rest()
    {
        var end = text.IndexOf('\n', _at);
        end = end < 0 ? text.Length : end;
        return text[_at..Math.Min(end, _at + 20)];
    }

    void Skip(bool lines)
    {
        while (_at < text.Length)
        {
            if (text[_at] == '/' && _at + 1 < text.Length && text[_at + 1] == '/')
            {
                while (_at < text.Length && text[_at] != '\n')
                    _at++;
            }
            else if (char.IsWhiteSpace(text[_at]) && (lines || text[_at] != '\n'))
            {
                _at++;
            }
            else
            {
                return;
            }
        }
    }
}
