using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Zygote.IR;

/// <summary>A condition and its opposite, each as one would write it.</summary>
sealed record Condition(Code Holds, Code Fails)
{
    public Condition Not => new(Fails, Holds);

    /// <summary>The other one is looked at if this one holds.</summary>
    public Condition And(Condition other) => new(
        new Code($"{Holds.In(Code.AndAlso)} && {other.Holds.In(Code.AndAlso)}", Code.AndAlso),
        new Code($"{Fails.In(Code.OrElse)} || {other.Fails.In(Code.OrElse)}", Code.OrElse));
}

/// <summary>The statements that <see cref="CodePrinter"/> writes.</summary>
abstract record Statement
{
    /// <summary>Does control never reach what follows?</summary>
    public static bool Leaves(List<Statement> list) => list.LastOrDefault() switch
    {
        Line line => line.Jumps,
        If choice => Leaves(choice.Then) && Leaves(choice.Else),
        Try attempt => Leaves(attempt.Body) && Leaves(attempt.Handler),
        _ => false,
    };

    /// <summary>Is there a jump to the next round of the loop whose body this is?</summary>
    public static bool Continues(List<Statement> list) => list.Any(s => s switch
    {
        Line line => line.Text == "continue;",
        If choice => Continues(choice.Then) || Continues(choice.Else),
        Try attempt => Continues(attempt.Body) || Continues(attempt.Handler),
        Select select => select.Cases.Any(c => Continues(c.Body)),
        _ => false,
    });
}

/// <param name="Text">With its semicolon.</param>
/// <param name="Jumps">Control goes elsewhere.</param>
sealed record Line(string Text, bool Jumps = false) : Statement;

/// <summary>Declares when there is a type; without a value only that.</summary>
/// <param name="Type">Null when the variable is declared already.</param>
/// <param name="Target">The variable.</param>
/// <param name="Value">What it gets.</param>
/// <param name="Step">How to write it without repeating the target, as in <c>i++</c>.</param>
sealed record Assign(string? Type, string Target, Code? Value, string? Step = null) : Statement
{
    public string Text => Type is not null
        ? Value is null ? $"{Type} {Target}" : $"{Type} {Target} = {Value}"
        : Step ?? $"{Target} = {Value}";
}

sealed record If(Condition Condition, List<Statement> Then, List<Statement> Else) : Statement;

/// <param name="Body">Of which the first part is guarded: up to the next try, or to where ways meet.</param>
/// <param name="Handler">Where <c>caught</c> is the exception.</param>
sealed record Try(List<Statement> Body, List<Statement> Handler) : Statement;

/// <summary>Endless; <see cref="CodeTidy"/> finds the better forms.</summary>
/// <param name="Head">The block that it began with.</param>
/// <param name="Body">What is repeated.</param>
sealed record Repeat(Block Head, List<Statement> Body) : Statement;

/// <param name="Before">Such as <c>while (x)</c>.</param>
/// <param name="Body">In braces.</param>
/// <param name="After">Such as <c>while (x);</c>, or nothing.</param>
sealed record Braced(string Before, List<Statement> Body, string After = "") : Statement;

sealed record Select(Code Value, List<(string Label, List<Statement> Body)> Cases) : Statement;

sealed record Label(Block Block) : Statement;

/// <summary>Lays statements out in lines.</summary>
sealed class CodeWriter(IReadOnlyDictionary<Block, string> labels)
{
    readonly StringBuilder _text = new();
    int _depth;

    public static string Write(string header, List<Statement> body, IReadOnlyDictionary<Block, string> labels)
    {
        var writer = new CodeWriter(labels);
        writer.Put(header);
        writer.Braces(body);
        return writer._text.ToString();
    }

    void Put(string line) => _text.Append(' ', 4 * _depth).Append(line).Append('\n');

    void Braces(List<Statement> body, string after = "")
    {
        Put("{");
        _depth++;
        body.ForEach(Write);
        _depth--;
        Put("}" + (after.Length == 0 ? "" : " " + after));
    }

    /// <summary>A single line stands without braces.</summary>
    void Nested(string before, List<Statement> body)
    {
        Put(before);
        if (body is not [Line or Assign])
        {
            Braces(body);
            return;
        }

        _depth++;
        Write(body[0]);
        _depth--;
    }

    void Write(Statement statement)
    {
        switch (statement)
        {
            case Line line:
                Put(line.Text);
                break;
            case Assign assign:
                Put(assign.Text + ";");
                break;
            case Label label:
                _text.Append(' ', 4 * (_depth - 1)).Append(labels[label.Block]).Append(":\n");
                break;
            case If choice:
                Choice(choice, "");
                break;
            case Try attempt:
                Put("try");
                Braces(attempt.Body);
                Put("catch (Exception caught)");
                Braces(attempt.Handler);
                break;
            case Repeat repeat:
                Put("while (true)");
                Braces(repeat.Body);
                break;
            case Braced { After.Length: 0 } braced:
                Nested(braced.Before, braced.Body);
                break;
            case Braced braced:
                Put(braced.Before);
                Braces(braced.Body, braced.After);
                break;
            case Select select:
                Put($"switch ({select.Value})");
                Put("{");
                _depth++;
                foreach (var (label, body) in select.Cases)
                {
                    Put(label + ":");
                    _depth++;
                    body.ForEach(Write);
                    if (!Statement.Leaves(body))
                        Put("break;");
                    _depth--;
                }

                _depth--;
                Put("}");
                break;
        }
    }

    void Choice(If choice, string before)
    {
        Nested($"{before}if ({choice.Condition.Holds})", choice.Then);
        if (choice.Else is [If next])
            Choice(next, "else ");
        else if (choice.Else.Count > 0)
            Nested("else", choice.Else);
    }
}
