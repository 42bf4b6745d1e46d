using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;

using Zygote.Rules.Bench;

// Gradients by rules against those of the same functions as plain loops, in turn, so that both meet the same noise. Times are
// minima, ratios medians of the ratios within a round. A rule that does not win is to go.
const int Rounds = 21;
var filter = args.FirstOrDefault() ?? "";
Console.WriteLine($"{"function",-26}{"size",12}{"by rule",12}{"loop",12}{"loop/rule",11}{"difference",12}{"bytes",10}{"loop's",10}");
foreach (var item in Cases.All.Concat(SpanCases.All).Where(c => c.Name.Contains(filter, StringComparison.Ordinal)))
{
    var (byRule, loop, difference) = item.Compile();
    var (ruleCalls, loopCalls) = (Calls(byRule), Calls(loop));
    var rounds = Enumerable.Range(0, Rounds).Select(_ => (Rule: Seconds(byRule, ruleCalls), Loop: Seconds(loop, loopCalls))).ToArray();
    var ratio = rounds.Select(r => r.Loop / r.Rule).Order().ElementAt(Rounds / 2);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{item.Name,-26}{item.Size,12}{Time(rounds.Min(r => r.Rule))}{Time(rounds.Min(r => r.Loop))}{ratio,11:f2}{difference,12:e0}{Bytes(byRule),10}{Bytes(loop),10}"));
}

// Warm, and enough of them for a batch of some milliseconds.
static int Calls(Action action)
{
    var start = Stopwatch.GetTimestamp();
    for (var i = 0; i < 40 || Stopwatch.GetElapsedTime(start).TotalSeconds < 0.2; i++)
    {
        action();
        if (i > 2 && Stopwatch.GetElapsedTime(start).TotalSeconds > 1)
            break;
    }

    var calls = 1;
    while (calls < 1 << 22 && Seconds(action, calls) * calls < 0.006)
        calls *= 2;
    return calls;
}

static double Seconds(Action action, int calls)
{
    var start = Stopwatch.GetTimestamp();
    for (var i = 0; i < calls; i++)
        action();
    return Stopwatch.GetElapsedTime(start).TotalSeconds / calls;
}

// What a warm gradient allocates.
static long Bytes(Action action)
{
    const int Count = 20;
    var start = GC.GetAllocatedBytesForCurrentThread();
    for (var i = 0; i < Count; i++)
        action();
    return (GC.GetAllocatedBytesForCurrentThread() - start) / Count;
}

static string Time(double seconds) => seconds switch
{
    < 1e-6 => string.Create(CultureInfo.InvariantCulture, $"{1e9 * seconds,9:f1} ns"),
    < 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{1e6 * seconds,9:f2} us"),
    _ => string.Create(CultureInfo.InvariantCulture, $"{1e3 * seconds,9:f2} ms"),
};
