using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>
/// Held where the acquire succeeded, and released where it failed: the test of its result is the wrong way round. Both reports must be gone afterwards, and nothing else be wrong
/// with the lock. What is done then was not done before: the author decides.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InvertFix))]
[Shared]
public sealed class InvertFix : LockFix
{
    private const string Swapped = "What was done when the acquire had failed is done when it has succeeded.";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.HeldAtExit, RuleIds.UncheckedAcquire);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        string other = site.Diagnostic.Id == RuleIds.HeldAtExit ? RuleIds.UncheckedAcquire : RuleIds.HeldAtExit;
        if (site.Body is null || !site.IsReportedInside(other))
        {
            yield break;
        }

        foreach (IfStatementSyntax test in site.Body.DescendantNodes(static n => !FixSite.IsFunction(n)).OfType<IfStatementSyntax>().Where(t => AsksForResult(site, t.Condition)))
        {
            Patch patch = site.NewPatch();
            if (test.Condition is PrefixUnaryExpressionSyntax { OperatorToken.Text: "!" } not)
            {
                patch.Replace(not.OperatorToken.Span, "");
            }
            else
            {
                patch.Insert(test.Condition.SpanStart, "!");
            }

            yield return new Proposal("Invert", "Invert the test of '" + Result(test.Condition) + "'", site.With(patch)) { MustBalance = true, Ends = other, IsDecision = true, Warning = Swapped };
        }
    }

    /// <summary>Whether a condition is nothing but a call's result, or a local that keeps one, or the opposite.</summary>
    private static bool AsksForResult(FixSite site, ExpressionSyntax condition) => Result(condition) switch
    {
        IdentifierNameSyntax name => site.Model.GetSymbolInfo(name).Symbol is ILocalSymbol,
        InvocationExpressionSyntax call => site.CallOf(call) is { Acquire: not null } || CalledBodies.MayTake(site, call)
            || (call.ArgumentList.Arguments.Count == 1 && call.ArgumentList.Arguments[0].Expression is IdentifierNameSyntax status && site.Model.GetSymbolInfo(status).Symbol is ILocalSymbol),
        _ => false,
    };

    private static ExpressionSyntax Result(ExpressionSyntax condition) => condition is PrefixUnaryExpressionSyntax { OperatorToken.Text: "!" } not ? not.Operand : condition;
}
