using System.Collections.Immutable;
using System.Globalization;
using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules;

/// <summary>A question asked of every event of one kind.</summary>
internal abstract class LockRule
{
    private const string HelpRoot = "https://github.com/ddi-compliance/ddi-compliance/blob/main/docs/rules/";

    public abstract DiagnosticDescriptor Descriptor { get; }

    /// <summary>The broken laws the rule is about.</summary>
    public abstract Outcome Law { get; }

    /// <summary>Whether an event is one the rule asks about.</summary>
    public virtual bool Concerns(FlowEvent flowEvent) => (flowEvent.Broken & Law) != 0;

    /// <summary>What to report, or null when the finding is none of this rule's.</summary>
    public abstract Violation? Check(Finding finding);

    /// <summary>A descriptor of the family: the message is its format, the help link the rule's page.</summary>
    internal static string Help(string id) => HelpRoot + id + ".md";

    protected Violation Report(Finding finding, SyntaxNode place, params string[] arguments)
    {
        FlowEvent shown = finding.Event;
        ImmutableArray<SyntaxNode>.Builder related = ImmutableArray.CreateBuilder<SyntaxNode>();
        foreach (SyntaxNode? node in finding.All.Select(e => e.Syntax).Concat(new[] { shown.Earlier }).Concat(shown.Via))
        {
            if (node is not null && node != place && !related.Contains(node))
            {
                related.Add(node);
            }
        }

        int places = related.Count(node => finding.All.Any(e => e.Syntax == node));
        if (Phrases.DecisionOf(shown, place) is { } decision && !related.Contains(decision.Syntax))
        {
            related.Add(decision.Syntax);
        }

        return new Violation
        {
            Descriptor = Descriptor,
            Place = place,
            Arguments = arguments.ToImmutableArray(),
            Related = related.ToImmutable(),
            Hints = FixHint.Of(shown).Add(FixHint.Places, places.ToString(CultureInfo.InvariantCulture)),
        };
    }
}
