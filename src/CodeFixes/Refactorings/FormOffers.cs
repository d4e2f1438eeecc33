using DdiCompliance.CodeFixes.Proving;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Refactorings;

/// <summary>Offers another form of the acquire under the cursor.</summary>
internal static class FormOffers
{
    /// <summary>Of the proposals with the same act the first that is proven is offered; the act is its key.</summary>
    public static async Task RegisterAsync(CodeRefactoringContext context, Func<FixSite, RoutineCall, IEnumerable<Proposal>> propose)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindToken(context.Span.Start).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } node
            || await FixSite.CreateAsync(context.Document, node, context.CancellationToken).ConfigureAwait(false) is not { Body: not null, Call: { Acquire: not null, Key: not null } call } site)
        {
            return;
        }

        await Findings.OfAsync(context.Document, context.CancellationToken).ConfigureAwait(false);
        HashSet<string> offered = new();
        foreach (Proposal proposal in propose(site, call))
        {
            if (proposal.Changed is { } changed && !offered.Contains(proposal.Act) && await Proof.HoldsAsync(site, proposal, context.CancellationToken).ConfigureAwait(false))
            {
                offered.Add(proposal.Act);
                context.RegisterRefactoring(CodeAction.Create(proposal.Title, _ => Task.FromResult(changed), proposal.Act));
            }
        }
    }
}
