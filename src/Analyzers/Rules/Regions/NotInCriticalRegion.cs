using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Regions;

/// <summary>Resources and Ex push locks may only be acquired and released while normal kernel APC delivery is disabled: a thread suspended while it owns the lock blocks everybody else.</summary>
internal sealed class NotInCriticalRegion : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.NotInCriticalRegion,
        "Normal kernel APC delivery must be disabled",
        "{0}{1} needs {3} kernel APC delivery disabled, and nothing on this path has disabled it{2}",
        RuleIds.Regions,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Resources and Ex push locks may only be acquired and released while normal kernel APC delivery is disabled: a thread suspended while it owns the lock blocks everybody else.",
        helpLinkUri: Help(RuleIds.NotInCriticalRegion));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.ApcsEnabled;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        string which = shown.Contract!.Apc is ApcRequirement.InGuardedRegion or ApcRequirement.ApcLevelOrGuardedRegion ? "all" : "normal";
        return Report(finding, shown.Syntax, shown.Contract.Name, Phrases.On(shown), Phrases.Via(shown), which);
    }
}
