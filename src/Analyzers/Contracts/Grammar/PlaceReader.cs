using System.Collections.Immutable;

namespace DdiCompliance.Analyzers.Contracts.Grammar;

/// <summary>Reads a place of a row: <c>Resource</c>, <c>Fcb.Header.Resource</c>, <c>this._lock</c>, <c>result</c>, <c>static.CancelSpinLock</c>, <c>@result</c>.</summary>
internal sealed class PlaceReader(ImmutableArray<string> parameters, bool isTyped, ImmutableArray<ContractError>.Builder errors)
{
    public ContractRef Read(Argument argument)
    {
        if (argument.Tokens.Length > 1)
        {
            return Fail(argument.Tokens[1], $"unexpected '{argument.Tokens[1].Text}' after a place");
        }

        return Read(argument.First);
    }

    public ContractRef Read(Token token)
    {
        string[] parts = token.Text.Split('.');
        if (token.Kind != TokenKind.Name || parts.Any(static part => part.Length == 0))
        {
            return Fail(token, $"'{token.Text}' is not a place");
        }

        return parts[0] switch
        {
            "this" when !isTyped => Fail(token, "'this' needs a row that is bound to a type (Namespace.Type.Method)"),
            "this" => ContractRef.Receiver with { Members = Rest(parts, 1) },
            "result" => ContractRef.Result with { Members = Rest(parts, 1) },
            "static" when parts.Length > 1 => ContractRef.Static(string.Join(".", Rest(parts, 1))),
            "static" => Fail(token, "a static lock needs a name: static.Name"),
            _ => Parameter(token, parts),
        };
    }

    private ContractRef Parameter(Token token, string[] parts)
    {
        string name = parts[0].TrimStart('@');
        if (parameters.IsDefault)
        {
            return Fail(token, $"a row without a parameter list cannot name the parameter '{name}'");
        }

        int index = parameters.IndexOf(name);
        return index < 0
            ? Fail(token, $"'{name}' is no parameter of this row, nor 'this', 'result' or 'static.Name'")
            : ContractRef.Argument(index) with { Members = Rest(parts, 1) };
    }

    private ContractRef Fail(Token token, string message)
    {
        errors.Add(new ContractError(token.Span, message));
        return ContractRef.None;
    }

    private static ImmutableArray<string> Rest(string[] parts, int from) => parts.Skip(from).ToImmutableArray();
}
