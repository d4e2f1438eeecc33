using System.Collections.Immutable;
using System.Text.Json;
using DdiCompliance.Testing;
using Xunit;

namespace DdiCompliance.Package.Tests;

/// <summary>One result of a SARIF file.</summary>
public sealed record SarifResult(string Id, string Level, string Help);

/// <summary>The sample that breaks every law, built once against the packed packages: one project for each mode, and some with settings of their own.</summary>
public sealed class ConsumerBuild(PackageFeed feed) : IAsyncLifetime
{
    /// <summary>Samples that reference the rules only: their locks are the framework's, or imported from the kernel.</summary>
    public static readonly ImmutableArray<string> Samples = ["Adopt", "KernelStyle"];

    /// <summary>The projects: the modes, an unknown mode, one with an <c>.editorconfig</c> of its own, one that gets the package through another; other samples.</summary>
    public static readonly ImmutableArray<string> Projects = [.. Preset.Modes, "Unknown", "Own", "Transitive", .. Samples];

    private string _folder = "";
    private string _output = "";

    public async ValueTask InitializeAsync()
    {
        _folder = feed.NewFolder("consumers");
        foreach (string project in Projects)
        {
            WriteProject(project);
        }

        // One solution: one restore and one process for all of them.
        string rows = string.Concat(Projects.Select(static project => $"<Project Path=\"{project}/{project}.csproj\" />"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "Consumers.slnx"), $"<Solution>{rows}</Solution>");
        (_, _output) = await DotnetCommand.RunAsync(_folder, "build", "Consumers.slnx", "-v", "q", "-nodeReuse:false");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The warnings and errors of a project, line by line.</summary>
    public string OutputOf(string project) =>
        string.Join('\n', _output.Split('\n').Where(line => line.TrimEnd().EndsWith($"{Path.DirectorySeparatorChar}{project}.csproj]", StringComparison.Ordinal)));

    /// <summary>Whether a project did not build.</summary>
    public bool IsFailed(string project) => OutputOf(project).Contains(": error ", StringComparison.Ordinal);

    /// <summary>The SARIF file of a project.</summary>
    public string SarifPathOf(string project) => Path.Combine(_folder, project, "out.sarif");

    /// <summary>The lock rules' results in the SARIF file of a project.</summary>
    public IReadOnlyList<SarifResult> SarifOf(string project)
    {
        string path = SarifPathOf(project);
        Assert.True(File.Exists(path), $"no SARIF in {project}:\n{_output}");
        using JsonDocument sarif = JsonDocument.Parse(File.ReadAllText(path));
        Assert.Equal("2.1.0", sarif.RootElement.GetProperty("version").GetString());
        JsonElement run = sarif.RootElement.GetProperty("runs")[0];
        Dictionary<string, string> help = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray()
            .ToDictionary(static rule => rule.GetProperty("id").GetString()!, static rule => rule.TryGetProperty("helpUri", out JsonElement uri) ? uri.GetString()! : "");
        return [.. run.GetProperty("results").EnumerateArray()
            .Select(static result => (Id: result.GetProperty("ruleId").GetString()!, Level: result.GetProperty("level").GetString()!))
            .Where(static result => result.Id.StartsWith("DDI", StringComparison.Ordinal))
            .Select(result => new SarifResult(result.Id, result.Level, help[result.Id]))];
    }

    private void WriteProject(string name)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        string sample = Repository.PathOf("samples", Samples.Contains(name) ? name : "Broken");
        foreach (string source in Directory.EnumerateFiles(sample, "*.cs").Concat(Directory.EnumerateFiles(sample, ".editorconfig")))
        {
            File.Copy(source, Path.Combine(folder, Path.GetFileName(source)));
        }

        string packages = $"""
            <PackageReference Include="DdiCompliance.Runtime" Version="{feed.Version}" />
            <PackageReference Include="DdiCompliance.Analyzers" Version="{feed.Version}" />
            """;
        if (name == "Transitive")
        {
            // The analyzers come through a project that does not keep them private.
            string between = Directory.CreateDirectory(Path.Combine(_folder, "Between")).FullName;
            File.WriteAllText(Path.Combine(between, "Between.csproj"), Project("", packages.Replace("Analyzers\"", "Analyzers\" PrivateAssets=\"none\"", StringComparison.Ordinal)));
            packages = """<ProjectReference Include="../Between/Between.csproj" />""";
        }

        if (name == "Own")
        {
            File.WriteAllText(Path.Combine(folder, ".editorconfig"), "root = true\n[*.cs]\ndotnet_diagnostic.DDI2002.severity = none\n"
                + string.Concat(Product.Rules.Keys.Where(static id => id != "DDI2002").Select(static id => $"dotnet_diagnostic.{id}.severity = warning\n")));
        }

        if (Samples.Contains(name))
        {
            packages = packages.Split('\n')[1];
        }

        string mode = name switch { "Unknown" => "Loud", "Own" => "AllErrors", "Transitive" => "Default", "Adopt" or "KernelStyle" => "Recommended", _ => name };
        File.WriteAllText(Path.Combine(folder, $"{name}.csproj"), Project($"<DdiComplianceAnalysisMode>{mode}</DdiComplianceAnalysisMode>", packages));
    }

    private static string Project(string properties, string references) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
            <EnableNETAnalyzers>false</EnableNETAnalyzers>
            <NuGetAudit>false</NuGetAudit>
            <ErrorLog>$(MSBuildProjectDirectory)/out.sarif,version=2.1</ErrorLog>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {references}
          </ItemGroup>
        </Project>
        """;
}
