using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Zygote.IR;

/// <summary>Functions as text that looks like C#, for users who want to see what their derivative computes.</summary>
/// <remarks>
/// Control flow is recovered along the dominator tree: a block with one way in stands where the edge is; a block where ways
/// meet follows the statement of its immediate dominator, and what a loop leads to follows the loop. An edge that does not
/// simply fall through becomes break, continue or goto. After Ramsey (2022), Beyond Relooper. Since every edge has its goto,
/// irreducible graphs need nothing special. Block parameters are variables, assigned at the edges.
/// </remarks>
sealed partial class CodePrinter
{
    readonly Function _function;
    readonly ControlFlow _flow;
    readonly LoopForest _loops;
    readonly CodeValues _values;
    readonly CodeExpressions _expressions;
    readonly Dictionary<Block, Loop> _loopOf = [];
    readonly Dictionary<Block, List<Block>> _followers = [];
    readonly Dictionary<Loop, List<Block>> _loopFollowers = [];

    /// <summary>The blocks that stand in a loop: its own, and ways out that end at once.</summary>
    readonly Dictionary<Loop, HashSet<Block>> _loopText = [];
    readonly HashSet<Block> _placed = [];
    readonly HashSet<Value> _declared = [];
    readonly Dictionary<Block, string> _labels = [];

    CodePrinter(Function function)
    {
        _function = function;
        _flow = new ControlFlow(function);
        var dominators = new DominatorTree(_flow);
        _loops = new LoopForest(_flow, dominators);
        _values = new CodeValues(function, _flow);
        _expressions = new CodeExpressions(_values);
        foreach (var loop in _loops.Loops)
        {
            _loopOf[loop.Header] = loop;
            _loopFollowers[loop] = [];
            _loopText[loop] = [.. loop.Blocks];
        }

        foreach (var block in _flow.ReversePostOrder.Skip(1))
            Place(block, dominators.ImmediateDominator(block)!);
    }

    public static string Print(Function function)
    {
        if (function.Blocks.Count == 0)
            return Printer.Print(function);
        var printer = new CodePrinter(function);
        var body = printer.Tree(function.Entry, new Context(null, null, null));
        var tidy = new CodeTidy(printer.IsCounter, printer._labels.ContainsKey).Tidy(body);
        return CodeWriter.Write(printer.Header(), DropFinalReturn(tidy), printer._labels);
    }

    string Header()
    {
        var parameters = _function.ParameterTypes.Zip(
            _function.Entry.Parameters, (t, p) => $"{CodeTypes.Of(t)} {_values.Name(p)}");
        var name = _function.Name[(_function.Name.LastIndexOf('.') + 1)..];
        return $"{CodeTypes.Of(_function.ReturnType)} {name}({string.Join(", ", parameters)})";
    }

    static List<Statement> DropFinalReturn(List<Statement> body) =>
        body is [.., Line { Text: "return;" }] ? body[..^1] : body;

    /// <summary>Decides after which statement a block stands; blocks that stand at their only edge are not placed.</summary>
    void Place(Block block, Block dominator)
    {
        var left = _loops.Innermost(dominator);
        if (left is not null && left.Blocks.Contains(block))
            left = null;
        while (left?.Parent is { } parent && !parent.Blocks.Contains(block))
            left = parent;
        var own = _loopOf.GetValueOrDefault(block);
        var isMerge = _flow.Predecessors(block).Count(p => own is null || !own.Blocks.Contains(p.From)) > 1;
        if (!isMerge && (left is null || (block.Edges.Length == 0 && !IsMainExit(left, block))))
        {
            for (var loop = _loops.Innermost(dominator); left is not null && loop != left.Parent; loop = loop!.Parent)
                _loopText[loop!].Add(block);
            return;
        }

        _placed.Add(block);
        if (left is not null)
            _loopFollowers[left].Add(block);
        else if (_followers.TryGetValue(dominator, out var list))
            list.Add(block);
        else
            _followers[dominator] = [block];
    }

    /// <summary>The header's way out is what the condition of a while loop guards; so is one that is the only one.</summary>
    bool IsMainExit(Loop loop, Block block) =>
        loop.Header.Edges.Any(e => e.Target == block) || !loop.Exits(_flow).Skip(1).Any();

    /// <summary>The block and all that it dominates.</summary>
    List<Statement> Tree(Block block, Context context)
    {
        if (!_loopOf.TryGetValue(block, out var loop))
            return WithFollowers(block, context);

        var after = _loopFollowers[loop];
        var statements = new List<Statement>();
        foreach (var value in _values.Variables(_flow.ReversePostOrder.Where(loop.Blocks.Contains)))
        {
            if (value is not BlockParameter p || p.Block != block)
            {
                if (_values.IsUsedOutside(value, _loopText[loop]))
                    Declare(value, statements);
            }
        }

        Declare(after.SelectMany(b => b.Parameters), statements);
        var outside = context with { Next = after.FirstOrDefault() ?? context.Next };
        statements.Add(new Label(block));
        statements.Add(new Repeat(block, Ended(WithFollowers(block, new Context(block, block, outside.Next)))));
        Append(statements, after, context);
        return statements;
    }

