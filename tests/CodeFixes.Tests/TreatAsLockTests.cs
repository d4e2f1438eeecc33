using DdiCompliance.CodeFixes.Refactorings;
using DdiCompliance.Testing;
using DdiCompliance.Testing.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace DdiCompliance.CodeFixes.Tests;

/// <summary>One keystroke puts a lock of the user's own under the rules.</summary>
public class TreatAsLockTests
{
    private const string Latch = """
        namespace Store;

        public sealed class PageLatch
        {
            public void Enter() { }
            public bool TryEnter(TimeSpan timeout) => timeout > TimeSpan.Zero;
            public void EnterShared() { }
            public void Leave() { }
            public void Check() { }
        }

        internal sealed class Page(PageLatch latch)
        {
            public int Version(bool quick)
            {
                latch.Enter();
                if (quick)
                {
                    return 0;
                }

                latch.Leave();
                return 1;
            }
        }

        """;

    [Theory]
    [InlineData("Enter()")]
    [InlineData("TryEnter(")]
    [InlineData("Leave()")]
    public async Task The_rows_are_written_and_hold(string at)
    {
        Project project = Create("");
        (CodeAction? action, Project? changed) = await RefactorAsync(project, at);

        Assert.Equal("Treat 'Enter', 'TryEnter', 'EnterShared' and 'Leave' as acquire and release", action?.Title);
        TextDocument file = Assert.Single(changed!.AdditionalDocuments);
        Assert.Equal("Case.ddi-contracts", file.Name);
        Assert.EndsWith("""
            Store.PageLatch.Enter() acquire(this, exclusive) released-by(Leave)
            Store.PageLatch.TryEnter(timeout) acquire(this, exclusive) when(result true) released-by(Leave)
            Store.PageLatch.EnterShared() acquire(this, shared) released-by(Leave)
            Store.PageLatch.Leave() release(this)

            """, (await file.GetTextAsync(TestContext.Current.CancellationToken)).ToString());

        Assert.Empty(await RulesOf(project));
        Assert.Equal(["DDI2002"], await RulesOf(changed));
    }

    [Fact]
    public async Task A_file_that_exists_is_continued()
    {
        (_, Project? changed) = await RefactorAsync(Create("//! additional store.ddi-contracts\n# ours\nStore.Other.Lock() acquire(this)"), "Enter()");
        string text = (await Assert.Single(changed!.AdditionalDocuments).GetTextAsync(TestContext.Current.CancellationToken)).ToString();
        Assert.StartsWith("# ours\nStore.Other.Lock() acquire(this)\nStore.PageLatch.Enter()", text);
    }

    [Fact]
    public async Task Nothing_is_offered_twice()
    {
        (_, Project? changed) = await RefactorAsync(Create(""), "Enter()");
        Assert.Null((await RefactorAsync(changed!, "Leave()")).Action);
    }

    [Fact]
    public async Task Imports_are_described_by_name()
    {
        const string Imports = """
            internal static class Ntos
            {
                [System.Runtime.InteropServices.DllImport("ntoskrnl.exe")]
                internal static extern void ExAcquireAutoExpandPushLockShared(nint PushLock, uint Flags);

                [System.Runtime.InteropServices.DllImport("ntoskrnl.exe")]
                internal static extern void ExReleaseAutoExpandPushLockShared(nint PushLock, uint Flags);
            }

            """;
        (_, Project? changed) = await RefactorAsync(CaseSolution.Create(CaseReader.Parse(Imports), CaseAnalysis.EnableAll([])), "ExReleaseAuto");
        string text = (await Assert.Single(changed!.AdditionalDocuments).GetTextAsync(TestContext.Current.CancellationToken)).ToString();
        Assert.Contains("\nExAcquireAutoExpandPushLockShared(PushLock, Flags) acquire(PushLock, shared) released-by(ExReleaseAutoExpandPushLockShared)\n", text);
        Assert.DoesNotContain("DDI9001", await RulesOf(changed));
    }

    [Theory]
    [InlineData("Check()")]
    [InlineData("Version(")]
    [InlineData("class PageLatch")]
    public async Task Other_places_offer_nothing(string at) => Assert.Null((await RefactorAsync(Create(""), at)).Action);

    private static Project Create(string more) => CaseSolution.Create(CaseReader.Parse(Latch + more), CaseAnalysis.EnableAll([]));

    private static async Task<(CodeAction? Action, Project? Changed)> RefactorAsync(Project project, string at)
    {
        Document document = CaseSolution.Documents(project).First();
        string text = (await document.GetTextAsync()).ToString();
        CodeAction? found = null;
        var context = new CodeRefactoringContext(document, new TextSpan(text.IndexOf(at, StringComparison.Ordinal), 0), action => found = action, CancellationToken.None);
        await new TreatAsLock().ComputeRefactoringsAsync(context);
        if (found is null)
        {
            return default;
        }

        var operation = (ApplyChangesOperation)(await found.GetOperationsAsync(CancellationToken.None)).Single();
        return (found, operation.ChangedSolution.GetProject(project.Id));
    }

    private static async Task<string[]> RulesOf(Project project)
    {
        Compilation compilation = (await project.GetCompilationAsync())!;
        CaseAnalysis analysis = await CaseAnalysis.RunAsync(compilation, Product.Analyzers, project.AnalyzerOptions);
        return [.. analysis.Diagnostics.Where(static d => d.Severity > DiagnosticSeverity.Info).Select(static d => d.Id)];
    }
}
