using System.Text.RegularExpressions;
using DdiCompliance.Testing;
using Xunit;

namespace DdiCompliance.Package.Tests;

/// <summary>
/// <c>dotnet format analyzers</c> over a consumer of the packed packages: one pass fixes everything that has a fix, the next changes
/// nothing, and the result builds with nothing left but the rules that say why they have no fix.
/// </summary>
public partial class FormatTests(PackageFeed feed)
{
    private const string ProjectName = "Formatted";

    [Fact]
    public async Task One_pass_fixes_all_that_can_be_fixed()
    {
        string folder = WriteProject();
        await DotnetCommand.MustAsync(folder, "restore", "-v", "q");

        string before = TextOf(folder);
        await DotnetCommand.MustAsync(folder, "format", "analyzers", "--no-restore");
        string first = TextOf(folder);
        Assert.NotEqual(before, first);
        await DotnetCommand.MustAsync(folder, "format", "analyzers", "--no-restore");
        Assert.Equal(first, TextOf(folder));

        string build = await DotnetCommand.MustAsync(folder, "build", "--no-restore", "-v", "q", "-nodeReuse:false");
        string[] left = [.. RuleId().Matches(build).Select(static match => match.Value).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(s_withoutFix, left);
    }

    // What the sample shows and no fix may decide: the lock that is taken twice, the upgrade that waits for itself, the call that needs APCs.
    private static readonly string[] s_withoutFix = ["DDI1012", "DDI2004", "DDI2005", "DDI2006"];

    [GeneratedRegex(@"(?<=warning )DDI\d{4}")]
    private static partial Regex RuleId();

    private static string TextOf(string folder) =>
        string.Concat(Directory.EnumerateFiles(folder, "*.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText));

    private string WriteProject()
    {
        string folder = feed.NewFolder(ProjectName);
        foreach (string source in Repository.Files("samples/Broken", "*.cs"))
        {
            File.Copy(source, Path.Combine(folder, Path.GetFileName(source)));
        }

        File.WriteAllText(Path.Combine(folder, $"{ProjectName}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
                <EnableNETAnalyzers>false</EnableNETAnalyzers>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="DdiCompliance.Runtime" Version="{feed.Version}" />
                <PackageReference Include="DdiCompliance.Analyzers" Version="{feed.Version}" />
              </ItemGroup>
            </Project>
            """);
        return folder;
    }
}
