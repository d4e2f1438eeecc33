using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>
/// Where a member uses a name. Sorted once for each member that is asked: a long method that calls a thousand others is not read a
/// thousand times.
/// </summary>
internal sealed class NameUses
{
    private readonly ConcurrentDictionary<TreeIndex.Member, Dictionary<string, List<SimpleNameSyntax>>> _uses = new();

    public IReadOnlyList<SimpleNameSyntax> In(TreeIndex.Member member, string name)
        => _uses.GetOrAdd(member, Sort).TryGetValue(name, out List<SimpleNameSyntax>? uses) ? uses : Array.Empty<SimpleNameSyntax>();

    private static Dictionary<string, List<SimpleNameSyntax>> Sort(TreeIndex.Member member)
    {
        Dictionary<string, List<SimpleNameSyntax>> uses = new(StringComparer.Ordinal);
        foreach (SyntaxToken token in member.Node.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.Parent is SimpleNameSyntax use)
            {
                if (!uses.TryGetValue(token.ValueText, out List<SimpleNameSyntax>? same))
                {
                    uses.Add(token.ValueText, same = new List<SimpleNameSyntax>(1));
                }

                same.Add(use);
            }
        }

        return uses;
    }
}
