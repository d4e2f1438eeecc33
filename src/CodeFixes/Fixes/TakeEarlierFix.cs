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
/// What a <c>finally</c> gives back is taken before its <c>try</c>, so that it always was. And a function that leaves a region on every way out, and needs it, enters it
/// first thing.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TakeEarlierFix))]
[Shared]
public sealed class TakeEarlierFix : LockFix
{
    private const string Longer = "What stands before it is now done with it held.";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(
        RuleIds.ReleaseNotHeld, RuleIds.RegionLeftWithoutEnter, RuleIds.GuardedRegionLeftWithoutEnter, RuleIds.NotInCriticalRegion);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site.Call is not { Statement: { } statement } call || site.Body is null)
        {
            yield break;
        }

        if (statement.Ancestors().TakeWhile(a => a != site.Body).OfType<FinallyClauseSyntax>().LastOrDefault()?.Parent is TryStatementSyntax @try)
        {
            RoutineCall[] takes = site.Calls.Where(c => c.Statement?.Parent == @try.Block && (call.IsPureLeave ? c.IsPureEnter : c.Acquire is not null && c.IsWaiting && c.Key == call.Key)).ToArray();
            if (takes.Length == 1)
            {
                string what = call.IsPureLeave ? "Enter with " + takes[0].Method.Name : "Acquire '" + call.Key + "'";
                yield return new Proposal("Earlier", what + " before the 'try'", BeforeTry(site, takes[0].Statement!, @try)) { MustBalance = true, Warning = Longer };
            }
        }

        if (site.Calls.All(static c => !c.IsPureEnter) && EntryNames(site) is { } names && site.Body.Statements.Count > 0)
        {
            Patch patch = site.NewPatch();
            patch.InsertBefore(site.Body.Statements[0], new[] { names.Enter });
            yield return new Proposal("Entry", "Enter the critical region at the start", site.With(patch)) { MustBalance = true, Warning = Longer };
        }
    }

    private static Solution? BeforeTry(FixSite site, StatementSyntax take, TryStatementSyntax @try)
    {
        Patch patch = site.NewPatch();
        patch.RemoveSpan(patch.Whole(take));
        patch.InsertAbove(@try, new[] { patch.TextOf(take) });
        return site.With(patch);
    }

    /// <summary>How the region is entered; null when nothing in the function needs it, or nothing leaves it.</summary>
    private static RegionNames? EntryNames(FixSite site) =>
        site.Calls.FirstOrDefault(c => site.IsReported(RuleIds.NotInCriticalRegion, c.Node)) is { } needy
        && site.Calls.Any(static c => c.IsPureLeave && c.Contract.CriticalDelta < 0)
            ? RegionNames.At(site, needy) : null;
}
