using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.Testing;

/// <summary>How a case becomes a compilation. References and parsed usings are shared by all cases: reading them costs more than a case.</summary>
public static class CaseCompilation
{
    private const string FrameworkUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Threading;
        global using System.Threading.Tasks;

        """;

    private const string RuntimeUsings = """
        global using DdiCompliance;
        global using DdiCompliance.Annotations;
        global using static DdiCompliance.Ddi;

        """;

    /// <summary>The newest language the host knows.</summary>
    public static CSharpParseOptions ParseOptions { get; } =
        new(LanguageVersion.Preview, DocumentationMode.Parse);

    /// <summary>The framework the tests run on.</summary>
    public static ImmutableArray<MetadataReference> FrameworkReferences { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is string name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll"))
            .Where(static path => !path.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path))];

    /// <summary>The locks.</summary>
    public static MetadataReference RuntimeReference { get; } = MetadataReference.CreateFromFile(Product.RuntimeAssembly.Location);

    private static readonly SyntaxTree s_frameworkUsingsTree = ParseUsings(FrameworkUsings);
    private static readonly SyntaxTree s_allUsingsTree = ParseUsings(FrameworkUsings + RuntimeUsings);

    /// <summary>The usings every case starts with.</summary>
    public static SyntaxTree Usings(AnnotatedCase source) => source.UsesRuntime ? s_allUsingsTree : s_frameworkUsingsTree;

    /// <summary>The references of a case.</summary>
    public static ImmutableArray<MetadataReference> References(AnnotatedCase source) =>
        source.UsesRuntime ? FrameworkReferences.Add(RuntimeReference) : FrameworkReferences;

    /// <summary>The compilation of a case; with top-level statements it is a program, else a library.</summary>
    public static CSharpCompilation Create(AnnotatedCase source, ImmutableDictionary<string, ReportDiagnostic> severities) =>
        Create(source, source.Documents.Select(static document => Parse(document.Source, document.Name)), severities);

    /// <summary>The compilation of a case with other documents.</summary>
    public static CSharpCompilation Create(AnnotatedCase source, IEnumerable<SyntaxTree> documents, ImmutableDictionary<string, ReportDiagnostic> severities)
    {
        SyntaxTree[] trees = [.. documents, Usings(source)];
        return CSharpCompilation.Create("Case", trees, References(source), Options(trees).WithSpecificDiagnosticOptions(severities));
    }

    /// <summary>The compilation options of a case with these documents.</summary>
    public static CSharpCompilationOptions Options(IEnumerable<SyntaxTree> trees)
    {
        bool isProgram = trees.Any(static tree => tree.GetCompilationUnitRoot().Members.Any(SyntaxKind.GlobalStatement));
        return new CSharpCompilationOptions(
            isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable,
            assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);
    }

    /// <summary>A syntax tree as the host would parse it.</summary>
    public static SyntaxTree Parse(SourceText text, string name) => CSharpSyntaxTree.ParseText(text, ParseOptions, name);

    private static SyntaxTree ParseUsings(string text) => Parse(SourceText.From(text, Encoding.UTF8), "GlobalUsings.g.cs");
}
