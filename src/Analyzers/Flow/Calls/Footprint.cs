using DdiCompliance.Analyzers.Flow.Summaries;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>What the summary of a body depends on: names, and bodies that it calls.</summary>
internal sealed class Footprint
{
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>Members whose text belongs to it, with all names in them.</summary>
    public HashSet<TreeIndex.Member> Texts { get; } = new();

    public HashSet<SyntaxNode> Bodies { get; } = new();

    public HashSet<SyntaxTree> Files { get; } = new();

    public void Add(Footprint other)
    {
        Names.UnionWith(other.Names);
        Texts.UnionWith(other.Texts);
        Bodies.UnionWith(other.Bodies);
        Files.UnionWith(other.Files);
    }

    /// <summary>Adds the names in the text of a body; a constructor also runs the initializers of its type and the constructor of its base.</summary>
    public static void AddText(Activation activation, Footprint footprint, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in activation.Method.DeclaringSyntaxReferences)
        {
            footprint.Files.Add(reference.SyntaxTree);
            if (TreeIndex.Of(reference.SyntaxTree, cancellation).MemberAround(reference.GetSyntax(cancellation)) is { } member)
            {
                footprint.Texts.Add(member);
            }
        }

        if (activation.Method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor)
        {
            footprint.Names.UnionWith(activation.Method.ContainingType.GetMembers().Select(static m => m.Name));
            footprint.Names.Add(activation.Method.ContainingType.BaseType?.Name ?? "");
        }
    }
}
