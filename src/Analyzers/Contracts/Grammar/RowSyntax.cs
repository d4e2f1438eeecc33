using System.Collections.Immutable;

namespace DdiCompliance.Analyzers.Contracts.Grammar;

internal enum RowKind
{
    /// <summary><c>Name(Parameter, ...) clause ...</c></summary>
    Routine,

    /// <summary><c>family name clause ...</c></summary>
    Family,

    /// <summary><c>role NAME clause ...</c></summary>
    Role,

    /// <summary><c>each clause ... : Name, Name, ...</c></summary>
    Each,
}

/// <summary>One argument of a clause: the tokens between two commas.</summary>
internal readonly record struct Argument(ImmutableArray<Token> Tokens)
{
    public Token First => Tokens[0];
}

/// <summary>One clause of a row: a word, and arguments when it has parentheses.</summary>
internal sealed record Clause(Token Word, bool HasArguments, ImmutableArray<Argument> Arguments);

/// <summary>One parameter of a routine row, with its type when the row gives one.</summary>
internal readonly record struct ParameterSyntax(Token Name, Token? Type);

/// <summary>One row as written: nothing in it is looked up yet.</summary>
/// <param name="Kind">What the row declares.</param>
/// <param name="Name">The routine, family or role; for <see cref="RowKind.Each"/> the keyword.</param>
/// <param name="Parameters">The parameter list; default when the row has none.</param>
/// <param name="Clauses">The clauses in order.</param>
/// <param name="Names">The routines of an <see cref="RowKind.Each"/> row.</param>
internal sealed record RowSyntax(
    RowKind Kind, Token Name, ImmutableArray<ParameterSyntax> Parameters, ImmutableArray<Clause> Clauses, ImmutableArray<Token> Names);

/// <summary>A contract file as written, with what is wrong in its form.</summary>
internal sealed record FileSyntax(ImmutableArray<RowSyntax> Rows, ImmutableArray<ContractError> Errors);
