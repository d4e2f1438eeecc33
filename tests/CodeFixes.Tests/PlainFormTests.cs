using DdiCompliance.CodeFixes.Refactorings;
using DdiCompliance.Testing;
using DdiCompliance.Testing.Fixing;
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
        (string? title, string text) = await RefactoringHost.ApplyAsync(new PlainForm(), Combined, "ExEnterCriticalRegion");
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
    [InlineData("void M() { FltAcquireResourceExclusive(_r); FltReleaseResource(_r); } /* Ex */", true)]
    [InlineData("void M() { KeEnterCriticalRegion(); ExAcquireResourceExclusiveLite(_r, true); ExReleaseResourceLite(_r); KeLeaveCriticalRegion(); }", false)]
    [InlineData("void M() { ExEnterCriticalRegionAndAcquireResourceExclusive(_r); N(); } void N() { ExReleaseResourceAndLeaveCriticalRegion(_r); }", true)]
    public async Task Only_what_can_be_split_is_offered(string method, bool offered)
    {
        (string? title, _) = await RefactoringHost.ApplyAsync(new PlainForm(), "sealed class C { readonly ERESOURCE _r = new(); int _n; " + method + " }", "Ex");
        Assert.Equal(offered, title is not null);
    }
}
