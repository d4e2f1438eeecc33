using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.Analyzers.Contracts.Grammar;

internal enum TokenKind
{
    Name,
    Open,
    Close,
    Comma,
    Colon,

    /// <summary><c>-&gt;</c></summary>
    Arrow,

    /// <summary><c>&lt;=</c></summary>
    AtMost,

    /// <summary><c>&gt;=</c></summary>
    AtLeast,

    /// <summary><c>=</c></summary>
    Exactly,

    /// <summary><c>..</c></summary>
    Range,

    /// <summary>A character the grammar does not know.</summary>
    Unknown,

    /// <summary>The end of a row (zero width, after its last token).</summary>
    End,
}

/// <summary>One word or sign of a contract file, with its place in the file.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, TextSpan Span)
{
    public bool Is(string word) => Kind == TokenKind.Name && Text == word;
}

/// <summary>Something wrong in a contract file, at its place.</summary>
internal readonly record struct ContractError(TextSpan Span, string Message);
