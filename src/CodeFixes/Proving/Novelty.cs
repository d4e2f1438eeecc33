using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.CodeFixes.Proving;

/// <summary>
/// What a fix writes is right itself: no rule reports anything at it that was not reported at what it replaces. Counting is not enough: a release that is moved may
/// carry its violation to paths that had none.
/// </summary>
internal static class Novelty
{
    public static async Task<bool> IsRightAsync(
        FixSite site, Document after, (IReadOnlyList<Diagnostic> Found, IReadOnlyList<Diagnostic> Left) reports, CancellationToken cancellation)
    {
        SourceText text = await after.GetTextAsync(cancellation).ConfigureAwait(false);
        if (await after.GetSyntaxTreeAsync(cancellation).ConfigureAwait(false) is not { } tree)
        {
            return true;
        }

        int grown = 0;
        foreach (TextChangeRange change in text.GetChangeRanges(site.Text))
        {
            TextSpan written = new(change.Span.Start + grown, change.NewLength);
            grown += change.NewLength - change.Span.Length;
            HashSet<string> known = [.. At(reports.Found, site.Root.SyntaxTree, change.Span)];
            if (!string.IsNullOrWhiteSpace(text.ToString(written)) && !At(reports.Left, tree, written).All(known.Contains))
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<string> At(IEnumerable<Diagnostic> reports, SyntaxTree tree, TextSpan span) =>
        reports.Where(d => Proof.IsViolation(d) && d.Location.SourceTree == tree && d.Location.SourceSpan.OverlapsWith(span)).Select(static d => d.Id);
}
