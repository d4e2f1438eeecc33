using DdiCompliance.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.Analyzers.Flow.Calls;

internal sealed partial class TreeIndex
{
    /// <summary>One member of a file, by the names in it.</summary>
    internal sealed class Member
    {
        private Hash? _signature;
        private Hash? _text;

        /// <summary>The same member in a later version of its file.</summary>
        public Member(Member same, SyntaxNode node)
        {
            (Name, Names, Mentioned, Called, Passed, Throws, Node) = (same.Name, same.Names, same.Mentioned, same.Called, same.Passed, same.Throws, node);
            (_signature, _text, _places) = (same._signature, same._text, same._places);
            _before = new WeakReference<Member>(same);
        }

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
                    case SyntaxKind.LockKeyword:
                        mentioned.Add(KnownNames.LockStatement);
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
            Mentioned = mentioned.ToArray();
            Called = called.ToArray();
            Passed = passed.ToArray();
        }

        public string Name { get; }

        /// <summary>The member of an earlier version of the file that stands here unchanged, if there is one.</summary>
        public Member? Before => _before is not null && _before.TryGetTarget(out Member? same) ? same : null;

        private readonly WeakReference<Member>? _before;

        /// <summary>The fields it declares; they are not run.</summary>
        public IEnumerable<string> Fields => Node is BaseFieldDeclarationSyntax fields
            ? fields.Declaration.Variables.Select(static v => v.Identifier.ValueText)
            : Enumerable.Empty<string>();

        /// <summary>Changes with what others know of the member without running it; see <see cref="TextHash.OfSignature"/>.</summary>
        public ulong Signature => (_signature ??= new Hash(TextHash.OfSignature(Node))).Value;

        /// <summary>Changes with each letter of it.</summary>
        public ulong Text => (_text ??= new Hash(TextHash.Of(Node.ToString()))).Value;

        /// <summary>The names by which it is run: its own, and the one for what C# calls without writing a name.</summary>
        public List<string> Names { get; }

        /// <summary>The names in the places that its accessors, or its only expression, may stand for.</summary>
        public IReadOnlyCollection<string> Places => _places ??= FindPlaces(Node);

        private IReadOnlyCollection<string>? _places;

        /// <summary>It has a throw statement or expression.</summary>
        public bool Throws { get; }

        public SyntaxNode Node { get; }

        /// <summary>Every identifier inside, its own name included.</summary>
        public string[] Mentioned { get; }

        /// <summary>The identifiers that are called like methods.</summary>
        public string[] Called { get; }

        /// <summary>The identifiers that are used as values: a method among them becomes a delegate.</summary>
        public string[] Passed { get; }

        /// <summary>Whether a name stands where a value is stored or handed over.</summary>
        public static bool IsValue(SimpleNameSyntax name) => Whole(name).Parent
            is AssignmentExpressionSyntax or EqualsValueClauseSyntax or ReturnStatementSyntax or CastExpressionSyntax
            or ArrowExpressionClauseSyntax or InitializerExpressionSyntax or ConditionalExpressionSyntax
            or (ArgumentSyntax and not { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } });

        /// <summary>The name with what it is a member of.</summary>
        public static ExpressionSyntax Whole(SimpleNameSyntax name)
            => name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;

        private static string[] FindPlaces(SyntaxNode member)
        {
            IEnumerable<SyntaxNode> declarations = member switch
            {
                PropertyDeclarationSyntax { ExpressionBody: { } arrow } => new SyntaxNode[] { arrow },
                IndexerDeclarationSyntax { ExpressionBody: { } arrow } => new SyntaxNode[] { arrow },
                BasePropertyDeclarationSyntax { AccessorList: { } list } => list.Accessors,
                BaseMethodDeclarationSyntax => new[] { member },
                _ => Array.Empty<SyntaxNode>(),
            };
            return declarations.Select(Bodies.ExpressionOf).OfType<ExpressionSyntax>().Where(IsPlace)
                .SelectMany(static e => e.DescendantTokens()).Where(static t => t.IsKind(SyntaxKind.IdentifierToken)).Select(static t => t.ValueText)
                .Distinct().ToArray();
        }

        private static bool IsPlace(ExpressionSyntax expression) => expression switch
        {
            IdentifierNameSyntax or ThisExpressionSyntax or BaseExpressionSyntax => true,
            RefExpressionSyntax reference => IsPlace(reference.Expression),
            MemberAccessExpressionSyntax access => IsPlace(access.Expression),
            ElementAccessExpressionSyntax element => IsPlace(element.Expression),
            CastExpressionSyntax cast => IsPlace(cast.Expression),
            ParenthesizedExpressionSyntax inner => IsPlace(inner.Expression),
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure => IsPlace(sure.Operand),
            GenericNameSyntax or PredefinedTypeSyntax or QualifiedNameSyntax or AliasQualifiedNameSyntax => true,
            _ => false,
        };

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

    /// <summary>A hash as an object: several threads may compute it, and none sees half of it.</summary>
    private sealed class Hash(ulong value)
    {
        public ulong Value { get; } = value;
    }
}
