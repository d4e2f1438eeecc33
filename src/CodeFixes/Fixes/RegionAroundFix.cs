using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>What needs normal kernel APC delivery disabled gets a critical region, or becomes a routine that brings its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RegionAroundFix))]
[Shared]
public sealed class RegionAroundFix : LockFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.NotInCriticalRegion);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site.Call is not { } call || site.Body is null)
        {
            yield break;
        }

        // Two names change and nothing moves: before a region round the use, where every use of the lock has the form.
        yield return Switched(site, call, Form.Combined);
        if (RegionNames.At(site, call) is { } names)
        {
            string title = "Enter a critical region round the use of '" + (call.Key ?? call.Method.Name) + "'";
            RoutineCall[] needy = site.Calls.Where(static c => c.Contract.Apc is ApcRequirement.NormalApcsDisabled or ApcRequirement.NormalApcsDisabledUnlessSystemThread).ToArray();
            yield return new Proposal("Region", title, Around(site, names, needy.Where(c => c.Key == call.Key)));
            yield return new Proposal("Region", title, Around(site, names, needy));
            yield return new Proposal("Region", title, Around(site, names, new[] { call }));
        }

        yield return Switched(site, call, Form.Wrapper);
    }

    private static Proposal Switched(FixSite site, RoutineCall call, Form form) => FormSwitch.NameOf(call, form) is { } name
        ? new Proposal(form.ToString(), "Use " + name + " and its release for '" + call.Key + "'", FormSwitch.Switch(site, call, form, absorbsRegion: false))
        : default;

    private static Solution? Around(FixSite site, RegionNames names, IEnumerable<RoutineCall> calls) =>
        Surround.With(site, calls.Select(static c => (SyntaxNode)c.Node).ToArray(), [names.Enter], [names.Leave]);
}
