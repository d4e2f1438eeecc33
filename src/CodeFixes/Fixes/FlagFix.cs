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
/// A local that remembers what is held is cleared where it is given back. Offered where nothing else depends on the local: every test of it
/// decides about the same lock or region.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FlagFix))]
[Shared]
public sealed class FlagFix : LockFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(
        RuleIds.ReleaseNotHeld, RuleIds.RegionLeftWithoutEnter, RuleIds.GuardedRegionLeftWithoutEnter);

    internal override bool LooksInside => true;

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site is not { Body: not null, Invocation: { Parent: ExpressionStatementSyntax surplus } call } || site.Call is { IsUndo: false })
        {
            yield break;
        }

        foreach (string flag in Flags.Over(site, surplus))
        {
            foreach (ExpressionStatementSyntax undo in GivenBack.In(site).Where(u => !IsCleared(u, flag)))
            {
                Patch patch = site.NewPatch();
                patch.InsertAfter(undo, new[] { flag + " = false;" });
                string what = site.Call is null ? ((InvocationExpressionSyntax)undo.Expression).Expression.ToString()
                    : site.Call.Key is { } key ? "the release of '" + key + "'" : site.Call.Method.Name;
                yield return new Proposal("Clear", "Clear '" + flag + "' after " + what, site.With(patch)) { MustBalance = true };
            }
        }
    }

    private static bool IsCleared(StatementSyntax undo, string flag) =>
        Siblings.Next(undo) is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } } && left.Identifier.ValueText == flag;
}
