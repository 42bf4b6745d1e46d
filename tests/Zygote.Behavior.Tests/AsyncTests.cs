using System;
using System.Threading.Tasks;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Async methods and what they await, inside of a function that waits for its result.</summary>
public class AsyncTests
{
    static async Task<double> Square(double x)
    {
        var y = await Plain(x);
        return y;
    }

    static async Task<double> Cube(double x)
    {
        var square = await Plain(x);
        return square * x;
    }

#pragma warning disable CS1998
    static async Task<double> Plain(double x) => x * x;
#pragma warning restore CS1998

    [Fact]
    public void One_await() => Check.Scalar(x => Cube(x).GetAwaiter().GetResult(), 0.7, -2);
}
