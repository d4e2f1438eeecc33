using Microsoft.CodeAnalysis;

namespace DdiCompliance.Differential.Tests.RandomSources;

/// <summary>Code as it is while it is typed, pasted and cut: tokens missing, doubled, swapped, or from elsewhere.</summary>
public static class TokenNoise
{
    /// <summary>A text with a few mistakes.</summary>
    /// <param name="root">The parsed text.</param>
    /// <param name="random">Decides.</param>
    /// <param name="mistakes">How many.</param>
    public static string Make(SyntaxNode root, Random random, int mistakes)
    {
        List<string> tokens = [.. root.DescendantTokens().Select(static token => token.ToFullString())];
        for (int i = 0; i < mistakes && tokens.Count > 2; i++)
        {
            int at = random.Next(tokens.Count - 1);
            switch (random.Next(5))
            {
                case 0:
                    tokens.RemoveAt(at);
                    break;
                case 1:
                    tokens.Insert(at, tokens[at]);
                    break;
                case 2:
                    (tokens[at], tokens[at + 1]) = (tokens[at + 1], tokens[at]);
                    break;
                case 3:
                    tokens[at] = tokens[random.Next(tokens.Count)];
                    break;
                default:
                    int count = Math.Min(random.Next(2, 12), tokens.Count - at);
                    tokens.RemoveRange(at, count);
                    break;
            }
        }

        return string.Concat(tokens);
    }
}
