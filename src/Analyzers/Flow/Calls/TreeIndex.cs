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

    private static readonly ConditionalWeakTable<SyntaxTree, TreeIndex> s_indices = new();

    private TreeIndex(SyntaxTree tree, CancellationToken cancellation)
    {
        List<Member> members = new();
        foreach (SyntaxNode node in tree.GetRoot(cancellation).DescendantNodes(IsContainer))
        {
            if (NameOf(node) is { } name)
            {
                members.Add(new Member(name, node));
            }
        }

        Members = members.ToArray();
        Structure = tree.GetRoot(cancellation) is CompilationUnitSyntax file ? TextHash.OfStructure(file) : 0;
    }

    public IReadOnlyList<Member> Members { get; }

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

    public static TreeIndex Of(SyntaxTree tree, CancellationToken cancellation)
    {
        if (!s_indices.TryGetValue(tree, out TreeIndex? index))
        {
            index = s_indices.GetValue(tree, t => new TreeIndex(t, cancellation));
        }

        return index;
    }

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
