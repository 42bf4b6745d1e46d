using System;

using Xunit;

namespace Zygote.Repo.Tests;

/// <summary>Every code block of docs/checkpoints.md, compiled and checked.</summary>
public sealed class CheckpointSnippets
{
    [Fact]
    public void Pendulum()
    {
        // snippet: pendulum
        // The end of a pendulum's swing, after a million steps.
        Func<double, double, double> swing = (length, angle) => AD.CheckpointedLoop(
            (Angle: angle, Speed: 0.0),
            1_000_000,
            s =>
            {
                var speed = s.Speed - 1e-6 * 9.81 / length * Math.Sin(s.Angle);
                return (s.Angle + 1e-6 * speed, speed);
            }).Angle;
        var (byLength, byAngle) = AD.Gradient(swing, 2.0, 0.5);
        // end

        Assert.Equal((swing(2.0001, 0.5) - swing(1.9999, 0.5)) / 0.0002, byLength, 1e-6);
        Assert.Equal((swing(2.0, 0.5001) - swing(2.0, 0.4999)) / 0.0002, byAngle, 1e-6);
    }
}
