using Zygote.IR;

namespace Zygote.Compiler.Tests.IR;

static class Samples
{
    /// <summary>x to the n-th power with a loop: blocks are entry, header, body, exit.</summary>
    public static Function Power()
    {
        var function = new Function("Power", [typeof(double), typeof(int)], typeof(double));
        var entry = function.AddEntry();
        var (header, body, exit) = (function.AddBlock(), function.AddBlock(), function.AddBlock());
        var product = header.AddParameter(typeof(double), "p");
        var i = header.AddParameter(typeof(int), "i");
        entry.Parameters[0].Name = "x";
        entry.Parameters[1].Name = "n";
        new Builder(entry).Branch(header, Constant.Of(1.0), Constant.Of(0));
        var b = new Builder(header);
        b.BranchIf(b.Compare(Comparison.Less, i, entry.Parameters[1]), new Edge(body), new Edge(exit));
        b.Block = body;
        var next = b.Add(i, Constant.Of(1));
        var scaled = b.Mul(product, entry.Parameters[0]);
        b.Append(Opcode.Neg, typeof(double), null, scaled);
        b.Branch(header, scaled, next);
        b.Block = exit;
        b.Return(product);
        return function;
    }
}
