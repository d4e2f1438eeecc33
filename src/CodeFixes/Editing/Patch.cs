using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.CodeFixes.Editing;

/// <summary>
/// Edits of one document as text, so that everything that is not edited stays as it is: comments, blank lines, alignment. An edit that
/// cannot be made cleanly (two statements on one line, a preprocessor directive in between) makes the whole patch fail.
/// </summary>
internal sealed class Patch(SourceText text)
{
    private readonly List<Edit> _edits = new();
    private bool _failed;

    /// <summary>The line break of the document.</summary>
    public string NewLine { get; } = text.Lines.Count > 1 && text.Lines[0].EndIncludingLineBreak - text.Lines[0].End == 2 ? "\r\n" : "\n";

    /// <summary>How the document is laid out.</summary>
    private LayoutStyle Style { get; } = LayoutStyle.Of(text);

    /// <summary>One step of indentation.</summary>
    public string Step => Style.Step;

    public bool HasBraceAtLineEnd => Style.HasBraceAtLineEnd;

    /// <summary>Lines with their opening braces where the document has them.</summary>
    public IEnumerable<string> Braced(IEnumerable<string> lines) => Style.Braced(lines);

    /// <summary>Makes the patch fail: an act is not possible.</summary>
    public void Fail() => _failed = true;

    public void Replace(TextSpan span, string with) => _edits.Add(new Edit(span, with, EditKind.Text, _edits.Count));

    public void Insert(int position, string inserted) => Replace(new TextSpan(position, 0), inserted);

    /// <summary>Lines above a statement and the comments that belong to it.</summary>
    public void InsertAbove(StatementSyntax statement, IEnumerable<string> lines)
    {
        int line = text.Lines.GetLineFromPosition(statement.SpanStart).LineNumber;
        while (line > 0 && text.Lines[line - 1].ToString().TrimStart().StartsWith("//", StringComparison.Ordinal))
        {
            line--;
        }

        InsertLines(Lines.ToNextCode(text, text.Lines[line].Start), lines);
    }

    /// <summary>Lines before the line of a position, indented as it is.</summary>
    public void InsertLines(int position, IEnumerable<string> lines)
    {
        if (!Lines.StartsLine(text, position))
        {
            Fail();
            return;
        }

        Insert(Lines.Start(text, position), Indented(Lines.Indent(text, position), lines));
    }

    /// <summary>Lines before a statement; an embedded statement gets braces.</summary>
    public void InsertBefore(StatementSyntax statement, IEnumerable<string> lines)
    {
        if (!IsListed(statement))
        {
            Embrace(statement, lines, []);
        }
        else if (!Lines.StartsLine(text, statement.SpanStart))
        {
            Insert(statement.SpanStart, Inline(lines, isAfter: false));
        }
        else
        {
            Insert(Lines.Start(text, statement.SpanStart), Indented(Lines.Indent(text, statement.SpanStart), lines));
        }
    }

    /// <summary>Lines after a statement; an embedded statement gets braces.</summary>
    public void InsertAfter(StatementSyntax statement, IEnumerable<string> lines)
    {
        if (!IsListed(statement))
        {
            Embrace(statement, [], lines);
        }
        else if (!Lines.EndsLine(text, statement.Span.End))
        {
            Insert(statement.Span.End, Inline(lines, isAfter: true));
        }
        else
        {
            // Statements with blocks are set apart.
            IEnumerable<string> all = statement.GetLastToken().Text == "}" ? lines.Prepend("") : lines;
            Insert(Lines.NextStart(text, statement.Span.End), Indented(Lines.Indent(text, statement.SpanStart), all));
        }
    }

    /// <summary>Lines at the end of a block.</summary>
    public void InsertAtEnd(BlockSyntax block, IEnumerable<string> lines)
    {
        if (!Lines.StartsLine(text, block.CloseBraceToken.SpanStart))
        {
            Insert(block.CloseBraceToken.SpanStart, Inline(lines, isAfter: false));
            return;
        }

        Insert(Lines.Start(text, block.CloseBraceToken.SpanStart), Indented(Lines.Indent(text, block.CloseBraceToken.SpanStart) + Step, lines));
    }

    /// <summary>Puts statements of one list, first to last, into blocks: <paramref name="opening"/> and a brace before, a brace and <paramref name="closing"/> after.</summary>
    public void Wrap(StatementSyntax first, StatementSyntax last, IEnumerable<string> opening, IEnumerable<string> closing)
    {
        TextSpan span = TextSpan.FromBounds(first.SpanStart, last.Span.End);
        if (!Lines.StartsLine(text, span.Start) || !Lines.EndsLine(text, span.End) || Lines.HasDirective(first, span))
        {
            Fail();
            return;
        }

        string indent = Lines.Indent(text, span.Start);
        Insert(Lines.Start(text, span.Start), Indented(indent, opening.Append("{")));
        foreach (TextLine line in Lines.Within(text, span))
        {
            if (!Lines.IsBlank(line) && !Lines.IsInsideToken(first.SyntaxTree.GetRoot(), line.Start))
            {
                _edits.Add(new Edit(new TextSpan(line.Start, 0), Step, EditKind.Indent, _edits.Count));
            }
        }

        int next = Lines.NextStart(text, span.End);
        Insert(next, Indented(indent, new[] { "}" }.Concat(closing).Concat(IsTight(next) ? [""] : Array.Empty<string>())));
    }

