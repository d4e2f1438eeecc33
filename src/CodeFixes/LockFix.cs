using System.Collections.Immutable;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Proving;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DdiCompliance.CodeFixes;

/// <summary>
/// A fix of lock rules. It proposes changes, the safest first; only those that are proven (the result compiles, the violation is gone,
/// none is new) are offered.
/// </summary>
public abstract class LockFix : CodeFixProvider
{
    /// <summary>
    /// The key of the first act offered, whatever it is: so one FixAll repairs every violation of a rule in the way that is safest at its
    /// place. <c>dotnet format</c> asks for the key of the first violation only.
    /// </summary>
    internal const string SafestAct = "Safest";

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixEverywhere.Instance;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        // dotnet format asks with the first diagnostic of the analyzer, whichever rule it is of.
        foreach (Diagnostic diagnostic in context.Diagnostics.Where(d => FixableDiagnosticIds.Contains(d.Id)))
        {
            bool isFirst = true;
            foreach (Proposal proposal in await ProvenAsync(context.Document, diagnostic, null, context.CancellationToken).ConfigureAwait(false))
            {
                Document document = context.Document;
                Proposal made = proposal;
                context.RegisterCodeFix(CodeAction.Create(proposal.Title, cancellation => ChangedAsync(document, made, cancellation), KeyOf(diagnostic.Id, proposal, isFirst)), diagnostic);
                isFirst &= proposal.IsDecision;
            }
        }
    }

    /// <summary>What has no key is not repeated by FixAll.</summary>
    private static string? KeyOf(string rule, Proposal proposal, bool isFirst) =>
        proposal.IsDecision ? null : KeyOf(rule, isFirst ? SafestAct : proposal.Act);

    private static Task<Solution> ChangedAsync(Document document, Proposal proposal, CancellationToken cancellation) =>
        proposal.Warning is null ? Task.FromResult(proposal.Changed!) : PreviewWarning.AddAsync(document, proposal.Changed!, proposal.Warning, cancellation);

    internal static string KeyOf(string rule, string act) => rule + "." + act;

    /// <summary>The proven proposals for a diagnostic: one for each act, or the first one of <paramref name="act"/>.</summary>
    internal async Task<ImmutableArray<Proposal>> ProvenAsync(Document document, Diagnostic diagnostic, string? act, CancellationToken cancellation)
    {
        ImmutableArray<Proposal>.Builder proven = ImmutableArray.CreateBuilder<Proposal>();
        if (await FixSite.CreateAsync(document, diagnostic, cancellation).ConfigureAwait(false) is not { } site || (IsOfBalance(diagnostic) && Rounds.Accumulate(site)))
        {
            return proven.ToImmutable();
        }

        await Findings.OfAsync(document, cancellation).ConfigureAwait(false);
        foreach ((FixSite at, Proposal proposal) in All(site))
        {
            cancellation.ThrowIfCancellationRequested();
            if (proposal.Changed is not null && !proven.Any(p => p.Act == proposal.Act) && IsWanted(proposal, act)
                && await Proof.HoldsAsync(at, proposal, cancellation).ConfigureAwait(false))
            {
                proven.Add(proposal);
                if (act is not null)
                {
                    break;
                }
            }
        }

        return proven.ToImmutable();
    }

    /// <summary>Whether a rule of regions or holds reports it: those count. What is acquired by its holder may be what makes a loop count: the release may be missing in it.</summary>
    private static bool IsOfBalance(Diagnostic diagnostic) => string.CompareOrdinal(diagnostic.Id, RuleIds.ForThreadWithoutTransfer) < 0 && !IsOfHolder(diagnostic);

    private static bool IsOfHolder(Diagnostic diagnostic) => diagnostic.Id is RuleIds.RecursiveExclusive or RuleIds.UpgradeDeadlock or RuleIds.PushLockRecursion;

    private static bool IsWanted(Proposal proposal, string? act) => act is null || (!proposal.IsDecision && (act == SafestAct || act == proposal.Act));

    /// <summary>What could be done at the place, and then in the methods through which it breaks the rule.</summary>
    private IEnumerable<(FixSite Site, Proposal Proposal)> All(FixSite site) =>
        Propose(site).Select(proposal => (site, proposal))
            .Concat((LooksInside ? site.Inside() : []).SelectMany(inner => Propose(inner).Select(proposal => (inner, proposal with { Title = proposal.Title + " in '" + inner.Helper + "'" }))));

    /// <summary>Whether the same can be done in a method of the user that breaks the rule at a call of it.</summary>
    internal virtual bool LooksInside => false;

    /// <summary>What could be done, the safest first. An act may be proposed in several shapes: the first that is proven counts.</summary>
    internal abstract IEnumerable<Proposal> Propose(FixSite site);
}
