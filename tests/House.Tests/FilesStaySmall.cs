using System.Text.RegularExpressions;
using DdiCompliance.Testing;
using Xunit;

namespace DdiCompliance.House.Tests;

/// <summary>Reaching a ceiling means that a concept is missing: name it, and split.</summary>
public partial class FilesStaySmall
{
    private const int AnyFile = 400;
    private const int EngineFile = 300;
    private const int LongestLine = 200;

    private static readonly string[] s_folders = ["src", "tests", "samples", "benchmarks"];

    [Fact]
    public void No_file_is_over_its_ceiling() => AssertNone(Sources().Select(static path => (path, lines: File.ReadAllLines(path).Length))
        .Where(static file => file.lines > (Repository.Relative(file.path).StartsWith("src/Analyzers/Flow/", StringComparison.Ordinal) ? EngineFile : AnyFile))
        .Select(static file => $"{Repository.Relative(file.path)} has {file.lines} lines"));

    [Fact]
    public void No_line_is_unreadably_long() => AssertNone(Sources().SelectMany(static path => File.ReadLines(path)
        .Select((line, index) => (line, index)).Where(static row => row.line.Length > LongestLine)
        .Select(row => $"{Repository.Relative(path)}({row.index + 1}) has {row.line.Length} characters")));

    [Fact]
    public void Names_say_what_a_thing_is() => AssertNone(Sources()
        .Where(static path => EmptyWord().IsMatch(Path.GetFileNameWithoutExtension(path)))
        .Select(static path => $"{Repository.Relative(path)}: a name with Helper, Util, Manager, Common, Info, Data or Base names nothing"));

    [Fact]
    public void Every_suppression_has_its_reason_on_its_line() => AssertNone(Sources().SelectMany(static path => File.ReadLines(path)
        .Select((line, index) => (line, index))
        .Where(static row => Suppression().IsMatch(row.line) && !Reason().IsMatch(row.line))
        .Select(row => $"{Repository.Relative(path)}({row.index + 1}): {row.line.Trim()}")));

    [Fact]
    public void There_are_sources_to_look_at() => Assert.True(Sources().Count() > 20);

    private static IEnumerable<string> Sources() => s_folders.SelectMany(static folder => RepositorySources.Files(folder));

    private static void AssertNone(IEnumerable<string> found)
    {
        string text = string.Join('\n', found);
        Assert.True(text.Length == 0, text);
    }

    [GeneratedRegex("(Helpers?|Utils?|Utilities|Manager|Common|Info|Data|Base)$")]
    private static partial Regex EmptyWord();

    [GeneratedRegex(@"^\s*#pragma warning disable|^\s*\[.*(Unconditional)?SuppressMessage\(")]
    private static partial Regex Suppression();

    [GeneratedRegex(@"disable [A-Z0-9, ]+//\s*\S|Justification = ""\S")]
    private static partial Regex Reason();
}
