using System.IO.Compression;
using System.Xml.Linq;
using DdiCompliance.Package.Tests;
using DdiCompliance.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(PackageFeed))]

namespace DdiCompliance.Package.Tests;

/// <summary>Both packages, packed once into a folder outside the repository, where consumers find them and no setting of the repository does.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ddi-package-");

    /// <summary>The version under test.</summary>
    public string Version { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        foreach (string project in new[] { "src/CodeFixes", "src/Runtime" })
        {
            await DotnetCommand.MustAsync(Repository.Root, "pack", project, "-c", configuration, "-o", Feed, "-v", "q");
        }

        Version = Nuspec("DdiCompliance.Analyzers").Descendants().First(static element => element.Name.LocalName == "version").Value;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>A folder below the feed's, with a NuGet configuration that knows only the feed.</summary>
    public string NewFolder(string name)
    {
        string folder = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(_folder.FullName, "packages")}" /></config>
              <packageSources><clear /><add key="feed" value="{Feed}" /></packageSources>
            </configuration>
            """);
        return folder;
    }

    /// <summary>The names of the files in a package that are not NuGet's own, in order.</summary>
    public IReadOnlyList<string> Contents(string id)
    {
        using ZipArchive archive = Open(id);
        return [.. archive.Entries.Select(static entry => entry.FullName)
            .Where(static name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml")
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>The description of a package.</summary>
    public XDocument Nuspec(string id)
    {
        using ZipArchive archive = Open(id);
        using Stream stream = archive.GetEntry($"{id}.nuspec")!.Open();
        return XDocument.Load(stream);
    }

    private string Feed => Path.Combine(_folder.FullName, "feed");

    private ZipArchive Open(string id) =>
        ZipFile.OpenRead(Directory.EnumerateFiles(Feed, $"{id}.*.nupkg").Single(path => Path.GetFileName(path)[id.Length + 1] is >= '0' and <= '9'));
}
