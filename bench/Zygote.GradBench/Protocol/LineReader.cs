using System;
using System.IO;

namespace Zygote.GradBench.Protocol;

/// <summary>Splits a stream into lines. Lines may be tens of megabytes and are never copied into strings.</summary>
sealed class LineReader(Stream stream)
{
    byte[] _buffer = new byte[1 << 16];
    int _start;
    int _end;

    /// <summary>Reads the next line without its end, valid until the next call.</summary>
    /// <returns>False at the end of the stream.</returns>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        var scanned = 0;
        while (true)
        {
            var length = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (length >= 0)
            {
                line = _buffer.AsMemory(_start, scanned + length);
                _start += scanned + length + 1;
                return true;
            }

            scanned = _end - _start;
            if (!Fill())
                break;
        }

        line = _buffer.AsMemory(_start, _end - _start);
        _start = _end;
        return line.Length > 0;
    }

    bool Fill()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        var count = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        return count > 0;
    }
}
