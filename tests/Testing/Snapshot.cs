using System.Text;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Testing;

/// <summary>
/// The exact words of a case: severity, message and additional locations of each diagnostic, kept beside the case in
/// <c>situation.expected</c> and written with <c>ACCEPT=1</c>.
/// </summary>
public static class Snapshot
{
    /// <summary>Null when the snapshot beside a case agrees, or was just written; a case inside a test has none.</summary>
    public static string? Compare(AnnotatedCase source, IReadOnlyCollection<Diagnostic> found) =>
        source.Path is null ? null : CompareFile(System.IO.Path.ChangeExtension(source.Path, ".expected"), Render(source, found));

    /// <summary>Null when a file holds exactly this text, or was just made to (<c>ACCEPT=1</c>); an empty text means no file.</summary>
    public static string? CompareFile(string path, string actual)
    {
        bool exists = File.Exists(path);
        string expected = exists ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (expected == actual)
        {
            return null;
        }

        if (Repository.AcceptsSnapshots)
        {
            Write(path, actual, exists);
            return null;
        }

        string name = Repository.Relative(path);
        return $"{name} {(exists ? "differs" : "does not exist")}; ACCEPT=1 writes it, once the new text is right\n{TextDifference.Describe(expected, actual)}";
    }

    /// <summary>The diagnostics of a case as text.</summary>
    public static string Render(AnnotatedCase source, IEnumerable<Diagnostic> found)
    {
        var text = new StringBuilder();
        foreach (Diagnostic diagnostic in found)
        {
            text.Append($"{Place(source, diagnostic.Location)} {diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Id}: {diagnostic.GetMessage()}\n");
            foreach (Location location in diagnostic.AdditionalLocations)
            {
                text.Append($"    {Place(source, location)} {FirstLineAt(source, location)}\n");
            }
        }

        return text.ToString();
    }

    private static void Write(string path, string text, bool exists)
    {
        if (text.Length > 0)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
        else if (exists)
        {
            File.Delete(path);
        }
    }

    private static string Place(AnnotatedCase source, Location location)
    {
        CaseDocument? file = FileOf(source, location);
        if (file is null)
        {
            return "-";
        }

        (int line, int column) = file.PositionOf(location.SourceSpan.Start);
        return file == source.Documents[0] ? $"({line},{column})" : $"{file.Name}({line},{column})";
    }

    private static string FirstLineAt(AnnotatedCase source, Location location)
    {
        string text = FileOf(source, location)?.Source.ToString(location.SourceSpan) ?? "";
        return text.Split('\n')[0].Trim();
    }

    private static CaseDocument? FileOf(AnnotatedCase source, Location location)
    {
        string path = location.GetLineSpan().Path ?? "";
        return source.Files.FirstOrDefault(file => file.Name == path);
    }
}
