using System.Composition;
using System.Text;
using DdiCompliance.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.CodeFixes.Refactorings;

/// <summary>
/// Offers, at the declaration of a method that is named like one of a lock, to treat it and its partners as acquire and release: rows for them are
/// written into the project's <c>*.ddi-contracts</c> file, which is created when there is none. What a method does is for its author to say, so this is
/// never done by FixAll or <c>dotnet format</c>.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(TreatAsLock))]
[Shared]
public sealed class TreatAsLock : CodeRefactoringProvider
{
    private const string Extension = ".ddi-contracts";

    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        Document document = context.Document;
        SyntaxNode? root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindToken(context.Span.Start) is not { Parent: MethodDeclarationSyntax method } name || name != method.Identifier
            || await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
            || model.GetDeclaredSymbol(method, context.CancellationToken) is not IMethodSymbol declared || LockMethods.Of(declared) is not { } methods)
        {
            return;
        }

        BoundContracts known = ContractBinder.Create(model.Compilation, document.Project.AnalyzerOptions, context.CancellationToken);
        if (methods.Acquires.Append(methods.Release).Any(m => known.Find(m) is not null))
        {
            return;
        }

        string takes = string.Join(", ", methods.Acquires.Select(static m => "'" + m.Name + "'"));
        context.RegisterRefactoring(CodeAction.Create(
            $"Treat {takes} and '{methods.Release.Name}' as acquire and release",
            cancellation => WriteAsync(document.Project, methods, cancellation),
            nameof(TreatAsLock)));
    }

    private static async Task<Solution> WriteAsync(Project project, LockMethods methods, CancellationToken cancellation)
    {
        string rows = string.Concat(methods.Rows().Select(static row => row + "\n"));
        if (project.AdditionalDocuments.FirstOrDefault(static d => d.Name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)) is { } file)
        {
            SourceText text = await file.GetTextAsync(cancellation).ConfigureAwait(false);
            string before = text.Length == 0 || text[text.Length - 1] == '\n' ? "" : "\n";
            return project.Solution.WithAdditionalDocumentText(file.Id, text.Replace(text.Length, 0, before + rows));
        }

        string name = project.AssemblyName + Extension;
        string? path = Path.GetDirectoryName(project.FilePath) is { } folder ? Path.Combine(folder, name) : null;
        return project.AddAdditionalDocument(name, SourceText.From("# What the locks of this project do: see docs/contracts.md of DdiCompliance.\n" + rows, Encoding.UTF8), filePath: path)
            .Project.Solution;
    }
}
