using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.Analyzers.Contracts.Grammar;

/// <summary>
/// Cuts a contract file into rows of tokens. A line that starts in the first column starts a row; an indented line continues the row
/// above it; <c>#</c> starts a comment that runs to the end of the line.
/// </summary>
internal sealed class RowScanner
{
    private readonly string _text;
    private readonly ImmutableArray<ImmutableArray<Token>>.Builder _rows = ImmutableArray.CreateBuilder<ImmutableArray<Token>>();
    private readonly ImmutableArray<ContractError>.Builder _errors;
    private ImmutableArray<Token>.Builder? _row;
    private int _at;

    private RowScanner(string text, ImmutableArray<ContractError>.Builder errors)
    {
        _text = text;
        _errors = errors;
    }

    /// <summary>The rows of <paramref name="text"/>; every row has at least one token before its <see cref="TokenKind.End"/>.</summary>
    public static ImmutableArray<ImmutableArray<Token>> Scan(string text, ImmutableArray<ContractError>.Builder errors)
    {
        RowScanner scanner = new(text, errors);
        while (scanner._at < text.Length)
        {
            scanner.ScanLine();
        }

        scanner.EndRow();
        return scanner._rows.ToImmutable();
    }

    private void ScanLine()
    {
        int start = _at;
        bool isFirst = true;
        while (_at < _text.Length && _text[_at] is not ('\n' or '\r'))
        {
            char c = _text[_at];
            if (c == '#')
            {
                SkipLine();
                break;
            }

            if (char.IsWhiteSpace(c) || c == '\uFEFF')
            {
                _at++;
                continue;
            }

            Token token = Next();
            if (isFirst)
            {
                StartLine(token, isContinuation: token.Span.Start > start && char.IsWhiteSpace(_text[start]));
                isFirst = false;
            }

            _row?.Add(token);
        }

        if (_at < _text.Length)
        {
            _at++;
        }
    }

    private void StartLine(Token token, bool isContinuation)
    {
        if (!isContinuation)
        {
            EndRow();
            _row = ImmutableArray.CreateBuilder<Token>();
        }
        else if (_row is null)
        {
            _errors.Add(new ContractError(token.Span, "an indented line continues the row above it, and there is none"));
        }
    }

    private void EndRow()
    {
        if (_row is { Count: > 0 } row)
        {
            row.Add(new Token(TokenKind.End, "the end of the row", new TextSpan(row[row.Count - 1].Span.End, 0)));
            _rows.Add(row.ToImmutable());
        }

        _row = null;
    }

    private void SkipLine()
    {
        while (_at < _text.Length && _text[_at] is not ('\n' or '\r'))
        {
            _at++;
        }
    }

    private Token Next()
    {
        int start = _at;
        TokenKind kind = Sign(_text[start], start + 1 < _text.Length ? _text[start + 1] : '\0', out int length);
        _at = start + length;
        if (kind == TokenKind.Name)
        {
            while (_at < _text.Length && IsNamePart(_at))
            {
                _at++;
            }
        }

        TextSpan span = TextSpan.FromBounds(start, _at);
        return new Token(kind, _text.Substring(start, span.Length), span);
    }

    private TokenKind Sign(char first, char second, out int length)
    {
        length = 1;
        switch (first)
        {
            case '(': return TokenKind.Open;
            case ')': return TokenKind.Close;
            case ',': return TokenKind.Comma;
            case ':': return TokenKind.Colon;
            case '=': return TokenKind.Exactly;
        }

        length = 2;
        switch (first, second)
        {
            case ('-', '>'): return TokenKind.Arrow;
            case ('<', '='): return TokenKind.AtMost;
            case ('>', '='): return TokenKind.AtLeast;
            case ('.', '.'): return TokenKind.Range;
        }

        length = 1;
        return IsNamePart(_at) && first is not ('.' or '-' or '/') ? TokenKind.Name : TokenKind.Unknown;
    }

    /// <summary>Letters, digits, the signs of metadata names (<c>_ ` + @ /</c>), and inner dots and dashes that are no operator.</summary>
    private bool IsNamePart(int at)
    {
        char c = _text[at];
        char after = at + 1 < _text.Length ? _text[at + 1] : '\0';
        return char.IsLetterOrDigit(c) || c is '_' or '`' or '+' or '@' or '/' || (c == '.' && after != '.') || (c == '-' && after != '>');
    }
}
