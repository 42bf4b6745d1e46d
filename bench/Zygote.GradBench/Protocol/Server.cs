using System;
using System.Buffers;
using System.IO;
using System.Text.Json;

namespace Zygote.GradBench.Protocol;

/// <summary>Answers each line of the input with one line, whatever happens.</summary>
sealed class Server(Stream input, Stream output)
{
    readonly LineReader _lines = new(input);
    readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);

    public int Run()
    {
        try
        {
            while (_lines.TryRead(out var line))
            {
                if (line.Span.Trim(" \t\r"u8).IsEmpty)
                    continue;
                Answer(line);
                output.Write(_buffer.WrittenSpan);
                output.Flush();
            }

            return 0;
        }
        catch (IOException)
        {
            // Nobody listens any more.
            return 0;
        }
    }

    void Answer(ReadOnlyMemory<byte> line)
    {
        long? id = null;
        try
        {
            using var document = JsonDocument.Parse(line);
            var message = document.RootElement;
            id = message.GetProperty("id").GetInt64();
            Respond(id, json => Dispatch(json, message));
        }
#pragma warning disable CA1031 // Any failure of the problem or of the message is an answer, not the end of the tool.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Respond(id, json => Fail(json, e.GetBaseException().Message));
        }
    }

    void Respond(long? id, Action<Utf8JsonWriter> writeFields)
    {
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer))
        {
            json.WriteStartObject();
            if (id is null)
                json.WriteNull("id");
            else
                json.WriteNumber("id", id.Value);
            writeFields(json);
            json.WriteEndObject();
        }

        _buffer.Write("\n"u8);
    }

    static void Dispatch(Utf8JsonWriter json, JsonElement message)
    {
        switch (message.GetProperty("kind").GetString())
        {
            case "start":
                json.WriteString("tool", "zygote-dotnet");
                break;
            case "define":
                Define(json, message.GetProperty("module").GetString()!);
                break;
            case "evaluate":
                Evaluate(json, message);
                break;
        }
    }

    static void Define(Utf8JsonWriter json, string module)
    {
        if (Registry.WhyUndefined(module) is { } reason)
            Fail(json, reason);
        else
            json.WriteBoolean("success", true);
    }

    static void Evaluate(Utf8JsonWriter json, JsonElement message)
    {
        var input = message.GetProperty("input");
        var evaluation = Registry.Create(
            message.GetProperty("module").GetString()!, message.GetProperty("function").GetString()!, input);
        var timings = evaluation.Run(MinRuns(input), MinSeconds(input));

        json.WriteBoolean("success", true);
        json.WritePropertyName("output");
        evaluation.Write(json);
        json.WriteStartArray("timings");
        Timing(json, "prepare", timings.Prepare);
        foreach (var run in timings.Runs)
            Timing(json, "evaluate", run);
        json.WriteEndArray();
    }

    static void Timing(Utf8JsonWriter json, string name, long nanoseconds)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteNumber("nanoseconds", nanoseconds);
        json.WriteEndObject();
    }

    static void Fail(Utf8JsonWriter json, string error)
    {
        json.WriteBoolean("success", false);
        json.WriteString("error", error);
    }

    static int MinRuns(JsonElement input)
    {
        return input.ValueKind == JsonValueKind.Object && input.TryGetProperty("min_runs", out var runs)
            ? Math.Max(1, runs.GetInt32())
            : 1;
    }

    static double MinSeconds(JsonElement input)
    {
        return input.ValueKind == JsonValueKind.Object && input.TryGetProperty("min_seconds", out var seconds)
            ? seconds.GetDouble()
            : 0;
    }
}
