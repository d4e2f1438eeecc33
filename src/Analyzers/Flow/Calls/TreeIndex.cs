using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>The names each member of a file declares and mentions. Made once per syntax tree and kept as long as the tree lives.</summary>
internal sealed partial class TreeIndex
{
    /// <summary>Names for what C# calls without writing one.</summary>
    public const string Using = "using";
    public const string TargetTypedNew = "new";
    public const string Indexer = "this[]";
    public const string Operator = "operator";

    /// <summary>Members that an edit may take out at once without the others being looked at anew.</summary>
    private const int MostMissing = 64;

    private static readonly ConditionalWeakTable<SyntaxTree, TreeIndex> s_indices = new();

    private TreeIndex(SyntaxTree tree, TreeIndex? before, CancellationToken cancellation)
    {
        List<Member> members = new(before?.Members.Count ?? 0);
        int next = 0;
        foreach (SyntaxNode node in tree.GetRoot(cancellation).DescendantNodes(IsContainer))
        {
            if (NameOf(node) is { } name)
            {
                members.Add(before?.Find(node, ref next) is { } same ? new Member(same, node) : new Member(name, node));
            }
        }

        Members = members.ToArray();
        Structure = tree.GetRoot(cancellation) is CompilationUnitSyntax file ? TextHash.OfStructure(file) : 0;
    }

    public IReadOnlyList<Member> Members { get; }

    /// <summary>The member that the parser took over as it stood: an edit leaves most of them where they were, a few further on at most.</summary>
    private Member? Find(SyntaxNode node, ref int next)
    {
        for (int i = next; i < Members.Count && i <= next + MostMissing; i++)
        {
            if (Members[i].Node.IsIncrementallyIdenticalTo(node))
            {
                next = i + 1;
                return Members[i];
            }
        }

        return null;
    }

    /// <summary>The member that a node is, or belongs to; null: none.</summary>
    public Member? MemberAround(SyntaxNode node)
    {
        // Members do not overlap and stand in source order.
        int first = 0;
        int last = Members.Count - 1;
        while (first < last)
        {
            int middle = first + ((last - first + 1) / 2);
            if (Members[middle].Node.SpanStart <= node.SpanStart)
            {
                first = middle;
            }
            else
            {
                last = middle - 1;
            }
        }

        return last >= 0 && Members[first].Node.Span.Contains(node.Span) ? Members[first] : null;
    }

    /// <summary>The names of the project this file was last seen in; null: not yet.</summary>
    public ProjectNames? Names
    {
        get => Volatile.Read(ref _names);
        set => Volatile.Write(ref _names, value);
    }

    /// <summary>Changes with what the file says beside its members.</summary>
    public ulong Structure { get; }

    /// <summary>What is remembered of its members, by the declaration that has the body.</summary>
    public ConcurrentDictionary<SyntaxNode, RememberedComponent> Remembered { get; } = new(concurrencyLevel: 1, capacity: 1);

    private ProjectNames? _names;

    /// <param name="tree">The file.</param>
    /// <param name="cancellation">Stops the reading of the file.</param>
    /// <param name="before">An earlier version of the file, when one is known.</param>
    public static TreeIndex Of(SyntaxTree tree, CancellationToken cancellation, TreeIndex? before = null)
    {
        if (!s_indices.TryGetValue(tree, out TreeIndex? index))
        {
            index = s_indices.GetValue(tree, t => new TreeIndex(t, before, cancellation));
        }

        return index;
    }

    /// <summary>The index of a file, if it has been made.</summary>
    public static TreeIndex? Find(SyntaxTree tree) => s_indices.TryGetValue(tree, out TreeIndex? index) ? index : null;

    /// <summary>The name under which the declaration of a method, or of the property it belongs to, is found.</summary>
    public static string NameOf(IMethodSymbol method) => method switch
    {
        { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => method.ContainingType.Name,
        { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } => Operator,
        { AssociatedSymbol: IPropertySymbol { IsIndexer: true } } => Indexer,
        { ExplicitInterfaceImplementations: { IsEmpty: false } implemented } => NameOf(implemented[0]),
        _ => method.AssociatedSymbol?.Name ?? method.Name,
    };

    private static bool IsContainer(SyntaxNode node)
        => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax;

    private static string? NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        DestructorDeclarationSyntax => "Finalize",
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        IndexerDeclarationSyntax => Indexer,
        OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax => Operator,
        EventDeclarationSyntax declaration => declaration.Identifier.ValueText,
        BaseFieldDeclarationSyntax => "",
        GlobalStatementSyntax => "",
        _ => null,
    };
}
