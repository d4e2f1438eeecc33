using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Ownership;

/// <summary>Only an exclusive owner can convert to shared.</summary>
[NoFix("The acquire that should have been exclusive and the conversion that should not be there look the same.")]
internal sealed class ConvertNotExclusive : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.ConvertNotExclusive,
        "Converted without exclusive ownership",
        "{0} converts '{1}', which this path does not hold exclusively{2}",
        RuleIds.Ownership,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Only an exclusive owner can convert to shared.",
        helpLinkUri: Help(RuleIds.ConvertNotExclusive));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.NotExclusive;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        return Report(finding, shown.Syntax, shown.Contract!.Name, Phrases.LockOf(shown), Phrases.Via(shown));
    }
}
