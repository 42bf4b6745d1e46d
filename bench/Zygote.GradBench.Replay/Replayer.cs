using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;

namespace Zygote.GradBench.Replay;

/// <summary>Plays the part of an eval: one process of the tool, the recorded cases of one file.</summary>
sealed class Replayer : IDisposable
{
    readonly Process _tool;
    readonly Tally _tally = new();
    int _id;

    Replayer(string tool)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { tool },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        _tool = Process.Start(start) ?? throw new InvalidOperationException($"cannot start {tool}");
    }

    public static Tally Run(string tool, string file)
    {
        using var replayer = new Replayer(tool);
        replayer.Run(file);
        return replayer._tally;
    }

    public void Dispose() => _tool.Dispose();

    void Run(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        Exchange("start", json => json.WriteString("eval", name)).Dispose();
        Exchange("define", json => json.WriteString("module", name)).Dispose();
        foreach (var line in File.ReadLines(file))
        {
            using var recorded = JsonDocument.Parse(line);
            Replay(recorded.RootElement);
        }

        _tool.StandardInput.Close();
        _tool.WaitForExit();
        if (_tool.ExitCode == 0)
            return;
        _tally.Errors++;
        _tally.Notes.Add($"the tool ended with exit code {_tool.ExitCode}");
    }

    void Replay(JsonElement recorded)
    {
        _tally.Cases++;
        using var answer = Exchange("evaluate", json =>
        {
            foreach (var property in recorded.EnumerateObject())
            {
                if (property.Name is "module" or "function" or "input" or "description")
                    property.WriteTo(json);
            }
        });
        var of = _id - 1;
        var valid = Judge(recorded, answer.RootElement);
        Exchange("analysis", json =>
        {
            json.WriteNumber("of", of);
            json.WriteBoolean("valid", valid);
        }).Dispose();
    }

    bool Judge(JsonElement recorded, JsonElement answer)
    {
        var name = $"{recorded.GetProperty("function").GetString()} {recorded.GetProperty("description").GetString()}";
        if (!answer.GetProperty("success").GetBoolean())
        {
            var error = answer.GetProperty("error").GetString()!;
            if (error == "needs nested derivatives")
            {
                _tally.NotImplemented++;
                return false;
            }

            _tally.Errors++;
            _tally.Notes.Add($"{name}: {error.ReplaceLineEndings(" ")}");
            return false;
        }

        var distance = Comparison.Distance(recorded.GetProperty("expected_output"), answer.GetProperty("output"));
        var matches = distance <= recorded.GetProperty("tolerance").GetDouble();
        var strictly = distance <= recorded.GetProperty("strict_tolerance").GetDouble();
        _tally.Matches += matches ? 1 : 0;
        _tally.StrictMatches += strictly ? 1 : 0;
        _tally.Mismatches += matches ? 0 : 1;
        if (!strictly)
            _tally.Notes.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: differs by {distance:g3}"));
        return matches;
    }

    JsonDocument Exchange(string kind, Action<Utf8JsonWriter> writeFields)
    {
        using var message = new MemoryStream();
        using (var json = new Utf8JsonWriter(message))
        {
            json.WriteStartObject();
            json.WriteNumber("id", _id);
            json.WriteString("kind", kind);
            writeFields(json);
            json.WriteEndObject();
        }

        _tool.StandardInput.Write(Encoding.UTF8.GetString(message.ToArray()) + "\n");
        _tool.StandardInput.Flush();
        var line = _tool.StandardOutput.ReadLine() ?? throw new EndOfStreamException("the tool died");
        var answer = JsonDocument.Parse(line);
        if (answer.RootElement.GetProperty("id").GetInt32() != _id++)
            throw new InvalidDataException("the tool answered with another id");
        return answer;
    }
}
