using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.CodeFixes.Editing;

/// <summary>Orders edits and extends removals of lines, so that no blank line is left at the edge of a block and no two in a row.</summary>
internal static class BlankLines
{
    public static IEnumerable<Edit> Merge(SourceText text, List<Edit> edits)
    {
        HashSet<int> removed = new();
        foreach (Edit edit in edits.Where(static e => e.Kind == EditKind.Lines))
        {
            removed.UnionWith(Lines.Within(text, edit.Span).Select(static line => line.LineNumber));
        }

        List<Edit> result = edits.Where(static e => e.Kind != EditKind.Lines).ToList();
        int order = edits.Count;
        HashSet<int> closed = [.. edits.Where(static e => e.With.TrimStart().StartsWith("}", StringComparison.Ordinal)).Select(e => text.Lines.GetLineFromPosition(e.Span.Start).LineNumber)];
        foreach (int line in Extended(text, removed, closed))
        {
            result.Add(new Edit(text.Lines[line].SpanIncludingLineBreak, "", EditKind.Lines, order++));
        }

        // At one place: what is inserted, then indentation, then what is removed.
        return result.OrderBy(static e => e.Span.Start).ThenBy(static e => e.Kind == EditKind.Text ? 0 : e.Kind == EditKind.Lines ? 1 : 2)
            .ThenBy(static e => e.Span.Length == 0 ? 0 : 1).ThenBy(static e => e.Order);
    }

    private static HashSet<int> Extended(SourceText text, HashSet<int> removed, HashSet<int> closed)
    {
        HashSet<int> all = new(removed);
        foreach (int line in removed)
        {
            int after = line + 1;
            int before = line - 1;
            while (removed.Contains(after))
            {
                after++;
            }

            while (removed.Contains(before))
            {
                before--;
            }

            if (before >= 0 && Lines.IsBlank(text.Lines[before]) && after < text.Lines.Count && (closed.Contains(after) || IsEdge(text, after, '}')))
            {
                all.Add(before);
            }
            else if (before >= 0 && after < text.Lines.Count && Lines.IsBlank(text.Lines[after]) && IsEdge(text, before, '{'))
            {
                all.Add(after);
            }
        }

        return all;
    }

    private static bool IsEdge(SourceText text, int line, char brace)
    {
        string code = text.Lines[line].ToString().Trim();
        return code.Length == 0 || code[0] == brace;
    }
}
