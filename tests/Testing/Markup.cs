using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.Testing;

/// <summary>
/// Takes the marks out of an annotated text: <c>{|ID:text|}</c> is an expected diagnostic, <c>{?ID:text?}</c> a known miss; both nest.
/// Anything that looks like a mark and is not one is an error, since a mistyped mark would silently expect nothing.
/// </summary>
internal static partial class Markup
{
    /// <summary>The text without marks, and the marks by position.</summary>
    internal static (string Text, ImmutableArray<Mark> Marks) Parse(string path, string text, int firstLine)
    {
        var clean = new StringBuilder(text.Length);
        var marks = ImmutableArray.CreateBuilder<Mark>();
        var open = new Stack<(string Id, int CleanStart, int Offset, bool IsKnownMiss)>();
        int at = 0;
        foreach (Match token in Token().Matches(text))
        {
            clean.Append(text, at, token.Index - at);
            at = token.Index + token.Length;
            if (token.Groups["id"].Success)
            {
                open.Push((token.Groups["id"].Value, clean.Length, token.Index, token.Value[1] == '?'));
                continue;
            }

            bool closesMiss = token.Value == "?}";
            if (token.Value is not ("|}" or "?}"))
            {
                throw Mistake(path, text, token.Index, firstLine, $"'{token.Value}' looks like a mark; write {{|DDI2002:text|}} or {{?DDI2002:text?}}");
            }

            if (open.Count == 0)
            {
                throw Mistake(path, text, token.Index, firstLine, $"'{token.Value}' closes no mark");
            }

            var (id, start, offset, isKnownMiss) = open.Pop();
            if (isKnownMiss != closesMiss)
            {
                throw Mistake(path, text, token.Index, firstLine, $"'{token.Value}' closes a mark opened with '{text.Substring(offset, 2)}'");
            }

            if (start == clean.Length)
            {
                throw Mistake(path, text, offset, firstLine, $"the mark of {id} is empty");
            }

            marks.Add(new Mark(id, TextSpan.FromBounds(start, clean.Length), isKnownMiss));
        }

        if (open.Count > 0)
        {
            throw Mistake(path, text, open.Peek().Offset, firstLine, $"the mark of {open.Peek().Id} is never closed");
        }

        clean.Append(text, at, text.Length - at);
        marks.Sort(static (left, right) => (left.Span.Start, -left.Span.Length, left.Id).CompareTo((right.Span.Start, -right.Span.Length, right.Id)));
        return (clean.ToString(), marks.ToImmutable());
    }

    private static CaseFormatException Mistake(string path, string text, int offset, int firstLine, string problem)
    {
        LinePosition position = SourceText.From(text).Lines.GetLinePosition(offset);
        return new CaseFormatException(path, position.Line + firstLine + 1, position.Character + 1, problem);
    }

    // A whole opening mark first; then every pair of characters that only a mark, or a mistyped one, has.
    [GeneratedRegex(@"\{[|?](?<id>[A-Z]{2,8}[0-9]{4}):|\{\||\|\}|\{\?|\?\}|\[\||\|\]")]
    private static partial Regex Token();
}
