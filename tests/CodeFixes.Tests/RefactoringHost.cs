using DdiCompliance.Testing;
using DdiCompliance.Testing.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace DdiCompliance.CodeFixes.Tests;

/// <summary>Asks a refactoring what it offers at a place, and applies it.</summary>
internal static class RefactoringHost
{
    /// <summary>The first offer whose title contains some text, and the source after it; no title when there is none.</summary>
    public static async Task<(string? Title, string Text)> ApplyAsync(CodeRefactoringProvider provider, string source, string at, string wanted = "")
    {
        Project project = CaseSolution.Create(CaseReader.Parse(source), CaseAnalysis.EnableAll(Product.Rules.Values));
        Document document = CaseSolution.Documents(project).Single();
        Assert.Equal("", await FixEngine.ErrorsAsync(project));
        var found = new List<CodeAction>();
        await provider.ComputeRefactoringsAsync(
            new CodeRefactoringContext(document, new TextSpan(source.IndexOf(at, StringComparison.Ordinal), 0), found.Add, CancellationToken.None));
        CodeAction? offer = found.Find(action => action.Title.Contains(wanted, StringComparison.Ordinal));
        Project? changed = offer is null ? null : await FixOffer.ChangedAsync(offer, project);
        return (offer?.Title, changed is null ? "" : (await CaseSolution.Documents(changed).Single().GetTextAsync()).ToString());
    }
}
