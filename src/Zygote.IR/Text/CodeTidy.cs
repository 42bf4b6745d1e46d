using System;
using System.Collections.Generic;
using System.Linq;

namespace Zygote.IR;

/// <summary>Gives statements the forms that people use: while, for, do and conditional expressions.</summary>
/// <remarks>
/// Each of these keeps the meaning:
///   T x = 0; x = a;                        =>  T x = a;
///   if (c) { leave } else { rest }         =>  if (c) { leave } rest
///   if (c) { if (d) x else y } else y      =>  if (c &amp;&amp; d) x else y
///   T x; if (c) x = a; else x = b;         =>  T x = c ? a : b;
///   while (true) { if (c) break; rest }    =>  while (!c) { rest }
///   T i = a; while (c) { rest; i = b }     =>  for (T i = a; c; i = b) { rest }   nothing after it uses i
///   while (true) { rest; if (c) break; }   =>  do { rest } while (!c);
/// </remarks>
/// <param name="isCounter">Is the variable changed by the loop with this header and not used outside?</param>
/// <param name="isLabelled">Does some goto lead to the block?</param>
sealed class CodeTidy(Func<string, Block, bool> isCounter, Func<Block, bool> isLabelled)
{
    public List<Statement> Tidy(List<Statement> list)
    {
        var result = new List<Statement>();
        foreach (var statement in list)
        {
            switch (statement)
            {
                case If choice:
                    Choice(result, choice.Condition, Tidy(choice.Then), Tidy(choice.Else));
                    break;
                case Repeat repeat:
                    Loop(result, repeat.Head, Tidy(repeat.Body));
                    break;
                case Try attempt:
                    result.Add(new Try(Tidy(attempt.Body), Tidy(attempt.Handler)));
                    break;
                case Select select:
                    result.Add(new Select(select.Value, [.. select.Cases.Select(c => (c.Label, Tidy(c.Body)))]));
                    break;
                case Assign { Type: null, Value: { } value } assign
                    when result.LastOrDefault() is Assign { Type: { } type } before && before.Target == assign.Target
                    && !value.Text.Contains(assign.Target, StringComparison.Ordinal):
                    result[^1] = new Assign(type, assign.Target, value);
                    break;
                case Label label when !isLabelled(label.Block):
                    break;
                default:
                    result.Add(statement);
                    break;
            }
        }

        return result;
    }

    static void Choice(List<Statement> result, Condition condition, List<Statement> then, List<Statement> otherwise)
    {
        if (then.Count == 0 && otherwise.Count == 0)
            return;
        var swap = then.Count == 0
            || (otherwise.Count > 0 && condition.Holds.Text.StartsWith("!(", StringComparison.Ordinal))
            || (Statement.Leaves(otherwise)
                && (!Statement.Leaves(then) || (then.Count > 1 && otherwise.Count == 1)));
        if (swap)
            (condition, then, otherwise) = (condition.Not, otherwise, then);

        while (then is [If { Else.Count: > 0 } inner] && AreSame(inner.Else, otherwise))
            (condition, then) = (condition.And(inner.Condition), inner.Then);

        if (then is [Assign { Type: null } a] && otherwise is [Assign { Type: null } b] && a.Target == b.Target)
        {
            var (yes, no) = (a.Value!.Value.In(Code.Choice + 1), b.Value!.Value.In(Code.Choice));
            var value = new Code($"{condition.Holds.In(Code.Choice + 1)} ? {yes} : {no}", Code.Choice);
            if (result.LastOrDefault() is Assign { Type: { } type, Value: null } declared && declared.Target == a.Target)
                result[^1] = new Assign(type, a.Target, value);
            else
                result.Add(new Assign(null, a.Target, value));
            return;
        }

        if (Statement.Leaves(then))
        {
            result.Add(new If(condition, then, []));
            result.AddRange(otherwise);
        }
        else
        {
            result.Add(new If(condition, then, otherwise));
        }
    }

    static bool AreSame(List<Statement> a, List<Statement> b) =>
        a.Count == b.Count && a.TrueForAll(s => s is Line or Assign) && a.SequenceEqual(b);

    void Loop(List<Statement> result, Block head, List<Statement> body)
    {
        if (body is [If { Then: [Line { Text: "break;" }], Else: [] } test, ..])
        {
            var rest = body[1..];
            var going = test.Condition.Fails;
            if (rest.LastOrDefault() is Assign { Type: null } step
                && going.Text.Contains(step.Target, StringComparison.Ordinal) && !Statement.Continues(rest)
                && isCounter(step.Target, head) && Declaration(result, step.Target) is { } start)
            {
                result.Remove(start);
                result.Add(new Braced($"for ({start.Text}; {going}; {step.Text})", rest[..^1]));
            }
            else
            {
                result.Add(new Braced($"while ({going})", rest));
            }
        }
        else if (body is [.., If { Then: [Line { Text: "break;" }], Else: [] } last] && !Statement.Continues(body))
        {
            result.Add(new Braced("do", body[..^1], $"while ({last.Condition.Fails});"));
        }
        else
        {
            result.Add(new Repeat(head, body));
        }
    }

    /// <summary>The declaration of the variable among those right before the loop, if no later one needs it.</summary>
    static Assign? Declaration(List<Statement> before, string name)
    {
        for (var i = before.Count - 1; i >= 0 && before[i] is Assign { Type: not null, Value: not null } declaration; i--)
        {
            if (declaration.Target == name)
                return declaration;
            if (declaration.Value.Value.Text.Contains(name, StringComparison.Ordinal))
                return null;
        }

        return null;
    }
}
