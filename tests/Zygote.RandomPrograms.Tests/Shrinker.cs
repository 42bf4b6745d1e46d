using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Zygote.RandomPrograms.Tests;

/// <summary>Makes a failing program smaller: drops statements and members, and puts parts of expressions in their place.</summary>
static class Shrinker
{
    public static string Shrink(string program, Func<string, bool> fails, TimeSpan limit)
    {
        var clock = Stopwatch.StartNew();
        var root = CSharpSyntaxTree.ParseText(program).GetRoot();
        for (var again = true; again;)
        {
            again = false;
            for (var i = 0; ; i++)
            {
                var nodes = Targets(root);
                if (i >= nodes.Length)
                    break;
                foreach (var smaller in Replacements(root, nodes[i]))
                {
                    if (clock.Elapsed > limit)
                        return root.NormalizeWhitespace().ToFullString();
                    if (!fails(smaller.ToFullString()))
                        continue;
                    root = CSharpSyntaxTree.ParseText(smaller.NormalizeWhitespace().ToFullString()).GetRoot();
                    again = true;
                    i--;
                    break;
                }
            }
        }

        return root.NormalizeWhitespace().ToFullString();
    }

    static SyntaxNode[] Targets(SyntaxNode root) =>
    [
        // From the end: F comes last, and without its calls the rest falls away.
        .. root.DescendantNodes().Where(n => n is StatementSyntax && n.Parent is BlockSyntax or SwitchSectionSyntax).Reverse(),
        .. root.DescendantNodes().Where(n => n is MemberDeclarationSyntax m && m.Parent is not CompilationUnitSyntax).Reverse(),
        .. root.DescendantNodes().Where(n => n is ExpressionSyntax and not (LiteralExpressionSyntax or IdentifierNameSyntax or TypeSyntax or InitializerExpressionSyntax)
            && n.Parent is not (MemberAccessExpressionSyntax or StatementSyntax and not (ReturnStatementSyntax or IfStatementSyntax))),
    ];

    static IEnumerable<SyntaxNode> Replacements(SyntaxNode root, SyntaxNode node)
    {
        if (node is not ExpressionSyntax)
        {
            if (root.RemoveNode(node, SyntaxRemoveOptions.KeepNoTrivia) is { } without)
                yield return without;
            if (node is not StatementSyntax)
                yield break;
            foreach (var body in node.ChildNodes().SelectMany(c => c is ElseClauseSyntax ? c.ChildNodes() : [c]).OfType<BlockSyntax>())
                yield return root.ReplaceNode(node, body.Statements);
            if (node is BlockSyntax block)
                yield return root.ReplaceNode(node, block.Statements);
            yield break;
        }

        foreach (var part in node.DescendantNodes().OfType<ExpressionSyntax>().Where(e => e is not TypeSyntax or IdentifierNameSyntax).Take(6))
            yield return root.ReplaceNode(node, part.WithTriviaFrom(node));
        yield return root.ReplaceNode(node, SyntaxFactory.ParseExpression("1"));
    }
}
