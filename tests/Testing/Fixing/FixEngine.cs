using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DdiCompliance.Testing.Fixing;

/// <summary>What a host does with diagnostics and fixes: analyse, collect offers, apply one, apply all.</summary>
public sealed class FixEngine(ImmutableArray<DiagnosticAnalyzer> analyzers, ImmutableArray<CodeFixProvider> fixes)
{
    /// <summary>The diagnostics of a project.</summary>
    public async Task<CaseAnalysis> AnalyzeAsync(Project project)
    {
        Compilation compilation = (await project.GetCompilationAsync().ConfigureAwait(false))!;
        return await CaseAnalysis.RunAsync(compilation, analyzers, project.AnalyzerOptions).ConfigureAwait(false);
    }

    /// <summary>Compile errors, one per line; empty when there are none.</summary>
    public static async Task<string> ErrorsAsync(Project project) =>
        CaseVerifier.ErrorsOf((await project.GetCompilationAsync().ConfigureAwait(false))!);

    /// <summary>The fixes offered for a diagnostic, in the order a host would list them.</summary>
    public async Task<ImmutableArray<FixOffer>> OffersAsync(Project project, Diagnostic diagnostic)
    {
        if (project.GetDocument(diagnostic.Location.SourceTree) is not { } document)
        {
            return [];
        }

        var offers = ImmutableArray.CreateBuilder<FixOffer>();
        foreach (CodeFixProvider provider in fixes.Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            void Collect(CodeAction action)
            {
                if (action.NestedActions.IsDefaultOrEmpty)
                {
                    offers.Add(new FixOffer(diagnostic, document, provider, action));
                }

                foreach (CodeAction nested in action.NestedActions)
                {
                    Collect(nested);
                }
            }

            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => Collect(action), CancellationToken.None))
                .ConfigureAwait(false);
        }

        return offers.ToImmutable();
    }

    /// <summary>The first diagnostic of a project with an offer that is wanted, in order of place; only of one rule when it is named.</summary>
    public async Task<FixOffer?> FirstOfferAsync(Project project, Func<FixOffer, bool> isWanted, string? rule = null)
    {
        foreach (Diagnostic diagnostic in (await AnalyzeAsync(project).ConfigureAwait(false)).Diagnostics.Where(d => rule is null || d.Id == rule))
        {
            if ((await OffersAsync(project, diagnostic).ConfigureAwait(false)).FirstOrDefault(isWanted) is { } offer)
            {
                return offer;
            }
        }

        return null;
    }

    /// <summary>The project after FixAll with the offer's key or another one, or null when FixAll offers nothing.</summary>
    public async Task<Project?> FixAllAsync(FixOffer offer, FixAllScope scope, string? key = null)
    {
        if (offer.Provider.GetFixAllProvider() is not { } all)
        {
            return null;
        }

        var context = new FixAllContext(
            offer.Document, offer.Provider, scope, key ?? offer.Key, offer.Provider.FixableDiagnosticIds, new Source(this), CancellationToken.None);
        CodeAction? action = await all.GetFixAsync(context).ConfigureAwait(false);
        return action is null ? null : await FixOffer.ChangedAsync(action, offer.Document.Project).ConfigureAwait(false);
    }

    private sealed class Source(FixEngine engine) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            (await engine.AnalyzeAsync(project).ConfigureAwait(false)).Diagnostics;

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var all = await GetAllDiagnosticsAsync(document.Project, cancellationToken).ConfigureAwait(false);
            SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false);
            return all.Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
        {
            var all = await GetAllDiagnosticsAsync(project, cancellationToken).ConfigureAwait(false);
            return all.Where(static diagnostic => !diagnostic.Location.IsInSource);
        }
    }
}
