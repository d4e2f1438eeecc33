using System.Composition;
using DdiCompliance.CodeFixes.Fixes;
using DdiCompliance.CodeFixes.Proving;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Refactorings;

/// <summary>
/// Offers, at an acquire right after the enter of a region, the routines that manage the region themselves (the combined one, the filter manager's) for the lock: on all paths of the
/// method, or in all methods of the type when one of them acquires and another releases.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(ManagedForm))]
[Shared]
public sealed class ManagedForm : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindToken(context.Span.Start).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } node
            || await FixSite.CreateAsync(context.Document, node, context.CancellationToken).ConfigureAwait(false) is not { Body: not null, Call: { Acquire: not null, Key: not null } call } site)
        {
            return;
        }

        await Findings.OfAsync(context.Document, context.CancellationToken).ConfigureAwait(false);
        foreach (Form form in new[] { Form.Combined, Form.Wrapper })
        {
            foreach (Proposal proposal in Proposals(site, call, form))
            {
                if (proposal.Changed is { } changed && await Proof.HoldsAsync(site, proposal, context.CancellationToken).ConfigureAwait(false))
                {
                    context.RegisterRefactoring(CodeAction.Create(proposal.Title, _ => Task.FromResult(changed), nameof(ManagedForm) + form));
                    break;
                }
            }
        }
    }

    private static IEnumerable<Proposal> Proposals(FixSite site, RoutineCall call, Form form)
    {
        if (FormSwitch.NameOf(call, form) is { } name)
        {
            string title = "Use " + name + " and its release for '" + call.Key + "'";
            yield return new Proposal(form.ToString(), title, FormSwitch.Switch(site, call, form, absorbsRegion: true));
            yield return new Proposal(form.ToString(), title + FormSwitch.Everywhere, FormSwitch.SwitchInType(site, call, form, absorbsRegion: true));
        }
    }
}
