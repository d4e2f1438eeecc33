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
/// A lock whose release is missing before it is acquired again, before it is deleted or before its region is left, is released there, or before the jump that leads back. What
/// is acquired and released as often as it should be has no such place: then something else is reported afterwards, and nothing is offered.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReleaseBeforeFix))]
[Shared]
public sealed class ReleaseBeforeFix : LockFix
{
    private const string Between = "Others may take the lock in between: what was read under it may have changed.";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(
        RuleIds.RecursiveExclusive, RuleIds.UpgradeDeadlock, RuleIds.PushLockRecursion, RuleIds.DeletedWhileHeld, RuleIds.RegionLeftWhileHolding);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site.Body is null || site.Invocation is not { } call || Siblings.Listed(call) is not { } statement)
        {
            yield break;
        }

        bool isAcquire = site.Diagnostic.Id is not (RuleIds.DeletedWhileHeld or RuleIds.RegionLeftWhileHolding);
        string title = site.GiveBack + " before ";
        string before = site.Diagnostic.Id == RuleIds.DeletedWhileHeld ? "it is deleted" : isAcquire ? "it is acquired again" : "the region is left";
        foreach (string undo in Undos(site, call))
        {
            foreach (StatementSyntax jump in isAcquire ? JumpsBack(site, statement) : [])
            {
                yield return new Proposal("Before", title + "'" + jump.ToString().TrimEnd(';') + "'", Insert(site, jump, undo)) { MustBalance = true };
            }

            if (isAcquire && call.Parent == statement)
            {
                Patch patch = site.NewPatch();
                patch.Replace(statement.Span, undo);
                yield return new Proposal("Instead", site.GiveBack + " instead of acquiring it again", site.With(patch)) { MustBalance = true };
            }

            // Where the second acquire can go instead, nothing happens without the lock: SecondAcquireFix.
            yield return new Proposal("Before", title + before, Insert(site, statement, undo))
            {
                MustBalance = true,
                Warning = isAcquire ? Between : null,
                IsDecision = site.Diagnostic.Id == RuleIds.PushLockRecursion,
            };
        }
    }

    /// <summary>The partners of the acquires of the lock, and the methods that give it back elsewhere in the function.</summary>
    private static IEnumerable<string> Undos(FixSite site, InvocationExpressionSyntax call)
    {
        string? key = site.Call?.Acquire is not null ? site.Call.Key : site.LockName;
        return site.Calls.Where(c => c.Acquire is { ReturnsGuard: false } && c.Key == key && c.Node.SpanStart <= call.SpanStart).Select(c => Undo.OfRoutine(site, c)).OfType<string>()
            .Concat(GivenBack.In(site).Where(s => site.CallOf((InvocationExpressionSyntax)s.Expression) is null).Select(static s => s.ToString()))
            .Distinct();
    }

    /// <summary>The jumps that lead from behind the acquire to it.</summary>
    private static IEnumerable<StatementSyntax> JumpsBack(FixSite site, StatementSyntax acquire) =>
        site.Body!.DescendantNodes(static n => !FixSite.IsFunction(n)).OfType<StatementSyntax>().Where(s => s.SpanStart > acquire.Span.End && s switch
        {
            ContinueStatementSyntax => s.Ancestors().TakeWhile(a => a != site.Body).Any(a => a is StatementSyntax && a is not BlockSyntax && a.Span.Contains(acquire.Span)),
            GotoStatementSyntax { Expression: IdentifierNameSyntax target } => site.Body!.DescendantNodes().OfType<LabeledStatementSyntax>()
                .Any(l => l.Identifier.ValueText == target.Identifier.ValueText && l.SpanStart <= acquire.SpanStart),
            _ => false,
        });

    private static Solution? Insert(FixSite site, StatementSyntax place, string undo)
    {
        Patch patch = site.NewPatch();
        patch.InsertBefore(place, new[] { undo });
        return site.With(patch);
    }
}
