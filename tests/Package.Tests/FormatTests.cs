using DdiCompliance.Testing;
using Xunit;

namespace DdiCompliance.Package.Tests;

/// <summary>
/// <c>dotnet format analyzers</c> over a consumer of the packed packages: one pass fixes everything that has a fix, the next changes
/// nothing, and the result builds with nothing left but the rules that say why they have no fix.
/// </summary>
public class FormatTests(PackageFeed feed)
{
    private const string ProjectName = "Formatted";

    [Fact]
    public async Task One_pass_fixes_all_that_can_be_fixed()
    {
        string folder = WriteProject();
        await DotnetCommand.MustAsync(folder, "restore", "-v", "q");
        string[] fixable = [.. Product.Fixes.SelectMany(static fix => fix.FixableDiagnosticIds).Distinct().Order(StringComparer.Ordinal)];

        string before = TextOf(folder);
        await FormatAsync(folder, fixable);
        string first = TextOf(folder);
        Assert.NotEqual(before, first);
        await FormatAsync(folder, fixable);
        Assert.Equal(first, TextOf(folder));

        string build = await DotnetCommand.MustAsync(folder, "build", "--no-restore", "-v", "q", "-nodeReuse:false");
        Assert.DoesNotContain(fixable, id => build.Contains($"warning {id}", StringComparison.Ordinal));
        Assert.Contains("warning DDI2004", build, StringComparison.Ordinal);
    }

    private static Task<string> FormatAsync(string folder, string[] rules) =>
        DotnetCommand.MustAsync(folder, ["format", "analyzers", "--no-restore", "--severity", "info", "--diagnostics", .. rules]);

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
