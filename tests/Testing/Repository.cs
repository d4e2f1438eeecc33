namespace DdiCompliance.Testing;

/// <summary>Where the repository's own files are, found upwards from the running test.</summary>
public static class Repository
{
    private const string Landmark = "Analyzers.sln";

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>True when snapshots are to be written instead of compared (<c>ACCEPT=1</c>).</summary>
    public static bool AcceptsSnapshots { get; } = Environment.GetEnvironmentVariable("ACCEPT") == "1";

    /// <summary>The absolute path of a file or folder named from the root.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A path from the root, with forward slashes on every system.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>All files below a folder, without build output, in ordinal order; empty when the folder does not exist.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern)
    {
        string top = PathOf(folder.Split('/'));
        if (!Directory.Exists(top))
        {
            return [];
        }

        return [.. Directory.EnumerateFiles(top, pattern, SearchOption.AllDirectories)
            .Where(static path => !Relative(path).Split('/').Any(static part => part is "bin" or "obj" or "artifacts" or ".git"))
            .Order(StringComparer.Ordinal)];
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Landmark)))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No {Landmark} above {AppContext.BaseDirectory}: the tests read the repository they were built in.");
    }
}
