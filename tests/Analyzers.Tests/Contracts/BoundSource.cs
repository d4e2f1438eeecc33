using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Contracts.Binding;
using DdiCompliance.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.Analyzers.Tests.Contracts;

/// <summary>A source, bound: the contracts of its calls and members, found by the text of the call or the name of the member.</summary>
internal sealed class BoundSource
{
    private readonly CSharpCompilation _compilation;

    private BoundSource(CSharpCompilation compilation, CompilationContracts contracts)
    {
        _compilation = compilation;
        Contracts = contracts;
    }

    public CompilationContracts Contracts { get; }

    public Compilation Compilation => _compilation;

    /// <summary>Binds C# <paramref name="source"/> with a contract file and options; the source must compile.</summary>
    public static BoundSource Of(
        string source, string? contracts = null, ImmutableDictionary<string, string>? options = null, bool runtime = false, params MetadataReference[] references)
    {
        CSharpCompilation compilation = Compile(source, runtime, references);
        Diagnostic[] errors = [.. compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error)];
        Xunit.Assert.Empty(errors.Select(static error => error.ToString()));
        return new BoundSource(compilation, ContractBinder.Bind(compilation, ContractOptions.Of(contracts, options), CancellationToken.None));
    }

    public static CSharpCompilation Compile(string source, bool runtime, params MetadataReference[] references) => CSharpCompilation.Create(
        "Source",
        [CSharpSyntaxTree.ParseText(SourceText.From(source), CaseCompilation.ParseOptions, "Source.cs")],
        CaseCompilation.FrameworkReferences.AddRange(references).AddRange(runtime ? [CaseCompilation.RuntimeReference] : ImmutableArray<MetadataReference>.Empty),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The contract of the first call (or object creation, or property access) whose text starts so.</summary>
    public RoutineContract? Call(string text) => Contracts.Find(Symbol(text, out ITypeSymbol? receiver), receiver);

    public RoutineContract Expect(string text)
    {
        RoutineContract? contract = Call(text);
        Xunit.Assert.True(contract is not null, $"no contract for the call {text}");
        return contract;
    }

    private IMethodSymbol Symbol(string text, out ITypeSymbol? receiver)
    {
        SyntaxTree tree = _compilation.SyntaxTrees[0];
        SemanticModel model = _compilation.GetSemanticModel(tree);
        foreach (ExpressionSyntax node in tree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>())
        {
            if (node.ToString().StartsWith(text, StringComparison.Ordinal))
            {
                ISymbol? symbol = model.GetSymbolInfo(node).Symbol;
                if ((symbol as IMethodSymbol ?? (symbol as IPropertySymbol)?.GetMethod) is { } method)
                {
                    receiver = node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } ? model.GetTypeInfo(member.Expression).Type : null;
                    return method;
                }
            }
        }

        throw new Xunit.Sdk.XunitException($"no call starts with '{text}'");
    }
}
