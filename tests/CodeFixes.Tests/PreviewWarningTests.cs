using DdiCompliance.Testing;
using DdiCompliance.Testing.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Xunit;

namespace DdiCompliance.CodeFixes.Tests;

/// <summary>A fix that may change more than the defect says so in the preview, at what it wrote; the others say nothing.</summary>
public class PreviewWarningTests
{
    private const string Fields = "using System.Threading.Tasks; sealed class C { readonly ERESOURCE _r = new(); EX_PUSH_LOCK _p; int _n; ";

    [Theory]
    [InlineData("Exclusive", "Readers no longer share", "FltAcquireResourceExclusive(_r);",
        "void M() { FltAcquireResourceShared(_r); if (_n == 0) { FltAcquireResourceExclusive(_r); _n = 1; FltReleaseResource(_r); } FltReleaseResource(_r); }")]
    [InlineData("ReleaseFirst", "others may change what was read", "FltReleaseResource(_r);",
        "void M() { FltAcquireResourceShared(_r); if (_n == 0) { FltAcquireResourceExclusive(_r); _n = 1; FltReleaseResource(_r); } FltReleaseResource(_r); }")]
    [InlineData("Wait", "waits here", "ExAcquireResourceExclusiveLite(_r, true);",
        "void M() { KeEnterCriticalRegion(); ExAcquireResourceExclusiveLite(_r, false); _n++; ExReleaseResourceLite(_r); KeLeaveCriticalRegion(); }")]
    [InlineData("Guard", "not done any more", "if (ExAcquireResourceExclusiveLite(_r, false))",
        "void M()\n{\n    KeEnterCriticalRegion();\n    ExAcquireResourceExclusiveLite(_r, false);\n    _n++;\n    ExReleaseResourceLite(_r);\n    KeLeaveCriticalRegion();\n}")]
    [InlineData("Before", "no longer done under the lock", "await t;",
        "async Task M(Task t) { FltAcquireResourceShared(_r); await t; _n++; FltReleaseResource(_r); }")]
    [InlineData("Ref", "the lock itself", "ref EX_PUSH_LOCK p = ref _p;",
        "void M() { EX_PUSH_LOCK p = _p; FltAcquirePushLockShared(ref p); FltReleasePushLock(ref p); }")]
    [InlineData("Hold", "waits here", "FltAcquireResourceShared(_r);",
        "[GuardedBy(nameof(_r))] int _g;\nint M()\n{\n    return _g;\n}\nint N() { FltAcquireResourceShared(_r); int g = _g; FltReleaseResource(_r); return g; }")]
    [InlineData("CurrentThread", "another owner", "ExReleaseResourceForThreadLite(_r, ExGetCurrentResourceThread());",
        "void M(nuint t) { nuint o = t | 3; KeEnterCriticalRegion(); ExAcquireResourceSharedLite(_r, true); ExReleaseResourceForThreadLite(_r, o); KeLeaveCriticalRegion(); }")]
    public async Task A_change_of_behaviour_is_announced(string act, string warning, string at, string method)
    {
        (FixOffer Offer, SyntaxNode[] Marked)[] all = await OffersAsync(Fields + method + " }");
        (FixOffer offer, SyntaxNode[] marked) = all.Single(one => WarningsOf(one.Marked).Any(text => text.Contains(warning, StringComparison.Ordinal)));
        Assert.True(offer.Key.EndsWith("." + act, StringComparison.Ordinal) || offer.Key.EndsWith(".Safest", StringComparison.Ordinal), offer.Key);
        Assert.StartsWith(at, Assert.Single(marked).ToString());
    }

    [Theory]
    [InlineData("int M(bool b) { FltAcquireResourceShared(_r); if (b) { return 1; } FltReleaseResource(_r); return 0; }")]
    [InlineData("void M() { ExAcquireResourceSharedLite(_r, true); _n++; ExReleaseResourceLite(_r); }")]
    [InlineData("void M() { FltAcquireResourceShared(_r); FltReleaseResource(_r); FltReleaseResource(_r); }")]
    public async Task Nothing_else_is_announced(string method)
    {
        (FixOffer Offer, SyntaxNode[] Marked)[] all = await OffersAsync(Fields + method + " }");
        Assert.NotEmpty(all);
        Assert.All(all, static one => Assert.Empty(one.Marked));
    }

    private static async Task<(FixOffer Offer, SyntaxNode[] Marked)[]> OffersAsync(string source)
    {
        var engine = new FixEngine(Product.Analyzers, Product.Fixes);
        Project project = CaseSolution.Create(CaseReader.Parse(source), CaseAnalysis.EnableAll(Product.Rules.Values));
        Assert.Equal("", await FixEngine.ErrorsAsync(project));
        var all = new List<(FixOffer, SyntaxNode[])>();
        foreach (Diagnostic diagnostic in (await engine.AnalyzeAsync(project)).Diagnostics)
        {
            foreach (FixOffer offer in await engine.OffersAsync(project, diagnostic))
            {
                Project changed = (await offer.ApplyAsync())!;
                SyntaxNode root = (await CaseSolution.Documents(changed).Single().GetSyntaxRootAsync())!;
                all.Add((offer, [.. root.GetAnnotatedNodes(WarningAnnotation.Kind)]));
            }
        }

        return [.. all];
    }

    private static IEnumerable<string> WarningsOf(SyntaxNode[] marked) =>
        marked.SelectMany(static node => node.GetAnnotations(WarningAnnotation.Kind)).Select(static annotation => WarningAnnotation.GetDescription(annotation)!);
}
