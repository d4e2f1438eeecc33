using DdiCompliance.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace DdiCompliance.House.Tests;

/// <summary>
/// In <c>src/Analyzers</c> knowledge flows one way: Contracts, States, Flow, Rules. The engine knows no rule and no descriptor, a rule
/// knows no operation, block or graph.
/// </summary>
public class RoomsKeepTheirWalls
{
    private const string Folder = "src/Analyzers";
    private const string Root = "DdiCompliance.Analyzers";

    // The rooms in flow order: a room may look back, never ahead.
    private static readonly string[] s_rooms = ["Contracts", "States", "Flow", "Rules"];

    private static readonly Lazy<CSharpCompilation> s_compilation = new(static () => RepositorySources.Compile(
        Folder, RepositorySources.Loaded(static name => name is "Microsoft.CodeAnalysis" or "Microsoft.CodeAnalysis.CSharp")));

    private static readonly Lazy<IReadOnlyList<Use>> s_uses = new(FindUses);

    [Fact]
    public void No_room_looks_ahead() => AssertNone(s_uses.Value.Where(static use =>
        Array.IndexOf(s_rooms, use.From) is >= 0 and int from && Array.IndexOf(s_rooms, RoomOf(use.Symbol)) > from));

    [Fact]
    public void Contracts_states_and_flow_know_no_rule_report_or_descriptor() => AssertNone(s_uses.Value.Where(static use =>
        use.From is "Contracts" or "States" or "Flow"
        && (RoomOf(use.Symbol) is "Rules" or "Reporting" || NameOf(use.Symbol) is "Microsoft.CodeAnalysis.DiagnosticDescriptor" or "Microsoft.CodeAnalysis.Diagnostic")));

    [Fact]
    public void Rules_know_no_operation_block_or_graph() => AssertNone(s_uses.Value.Where(static use =>
        use.From == "Rules"
        && (NameOf(use.Symbol).StartsWith("Microsoft.CodeAnalysis.Operations.", StringComparison.Ordinal)
            || NameOf(use.Symbol).StartsWith("Microsoft.CodeAnalysis.FlowAnalysis.", StringComparison.Ordinal)
            || NameOf(use.Symbol) is "Microsoft.CodeAnalysis.IOperation")));

    [Fact]
    public void Nothing_but_the_root_uses_the_root() => AssertNone(s_uses.Value.Where(static use =>
        use.From.Length > 0 && RoomOf(use.Symbol)?.Length == 0));

    [Fact]
    public void A_file_stands_in_the_folder_of_its_namespace() => AssertNone(s_uses.Value.Where(static use =>
        use.IsDeclaration && use.From is not "Polyfills"
        && use.Symbol.ContainingNamespace.ToDisplayString() != string.Join('.', [Root, .. use.Path.Split('/')[2..^1]])));

    [Fact]
    public void The_walls_are_really_looked_at()
    {
        // The code binds and each file declares something, or the tests above prove nothing.
        Assert.Equal("", CaseVerifier.ErrorsOf(s_compilation.Value));
        string[] files = [.. RepositorySources.Files(Folder).Select(Repository.Relative)];
        Assert.NotEmpty(files);
        Assert.Empty(files.Except(s_uses.Value.Where(static use => use.IsDeclaration).Select(static use => use.Path)));
        Assert.Contains(s_uses.Value, static use => !use.IsDeclaration && use.From == "Contracts" && RoomOf(use.Symbol) == "Contracts");
    }

    private static void AssertNone(IEnumerable<Use> uses)
    {
        string[] found = [.. uses.Select(static use => $"{use.Path}({use.Line}): {(use.IsDeclaration ? "declares" : "uses")} {NameOf(use.Symbol)}").Distinct().Take(30)];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    private static List<Use> FindUses()
    {
        var uses = new List<Use>();
        foreach (SyntaxTree tree in s_compilation.Value.SyntaxTrees.Where(static tree => tree.FilePath.StartsWith(Folder, StringComparison.Ordinal)))
        {
            SemanticModel model = s_compilation.Value.GetSemanticModel(tree);
            foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
            {
                ISymbol? symbol = node switch
                {
                    BaseTypeDeclarationSyntax or DelegateDeclarationSyntax => model.GetDeclaredSymbol(node),
                    SimpleNameSyntax => TypeOf(model.GetSymbolInfo(node).Symbol),
                    _ => null,
                };
                if (symbol is not null)
                {
                    uses.Add(new Use(tree.FilePath, tree.GetLineSpan(node.Span).StartLinePosition.Line + 1, symbol, node is MemberDeclarationSyntax));
                }
            }
        }

        return uses;
    }

    // A member is a use of its type; namespaces and locals are none.
    private static INamedTypeSymbol? TypeOf(ISymbol? symbol) => symbol switch
    {
        INamedTypeSymbol type => type.OriginalDefinition,
        IFieldSymbol or IMethodSymbol or IPropertySymbol or IEventSymbol => symbol.ContainingType?.OriginalDefinition,
        _ => null,
    };

    private static string NameOf(ISymbol symbol) => symbol.ToDisplayString();

    // "" for the root namespace, null for what is not of this assembly.
    private static string? RoomOf(ISymbol symbol)
    {
        string name = symbol.ContainingNamespace?.ToDisplayString() ?? "";
        return symbol.Locations.All(static location => !location.IsInSource) ? null
            : name == Root ? ""
            : name.StartsWith(Root + ".", StringComparison.Ordinal) ? name[(Root.Length + 1)..].Split('.')[0]
            : null;
    }

    private sealed record Use(string Path, int Line, ISymbol Symbol, bool IsDeclaration)
    {
        // The room is the first folder below the project; files beside the project file are in none ("").
        public string From { get; } = Path.Split('/') is { Length: > 3 } parts ? parts[2] : "";
    }
}
