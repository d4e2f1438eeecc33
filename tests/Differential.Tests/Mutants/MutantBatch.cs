using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using DdiCompliance.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.Differential.Tests.Mutants;

/// <summary>
/// Annotated sources in one compilation, each in a namespace of its own, with at most one mistake in each correct method. Methods that do not compile with theirs keep
/// none.
/// </summary>
internal sealed class MutantBatch
{
    private static readonly HashSet<string> s_advice = ["DDI1010", "DDI1011", "DDI9002", "DDI9003"];

    private readonly IReadOnlyList<CaseMethod> _methods;
    private readonly Func<CaseMethod, int?> _choose;
    private readonly HashSet<CaseMethod> _kept = [];

    private MutantBatch(IReadOnlyList<CaseMethod> methods, Func<CaseMethod, int?> choose) => (_methods, _choose) = (methods, choose);

    /// <summary>The compiled sources.</summary>
    internal Assembly Assembly { get; private set; } = null!;

    /// <summary>The methods that have a mistake.</summary>
    internal IReadOnlyList<CaseMethod> Mutated { get; private set; } = [];

    private ImmutableDictionary<AnnotatedCase, SyntaxTree> Trees { get; set; } = ImmutableDictionary<AnnotatedCase, SyntaxTree>.Empty;

    private CSharpCompilation Compilation { get; set; } = null!;

    private ILookup<SyntaxTree, Diagnostic> Reported { get; set; } = null!;

    /// <summary>Compiles sources with mistakes.</summary>
    /// <param name="methods">The methods that may have one.</param>
    /// <param name="choose">Which one a method gets, or null for none.</param>
    internal static MutantBatch Compile(IReadOnlyList<CaseMethod> methods, Func<CaseMethod, int?> choose)
    {
        var batch = new MutantBatch(methods, choose);
        batch.Build();
        return batch;
    }

    /// <summary>The name of a method's type in the assembly.</summary>
    internal string TypeNameOf(CaseMethod method) => $"{NamespaceOf(method.Case)}.{method.TypeName}";

    /// <summary>Whether the source of a method compiles.</summary>
    internal bool Has(CaseMethod method) => Trees.ContainsKey(method.Case);

    /// <summary>Runs the analyzers.</summary>
    internal async Task AnalyzeAsync()
    {
        CaseAnalysis analysis = await CaseAnalysis.RunAsync(Compilation, Product.Analyzers, new AnalyzerOptions([]));
        if (analysis.Crashes.Length > 0)
            throw new InvalidOperationException(analysis.Crashes[0]);
        Reported = analysis.Diagnostics.Where(static found => found.Location.SourceTree is not null && !s_advice.Contains(found.Id)).ToLookup(static found => found.Location.SourceTree!);
    }

    /// <summary>Whether a diagnostic points into a method, or into an unmarked member it uses.</summary>
    internal bool IsReported(CaseMethod method)
    {
        SyntaxTree tree = Trees[method.Case];
        CompilationUnitSyntax root = tree.GetCompilationUnitRoot();
        TextSpan[] members = [.. Used(method.In(root), root).Select(static member => member.FullSpan)];
        HashSet<string> marked = [.. method.Case.Documents[0].Marks.Select(static mark => mark.Id)];
        return Reported[tree].Any(found => found.AdditionalLocations.Prepend(found.Location)
            .Any(place => members.Where((span, index) => index == 0 || !marked.Contains(found.Id)).Any(span => span.Contains(place.SourceSpan))));
    }

    /// <summary>The source of a method with its mistake.</summary>
    internal string SourceOf(CaseMethod method) => method.In(Trees[method.Case].GetCompilationUnitRoot()).ToString();

    private void Build()
    {
        AnnotatedCase[] cases = [.. _methods.Select(static method => method.Case).Distinct()];
        // Twice: the first shows which mistakes do not compile, the second which sources do not in a namespace of their own.
        for (int round = 0; round < 2; round++)
        {
            Trees = cases.ToImmutableDictionary(static source => source, Parse);
            Compile();
            foreach (Diagnostic error in Errors())
            {
                SyntaxTree tree = error.Location.SourceTree!;
                _kept.UnionWith(_methods.Where(method => Trees[method.Case] == tree && method.In(tree.GetCompilationUnitRoot()).FullSpan.Contains(error.Location.SourceSpan)));
            }
        }

        SyntaxTree[] wrong = [.. Errors().Select(static error => error.Location.SourceTree!).Distinct()];
        Trees = Trees.RemoveRange([.. Trees.Where(pair => wrong.Contains(pair.Value)).Select(static pair => pair.Key)]);
        Compile();
        Mutated = [.. _methods.Where(method => Has(method) && IsMutated(method))];
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult emitted = Compilation.Emit(image);
        if (!emitted.Success)
            throw new InvalidOperationException(string.Join('\n', emitted.Diagnostics.Where(static found => found.Severity == DiagnosticSeverity.Error).Take(5)));
        image.Position = 0;
        Assembly = new AssemblyLoadContext("mutants", isCollectible: true).LoadFromStream(image);
    }

    private void Compile() => Compilation = CSharpCompilation.Create(
        $"Mutants{Guid.NewGuid():N}", Trees.Values.Append(CaseCompilation.Usings(_methods[0].Case)), CaseCompilation.References(_methods[0].Case), CaseCompilation.Options([]));

    private IEnumerable<Diagnostic> Errors() => Compilation.GetDiagnostics().Where(static found => found.Severity == DiagnosticSeverity.Error && found.Location.SourceTree is not null);

    private SyntaxTree Parse(AnnotatedCase source)
    {
        CompilationUnitSyntax root = CaseCompilation.Parse(source.Documents[0].Source, "Case.cs").GetCompilationUnitRoot();
        CaseMethod[] own = [.. _methods.Where(method => method.Case == source && !_kept.Contains(method))];
        var nodes = own.ToDictionary(method => method.In(root));
        root = root.ReplaceNodes(nodes.Keys, (node, _) => _choose(nodes[node]) is { } number ? RoutineMutant.Mutate(node, number) : node);
        return CaseCompilation.Parse(SourceText.From($"namespace {NamespaceOf(source)};\n{root.ToFullString()}", System.Text.Encoding.UTF8), $"{source.Name}.cs");
    }

    private bool IsMutated(CaseMethod method) =>
        !_kept.Contains(method) && SourceOf(method) != method.In(CaseCompilation.Parse(method.Case.Documents[0].Source, "Case.cs").GetCompilationUnitRoot()).ToString();

    private static string NamespaceOf(AnnotatedCase source) => "Case_" + string.Concat(source.Name.Select(static letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));

    private static List<MemberDeclarationSyntax> Used(MemberDeclarationSyntax first, CompilationUnitSyntax root)
    {
        MemberDeclarationSyntax[] all = [.. root.DescendantNodes().OfType<MemberDeclarationSyntax>()
            .Where(static member => member is not BaseTypeDeclarationSyntax and not BaseNamespaceDeclarationSyntax)];
        List<MemberDeclarationSyntax> used = [first];
        for (int i = 0; i < used.Count; i++)
        {
            HashSet<string> names = [.. used[i].DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.Text)];
            used.AddRange(all.Where(member => NameOf(member) is { } name && names.Contains(name) && !used.Contains(member)));
        }

        return used;
    }

    private static string? NameOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => null,
    };
}
