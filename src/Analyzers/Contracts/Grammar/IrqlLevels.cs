using System.Collections.Immutable;
using System.Globalization;

namespace DdiCompliance.Analyzers.Contracts.Grammar;

/// <summary>The IRQL names of the contract files.</summary>
internal static class IrqlLevels
{
    /// <summary>
    /// The numbers a level name stands for. All are one number but <c>DIRQL</c>, which is any device level: 3 to 30, so that it is the
    /// lowest device level where it is a minimum and the highest where it is a maximum.
    /// </summary>
    public static bool TryParse(string text, out byte lowest, out byte highest)
    {
        (lowest, highest) = text switch
        {
            "PASSIVE" or "PASSIVE_LEVEL" => ((byte)0, (byte)0),
            "APC" or "APC_LEVEL" => ((byte)1, (byte)1),
            "DISPATCH" or "DISPATCH_LEVEL" => ((byte)2, (byte)2),
            "DIRQL" => ((byte)3, (byte)30),
            "HIGH" or "HIGH_LEVEL" => ((byte)31, (byte)31),
            _ => (byte.MaxValue, byte.MaxValue),
        };
        if (lowest != byte.MaxValue)
        {
            return true;
        }

        bool isNumber = byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out lowest) && lowest <= 31;
        highest = lowest;
        return isNumber;
    }

    /// <summary>Reads <c>&lt;= LEVEL</c>, <c>&gt;= LEVEL</c>, <c>LEVEL</c> or <c>LEVEL..LEVEL</c>, inclusive.</summary>
    public static (byte Min, byte Max) Range(Argument argument, ImmutableArray<ContractError>.Builder errors)
    {
        ImmutableArray<Token> tokens = argument.Tokens;
        TokenKind sign = tokens[0].Kind;
        bool hasSign = sign is TokenKind.AtMost or TokenKind.AtLeast or TokenKind.Exactly;
        bool isRange = tokens.Length == 3 && tokens[1].Kind == TokenKind.Range;
        if (!isRange && tokens.Length != (hasSign ? 2 : 1))
        {
            errors.Add(new ContractError(tokens[0].Span, "an IRQL range is: <= LEVEL, >= LEVEL, LEVEL or LEVEL..LEVEL"));
            return (0, byte.MaxValue);
        }

        (byte min, byte max) = Level(tokens[hasSign ? 1 : 0], errors);
        if (isRange)
        {
            max = Level(tokens[2], errors).Max;
            if (min > max)
            {
                errors.Add(new ContractError(tokens[2].Span, $"the highest IRQL '{tokens[2].Text}' is below the lowest '{tokens[0].Text}'"));
            }
        }

        return sign switch
        {
            TokenKind.AtMost => ((byte)0, max),
            TokenKind.AtLeast => (min, byte.MaxValue),
            _ => (min, max),
        };
    }

    private static (byte Min, byte Max) Level(Token token, ImmutableArray<ContractError>.Builder errors)
    {
        if (!TryParse(token.Text, out byte lowest, out byte highest))
        {
            errors.Add(new ContractError(token.Span, Expected(token.Text)));
            return (0, byte.MaxValue);
        }

        return (lowest, highest);
    }

    public static string Expected(string text) => $"'{text}' is not an IRQL: PASSIVE, APC, DISPATCH, DIRQL, HIGH or a number from 0 to 31";
}
