using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.Testing.Specimens;

/// <summary>A fix for <c>Bad()</c> that writes whatever a test of the harness needs.</summary>
/// <param name="replacement">The text that takes the place of the call.</param>
/// <param name="title">The title of the action.</param>
/// <param name="key">The equivalence key; null for none.</param>
/// <param name="hasFixAll">Whether FixAll is there.</param>
public sealed class SpecimenFix(string replacement, string title = "Call 'Good'", string? key = "good", bool hasFixAll = true) : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [SpecimenAnalyzer.Bad];

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => !hasFixAll ? null : FixAllProvider.Create(
        async (context, document, diagnostics) => await ReplaceAsync(document, diagnostics).ConfigureAwait(false));

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        context.RegisterCodeFix(CodeAction.Create(title, _ => ReplaceAsync(context.Document, context.Diagnostics), key), context.Diagnostics);
        return Task.CompletedTask;
    }

    private async Task<Document> ReplaceAsync(Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        SourceText text = await document.GetTextAsync().ConfigureAwait(false);
        return document.WithText(text.WithChanges(diagnostics.Select(diagnostic => new TextChange(diagnostic.Location.SourceSpan, replacement))));
    }
}
