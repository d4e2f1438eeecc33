using System.Collections.Immutable;
using DdiCompliance.CodeFixes.Proving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.CodeFixes;

/// <summary>
/// FixAll, document by document and one violation after the other: violations nest (a region round a lock round a lock), so edits made
/// from one snapshot cannot be merged. Each step is analysed anew, until nothing of the kind is left that can be fixed.
/// </summary>
internal sealed class FixEverywhere : FixAllProvider
{
    public static readonly FixEverywhere Instance = new();

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution };

    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        if (context.CodeFixProvider is not LockFix fix)
        {
            return null;
        }

        Solution solution = context.Project.Solution;
        foreach (Project project in ProjectsOf(context))
        {
            foreach (Document document in context.Scope == FixAllScope.Document ? new[] { context.Document! } : project.Documents)
            {
                ImmutableArray<Diagnostic> wanted = await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
                solution = await FixDocumentAsync(solution, document.Id, new Wanted(fix, context, wanted)).ConfigureAwait(false);
            }
        }

        Solution changed = solution;
        return CodeAction.Create("Fix all", _ => Task.FromResult(changed), context.CodeActionEquivalenceKey ?? LockFix.SafestAct);
    }

    private static IEnumerable<Project> ProjectsOf(FixAllContext context) =>
        context.Scope == FixAllScope.Solution ? context.Project.Solution.Projects.Where(static p => p.Language == LanguageNames.CSharp) : new[] { context.Project };

    private static async Task<Solution> FixDocumentAsync(Solution solution, DocumentId id, Wanted wanted)
    {
        // A proven fix removes a violation and adds none: as many steps as violations suffice.
        for (int left = wanted.Count; left > 0; left--)
        {
            if (await FixOneAsync(solution.GetDocument(id)!, wanted).ConfigureAwait(false) is not { } next)
            {
                break;
            }

            solution = next;
        }

        return solution;
    }

    private static async Task<Solution?> FixOneAsync(Document document, Wanted wanted)
    {
        CancellationToken cancellation = wanted.Context.CancellationToken;
        ImmutableArray<Diagnostic> found = await Findings.OfAsync(document, cancellation).ConfigureAwait(false);

        // What had no fix may have one once the members it calls are fixed: at last all that is left is tried again.
        foreach (bool isLastTry in new[] { false, true })
        {
            foreach (Diagnostic diagnostic in found.Where(d => wanted.Includes(d) && wanted.Tries(d, isLastTry)))
            {
                ImmutableArray<Proposal> proven = await wanted.Fix.ProvenAsync(document, diagnostic, wanted.ActOf(diagnostic.Id), cancellation).ConfigureAwait(false);
                if (!proven.IsEmpty)
                {
                    wanted.Progress();
                    return proven[0].Changed;
                }

                wanted.GiveUp(diagnostic);
            }
        }

        return null;
    }

    /// <summary>What the host asked to have fixed in one document: ids and severities it did not ask for stay as they are.</summary>
    private sealed class Wanted(LockFix fix, FixAllContext context, ImmutableArray<Diagnostic> diagnostics)
    {
        private readonly HashSet<(string, DiagnosticSeverity)> _kinds =
            [.. diagnostics.Where(d => !d.IsSuppressed && context.DiagnosticIds.Contains(d.Id)).Select(static d => (d.Id, d.Severity))];

        // What could not be fixed, and whether that was before the last change.
        private readonly Dictionary<(string, string, int), int> _hopeless = new();
        private int _changes;

        public LockFix Fix => fix;

        /// <summary>Whether a diagnostic is worth a try: it was not tried yet or, at last, not since the last change.</summary>
        public bool Tries(Diagnostic diagnostic, bool isLastTry) =>
            !_hopeless.TryGetValue(PlaceOf(diagnostic), out int tried) || (isLastTry && tried < _changes);

        public void GiveUp(Diagnostic diagnostic) => _hopeless[PlaceOf(diagnostic)] = _changes;

        public void Progress() => _changes++;

        private static (string, string, int) PlaceOf(Diagnostic diagnostic)
        {
            TextSpan span = diagnostic.Location.SourceSpan;
            SyntaxNode node = diagnostic.Location.SourceTree!.GetRoot().FindNode(span);
            SyntaxNode member = node.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? node;
            return (diagnostic.Id, member.ToString(), span.Start - member.SpanStart);
        }

        public FixAllContext Context => context;

        public int Count { get; } = diagnostics.Length;

        public bool Includes(Diagnostic diagnostic) => _kinds.Contains((diagnostic.Id, diagnostic.Severity)) && ActOf(diagnostic.Id) is not null;

        /// <summary>
        /// The act to repeat for a rule; null when the key is another asked rule's. The safest without a key, and with the key of a rule that nobody
        /// asked for: dotnet format takes the key from the first diagnostic of the analyzer, whichever rule it is of.
        /// </summary>
        public string? ActOf(string rule)
        {
            if (context.CodeActionEquivalenceKey is not { } key || key.IndexOf('.') is not (> 0 and int dot) || !context.DiagnosticIds.Contains(key.Substring(0, dot)))
            {
                return LockFix.SafestAct;
            }

            return key.Substring(0, dot) == rule ? key.Substring(dot + 1) : null;
        }
    }
}
