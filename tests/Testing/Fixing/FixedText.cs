using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.Testing.Fixing;

/// <summary>A fixed case written back in the case format, so that it can be compared with, and kept as, <c>situation.fixed.cs</c>.</summary>
internal static class FixedText
{
    /// <summary>All documents, with marks round what is still reported, and all additional files.</summary>
    public static async Task<string> RenderAsync(AnnotatedCase source, Project project, FixEngine engine)
    {
        ImmutableArray<Diagnostic> left = (await engine.AnalyzeAsync(project).ConfigureAwait(false)).Diagnostics;
        ImmutableArray<Diagnostic> marked = CaseVerifier.Checked(source, left);
        var text = new StringBuilder();
        foreach (Document document in CaseSolution.Documents(project))
        {
            text.Append(text.Length == 0 ? "" : $"//! file {document.Name}\n");
            text.Append(WithMarks((await document.GetTextAsync().ConfigureAwait(false)).ToString(), marked.Where(diagnostic => DiagnosticOrder.PathOf(diagnostic) == document.FilePath)));
        }

        foreach (TextDocument file in project.AdditionalDocuments)
        {
            text.Append($"//! additional {file.Name}\n{await file.GetTextAsync().ConfigureAwait(false)}");
        }

        return text.ToString();
    }

    private static string WithMarks(string text, IEnumerable<Diagnostic> diagnostics)
    {
        // From the end of the text: at one place the outer mark opens first and closes last.
        (TextSpan Span, string Id)[] marks = [.. diagnostics.Select(static diagnostic => (diagnostic.Location.SourceSpan, diagnostic.Id))];
        IEnumerable<(int At, string Mark)> opening = marks.OrderBy(static mark => mark.Span.Length).Select(static mark => (mark.Span.Start, $"{{|{mark.Id}:"));
        IEnumerable<(int At, string Mark)> closing = marks.OrderByDescending(static mark => mark.Span.Length).Select(static mark => (mark.Span.End, "|}"));
        var result = new StringBuilder(text);
        foreach ((int at, string mark) in opening.Concat(closing).OrderByDescending(static mark => mark.At))
        {
            result.Insert(at, mark);
        }

        return result.ToString();
    }
}
