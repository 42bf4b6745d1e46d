using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>Zero wins over infinity in the sum of some products: asked once for the sum, not for each product.</summary>
/// <remarks>
///   %s = add (scale(a, b)), (scale(c, d)); ...
///   =>
///   %s = add (mul a, b), (mul c, d); br.if isnan(%s), rare(), rest(%s)
///   rare(): br rest(add (scale(a, b)), (scale(c, d)))
///   rest(%t): ...
/// The same results: a product differs from <see cref="Calculus.ScaleTangent(double, double)"/> only where it is NaN, and then
/// the sum is NaN. Sums that do not need each other are asked together. Taylor coefficients are such sums. For code that is
/// about to be emitted: other passes would not see through the branches. Where sums are short, as in products with a Hessian,
/// the calls in what is rare cost more than the checks, because values are kept in memory across them.
/// </remarks>
sealed class CheckSums
{
    /// <summary>Below this the check of each product is as good.</summary>
    const int MinProducts = 2;

    readonly Function _function;
    readonly Uses _uses;
    readonly Dictionary<Instruction, Block> _blocks = []; // of products and sums
    readonly Substitution _substitution = new();
    readonly Dictionary<Instruction, List<Instruction>> _products = []; // of each sum

    CheckSums(Function function)
    {
        _function = function;
        _uses = new Uses(function);
        foreach (var block in function.Blocks)
        {
            foreach (var i in block.Instructions.Where(i => IsProduct(i) || IsSum(i)))
                _blocks.Add(i, block);
        }

        foreach (var block in function.Blocks)
        {
            foreach (var sum in block.Instructions)
            {
                if (IsSum(sum) && !IsPart(sum, block) && Products(sum, block).ToList() is { Count: >= MinProducts } products)
                    _products.Add(sum, products);
            }
        }
    }

    public static void Run(Function function)
    {
        if (!function.Blocks.Exists(b => b.Instructions.Exists(IsProduct)))
            return;
        var pass = new CheckSums(function);
        var bodies = Guarding.Bodies(function.Blocks); // are one block each
        foreach (var block in function.Blocks.Where(b => !bodies.ContainsKey(b)).ToArray())
            pass.Rewrite(block);
        pass._substitution.ApplyTo(function);
    }

    static bool IsProduct(Instruction i) =>
        i is { Opcode: Opcode.Call, Payload: MethodInfo { Name: nameof(Calculus.ScaleTangent) } method } && Linearization.IsScale(method);

    static bool IsSum(Instruction i) => i.Opcode is Opcode.Add or Opcode.Sub && StackTypes.IsFloat(i.Type);

    /// <summary>Stands in the block, and is used by one sum there only.</summary>
    bool IsPart(Instruction i, Block block) =>
        _blocks[i] == block && _uses.Of(i) is [var use] && use.Block == block && use.Edge is null && IsSum(use.User);

    IEnumerable<Instruction> Products(Instruction sum, Block block) =>
        Parts(sum, block).SelectMany(part => IsProduct(part) ? [part] : Products(part, block));

    IEnumerable<Instruction> Parts(Instruction sum, Block block) =>
        sum.Operands.OfType<Instruction>().Where(o => (IsProduct(o) || IsSum(o)) && IsPart(o, block));

    void Rewrite(Block block)
    {
        if (!block.Instructions.Exists(_products.ContainsKey))
            return;
        var (instructions, end) = (block.Instructions.ToArray(), block.Terminator);
        var parts = new HashSet<Instruction>();
        foreach (var sum in instructions.Where(_products.ContainsKey))
            AddParts(sum, block, parts);
        block.Instructions.Clear();
        var builder = new Builder(block);
        var open = new List<(Instruction Sum, Value Fast)>();
        foreach (var i in instructions)
        {
            if (parts.Contains(i))
                continue;
            builder.Span = i.Span;
            var isSum = _products.ContainsKey(i);
            if (!isSum || (open.Count > 0 && open[0].Sum.Type != i.Type) || UsesAny(i, parts, open))
                Check(open, parts, builder);
            if (isSum)
                open.Add((i, Fast(i, parts, builder)));
            else
                builder.Block.Instructions.Add(i);
        }

        Check(open, parts, builder);
        builder.Block.Terminator = end;
    }

    static bool UsesAny(Instruction i, HashSet<Instruction> parts, List<(Instruction Sum, Value Fast)> sums) => i.Operands.Any(o =>
        sums.Exists(s => s.Sum == o) || (o is Instruction part && parts.Contains(part) && UsesAny(part, parts, sums)));

    void AddParts(Instruction sum, Block block, HashSet<Instruction> parts)
    {
        foreach (var part in Parts(sum, block))
        {
            parts.Add(part);
            if (IsSum(part))
                AddParts(part, block, parts);
        }
    }

    /// <summary>Leaves the builder where the sums are known.</summary>
    void Check(List<(Instruction Sum, Value Fast)> sums, HashSet<Instruction> parts, Builder builder)
    {
        if (sums.Count == 0)
            return;
        var (rare, rest) = (_function.AddBlock(), _function.AddBlock());
        var all = sums.Select(s => s.Fast).Aggregate(builder.Add); // NaN if one of them is
        var isNaN = all.Type.GetMethod(nameof(double.IsNaN), [all.Type])!;
        builder.BranchIf(builder.Call(isNaN, all), new Edge(rare), new Edge(rest, sums.Select(s => s.Fast)));
        builder.Block = rare;
        builder.Branch(rest, [.. sums.Select(s => Masked(s.Sum, parts, builder))]);
        builder.Block = rest;
        foreach (var (sum, _) in sums)
            _substitution.Replace(sum, rest.AddParameter(sum.Type));
        sums.Clear();
    }

    static Value Fast(Instruction sum, HashSet<Instruction> parts, Builder builder) => Copy(sum, parts, builder, builder.Mul);

    static Value Masked(Instruction sum, HashSet<Instruction> parts, Builder builder) => Copy(
        sum, parts, builder, (a, b) => builder.Call(Linearization.Method(nameof(Calculus.RareProduct), a.Type), a, b));

    static Value Copy(Value value, HashSet<Instruction> parts, Builder builder, Func<Value, Value, Value> times, bool isWhole = true)
    {
        if (value is not Instruction i || !(isWhole || parts.Contains(i)))
            return value;
        if (IsProduct(i))
            return times(i.Operands[0], i.Operands[1]);
        var a = Copy(i.Operands[0], parts, builder, times, false);
        return builder.Binary(i.Opcode, a, Copy(i.Operands[1], parts, builder, times, false));
    }
}
