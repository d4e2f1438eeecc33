using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>A region is left, and a lock deleted, after the release or the use that follows: the earlier call moves behind it, or one routine does both.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReleaseFirstFix))]
[Shared]
public sealed class ReleaseFirstFix : LockFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.RegionLeftWhileHolding, RuleIds.DeletedWhileHeld, RuleIds.UsedAfterDelete);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site.Call is not { Statement: { } early } call)
        {
            yield break;
        }

        if (site.Diagnostic.Id == RuleIds.UsedAfterDelete)
        {
            StatementSyntax last = early;
            for (StatementSyntax? later = Siblings.Next(early); later is not null; later = Siblings.Next(later))
            {
                last = site.Calls.Any(c => c.Statement == later && c.Key == call.Key) ? later : last;
            }

            for (StatementSyntax? delete = Siblings.Previous(early); delete is not null; delete = Siblings.Previous(delete))
            {
                if (site.Calls.Any(c => c.Statement == delete && c.Effect(LockEffect.Delete) is not null && c.Key == call.Key))
                {
                    yield return new Proposal("Swap", "Delete '" + site.Lock + "' after its last use", Move(site, delete, last));
                }
            }

            yield break;
        }

        string title = (site.Diagnostic.Id == RuleIds.DeletedWhileHeld ? "Delete '" + site.Lock + "' after its release" : call.Method.Name + " after the release of '" + site.Lock + "'");
        for (StatementSyntax? later = Siblings.Next(early); later is not null; later = Siblings.Next(later))
        {
            if (site.Calls.Any(c => c.Statement == later && c.Release is not null))
            {
                yield return new Proposal("Swap", site.Diagnostic.Id == RuleIds.DeletedWhileHeld ? title : "Call " + title, Move(site, early, later));
            }
        }

        if (call.IsPureLeave && site.Calls.FirstOrDefault(c => c.Acquire is not null && c.Key == site.Lock) is { } take && FormSwitch.NameOf(take, Form.Combined) is { } name)
        {
            yield return new Proposal(
                nameof(Form.Combined), "Use " + name + " and its release for '" + site.Lock + "'", FormSwitch.Switch(site, take, Form.Combined, absorbsRegion: true));
        }
    }

    private static Solution? Move(FixSite site, StatementSyntax early, StatementSyntax later)
    {
        Patch patch = site.NewPatch();
        if (Siblings.Next(early) == later)
        {
            patch.Swap(early, later);
        }
        else
        {
            patch.RemoveSpan(patch.Whole(early));
            patch.InsertAfter(later, new[] { patch.TextOf(early) });
        }

        return site.With(patch);
    }
}
