using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Regions;

/// <summary>Routines that complete by an APC hang when they are called while APCs are disabled.</summary>
[NoFix("The call has to move out of the region, and with it what the region protects.")]
internal sealed class ApcsMustBeEnabled : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.ApcsMustBeEnabled,
        "APCs must be enabled",
        "{0} needs kernel APCs enabled, but they are off here{1}",
        RuleIds.Regions,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Routines that complete by an APC hang when they are called while APCs are disabled.",
        helpLinkUri: Help(RuleIds.ApcsMustBeEnabled));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.ApcsDisabled;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        return Report(finding, shown.Syntax, shown.Contract!.Name, Phrases.Since(shown, ": the region was entered") + Phrases.Via(shown));
    }
}
