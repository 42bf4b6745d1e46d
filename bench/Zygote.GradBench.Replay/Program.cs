using System;
using System.Globalization;
using System.IO;
using System.Linq;

using Zygote.GradBench.Replay;

// Zygote.GradBench.Replay TOOL.dll FILE.jsonl...: exit code 1 if any recorded case is not matched.
if (args.Length < 2)
{
    Console.Error.WriteLine("usage: Zygote.GradBench.Replay TOOL.dll FILE.jsonl...");
    return 2;
}

Console.WriteLine("eval       cases  match  strict  mismatch  error  not implemented yet");
var failed = false;
foreach (var file in args.Skip(1))
{
    var tally = Replayer.Run(args[0], file);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{Path.GetFileNameWithoutExtension(file),-8} {tally.Cases,7}{tally.Matches,7}{tally.StrictMatches,8}"
        + $"{tally.Mismatches,10}{tally.Errors,7}{tally.NotImplemented,21}"));
    foreach (var note in tally.Notes)
        Console.WriteLine($"    {note}");
    failed |= tally.Failed;
}

return failed ? 1 : 0;
