using System;
using System.Linq;

using Zygote.Benchmarks;

var filter = args.Skip(1).FirstOrDefault() ?? "";
switch (args.FirstOrDefault())
{
    case "--table":
        Table.Print(Cases.Matching(filter));
        return 0;
    case "--check":
        return Check.Run(Cases.Matching(filter)) ? 0 : 1;
    case "--first":
        FirstGradient.Print();
        return 0;
    case "--calls":
        Calls.Print();
        return 0;
    case "--memory":
        ExtraMemory.Print();
        return 0;
    default:
        Console.Error.WriteLine("usage: --table [FILTER] | --check [FILTER] | --first | --calls | --memory");
        Console.Error.WriteLine("  --table  primal, gradient and hand-written gradient, side by side");
        Console.Error.WriteLine("  --check  gradients against central differences and against each other");
        Console.Error.WriteLine("  --first  time to the first gradient in a warm process");
        Console.Error.WriteLine("  --calls  virtual, interface and delegate calls in a loop, against the same without dispatch");
        Console.Error.WriteLine("  --memory what a gradient of a large problem keeps at once");
        return 2;
}