    /// <summary>Whether code follows at once, lines left out that are removed.</summary>
    private bool IsTight(int next)
    {
        while (_edits.FirstOrDefault(e => e.Kind == EditKind.Lines && e.Span.Contains(next)) is { Span.Length: > 0 } removed)
        {
            next = removed.Span.End;
        }

        return next < text.Length && text.Lines.GetLineFromPosition(next) is var after && !Lines.IsBlank(after) && after.ToString().TrimStart()[0] != '}';
    }

    /// <summary>Takes one step of indentation from the lines of a span.</summary>
    public void Dedent(SyntaxNode within, TextSpan span)
    {
        foreach (TextLine line in Lines.Within(text, span))
        {
            if (line.Span.Length >= Step.Length && text.ToString(new TextSpan(line.Start, Step.Length)) == Step
                && !Lines.IsInsideToken(within.SyntaxTree.GetRoot(), line.Start))
            {
                _edits.Add(new Edit(new TextSpan(line.Start, Step.Length), "", EditKind.Indent, _edits.Count));
            }
        }
    }

    /// <summary>A statement with the comment that ends its line: what is moved together. Beside another statement it is the statement alone.</summary>
    public TextSpan Whole(StatementSyntax statement) => Lines.StartsLine(text, statement.SpanStart)
        ? TextSpan.FromBounds(statement.SpanStart, Lines.EndOfCode(text, statement.Span.End)) : statement.Span;

    /// <summary>The text of a statement with the comment that ends its line, as it is inserted elsewhere.</summary>
    public string TextOf(StatementSyntax statement) => text.ToString(Whole(statement)).TrimEnd();

    /// <summary>Lets two statements change places.</summary>
    public void Swap(StatementSyntax one, StatementSyntax other)
    {
        bool haveLines = new[] { one, other }.All(s => Lines.StartsLine(text, s.SpanStart) && Lines.EndsLine(text, s.Span.End));
        Replace(haveLines ? Whole(one) : one.Span, haveLines ? TextOf(other) : other.ToString());
        Replace(haveLines ? Whole(other) : other.Span, haveLines ? TextOf(one) : one.ToString());
    }

    /// <summary>Statements in the line of another one; a comment among them would swallow it.</summary>
    private string Inline(IEnumerable<string> lines, bool isAfter)
    {
        _failed |= lines.Any(static line => line.Contains("//"));
        return string.Concat(lines.Select(line => isAfter ? " " + line : line + " "));
    }

    /// <summary>Removes what stands from a position to another, whole lines when they hold nothing else. Comments beside it stay.</summary>
    public void RemoveSpan(TextSpan span)
    {
        if (!Lines.StartsLine(text, span.Start))
        {
            int end = span.End;
            while (end < text.Length && text[end] == ' ')
            {
                end++;
            }

            // The last statement of a line takes the space before it along.
            int start = Lines.EndsWithCode(text, span.End) && span.Start > 0 && text[span.Start - 1] == ' ' ? span.Start - 1 : span.Start;
            Replace(TextSpan.FromBounds(start, end), "");
        }
        else if (!Lines.EndsWithCode(text, span.End))
        {
            Replace(new TextSpan(span.Start, Lines.ToNextCode(text, span.End) - span.Start), "");
        }
        else
        {
            RemoveLines(TextSpan.FromBounds(Lines.Start(text, span.Start), Lines.NextStart(text, span.End)));
        }
    }

    private void RemoveLines(TextSpan lines) => _edits.Add(new Edit(lines, "", EditKind.Lines, _edits.Count));

    /// <summary>The text afterwards; null when the patch failed or two edits collide.</summary>
    public SourceText? Apply()
    {
        if (_failed || _edits.Count == 0)
        {
            return null;
        }

        List<TextChange> changes = new();
        int position = 0;
        foreach (Edit edit in BlankLines.Merge(text, _edits))
        {
            if (edit.Span.Start < position)
            {
                if (edit.Kind == EditKind.Text)
                {
                    return null;
                }

                if (edit.Kind == EditKind.Indent)
                {
                    continue;
                }
            }

            int start = Math.Max(position, edit.Span.Start);
            position = Math.Max(position, edit.Span.End);
            changes.Add(new TextChange(TextSpan.FromBounds(start, position), edit.With));
        }

        return text.WithChanges(changes);
    }

    private string Indented(string indent, IEnumerable<string> lines) =>
        string.Concat(Style.Braced(lines).Select(line => (line.Length == 0 ? "" : indent + line) + NewLine));

    private void Embrace(StatementSyntax statement, IEnumerable<string> before, IEnumerable<string> after)
    {
        SyntaxToken previous = statement.GetFirstToken().GetPreviousToken();
        string gap = text.ToString(TextSpan.FromBounds(previous.Span.End, statement.SpanStart));
        if (gap.Trim().Length > 0 || statement.Parent is null)
        {
            Fail();
            return;
        }

        string indent = Lines.Indent(text, statement.Parent.SpanStart);
        string inner = indent + Step;
        string brace = Style.HasBraceAtLineEnd ? " {" : NewLine + indent + "{";
        Replace(TextSpan.FromBounds(previous.Span.End, statement.SpanStart), brace + NewLine + Indented(inner, before) + inner);
        int end = Lines.EndOfCode(text, statement.Span.End);
        bool isLast = Lines.EndsLine(text, statement.Span.End);
        Replace(TextSpan.FromBounds(end, isLast ? end : Lines.ToNextCode(text, end)), NewLine + Indented(inner, after) + indent + "}" + (isLast ? "" : NewLine + indent));
    }

    private static bool IsListed(StatementSyntax statement) => statement.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax;
}
