using System.Text.RegularExpressions;
using DdiCompliance.Testing;
using Xunit;

namespace DdiCompliance.Package.Tests;

/// <summary>
/// <c>dotnet format analyzers</c> over consumers of the packed packages: one pass over the broken sample fixes everything, the next changes nothing, and the result builds
/// without a word. The pull request's check fails where a fix is left undone, and only there.
/// </summary>
public partial class FormatTests(PackageFeed feed)
{
    [Theory]
    [InlineData("Default")]
    [InlineData("All")]
    public async Task One_pass_leaves_a_sample_that_builds_without_a_word(string mode)
    {
        string folder = await WriteProjectAsync("Formatted" + mode, "Broken", mode);
        string before = TextOf(folder);
        await DotnetCommand.MustAsync(folder, "format", "analyzers", "--no-restore");
        string first = TextOf(folder);
        Assert.NotEqual(before, first);
        await DotnetCommand.MustAsync(folder, "format", "analyzers", "--no-restore");
        Assert.Equal(first, TextOf(folder));

        string build = await DotnetCommand.MustAsync(folder, "build", "--no-restore", "-v", "q", "-nodeReuse:false");
        Assert.DoesNotMatch(RuleId(), build);
    }

    [Theory]
    [InlineData("Clean", true)]
    [InlineData("BrokenByDesign", true)]
    [InlineData("Broken", false)]
    public async Task The_check_of_a_pull_request_fails_where_a_fix_is_left_undone(string sample, bool passes)
    {
        string folder = await WriteProjectAsync("Checked" + sample, sample, "Default");
        await File.WriteAllTextAsync(Path.Combine(folder, ".gitignore"), "bin/\nobj/\n");
        foreach (string command in new[] { "init -q", "add -A", "-c user.name=x -c user.email=x@y commit -qm x" })
        {
            (int done, string said) = await Command.RunAsync(folder, "git", command.Split(' '));
            Assert.True(done == 0, said);
        }

        (int verified, _) = await DotnetCommand.RunAsync(folder, "format", "analyzers", "--no-restore", "--severity", "warn", "--verify-no-changes");
        (int exitCode, string output) = await Command.RunAsync(folder, "bash", "-e", "-c", StepOf("lock-rules.yml", "No fix is left undone"));
        Assert.True(exitCode == 0 == passes, output);

        // Why the step does not end with the first command: that one complains of what has no fix, too.
        Assert.Equal(sample == "Clean" ? 0 : 2, verified);
    }

    /// <summary>The script of a step of a workflow.</summary>
    private static string StepOf(string workflow, string name)
    {
        string[] lines = File.ReadAllLines(Repository.PathOf("samples", "PullRequest", workflow));
        int start = Array.IndexOf(lines, $"      - name: {name}") + 2;
        Assert.Equal("        run: |", lines[start - 1]);
        return string.Join('\n', lines.Skip(start).TakeWhile(static line => line.Length == 0 || line.StartsWith("          ", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"DDI\d{4}")]
    private static partial Regex RuleId();

    private static string TextOf(string folder) =>
        string.Concat(Directory.EnumerateFiles(folder, "*.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText));

    private async Task<string> WriteProjectAsync(string name, string sample, string mode)
    {
        string folder = feed.NewFolder(name);
        foreach (string source in Repository.Files("samples/" + sample, "*.cs"))
        {
            File.Copy(source, Path.Combine(folder, Path.GetFileName(source)));
        }

        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType Condition="Exists('Program.cs')">Exe</OutputType>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
                <EnableNETAnalyzers>false</EnableNETAnalyzers>
                <NuGetAudit>false</NuGetAudit>
                <DdiComplianceAnalysisMode>{mode}</DdiComplianceAnalysisMode>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="DdiCompliance.Runtime" Version="{feed.Version}" />
                <PackageReference Include="DdiCompliance.Analyzers" Version="{feed.Version}" />
              </ItemGroup>
            </Project>
            """);
        await DotnetCommand.MustAsync(folder, "restore", "-v", "q");
        return folder;
    }
}
