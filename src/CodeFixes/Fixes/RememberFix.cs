using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>The local under which something is given back is set where it is taken. Offered where nothing else depends on the local.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RememberFix))]
[Shared]
public sealed class RememberFix : LockFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => Leak.Rules;

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site is not { Body: not null, WaitsForLock: false, Invocation: { } taking } || Siblings.Listed(taking) is not { } statement)
        {
            yield break;
        }

        string held = site.LockName is { } name ? "'" + name + "'" : "it";
        foreach (string flag in Flags.Of(site))
        {
            string title = "Remember in '" + flag + "' that " + held + " is " + (site.LockName is null ? "taken" : "held");

            // The assignment that stands there sets another local.
            foreach (ExpressionStatementSyntax other in Wrong(site, statement, flag))
            {
                Patch patch = site.NewPatch();
                patch.Replace(other.Span, flag + " = true;");
                yield return new Proposal("Remember", title, site.With(patch)) { MustBalance = true };
            }

            Patch set = site.NewPatch();
            if (statement is IfStatementSyntax { Statement: BlockSyntax { Statements.Count: > 0 } taken, Condition: var condition } && condition == taking)
            {
                set.InsertBefore(taken.Statements[0], new[] { flag + " = true;" });
            }
            else
            {
                set.InsertAfter(statement, new[] { flag + " = true;" });
            }

            yield return new Proposal("Remember", title, site.With(set)) { MustBalance = true };
        }
    }

    /// <summary>What sets another local right where this one should be set.</summary>
    private static IEnumerable<ExpressionStatementSyntax> Wrong(FixSite site, StatementSyntax taking, string flag) =>
        site.Body!.DescendantNodes(static n => !FixSite.IsFunction(n)).OfType<ExpressionStatementSyntax>()
            .Where(s => s.SpanStart > taking.SpanStart
                && s.Expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax left, Right: LiteralExpressionSyntax { Token.Text: "true" }, OperatorToken.Text: "=" }
                && left.Identifier.ValueText != flag && (taking.Span.Contains(s.Span) || Siblings.Next(taking) == s))
            .Take(1);
}
