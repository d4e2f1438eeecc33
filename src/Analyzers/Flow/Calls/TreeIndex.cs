using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>The names each member of a file declares and mentions. Made once per syntax tree and kept as long as the tree lives.</summary>
internal sealed class TreeIndex
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

        Members = members;
    }

    public IReadOnlyList<Member> Members { get; }

    /// <summary>The names of the project this file was last seen in; null: not yet.</summary>
    public ProjectNames? Names
    {
        get => Volatile.Read(ref _names);
        set => Volatile.Write(ref _names, value);
    }

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
        FieldDeclarationSyntax => "",
        GlobalStatementSyntax => "",
        _ => null,
    };

    internal sealed class Member
    {
        public Member(string name, SyntaxNode node)
        {
            Name = name;
            Node = node;
            HashSet<string> mentioned = new(StringComparer.Ordinal);
            HashSet<string> called = new(StringComparer.Ordinal);
            HashSet<string> passed = new(StringComparer.Ordinal);
            foreach (SyntaxToken token in node.DescendantTokens())
            {
                switch (token.Kind())
                {
                    case SyntaxKind.IdentifierToken:
                        mentioned.Add(token.ValueText);
                        if (IsCalled(token))
                        {
                            called.Add(token.ValueText);
                        }

                        if (token.Parent is SimpleNameSyntax use && IsValue(use))
                        {
                            passed.Add(token.ValueText);
                        }

                        break;
                    case SyntaxKind.ThrowKeyword:
                        Throws = true;
                        break;
                    case SyntaxKind.UsingKeyword:
                    case SyntaxKind.ForEachKeyword:
                        mentioned.Add(Using);
                        break;
                    case SyntaxKind.NewKeyword when token.Parent is ImplicitObjectCreationExpressionSyntax:
                        mentioned.Add(TargetTypedNew);
                        break;
                    case SyntaxKind.OpenBracketToken when token.Parent is BracketedArgumentListSyntax:
                        mentioned.Add(Indexer);
                        break;
                }
            }

            Names = NamesOf(name, node);
            Mentioned = mentioned;
            Called = called;
            Passed = passed;
        }

        public string Name { get; }

        /// <summary>The names by which it is run: its own, and the one for what C# calls without writing a name.</summary>
        public List<string> Names { get; }

        /// <summary>It has a throw statement or expression.</summary>
        public bool Throws { get; }

        public SyntaxNode Node { get; }

        /// <summary>Every identifier inside, its own name included.</summary>
        public HashSet<string> Mentioned { get; }

        /// <summary>The identifiers that are called like methods.</summary>
        public HashSet<string> Called { get; }

        /// <summary>The identifiers that are used as values: a method among them becomes a delegate.</summary>
        public HashSet<string> Passed { get; }

        /// <summary>Whether a name stands where a value is stored or handed over.</summary>
        public static bool IsValue(SimpleNameSyntax name) => Whole(name).Parent
            is ArgumentSyntax or AssignmentExpressionSyntax or EqualsValueClauseSyntax or ReturnStatementSyntax or CastExpressionSyntax
            or ArrowExpressionClauseSyntax or InitializerExpressionSyntax or ConditionalExpressionSyntax;

        /// <summary>The name with what it is a member of.</summary>
        public static ExpressionSyntax Whole(SimpleNameSyntax name)
            => name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;

        private static List<string> NamesOf(string name, SyntaxNode node)
        {
            List<string> names = new(1);
            if (name.Length > 0)
            {
                names.Add(name);
            }

            if (name is "Dispose" or "DisposeAsync" or "GetEnumerator" or "MoveNext")
            {
                names.Add(Using);
            }

            if (node is ConstructorDeclarationSyntax)
            {
                names.Add(TargetTypedNew);
            }

            return names;
        }

        private static bool IsCalled(SyntaxToken token)
        {
            SyntaxNode? name = token.Parent;
            if (name is not SimpleNameSyntax)
            {
                return false;
            }

            SyntaxNode? expression = name.Parent switch
            {
                MemberAccessExpressionSyntax access when access.Name == name => access,
                MemberBindingExpressionSyntax binding => binding,
                AliasQualifiedNameSyntax alias => alias,
                _ => name,
            };
            return expression?.Parent is InvocationExpressionSyntax invocation && invocation.Expression == expression;
        }
    }
}
