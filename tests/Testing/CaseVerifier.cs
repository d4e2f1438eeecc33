using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.Testing;

/// <summary>How a case went.</summary>
/// <param name="Difference">What differs from the marks, in words; null when every mark is met and nothing else is said.</param>
/// <param name="WordDifference">What differs from the kept messages and additional locations; null when nothing does, or the marks differ already.</param>
public sealed record CaseOutcome(string? Difference, string? WordDifference);

/// <summary>Holds a case against what some analyzers say about it.</summary>
public sealed class CaseVerifier(ImmutableArray<DiagnosticAnalyzer> analyzers)
{
    private readonly ImmutableSortedDictionary<string, DiagnosticDescriptor> _rules = Product.RulesOf(analyzers);

    /// <summary>The verifier of the shipped analyzers.</summary>
    public static CaseVerifier OfProduct { get; } = new(Product.Analyzers);

    /// <summary>Compiles and analyses a case and holds both against what it expects.</summary>
    public async Task<CaseOutcome> VerifyAsync(AnnotatedCase source)
    {
        string[] unknown = [.. source.NamedRules.Where(id => !_rules.ContainsKey(id))];
        if (unknown.Length > 0)
        {
            return new CaseOutcome($"{source.Name}: no analyzer reports {string.Join(", ", unknown)}", null);
        }

        CSharpCompilation compilation = Compile(source);
        if (ErrorsOf(compilation) is { Length: > 0 } errors)
        {
            return new CaseOutcome($"{source.Name} does not compile:\n{errors}", null);
        }

        CaseAnalysis analysis = await CaseAnalysis.RunAsync(compilation, analyzers, CaseSurroundings.Of(source)).ConfigureAwait(false);
        if (analysis.Crashes.Length > 0)
        {
            return new CaseOutcome($"{source.Name}: an analyzer crashed\n{string.Join('\n', analysis.Crashes)}", null);
        }

        ImmutableArray<Diagnostic> found = Checked(source, analysis.Diagnostics);
        string? difference = Compare(source, found);
        return new CaseOutcome(difference, difference is null ? Snapshot.Compare(source, found) : null);
    }

    /// <summary>The compilation of a case, with every rule on.</summary>
    public CSharpCompilation Compile(AnnotatedCase source) => CaseCompilation.Create(source, CaseAnalysis.EnableAll(_rules.Values));

    /// <summary>What of the reported diagnostics a case answers for: all but the info rules it is not about.</summary>
    public static ImmutableArray<Diagnostic> Checked(AnnotatedCase source, ImmutableArray<Diagnostic> reported) =>
        [.. reported.Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info || source.Checks(diagnostic.Id))];

    /// <summary>The compile errors, one per line; empty when there are none.</summary>
    public static string ErrorsOf(Compilation compilation) =>
        string.Join('\n', compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

    private static string? Compare(AnnotatedCase source, ImmutableArray<Diagnostic> found)
    {
        var report = new StringBuilder();
        List<Diagnostic> unexpected = [.. found];
        foreach (CaseDocument file in source.Files)
        {
            foreach (Mark mark in file.Marks.Where(static mark => !mark.IsKnownMiss))
            {
                int at = unexpected.FindIndex(diagnostic => IsAt(diagnostic, mark.Id, file.Name, mark.Span));
                if (at >= 0)
                {
                    unexpected.RemoveAt(at);
                }
                else
                {
                    Describe(report, "missing", mark.Id, file, mark.Span, null);
                }
            }
        }

        foreach (string id in source.UnplacedExpectations)
        {
            if (unexpected.FindIndex(diagnostic => diagnostic.Id == id && !diagnostic.Location.GetLineSpan().IsValid) is >= 0 and int at)
            {
                unexpected.RemoveAt(at);
            }
            else
            {
                report.Append($"  missing    {id} without a place\n");
            }
        }

        foreach (Diagnostic diagnostic in unexpected)
        {
            DescribeUnexpected(report, source, diagnostic);
        }

        return report.Length == 0 ? null : $"{source.Name} ({source.Path ?? "in a test"})\n{report}";
    }

    private static bool IsAt(Diagnostic diagnostic, string id, string file, TextSpan span) =>
        diagnostic.Id == id && diagnostic.Location.SourceSpan == span && DiagnosticOrder.PathOf(diagnostic) == file;

    private static void DescribeUnexpected(StringBuilder report, AnnotatedCase source, Diagnostic diagnostic)
    {
        TextSpan span = diagnostic.Location.SourceSpan;
        CaseDocument? file = source.Files.FirstOrDefault(file => file.Name == DiagnosticOrder.PathOf(diagnostic));
        if (file is null)
        {
            report.Append($"  unexpected {diagnostic.Id} without a place in the case: {diagnostic.GetMessage()}\n");
            return;
        }

        bool wasMiss = file.Marks.Any(mark => mark.IsKnownMiss && mark.Id == diagnostic.Id && mark.Span.OverlapsWith(span));
        Describe(report, wasMiss ? "known miss is now reported, promote the mark:" : "unexpected", diagnostic.Id, file, span, diagnostic.GetMessage());
    }

    private static void Describe(StringBuilder report, string what, string id, CaseDocument file, TextSpan span, string? message)
    {
        (int line, int column) = file.PositionOf(span.Start);
        TextLine text = file.Source.Lines.GetLineFromPosition(span.Start);
        int end = Math.Min(span.End, text.End);
        string Part(int from, int to) => file.Source.ToString(TextSpan.FromBounds(from, to));
        string marked = $"{Part(text.Start, span.Start)}{{|{id}:{Part(span.Start, end)}|}}{Part(end, text.End)}";
        report.Append($"  {what,-10} {id} at {file.Name}({line},{column})\n      {marked.Trim()}\n");
        if (message is not null)
        {
            report.Append($"      says: {message}\n");
        }
    }
}