    /// <summary>A body that falls off its end goes on with the next round; nothing need be said.</summary>
    static List<Statement> Ended(List<Statement> body) => body is [.., Line { Text: "continue;" }] ? body[..^1] : body;

    List<Statement> WithFollowers(Block block, Context context)
    {
        var followers = _followers.GetValueOrDefault(block, []);
        var statements = new List<Statement>();
        Declare(followers.SelectMany(b => b.Parameters), statements);
        Content(block, context with { Next = followers.FirstOrDefault() ?? context.Next }, statements);
        Append(statements, followers, context);
        return statements;
    }

    void Append(List<Statement> statements, List<Block> followers, Context context)
    {
        for (var i = 0; i < followers.Count; i++)
        {
            statements.Add(new Label(followers[i]));
            var next = i + 1 < followers.Count ? followers[i + 1] : context.Next;
            statements.AddRange(Tree(followers[i], context with { Next = next }));
        }
    }

    void Content(Block block, Context context, List<Statement> statements)
    {
        var constructed = new Dictionary<Value, Instruction>();
        foreach (var i in block.Instructions)
        {
            if (MadeBy(i) is { } made && block.Instructions.Contains(made))
                constructed.TryAdd(made, i);
        }

        foreach (var i in block.Instructions)
        {
            if (_values.IsInlined(i) || constructed.ContainsKey(i))
                continue;
            if (MadeBy(i) is { } made && constructed.GetValueOrDefault(made) == i)
                Define(made, _expressions.New((ConstructorInfo)i.Payload!, i.Operands[1..]), statements);
            else if (i.Opcode == Opcode.Slot)
                statements.Add(new Assign(CodeTypes.Of((Type)i.Payload!), _values.Name(i), Zero((Type)i.Payload!)));
            else if (i.Opcode == Opcode.Store)
                statements.Add(Store(i));
            else if (i.Type != typeof(void) && _values.UseCount(i) > 0)
                Define(i, _expressions.Expression(i), statements);
            else if (CodeValues.IsStatement(i))
                statements.Add(new Line(_expressions.Expression(i).Text + ";"));
        }

        Terminator(block.Terminator, context, statements);
    }

    /// <summary>The new object that a constructor is called on, if this is such a call.</summary>
    Instruction? MadeBy(Instruction call) => call.Payload is ConstructorInfo
        && _values.Resolve(call.Operands[0]) is Instruction { Opcode: Opcode.NewObject } made ? made : null;

    void Terminator(Instruction? end, Context context, List<Statement> statements)
    {
        switch (end?.Opcode)
        {
            case Opcode.Branch:
                statements.AddRange(Jump(end.Edges[0], context));
                break;
            case Opcode.BranchIf:
                var condition = _expressions.Truth(end.Operands[0]);
                statements.Add(new If(condition, Jump(end.Edges[0], context), Jump(end.Edges[1], context)));
                break;
            case Opcode.Switch:
                var inside = context with { Exit = null }; // break would leave the switch only
                string Label(int n) => n < end.Edges.Length - 1 ? $"case {n}" : "default";
                var cases = end.Edges.Select((e, n) => (Label(n), Jump(e, inside)));
                statements.Add(new Select(_expressions.Use(end.Operands[0]), [.. cases]));
                break;
            case Opcode.Return:
                var result = end.Operands is [var value]
                    ? $"return {_expressions.UseAs(_function.ReturnType, value, loose: true)};"
                    : "return;";
                statements.Add(new Line(result, true));
                break;
            case Opcode.Guard:
                statements.Add(new Try(Jump(end.Edges[0], context), Jump(end.Edges[1], context)));
                break;
            case Opcode.Rethrow:
                statements.Add(new Line("throw;", true));
                break;
            case Opcode.Throw:
                statements.Add(new Line($"throw {_expressions.Use(end.Operands[0])};", true));
                break;
            default:
                statements.Add(new Line("?;"));
                break;
        }
    }

    List<Statement> Jump(Edge edge, Context context)
    {
        var target = edge.Target;
        var statements = new List<Statement>();
        Assignments(edge, statements);
        if (target == context.Next)
            return statements;
        if (target == context.Repeat)
        {
            statements.Add(new Line("continue;", true));
        }
        else if (target == context.Exit)
        {
            statements.Add(new Line("break;", true));
        }
        else if (_placed.Add(target))
        {
            statements.AddRange(Tree(target, context));
        }
        else
        {
            if (!_labels.TryGetValue(target, out var label))
                _labels[target] = label = $"L{_labels.Count + 1}";
            statements.Add(new Line($"goto {label};", true));
        }

        return statements;
    }

    /// <param name="Next">The block that is reached by falling off the end; null where that cannot be.</param>
    /// <param name="Repeat">Where continue leads.</param>
    /// <param name="Exit">Where break leads.</param>
    sealed record Context(Block? Next, Block? Repeat, Block? Exit);
}
