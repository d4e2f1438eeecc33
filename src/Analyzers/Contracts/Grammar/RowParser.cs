using System.Collections.Immutable;

namespace DdiCompliance.Analyzers.Contracts.Grammar;

/// <summary>Turns the tokens of a contract file into rows. An error ends its row and no other.</summary>
internal sealed class RowParser
{
    private readonly ImmutableArray<Token> _tokens;
    private readonly ImmutableArray<ContractError>.Builder _errors;
    private int _at;

    private RowParser(ImmutableArray<Token> tokens, ImmutableArray<ContractError>.Builder errors)
    {
        _tokens = tokens;
        _errors = errors;
    }

    private Token Current => _tokens[_at];

    public static FileSyntax Parse(string text)
    {
        ImmutableArray<ContractError>.Builder errors = ImmutableArray.CreateBuilder<ContractError>();
        ImmutableArray<RowSyntax>.Builder rows = ImmutableArray.CreateBuilder<RowSyntax>();
        foreach (ImmutableArray<Token> tokens in RowScanner.Scan(text, errors))
        {
            if (new RowParser(tokens, errors).Row() is { } row)
            {
                rows.Add(row);
            }
        }

        return new FileSyntax(rows.ToImmutable(), errors.ToImmutable());
    }

    private RowSyntax? Row()
    {
        TokenKind second = _tokens[1].Kind;
        if ((Current.Is("family") || Current.Is("role")) && second == TokenKind.Name)
        {
            RowKind kind = Take().Is("family") ? RowKind.Family : RowKind.Role;
            return Take() is { } declared && Clauses() is { } laws ? Finish(new RowSyntax(kind, declared, default, laws, default)) : null;
        }

        if (Current.Is("each") && second is TokenKind.Name or TokenKind.Colon)
        {
            return Each();
        }

        if (Current.Kind != TokenKind.Name)
        {
            return Fail($"a row starts with the name of a routine, not with '{Current.Text}'");
        }

        Token name = Take();
        ImmutableArray<ParameterSyntax> parameters = default;
        if (Current.Kind == TokenKind.Open)
        {
            if (Parameters() is not { } list)
            {
                return null;
            }

            parameters = list;
        }

        return Clauses() is { } clauses ? Finish(new RowSyntax(RowKind.Routine, name, parameters, clauses, default)) : null;
    }

    private RowSyntax? Each()
    {
        Token keyword = Take();
        if (Clauses() is not { } clauses)
        {
            return null;
        }

        if (Current.Kind != TokenKind.Colon)
        {
            return Fail("expected ':' and the routines that share these clauses");
        }

        _at++;
        ImmutableArray<Token>.Builder names = ImmutableArray.CreateBuilder<Token>();
        do
        {
            if (Current.Kind != TokenKind.Name)
            {
                return Fail($"expected the name of a routine, not {Quote(Current)}");
            }

            names.Add(Take());
        }
        while (Skip(TokenKind.Comma));
        return Finish(new RowSyntax(RowKind.Each, keyword, default, clauses, names.ToImmutable()));
    }

    private ImmutableArray<ParameterSyntax>? Parameters()
    {
        _at++;
        ImmutableArray<ParameterSyntax>.Builder parameters = ImmutableArray.CreateBuilder<ParameterSyntax>();
        if (Skip(TokenKind.Close))
        {
            return parameters.ToImmutable();
        }

        do
        {
            if (Current.Kind != TokenKind.Name)
            {
                Fail($"expected the name of a parameter, not {Quote(Current)}");
                return null;
            }

            Token name = Take();
            Token? type = null;
            if (Skip(TokenKind.Colon))
            {
                if (Current.Kind != TokenKind.Name)
                {
                    Fail($"expected the type of parameter '{name.Text}', not {Quote(Current)}");
                    return null;
                }

                type = Take();
            }

            parameters.Add(new ParameterSyntax(name, type));
        }
        while (Skip(TokenKind.Comma));
        if (!Skip(TokenKind.Close))
        {
            Fail($"expected ',' or ')' after a parameter, not {Quote(Current)}");
            return null;
        }

        return parameters.ToImmutable();
    }

    private ImmutableArray<Clause>? Clauses()
    {
        ImmutableArray<Clause>.Builder clauses = ImmutableArray.CreateBuilder<Clause>();
        while (Current.Kind == TokenKind.Name)
        {
            Token word = Take();
            if (Current.Kind != TokenKind.Open)
            {
                clauses.Add(new Clause(word, false, ImmutableArray<Argument>.Empty));
            }
            else if (Arguments() is { } arguments)
            {
                clauses.Add(new Clause(word, true, arguments));
            }
            else
            {
                return null;
            }
        }

        return clauses.ToImmutable();
    }

    private ImmutableArray<Argument>? Arguments()
    {
        Token open = Take();
        ImmutableArray<Argument>.Builder arguments = ImmutableArray.CreateBuilder<Argument>();
        ImmutableArray<Token>.Builder tokens = ImmutableArray.CreateBuilder<Token>();
        int depth = 0;
        while (true)
        {
            Token token = Current;
            switch (token.Kind)
            {
                case TokenKind.End:
                    _errors.Add(new ContractError(open.Span, "'(' is never closed"));
                    return null;
                case TokenKind.Unknown:
                    Fail($"unexpected {Quote(token)}");
                    return null;
                case TokenKind.Comma or TokenKind.Close when depth == 0:
                    if (tokens.Count == 0)
                    {
                        Fail($"expected an argument before '{token.Text}'");
                        return null;
                    }

                    arguments.Add(new Argument(tokens.ToImmutable()));
                    tokens.Clear();
                    break;
                default:
                    tokens.Add(token);
                    break;
            }

            _at++;
            if (token.Kind == TokenKind.Close && depth-- == 0)
            {
                return arguments.ToImmutable();
            }

            depth += token.Kind == TokenKind.Open ? 1 : 0;
        }
    }

    private RowSyntax? Finish(RowSyntax row) => Current.Kind == TokenKind.End ? row : Fail($"unexpected {Quote(Current)}");

    private Token Take() => _tokens[_at++];

    private bool Skip(TokenKind kind)
    {
        if (Current.Kind != kind)
        {
            return false;
        }

        _at++;
        return true;
    }

    private RowSyntax? Fail(string message)
    {
        _errors.Add(new ContractError(Current.Span, message));
        return null;
    }

    private static string Quote(Token token) => token.Kind == TokenKind.End ? token.Text : $"'{token.Text}'";
}
