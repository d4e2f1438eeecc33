using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Regions;

/// <summary>The Flt and combined routines enter and leave the critical region themselves.</summary>
internal sealed class RedundantRegion : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.RedundantRegion,
        "Region around routines that manage APCs themselves",
        "This region protects nothing: {0} disables and enables APC delivery itself",
        RuleIds.Regions,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The Flt and combined routines enter and leave the critical region themselves.",
        helpLinkUri: Help(RuleIds.RedundantRegion));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.RedundantRegion;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        return Report(finding, shown.Syntax, shown.Contract!.Name);
    }
}
