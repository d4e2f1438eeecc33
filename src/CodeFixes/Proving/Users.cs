using System.Runtime.CompilerServices;
using DdiCompliance.Analyzers.Flow.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Proving;

/// <summary>Who may be judged otherwise when a member changes: those that mention its name, and step by step those that mention theirs.</summary>
internal static class Users
{
    private static readonly ConditionalWeakTable<Compilation, Dictionary<string, List<TreeIndex.Member>>> s_users = new();

    /// <summary>The files with a member that reaches one of some members by names, however many other members lie between.</summary>
    public static IReadOnlyCollection<SyntaxTree> FilesOf(Compilation compilation, IEnumerable<MemberDeclarationSyntax> members, CancellationToken cancellation)
    {
        Dictionary<string, List<TreeIndex.Member>> users = s_users.GetValue(compilation, c => Collect(c, cancellation));
        HashSet<SyntaxTree> files = new();
        HashSet<string> names = new(StringComparer.Ordinal);
        Queue<TreeIndex.Member> open = new(members.Select(m => TreeIndex.Of(m.SyntaxTree, cancellation).MemberAround(m)).OfType<TreeIndex.Member>());
        while (open.Count > 0)
        {
            TreeIndex.Member member = open.Dequeue();
            files.Add(member.Node.SyntaxTree);
            foreach (string name in member.Names.Where(n => names.Add(n) && users.ContainsKey(n)))
            {
                users[name].ForEach(open.Enqueue);
            }
        }

        return files;
    }

    private static Dictionary<string, List<TreeIndex.Member>> Collect(Compilation compilation, CancellationToken cancellation)
    {
        Dictionary<string, List<TreeIndex.Member>> users = new(StringComparer.Ordinal);
        foreach (TreeIndex.Member member in compilation.SyntaxTrees.SelectMany(tree => TreeIndex.Of(tree, cancellation).Members))
        {
            foreach (string name in member.Mentioned)
            {
                if (!users.TryGetValue(name, out List<TreeIndex.Member>? mentioning))
                {
                    users.Add(name, mentioning = new List<TreeIndex.Member>());
                }

                mentioning.Add(member);
            }
        }

        return users;
    }
}
