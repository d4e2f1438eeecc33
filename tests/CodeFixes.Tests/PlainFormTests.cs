using DdiCompliance.CodeFixes.Refactorings;
using DdiCompliance.Testing;
using DdiCompliance.Testing.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace DdiCompliance.CodeFixes.Tests;

/// <summary>From the combined routine back to a region and an acquire of its own, on all paths or not at all.</summary>
public class PlainFormTests
{
    [Fact]
    public async Task Every_path_is_split()
    {
        const string Combined = """
            sealed class Fcb
            {
                readonly ERESOURCE _r = new();
                int _n;

                int Read(bool quick)
                {
                    // Shared: others read too.
                    ExEnterCriticalRegionAndAcquireResourceShared(_r);
                    if (quick)
                    {
                        ExReleaseResourceAndLeaveCriticalRegion(_r); // nothing to do
                        return 0;
                    }

                    int n = _n;
                    ExReleaseResourceAndLeaveCriticalRegion(_r);
                    return n;
                }
            }

            """;
        (string? title, string text) = await RefactorAsync(Combined, "ExEnterCriticalRegion");
        Assert.Equal("Use KeEnterCriticalRegion and ExAcquireResourceSharedLite for '_r'", title);
        Assert.Equal("""
            sealed class Fcb
            {
                readonly ERESOURCE _r = new();
                int _n;

                int Read(bool quick)
                {
                    // Shared: others read too.
                    KeEnterCriticalRegion();
                    ExAcquireResourceSharedLite(_r, true);
                    if (quick)
                    {
                        ExReleaseResourceLite(_r); // nothing to do
                        KeLeaveCriticalRegion();
                        return 0;
                    }

                    int n = _n;
                    ExReleaseResourceLite(_r);
                    KeLeaveCriticalRegion();
                    return n;
                }
            }

            """, text);

        // And it is the way back: the advice of DDI1011 leads to where it came from.
        (string again, string? problem) = await FixVerifier.OfProduct.FixedTextAsync(CaseReader.Parse("//! fix DDI1011.Safest\n" + text));
        Assert.Null(problem);
        Assert.Contains(Combined[..Combined.IndexOf("if (quick)", StringComparison.Ordinal)], again, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("void M() { ExEnterCriticalRegionAndAcquireResourceExclusive(_r); try { _n++; } finally { ExReleaseResourceAndLeaveCriticalRegion(_r); } }", true)]
    [InlineData("void M() { ExEnterCriticalRegionAndAcquireSharedWaitForExclusive(_r); ExReleaseResourceAndLeaveCriticalRegion(_r); }", true)]
    [InlineData("object? M() { object? o = ExEnterCriticalRegionAndAcquireResourceExclusive(_r); ExReleaseResourceAndLeaveCriticalRegion(_r); return o; }", false)]
    [InlineData("void M() { FltAcquireResourceExclusive(_r); FltReleaseResource(_r); } /* Ex */", false)]
    [InlineData("void M() { KeEnterCriticalRegion(); ExAcquireResourceExclusiveLite(_r, true); ExReleaseResourceLite(_r); KeLeaveCriticalRegion(); }", false)]
    [InlineData("void M() { ExEnterCriticalRegionAndAcquireResourceExclusive(_r); N(); } void N() => ExReleaseResourceAndLeaveCriticalRegion(_r);", false)]
    public async Task Only_what_can_be_split_is_offered(string method, bool offered)
    {
        (string? title, _) = await RefactorAsync("sealed class C { readonly ERESOURCE _r = new(); int _n; " + method + " }", "Ex");
        Assert.Equal(offered, title is not null);
    }

    private static async Task<(string? Title, string Text)> RefactorAsync(string source, string at)
    {
        Project project = CaseSolution.Create(CaseReader.Parse(source), CaseAnalysis.EnableAll(Product.Rules.Values));
        Document document = CaseSolution.Documents(project).Single();
        Assert.Equal("", await FixEngine.ErrorsAsync(project));
        CodeAction? found = null;
        await new PlainForm().ComputeRefactoringsAsync(
            new CodeRefactoringContext(document, new TextSpan(source.IndexOf(at, StringComparison.Ordinal), 0), action => found = action, CancellationToken.None));
        Project? changed = found is null ? null : await FixOffer.ChangedAsync(found, project);
        return (found?.Title, changed is null ? "" : (await CaseSolution.Documents(changed).Single().GetTextAsync()).ToString());
    }
}
