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

    private readonly Dictionary<SyntaxNode, Member> _byNode = new();

    private TreeIndex(SyntaxTree tree, CancellationToken cancellation)
    {
        List<Member> members = new();
        foreach (SyntaxNode node in tree.GetRoot(cancellation).DescendantNodes(IsContainer))
        {
            if (NameOf(node) is { } name)
            {
                Member member = new(name, node);
                members.Add(member);
                _byNode.Add(node, member);
            }
        }

        Members = members;
        Structure = tree.GetRoot(cancellation) is CompilationUnitSyntax file ? TextHash.OfStructure(file) : 0;
    }

    public IReadOnlyList<Member> Members { get; }

    /// <summary>The member that a node is, or belongs to; null: none.</summary>
    public Member? MemberAround(SyntaxNode node)
    {
        for (SyntaxNode? one = node; one is not null; one = one.Parent)
        {
            if (_byNode.TryGetValue(one, out Member? member))
            {
                return member;
            }
        }

        return null;
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
    public ConcurrentDictionary<SyntaxNode, RememberedComponent> Remembered { get; } = new();

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
