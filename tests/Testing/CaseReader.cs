using System.Collections.Immutable;

namespace DdiCompliance.Testing;

/// <summary>
/// Reads annotated sources. Directives stand at column 0: <c>//! option key = value</c>, <c>//! file Name.cs</c>,
/// <c>//! additional name.ddi-contracts</c>, <c>//! rules DDI1011</c>, <c>//! expect DDI9001</c> (a diagnostic without a place),
/// <c>//! without runtime</c>, <c>//! fix key</c>, <c>//! fix the title of a decision starts so</c>.
/// </summary>
public sealed class CaseReader
{
    private const string Directive = "//!";

    private readonly string _path;
    private readonly ImmutableArray<CaseDocument>.Builder _documents = ImmutableArray.CreateBuilder<CaseDocument>();
    private readonly ImmutableArray<CaseDocument>.Builder _additional = ImmutableArray.CreateBuilder<CaseDocument>();
    private readonly ImmutableDictionary<string, string>.Builder _options = ImmutableDictionary.CreateBuilder<string, string>();
    private readonly ImmutableHashSet<string>.Builder _rules = ImmutableHashSet.CreateBuilder<string>();
    private readonly ImmutableArray<string>.Builder _unplaced = ImmutableArray.CreateBuilder<string>();
    private bool _usesRuntime = true;
    private string? _fixKey;

    private CaseReader(string path) => _path = path;

    /// <summary>Reads the case in a file.</summary>
    public static AnnotatedCase ReadFile(string path, string name) =>
        new CaseReader(Repository.Relative(path)).Read(name, System.IO.Path.GetFileName(path), File.ReadAllText(path)) with { Path = path };

    /// <summary>Reads a case from text.</summary>
    public static AnnotatedCase Parse(string text, string name = "inline") => new CaseReader(name).Read(name, "Case.cs", text);

    /// <summary>All cases below a folder of the repository, by name; a fixed version is not a case of its own.</summary>
    public static IReadOnlyList<(string Name, string Path)> Find(string folder) =>
        [.. Repository.Files(folder, "*.cs")
            .Where(static path => !path.EndsWith(".fixed.cs", StringComparison.Ordinal))
            .Select(path => (System.IO.Path.ChangeExtension(Repository.Relative(path)[(folder.Length + 1)..], null), path))];

    private AnnotatedCase Read(string name, string fileName, string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        string current = fileName;
        bool isAdditional = false;
        int start = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            int column = lines[i].IndexOf(Directive, StringComparison.Ordinal);
            if (column < 0)
            {
                continue;
            }

            if (column > 0)
            {
                throw Mistake(i, column, "a directive starts at column 1");
            }

            string[] words = lines[i][Directive.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words is ["file" or "additional", string next])
            {
                Close(current, isAdditional, lines, start, i);
                (current, isAdditional, start) = (next, words[0] == "additional", i + 1);
                continue;
            }

            Apply(words, lines[i], i);
        }

        Close(current, isAdditional, lines, start, lines.Length);
        return new AnnotatedCase
        {
            Name = name,
            Documents = _documents.ToImmutable(),
            AdditionalFiles = _additional.ToImmutable(),
            Options = _options.ToImmutable(),
            ExtraRules = _rules.ToImmutable(),
            UnplacedExpectations = _unplaced.ToImmutable(),
            UsesRuntime = _usesRuntime,
            FixKey = _fixKey,
        };
    }

    private void Apply(string[] words, string line, int index)
    {
        switch (words)
        {
            case ["option", string key, "=", ..] when line.IndexOf('=') is int equals and > 0:
                _options[key] = line[(equals + 1)..].Trim();
                break;
            case ["rules", _, ..]:
                _rules.UnionWith(words[1..].Select(static word => word.TrimEnd(',')));
                break;
            case ["expect", _, ..]:
                _unplaced.AddRange(words[1..].Select(static word => word.TrimEnd(',')));
                break;
            case ["without", "runtime"]:
                _usesRuntime = false;
                break;
            case ["fix", _, ..]:
                _fixKey = string.Join(' ', words.Skip(1));
                break;
            default:
                throw Mistake(index, 0, $"'{line.Trim()}' is no directive (option, file, additional, rules, expect, without runtime, fix)");
        }
    }

    private void Close(string fileName, bool isAdditional, string[] lines, int start, int end)
    {
        string text = string.Join('\n', lines[start..end]) + (end < lines.Length ? "\n" : "");
        (string clean, ImmutableArray<Mark> marks) = Markup.Parse(_path, text, start);
        (isAdditional ? _additional : _documents).Add(new CaseDocument(fileName, clean, marks, start));
    }

    private CaseFormatException Mistake(int line, int column, string problem) => new(_path, line + 1, column + 1, problem);
}
