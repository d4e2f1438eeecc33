using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.CodeFixes.Editing;

/// <summary>Marks what a fix wrote with a warning, which the host shows in the preview.</summary>
internal static class PreviewWarning
{
    public static async Task<Solution> AddAsync(Document before, Solution changed, string warning, CancellationToken cancellation)
    {
        Document document = changed.GetDocument(before.Id)!;
        SourceText text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        SourceText old = await before.GetTextAsync(cancellation).ConfigureAwait(false);
        if (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root || FirstWritten(text, old) is not { } written)
        {
            return changed;
        }

        SyntaxNode node = root.FindNode(written, getInnermostNodeForTie: true);
        SyntaxNode marked = node.FirstAncestorOrSelf<StatementSyntax>(static s => s is not BlockSyntax) ?? (SyntaxNode?)node.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? node;
        return document.WithSyntaxRoot(root.ReplaceNode(marked, marked.WithAdditionalAnnotations(WarningAnnotation.Create(warning)))).Project.Solution;
    }

    /// <summary>The first word that was not there; where the fix only removed, what follows.</summary>
    private static TextSpan? FirstWritten(SourceText text, SourceText old)
    {
        TextSpan? removed = null;
        int grown = 0;
        foreach (TextChangeRange change in text.GetChangeRanges(old))
        {
            int start = change.Span.Start + grown;
            int end = start + change.NewLength;
            grown += change.NewLength - change.Span.Length;
            while (start < end && !char.IsLetter(text[start]))
            {
                start++;
            }

            if (start < end)
            {
                return new TextSpan(start, 1);
            }

            removed ??= start < text.Length ? new TextSpan(start, 0) : null;
        }

        return removed;
    }
}
