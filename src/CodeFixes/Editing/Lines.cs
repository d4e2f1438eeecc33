using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.CodeFixes.Editing;

/// <summary>Questions about the lines of a text.</summary>
internal static class Lines
{
    public static int Start(SourceText text, int position) => text.Lines.GetLineFromPosition(position).Start;

    public static int NextStart(SourceText text, int position) => text.Lines.GetLineFromPosition(position).EndIncludingLineBreak;

    /// <summary>The white space a line starts with.</summary>
    public static string Indent(SourceText text, int position)
    {
        TextLine line = text.Lines.GetLineFromPosition(position);
        int end = line.Start;
        while (end < line.End && text[end] is ' ' or '\t')
        {
            end++;
        }

        return text.ToString(TextSpan.FromBounds(line.Start, end));
    }

    public static bool IsBlank(TextLine line) => string.IsNullOrWhiteSpace(line.ToString());

    /// <summary>Whether only white space stands before a position in its line.</summary>
    public static bool StartsLine(SourceText text, int position) => string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(Start(text, position), position)));

    /// <summary>Whether only white space and a line comment follow a position in its line.</summary>
    public static bool EndsLine(SourceText text, int position)
    {
        string rest = Rest(text, position).Trim();
        return rest.Length == 0 || rest.StartsWith("//", StringComparison.Ordinal);
    }

    /// <summary>Whether nothing at all follows a position in its line.</summary>
    public static bool EndsWithCode(SourceText text, int position) => string.IsNullOrWhiteSpace(Rest(text, position));

    /// <summary>The end of a line when only a comment follows, else the position itself.</summary>
    public static int EndOfCode(SourceText text, int position) => EndsLine(text, position) ? text.Lines.GetLineFromPosition(position).End : position;

    /// <summary>The next position in the line that is no white space.</summary>
    public static int ToNextCode(SourceText text, int position)
    {
        int end = text.Lines.GetLineFromPosition(position).End;
        while (position < end && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        return position;
    }

    /// <summary>The lines a span touches; a span that ends at the start of a line does not touch it.</summary>
    public static IEnumerable<TextLine> Within(SourceText text, TextSpan span)
    {
        for (int line = text.Lines.GetLineFromPosition(span.Start).LineNumber; line < text.Lines.Count && text.Lines[line].Start < span.End; line++)
        {
            yield return text.Lines[line];
        }
    }

    /// <summary>Whether a position is inside a token or a comment of several lines, whose text must stay as it is.</summary>
    public static bool IsInsideToken(SyntaxNode root, int position)
    {
        SyntaxTrivia trivia = root.FindTrivia(position);
        SyntaxToken token = root.FindToken(position);
        return (token.SpanStart < position && position < token.Span.End)
            || (token.Parent?.FirstAncestorOrSelf<InterpolatedStringExpressionSyntax>() is { } text && text.SpanStart < position)
            || (trivia.Span.Start < position && position < trivia.Span.End && !string.IsNullOrWhiteSpace(trivia.ToString()));
    }

    public static bool HasDirective(SyntaxNode node, TextSpan span) =>
        node.Parent!.DescendantTrivia(span).Any(trivia => trivia.IsDirective && span.Contains(trivia.Span));

    private static string Rest(SourceText text, int position) =>
        text.ToString(TextSpan.FromBounds(position, text.Lines.GetLineFromPosition(position).End));
}
