using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.Testing;

/// <summary>Changes a file as an editor does: only what differs is replaced, so that the parser takes over what stands around it.</summary>
public static class Typing
{
    /// <summary>The file with another text.</summary>
    /// <param name="tree">The file before.</param>
    /// <param name="after">Its text afterwards.</param>
    public static SyntaxTree Into(SyntaxTree tree, string after)
    {
        SourceText before = tree.GetText();
        string old = before.ToString();
        int most = Math.Min(old.Length, after.Length);
        int start = 0;
        while (start < most && old[start] == after[start])
        {
            start++;
        }

        int end = 0;
        while (end < most - start && old[^(end + 1)] == after[^(end + 1)])
        {
            end++;
        }

        return tree.WithChangedText(before.WithChanges(new TextChange(TextSpan.FromBounds(start, old.Length - end), after[start..^end])));
    }
}
