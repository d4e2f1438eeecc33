using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.CodeFixes.Editing;

/// <summary>How a document is laid out, as its lines show: what is written follows it.</summary>
/// <param name="Step">One step of indentation.</param>
/// <param name="HasBraceAtLineEnd">Whether a brace opens at the end of the line before a block, not in a line of its own.</param>
internal readonly record struct LayoutStyle(string Step, bool HasBraceAtLineEnd)
{
    public static LayoutStyle Of(SourceText text)
    {
        // The first indented line tells the step; four spaces when there is none.
        string? step = null;
        int ends = 0;
        foreach (TextLine line in text.Lines)
        {
            string indent = Lines.Indent(text, line.Start);
            if (step is null && indent.Length > 0 && !Lines.IsBlank(line))
            {
                step = indent[0] == '\t' ? "\t" : indent.Length is 2 or 3 ? indent : "    ";
            }

            string code = line.ToString().Trim();
            ends += code == "{" ? -1 : code.EndsWith(") {", StringComparison.Ordinal) || code is "try {" or "else {" or "finally {" ? 1 : 0;
        }

        return new LayoutStyle(step ?? "    ", ends > 0);
    }

    /// <summary>Lines that are to be written, with the opening braces where they belong.</summary>
    public IEnumerable<string> Braced(IEnumerable<string> lines)
    {
        if (!HasBraceAtLineEnd)
        {
            return lines;
        }

        List<string> joined = new();
        foreach (string line in lines)
        {
            if (line.Trim() == "{" && joined.Count > 0 && joined[joined.Count - 1].Length > 0 && !joined[joined.Count - 1].Contains("//"))
            {
                joined[joined.Count - 1] += " {";
            }
            else
            {
                joined.Add(line);
            }
        }

        return joined;
    }
}
