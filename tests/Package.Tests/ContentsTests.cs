using System.Xml.Linq;
using DdiCompliance.Testing;
using Xunit;

namespace DdiCompliance.Package.Tests;

/// <summary>The packages hold exactly what they should: a file more is a leak, a file less is a broken install.</summary>
public class ContentsTests(PackageFeed feed)
{
    [Theory]
    [InlineData("DdiCompliance.Analyzers")]
    [InlineData("DdiCompliance.Runtime")]
    public void A_package_holds_exactly(string id)
    {
        string contents = string.Concat(feed.Contents(id).Select(static name => name + "\n"));
        string? difference = Snapshot.CompareFile(Repository.PathOf("tests", "Package.Tests", $"{id}.contents"), contents);
        Assert.True(difference is null, difference);
    }

    [Fact]
    public void The_analyzers_are_a_development_dependency_that_brings_nothing_else()
    {
        XElement[] metadata = [.. feed.Nuspec("DdiCompliance.Analyzers").Descendants()];
        Assert.Equal("true", Value(metadata, "developmentDependency"));
        Assert.Equal("README.md", Value(metadata, "readme"));
        Assert.Equal("MIT", Value(metadata, "license"));
        Assert.DoesNotContain(metadata, static element => element.Name.LocalName == "dependency");
    }

    [Fact]
    public void The_runtime_brings_the_analyzers_and_nothing_else()
    {
        XElement[] metadata = [.. feed.Nuspec("DdiCompliance.Runtime").Descendants()];
        Assert.Equal("README.md", Value(metadata, "readme"));
        Assert.Equal("MIT", Value(metadata, "license"));
        string frameworks = string.Join(' ', metadata.Where(static element => element.Name.LocalName == "group").Select(static group => (string?)group.Attribute("targetFramework")));
        Assert.Equal("net10.0 net8.0", frameworks);
        // Everything flows: an excluded asset would be the analyzers.
        Assert.All(
            metadata.Where(static element => element.Name.LocalName == "dependency"),
            static dependency => Assert.Equal(
                ("DdiCompliance.Analyzers", "All", null),
                ((string?)dependency.Attribute("id"), (string?)dependency.Attribute("include"), (string?)dependency.Attribute("exclude"))));
        Assert.Equal(2, metadata.Count(static element => element.Name.LocalName == "dependency"));
    }

    private static string? Value(XElement[] metadata, string name) =>
        metadata.FirstOrDefault(element => element.Name.LocalName == name)?.Value;
}
