using DdiCompliance.Testing;
using DdiCompliance.Testing.Specimens;
using Xunit;

namespace DdiCompliance.Analyzers.Tests.Harness;

/// <summary>The harness fails where it must: a verifier that accepts everything proves nothing.</summary>
public class CaseVerifierTests
{
    private const string Body = "class C { static void Bad() { } static void Meh() { } static void Crash() { } static void M() {\n@ } }";

    private static readonly CaseVerifier s_verifier = new([new SpecimenAnalyzer()]);

    [Theory]
    [InlineData("{|TEST0001:Bad()|};")]
    [InlineData("{|TEST0001:Bad()|}; {|TEST0001:Bad()|};")]
    [InlineData("{|TEST0002:Meh()|};")]
    [InlineData("Meh();")]
    [InlineData("{?TEST0001:M()?};")]
    [InlineData("{?TEST0001:{|TEST0001:Bad()|};\n M();?}")]
    public Task Marks_that_are_met(string statements) => Expect(Body.Replace("@", statements));

    [Theory]
    [InlineData("M();{|TEST0001:M()|};", "missing    TEST0001 at Case.cs(2,5)")]
    [InlineData("Bad();", "unexpected TEST0001 at Case.cs(2,1)")]
    [InlineData("{|TEST0001:Bad();|}", "missing    TEST0001")]
    [InlineData("{|TEST0001:{|TEST0001:Bad()|}|};", "missing    TEST0001")]
    [InlineData("{|TEST0002:Bad()|};", "missing    TEST0002")]
    [InlineData("{|TEST0002:Meh()|}; Meh();", "unexpected TEST0002")]
    [InlineData("{?TEST0001:Bad()?};", "promote the mark: TEST0001")]
    [InlineData("Nowhere();", "does not compile")]
    [InlineData("Crash();", "an analyzer crashed")]
    [InlineData("{|TEST9999:M()|};", "no analyzer reports TEST9999")]
    public Task Differences_are_found(string statements, string report) => Expect(Body.Replace("@", statements), report);

    [Fact]
    public Task A_named_info_rule_is_checked() => Expect("//! rules TEST0002\n" + Body.Replace("@", "Meh();"), "unexpected TEST0002");

    [Fact]
    public Task Several_documents_and_additional_files_are_checked() => Expect(
        "class A { void M() => {|TEST0001:B.Bad()|}; }\n".Replace("B.Bad", "Bad").Replace("void M", "static void Bad() { } void M")
        + "//! file Other.cs\nclass B { static void Bad() { } static void M() => {|TEST0001:Bad()|}; }\n"
        + "//! additional x.ddi-contracts\nright {|TEST0003:wrong|}\n");

    [Fact]
    public Task A_difference_in_a_second_document_is_placed_in_the_case_file() => Expect(
        "class A;\n//! file Other.cs\n\nclass B { static void Bad() => Bad(); }\n", "unexpected TEST0001 at Other.cs(4,32)");

    [Fact]
    public Task A_diagnostic_without_a_place_is_expected_by_directive() =>
        Expect("//! option specimen.wrong = yes\n//! expect TEST0004\nclass C;");

    [Fact]
    public Task A_diagnostic_without_a_place_is_unexpected_otherwise() =>
        Expect("//! option specimen.wrong = yes\nclass C;", "unexpected TEST0004 without a place");

    [Fact]
    public Task An_expected_diagnostic_without_a_place_is_missed() => Expect("//! expect TEST0004\nclass C;", "missing    TEST0004");

    [Fact]
    public Task Top_level_statements_make_a_program() => Expect("{|TEST0001:Bad()|};\nstatic void Bad() { }");

    [Fact]
    public void The_runtime_is_there_unless_a_case_does_without()
    {
        Assert.True(CaseReader.Parse("class C;").UsesRuntime);
        Assert.False(CaseReader.Parse("//! without runtime\nclass C;").UsesRuntime);
        Assert.Contains(CaseCompilation.RuntimeReference, CaseCompilation.References(CaseReader.Parse("class C;")));
        Assert.DoesNotContain(CaseCompilation.RuntimeReference, CaseCompilation.References(CaseReader.Parse("//! without runtime\nclass C;")));
    }

    private static async Task Expect(string text, string? report = null)
    {
        string? actual = (await s_verifier.VerifyAsync(CaseReader.Parse(text) with { UsesRuntime = false })).Difference; // the harness does not need the locks
        if (report is null)
        {
            Assert.True(actual is null, actual);
        }
        else
        {
            Assert.Contains(report, actual);
        }
    }
}
