using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>What needs normal kernel APC delivery disabled gets a critical region, or becomes a routine that brings its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RegionAroundFix))]
[Shared]
public sealed class RegionAroundFix : LockFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.NotInCriticalRegion);

    internal override bool LooksInside => true;

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site.Call is not { } call || site.Body is null)
        {
            foreach (Proposal proposal in RoundHelper(site))
            {
                yield return proposal;
            }

            yield break;
        }

        // Two names change and nothing moves: before a region round the use, where every use of the lock has the form.
        foreach (Proposal proposal in Switched(site, call, Form.Combined))
        {
            yield return proposal;
        }

        if (RegionNames.At(site, call) is { } names)
        {
            string title = "Enter a critical region round the use of '" + (call.Key ?? call.Method.Name) + "'";
            RoutineCall[] needy = site.Calls.Where(static c => c.Contract.Apc is ApcRequirement.NormalApcsDisabled or ApcRequirement.NormalApcsDisabledUnlessSystemThread).ToArray();
            yield return new Proposal("Region", title, Around(site, names, needy.Where(c => c.Key == call.Key)));
            yield return new Proposal("Region", title, Around(site, names, needy));
            yield return new Proposal("Region", title, Around(site, names, new[] { call }));
        }

        foreach (Proposal proposal in Switched(site, call, Form.Wrapper))
        {
            yield return proposal;
        }
    }

    /// <summary>A method of the user needs the region: it is entered round the call, or from the call to what gives back what it took.</summary>
    private static IEnumerable<Proposal> RoundHelper(FixSite site)
    {
        if (site.Invocation is not { } call || site.InnerCalls().FirstOrDefault() is not { } routine || RegionNames.At(site, routine) is not { } names)
        {
            yield break;
        }

        InvocationExpressionSyntax[] undos = site.Body is null ? [] : [.. site.Body.DescendantNodes(static n => !FixSite.IsFunction(n)).OfType<InvocationExpressionSyntax>()
            .Where(c => c.SpanStart > call.SpanStart && CalledBodies.IsUndo(site, c))];
        string title = "Enter a critical region round the call of " + call.Expression;
        yield return new Proposal("Region", title, Surround.With(site, [call], [names.Enter], [names.Leave]));
        yield return new Proposal("Region", title, Surround.With(site, [call, .. undos], [names.Enter], [names.Leave]));
    }

    private static IEnumerable<Proposal> Switched(FixSite site, RoutineCall call, Form form)
    {
        if (FormSwitch.NameOf(call, form) is { } name)
        {
            string title = "Use " + name + " and its release for '" + call.Key + "'";
            yield return new Proposal(form.ToString(), title, FormSwitch.Switch(site, call, form, absorbsRegion: false));
            yield return new Proposal(form.ToString(), title + FormSwitch.Everywhere, FormSwitch.SwitchInType(site, call, form, absorbsRegion: false));
        }
    }

    private static Solution? Around(FixSite site, RegionNames names, IEnumerable<RoutineCall> calls) =>
        Surround.With(site, calls.Select(static c => (SyntaxNode)c.Node).ToArray(), [names.Enter], [names.Leave]);
}
