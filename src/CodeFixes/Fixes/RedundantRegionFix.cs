using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>A region that serves nothing is removed, with every leave.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RedundantRegionFix))]
[Shared]
public sealed class RedundantRegionFix : LockFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.RedundantRegion);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        RoutineCall[] regions = site.Calls.Where(static c => c.IsPureEnter || c.IsPureLeave).ToArray();
        if (site.Call is not { IsPureEnter: true } enter || regions.Count(static c => c.IsPureEnter) != 1 || regions.Any(static c => c.Statement is null))
        {
            yield break;
        }

        Patch patch = site.NewPatch();
        Removal.Remove(site, patch, regions.Select(static c => (StatementSyntax)c.Statement!));
        yield return new Proposal("Remove", "Remove the region that " + enter.Method.Name + " enters", site.With(patch));
    }
}
