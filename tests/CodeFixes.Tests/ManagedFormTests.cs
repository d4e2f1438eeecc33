using DdiCompliance.CodeFixes.Refactorings;
using Xunit;

namespace DdiCompliance.CodeFixes.Tests;

/// <summary>To the routines that manage the region themselves, and back: on all paths, in all methods that share the lock, or not at all.</summary>
public class ManagedFormTests
{
    private const string Split = """
        sealed class Vcb
        {
            private readonly ERESOURCE _r = new();
            private int _n;

            public int Read(bool quick)
            {
                Enter();
                if (quick)
                {
                    Leave();
                    return 0;
                }

                int n = _n;
                Leave();
                return n;
            }

            public void Write()
            {
                KeEnterCriticalRegion();
                ExAcquireResourceExclusiveLite(_r, true);
                _n++;
                ExReleaseResourceLite(_r);
                KeLeaveCriticalRegion();
            }

            private void Enter()
            {
                // Readers share.
                KeEnterCriticalRegion();
                ExAcquireResourceSharedLite(_r, true);
            }

            private void Leave()
            {
                ExReleaseResourceLite(_r);
                KeLeaveCriticalRegion();
            }
        }

        """;

    [Theory]
    [InlineData("ExEnterCriticalRegionAndAcquireResourceShared", "ExEnterCriticalRegionAndAcquireResourceExclusive", "ExReleaseResourceAndLeaveCriticalRegion")]
    [InlineData("FltAcquireResourceShared", "FltAcquireResourceExclusive", "FltReleaseResource")]
    public async Task Every_method_is_switched_and_switched_back(string shared, string exclusive, string release)
    {
        (string? title, string text) = await RefactoringHost.ApplyAsync(new ManagedForm(), Split, "ExAcquireResourceShared", shared);
        Assert.Equal($"Use {shared} and its release for '_r' in all methods", title);
        Assert.Contains($"        // Readers share.\n        {shared}(_r);\n    }}", text);
        Assert.Contains($"    private void Leave()\n    {{\n        {release}(_r);\n    }}", text);
        Assert.Contains($"        {exclusive}(_r);\n        _n++;\n        {release}(_r);\n    }}", text);
        Assert.DoesNotContain("KeEnter", text);

        (title, string back) = await RefactoringHost.ApplyAsync(new PlainForm(), text, shared + "(_r)");
        Assert.Equal("Use KeEnterCriticalRegion and ExAcquireResourceSharedLite for '_r' in all methods", title);
        Assert.Equal(Split, back);
    }

    [Theory]
    [InlineData("void M(bool b) { KeEnterCriticalRegion(); if (b) { ExAcquireResourceExclusiveLite(_r, true); } else { ExAcquireResourceSharedLite(_r, true); }" +
        " ExReleaseResourceLite(_r); KeLeaveCriticalRegion(); }", true)]
    [InlineData("void M(bool b) { KeEnterCriticalRegion(); ExAcquireResourceSharedLite(_r, true); if (b) goto End; _n++; End: ExReleaseResourceLite(_r); KeLeaveCriticalRegion(); }", true)]
    [InlineData("void M() { KeEnterGuardedRegion(); ExAcquireResourceSharedLite(_r, true); ExReleaseResourceLite(_r); KeLeaveGuardedRegion(); }", false)]
    [InlineData("void M() { KeEnterCriticalRegion(); ExAcquireResourceSharedLite(_r, false); ExReleaseResourceLite(_r); KeLeaveCriticalRegion(); }", false)]
    [InlineData("void M() { KeEnterCriticalRegion(); ExAcquireResourceSharedLite(_r, true); N(_r); } void N(ERESOURCE r) { ExReleaseResourceLite(r); KeLeaveCriticalRegion(); }", false)]
    [InlineData("void M() { KeEnterCriticalRegion(); ExAcquireResourceSharedLite(_r, true); _n++; KeLeaveCriticalRegion(); _n++; ExReleaseResourceLite(_r); }", false)]
    public async Task Only_what_can_be_switched_is_offered(string method, bool offered)
    {
        (string? title, _) = await RefactoringHost.ApplyAsync(new ManagedForm(), "sealed class C { readonly ERESOURCE _r = new(); int _n; " + method + " }", "ExAcquire");
        Assert.Equal(offered, title is not null);
    }
}
