using DdiCompliance.Testing;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace DdiCompliance.Analyzers.Tests.Harness;

/// <summary>Marks and directives are read exactly, and a mistake in one is never silence.</summary>
public class CaseReaderTests
{
    [Theory]
    [InlineData("a {|DDI2002: b", 1, 3, "never closed")]
    [InlineData("a\n b |} c", 2, 4, "closes no mark")]
    [InlineData("a {|DDI2002:b?}", 1, 14, "closes a mark opened with")]
    [InlineData("a {?DDI2002:b|}", 1, 14, "closes a mark opened with")]
    [InlineData("a {|DDI202:b|}", 1, 3, "looks like a mark")]
    [InlineData("a {|ddi2002:b|}", 1, 3, "looks like a mark")]
    [InlineData("a {| DDI2002:b|}", 1, 3, "looks like a mark")]
    [InlineData("a [|b|]", 1, 3, "looks like a mark")]
    [InlineData("a {|DDI2002:|} b", 1, 3, "is empty")]
    [InlineData("//! options x = 1", 1, 1, "is no directive")]
    [InlineData("//! option x 1", 1, 1, "is no directive")]
    [InlineData("//!rule DDI1011", 1, 1, "is no directive")]
    [InlineData("//! rules", 1, 1, "is no directive")]
    [InlineData("\n  //! rules DDI1011", 2, 3, "starts at column 1")]
    [InlineData("//! file B.cs\nx\n {|DDI2002:b", 3, 2, "never closed")]
    public void A_mistake_is_reported_at_its_place(string text, int line, int column, string problem)
    {
        var mistake = Assert.Throws<CaseFormatException>(() => CaseReader.Parse(text));
        Assert.Contains(problem, mistake.Message);
        Assert.Equal((line, column), (mistake.Line, mistake.Column));
    }

    [Fact]
    public void Marks_nest_and_leave_the_text_as_it_was()
    {
        CaseDocument document = CaseReader.Parse("ab{|DDI1001:{|DDI2001:cd|}e{?DDI2002:f?}|}g").Documents[0];

        Assert.Equal("abcdefg", document.Text);
        Assert.Equal(
            [new Mark("DDI1001", new TextSpan(2, 4), false), new Mark("DDI2001", new TextSpan(2, 2), false), new Mark("DDI2002", new TextSpan(5, 1), true)],
            document.Marks);
    }

    [Fact]
    public void Directives_split_documents_and_set_options()
    {
        AnnotatedCase source = CaseReader.Parse(
            "//! option ddi_compliance.strict = sdv\n//! rules DDI1011, DDI1010\nclass A;\n//! file B.cs\nclass B;\n//! additional my.ddi-contracts\nrow\n");

        Assert.Equal(["Case.cs", "B.cs"], source.Documents.Select(document => document.Name));
        Assert.Equal("class B;\n", source.Documents[1].Text);
        Assert.Equal((5, 1), source.Documents[1].PositionOf(0));
        Assert.Equal(("my.ddi-contracts", "row\n"), (source.AdditionalFiles[0].Name, source.AdditionalFiles[0].Text));
        Assert.Equal("sdv", source.Options["ddi_compliance.strict"]);
        Assert.True(source.Checks("DDI1010") && source.Checks("DDI1011") && !source.Checks("DDI9002"));
    }

    [Fact]
    public void Patterns_and_interpolations_are_no_marks()
    {
        const string Text = "if (o is { } x or int? or {Length: >0}) s = $\"{x}|{y}\"; f |= g; b = a ? {} : {};";
        Assert.Equal(Text, CaseReader.Parse(Text).Documents[0].Text);
    }
}
