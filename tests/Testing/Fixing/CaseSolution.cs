using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.Testing.Fixing;

/// <summary>A case as a solution of one project, the form in which fixes meet code.</summary>
public static class CaseSolution
{
    // One workspace serves every case: solutions are immutable, and composing a host costs more than many cases.
    private static readonly AdhocWorkspace s_workspace = new();

    /// <summary>The only project of a case.</summary>
    public static Project Create(AnnotatedCase source, ImmutableDictionary<string, ReportDiagnostic> severities)
    {
        SyntaxTree[] trees = [.. source.Documents.Select(static document => CaseCompilation.Parse(document.Source, document.Name))];
        var project = ProjectId.CreateNewId("Case");
        var description = ProjectInfo.Create(
            project,
            VersionStamp.Default,
            "Case",
            "Case",
            LanguageNames.CSharp,
            compilationOptions: CaseCompilation.Options(trees).WithSpecificDiagnosticOptions(severities),
            parseOptions: CaseCompilation.ParseOptions,
            metadataReferences: CaseCompilation.References(source));
        Solution solution = s_workspace.CurrentSolution.AddProject(description);
        SyntaxTree usings = CaseCompilation.Usings(source);
        solution = solution.AddDocument(DocumentId.CreateNewId(project), usings.FilePath, usings.GetText(), filePath: usings.FilePath);
        foreach (CaseDocument document in source.Documents)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(project), document.Name, document.Source, filePath: document.Name);
        }

        foreach (CaseDocument file in source.AdditionalFiles)
        {
            solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(project), file.Name, file.Source, filePath: file.Name);
        }

        return AddOptions(solution, project, source.Options).GetProject(project)!;
    }

    /// <summary>The documents that belong to the case: not the usings the harness adds.</summary>
    public static IEnumerable<Document> Documents(Project project) =>
        project.Documents.Where(static document => !document.Name.EndsWith(".g.cs", StringComparison.Ordinal));

    private static Solution AddOptions(Solution solution, ProjectId project, ImmutableDictionary<string, string> options)
    {
        if (options.IsEmpty)
        {
            return solution;
        }

        string text = "is_global = true\n" + string.Concat(options.Select(static option => $"{option.Key} = {option.Value}\n"));
        return solution.AddAnalyzerConfigDocument(
            DocumentId.CreateNewId(project), ".globalconfig", SourceText.From(text, Encoding.UTF8), filePath: "/case/.globalconfig");
    }
}
