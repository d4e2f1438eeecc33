using DdiCompliance.Testing;
using DdiCompliance.Testing.Fixing;
using DdiCompliance.Testing.Specimens;
using Xunit;

namespace DdiCompliance.CodeFixes.Tests.Harness;

/// <summary>The fix harness accepts a fix that keeps its promises and names each promise that is broken.</summary>
public class FixVerifierTests
{
    private const string TwoCalls = """
        static class C
        {
            static void Good() { }
            static void Bad() { }
            static void M() { {|TEST0001:Bad()|}; {|TEST0001:Bad()|}; }
        }

        """;

    [Fact]
    public async Task A_right_fix_passes_and_is_counted()
    {
        FixReport report = await VerifyAsync(new SpecimenFix("Good()"));
        Assert.Empty(report.Problems);
        Assert.Equal([new FixScore("TEST0001", 2, 2, 0, 2, 2)], report.Scores);
    }

    [Fact]
    public async Task A_case_without_fixes_is_counted_as_such() =>
        Assert.Equal([new FixScore("TEST0001", 2, 0, 0, 0, 0)], (await new FixVerifier([new SpecimenAnalyzer()], []).VerifyAsync(Read(TwoCalls))).Scores);

    [Fact]
    public Task A_fix_that_does_not_compile_fails() => Fails(new SpecimenFix("Nowhere()"), "does not compile");

    [Fact]
    public Task A_fix_that_changes_nothing_fails() => Fails(new SpecimenFix("Bad()"), "does not remove the violation");

    [Fact]
    public Task A_fix_that_adds_its_own_violation_fails() => Fails(new SpecimenFix("Bad();Bad()"), "does not remove the violation");

    [Fact]
    public async Task A_fix_without_a_key_is_applied_at_its_place_alone()
    {
        var verifier = new FixVerifier([new SpecimenAnalyzer()], [new SpecimenFix("Good()", key: null)]);
        FixReport report = await verifier.VerifyAsync(Read(TwoCalls));
        Assert.Empty(report.Problems);
        Assert.Equal([new FixScore("TEST0001", 2, 0, 2, 2, 2)], report.Scores);
        Assert.Null((await verifier.FixedAsync(Read(TwoCalls))).Project);
    }

    [Fact]
    public Task A_fix_without_FixAll_fails() => Fails(new SpecimenFix("Good()", hasFixAll: false), "has no FixAll");

    [Theory]
    [InlineData("")]
    [InlineData("call good")]
    [InlineData("Call good.")]
    public Task A_bad_title_fails(string title) => Fails(new SpecimenFix("Good()", title), "has a title that is no imperative");

    [Fact]
    public async Task A_fix_that_adds_another_violation_fails()
    {
        var verifier = new FixVerifier([new SpecimenAnalyzer(), new WorseAnalyzer()], [new SpecimenFix("Good()")]);
        FixReport report = await verifier.VerifyAsync(Read(TwoCalls));
        Assert.Equal(2, report.Problems.Count(static problem => problem.Contains("adds TEST0009: worse", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Fixing_that_never_ends_fails()
    {
        var analyzer = new SpecimenAnalyzer();
        var verifier = new FixVerifier([analyzer], [new SpecimenFix("((System.Action)(() => Bad()))()")]);
        (_, string? problem) = await verifier.FixedTextAsync(Read(TwoCalls));
        Assert.Contains("does not come to an end", problem);
    }

    [Fact]
    public async Task The_fixed_text_is_a_case_again()
    {
        (string text, string? problem) = await new FixVerifier([new SpecimenAnalyzer()], [new SpecimenFix("Good()")])
            .FixedTextAsync(Read(TwoCalls + "//! file D.cs\nclass D { static void Bad() { } static void Good() => {|TEST0001:Bad()|}; }\n//! additional x.ddi-contracts\n{|TEST0003:wrong|}\n"));

        Assert.Null(problem);
        Assert.Contains("static void M() { Good(); Good(); }", text);
        Assert.EndsWith("}\n//! file D.cs\nclass D { static void Bad() { } static void Good() => Good(); }\n//! additional x.ddi-contracts\nwrong\n", text);
    }

    [Theory]
    [InlineData("other", "")]
    [InlineData("good", "Good(); Good();")]
    public async Task A_directive_chooses_the_fix(string key, string expected)
    {
        (string text, string? problem) = await new FixVerifier([new SpecimenAnalyzer()], [new SpecimenFix("Good()")])
            .FixedTextAsync(Read($"//! fix {key}\n{TwoCalls}"));
        Assert.Null(problem);
        Assert.Contains(expected, text);
        Assert.Equal(expected.Length == 0, text.Length == 0);
    }

    [Fact]
    public async Task What_is_left_is_marked()
    {
        var verifier = new FixVerifier([new SpecimenAnalyzer(), new WorseAnalyzer()], [new SpecimenFix("Good()")]);
        (string text, _) = await verifier.FixedTextAsync(Read(TwoCalls));
        Assert.Contains("{|TEST0009:Good()|}; {|TEST0009:Good()|};", text);
    }

    private static AnnotatedCase Read(string text) => CaseReader.Parse(text) with { UsesRuntime = false };

    private static Task<FixReport> VerifyAsync(SpecimenFix fix) => new FixVerifier([new SpecimenAnalyzer()], [fix]).VerifyAsync(Read(TwoCalls));

    private static async Task Fails(SpecimenFix fix, string problem)
    {
        FixReport report = await VerifyAsync(fix);
        Assert.Contains(report.Problems, found => found.Contains(problem, StringComparison.Ordinal));
        Assert.Equal(0, report.Scores[0].Right);
    }
}
