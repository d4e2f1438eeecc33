using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.Testing;

/// <summary>A span that the author of a case marked.</summary>
/// <param name="Id">The rule expected there.</param>
/// <param name="Span">The span in the text without marks.</param>
/// <param name="IsKnownMiss">A true defect that is not reported today; reporting it fails the case, so that the mark is promoted.</param>
public sealed record Mark(string Id, TextSpan Span, bool IsKnownMiss);

/// <summary>One document or additional file of a case, its marks taken out.</summary>
/// <param name="Name">The file name that the compiler sees.</param>
/// <param name="Text">The text without marks; directive lines stay, they are comments.</param>
/// <param name="Marks">The marks, by position.</param>
/// <param name="FirstLine">The zero-based line of the case file at which the text starts.</param>
public sealed record CaseDocument(string Name, string Text, ImmutableArray<Mark> Marks, int FirstLine)
{
    /// <summary>The text as lines and offsets.</summary>
    public SourceText Source { get; } = SourceText.From(Text, System.Text.Encoding.UTF8);

    /// <summary>The one-based line and column of an offset, the line counted in the case file.</summary>
    public (int Line, int Column) PositionOf(int offset)
    {
        LinePosition position = Source.Lines.GetLinePosition(offset);
        return (position.Line + FirstLine + 1, position.Character + 1);
    }
}

/// <summary>An annotated source: what to compile, with which options, and what must be said about it.</summary>
public sealed record AnnotatedCase
{
    /// <summary>The case's name in test output: its path below the case folder, without extension.</summary>
    public required string Name { get; init; }

    /// <summary>The file on disk; null for a case written inside a test.</summary>
    public string? Path { get; init; }

    /// <summary>C# documents, at least one.</summary>
    public required ImmutableArray<CaseDocument> Documents { get; init; }

    /// <summary>Additional files (contract tables).</summary>
    public ImmutableArray<CaseDocument> AdditionalFiles { get; init; } = [];

    /// <summary>Options as an <c>.editorconfig</c> would give them.</summary>
    public ImmutableDictionary<string, string> Options { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Info rules that are checked in this case although nothing marks them.</summary>
    public ImmutableHashSet<string> ExtraRules { get; init; } = [];

    /// <summary>Rules expected to be reported without a place in any file (a wrong option, for instance).</summary>
    public ImmutableArray<string> UnplacedExpectations { get; init; } = [];

    /// <summary>False when the case brings its own bindings: then neither the runtime nor its usings are there.</summary>
    public bool UsesRuntime { get; init; } = true;

    /// <summary>The equivalence key of the fix to apply, where the case is about one fix.</summary>
    public string? FixKey { get; init; }

    /// <summary>Every document and additional file.</summary>
    public IEnumerable<CaseDocument> Files => Documents.Concat(AdditionalFiles);

    /// <summary>Every rule the case speaks of.</summary>
    public IEnumerable<string> NamedRules =>
        Files.SelectMany(static file => file.Marks).Select(static mark => mark.Id).Concat(UnplacedExpectations).Concat(ExtraRules).Distinct();

    /// <summary>Whether any diagnostic is expected (known misses are not).</summary>
    public bool ExpectsViolations => UnplacedExpectations.Length > 0 || Files.Any(static file => file.Marks.Any(static mark => !mark.IsKnownMiss));

    /// <summary>Whether an info rule is checked here: in its own folder, where marked, or where a directive names it.</summary>
    public bool Checks(string infoRule) =>
        ExtraRules.Contains(infoRule)
        || UnplacedExpectations.Contains(infoRule)
        || Name.StartsWith(infoRule, StringComparison.Ordinal)
        || Files.Any(file => file.Marks.Any(mark => mark.Id == infoRule));

    /// <inheritdoc/>
    public override string ToString() => Name;
}
