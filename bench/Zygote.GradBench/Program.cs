using System;

using Zygote.GradBench.Protocol;

using var input = Console.OpenStandardInput();
using var output = Console.OpenStandardOutput();
return new Server(input, output).Run();
