using System.Collections.Immutable;
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
                string key = isFirst ? KeyOf(diagnostic.Id, SafestAct) : KeyOf(diagnostic.Id, proposal.Act);
                context.RegisterCodeFix(CodeAction.Create(proposal.Title, cancellation => ChangedAsync(document, made, cancellation), key), diagnostic);
                isFirst = false;
            }
        }
    }

    private static Task<Solution> ChangedAsync(Document document, Proposal proposal, CancellationToken cancellation) =>
        proposal.Warning is null ? Task.FromResult(proposal.Changed!) : PreviewWarning.AddAsync(document, proposal.Changed!, proposal.Warning, cancellation);

    internal static string KeyOf(string rule, string act) => rule + "." + act;

    /// <summary>The proven proposals for a diagnostic: one for each act, or the first one of <paramref name="act"/>.</summary>
    internal async Task<ImmutableArray<Proposal>> ProvenAsync(Document document, Diagnostic diagnostic, string? act, CancellationToken cancellation)
    {
        ImmutableArray<Proposal>.Builder proven = ImmutableArray.CreateBuilder<Proposal>();
        if (await FixSite.CreateAsync(document, diagnostic, cancellation).ConfigureAwait(false) is not { } site)
        {
            return proven.ToImmutable();
        }

        await Findings.OfAsync(document, cancellation).ConfigureAwait(false);
        bool wantsFirst = act == SafestAct;
        foreach (Proposal proposal in Propose(site))
        {
            cancellation.ThrowIfCancellationRequested();
            if (proposal.Changed is not null && !proven.Any(p => p.Act == proposal.Act) && (act is null || wantsFirst || act == proposal.Act)
                && await Proof.HoldsAsync(site, proposal, cancellation).ConfigureAwait(false))
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

    /// <summary>What could be done, the safest first. An act may be proposed in several shapes: the first that is proven counts.</summary>
    internal abstract IEnumerable<Proposal> Propose(FixSite site);
}
