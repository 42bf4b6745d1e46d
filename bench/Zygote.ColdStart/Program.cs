using System;

using Zygote;

// From the start of the process to this line on the screen, measured from outside.
Console.WriteLine(AD.Gradient((double x) => x * Math.Sin(x), 1.0));
