using System.Collections.Immutable;
using DdiCompliance.Analyzers.Flow.Order;
using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Order;

/// <summary>Two locks that are waited for in two orders deadlock when the two places run at the same time.</summary>
[NoFix("Which of the two orders is right is a question of design.")]
internal sealed class LockOrderInversion : LockRule
{
    // A declared order is checked live; two undeclared orders only meet when every method is known.
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.LockOrderInversion,
        "Locks acquired in two orders",
        "'{0}' is acquired while '{1}' is held, but {2}",
        RuleIds.Order,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Two locks that are waited for in two orders deadlock when the two places run at the same time.",
        helpLinkUri: Help(RuleIds.LockOrderInversion),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.AgainstOrder;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        string acquired = Phrases.LockOf(shown);
        return Report(finding, shown.Syntax, acquired, shown.Held!.ToString(), $"'{acquired}' is declared to come first{Phrases.Via(shown)}");
    }

    /// <summary>A circle of waits over several places.</summary>
    public static Violation Check(OrderInversion inversion)
    {
        OrderEdge closing = inversion.Closing;
        ImmutableArray<SyntaxNode>.Builder related = ImmutableArray.CreateBuilder<SyntaxNode>();
        Relate(closing.Held.Site);
        foreach (SyntaxNode via in closing.Acquire.Via)
        {
            Relate(via);
        }

        foreach (OrderEdge edge in inversion.Circle)
        {
            Relate(edge.Site);
            Relate(edge.Held.Site);
        }

        return new Violation
        {
            Descriptor = s_descriptor,
            Place = closing.Site,
            Arguments = ImmutableArray.Create(Phrases.LockOf(closing.Acquire), closing.Held.Lock.ToString(), Others(inversion) + Phrases.Via(closing.Acquire)),
            Related = related.ToImmutable(),
            Hints = FixHint.Of(closing.Acquire),
        };

        void Relate(SyntaxNode? node)
        {
            if (node is not null && node != closing.Site && !related.Contains(node))
            {
                related.Add(node);
            }
        }
    }

    private static string Others(OrderInversion inversion)
    {
        SyntaxTree here = inversion.Closing.Site.SyntaxTree;
        if (inversion.Circle.Length == 1)
        {
            return Phrases.Place(inversion.Circle[0].Site, here) + " acquires them in the other order";
        }

        IEnumerable<string> steps = inversion.Circle.Select(e =>
            "'" + LockClass.NameOf(e.To) + "' is acquired under '" + LockClass.NameOf(e.From) + "' at " + Phrases.Place(e.Site, here));
        return string.Join(" and ", steps);
    }
}
