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
/// A lock without a count of its owner, acquired again by its holder, stays acquired once: the second acquire goes, with the release that belongs to it.
/// Nobody ever got past it, so nothing that ran changes.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SecondAcquireFix))]
[Shared]
public sealed class SecondAcquireFix : LockFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.PushLockRecursion);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        // A shared holder that asks for exclusive access needs it: UpgradeFix decides how.
        if (site.Call is not { Statement: { } second, Acquire: { ReturnsGuard: false } acquire, Key: { } key } call || site.IsIndirect
            || !site.Calls.Any(c => c.Acquire is { } first && c != call && c.Key == key && (first.Mode == Analyzers.Contracts.LockMode.Exclusive || first.Mode == acquire.Mode)))
        {
            yield break;
        }

        string title = "Remove the second acquire of '" + key + "'";
        foreach (RoutineCall release in site.Calls.Where(c => c.Release is not null && c.Key == key && c.Statement is not null && c.Node.SpanStart > call.Node.SpanStart))
        {
            yield return new Proposal("Once", title + " and its release", Without(site, second, release.Statement!)) { MustBalance = true };
        }

        yield return new Proposal("Once", title, Without(site, second)) { MustBalance = true };
    }

    private static Solution? Without(FixSite site, params StatementSyntax[] statements)
    {
        Patch patch = site.NewPatch();
        Removal.Remove(site, patch, statements);
        return site.With(patch);
    }
}
