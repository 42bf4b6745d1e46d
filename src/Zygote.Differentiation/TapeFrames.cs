using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>Gives back what was kept on a tape from one place on.</summary>
static class TapeFrames
{
    static readonly FieldInfo[] Tops =
        [typeof(Tape).GetField(nameof(Tape.DoubleTop))!, typeof(Tape).GetField(nameof(Tape.IntegerTop))!, typeof(Tape).GetField(nameof(Tape.ObjectTop))!,
            typeof(Tape).GetField(nameof(Tape.SingleTop))!];

    static readonly MethodInfo ReleaseObjects = typeof(Tape).GetMethod(nameof(Tape.ReleaseObjects))!;

    /// <param name="blocks">Where something may be kept.</param>
    /// <param name="start">Here it is noted how far the tape is in use.</param>
    /// <param name="index">Before which instruction.</param>
    /// <param name="end">At the end of this block all from there on is given back.</param>
    /// <param name="tape">The tape.</param>
    /// <param name="always">Callees keep something, too, of unknown kind.</param>
    public static void Release(IEnumerable<Block> blocks, Block start, int index, Block end, Value tape, bool always)
    {
        var marks = new Block();
        var releases = new Block();
        var (mark, release) = (new Builder(marks), new Builder(releases));
        foreach (var kind in ReverseLoop.Kinds)
        {
            var reserve = ReverseLoop.Reserve(kind);
            if (!always && !blocks.Any(b => b.Instructions.Exists(i => i.Payload is MethodInfo m && m == reserve)))
                continue;
            var top = Tops[(int)kind];
            var before = mark.Load(mark.FieldAddress(tape, top));
            if (kind == StackKind.Objects)
                release.Call(ReleaseObjects, tape, before);
            else
                release.Store(release.FieldAddress(tape, top), before);
        }

        start.Instructions.InsertRange(index, marks.Instructions);
        end.Instructions.AddRange(releases.Instructions);
    }
}
