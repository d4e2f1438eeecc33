using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DdiCompliance.Testing.Fixing;

/// <summary>How the fixes of one rule did in one case.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Violations">Violations in the case.</param>
/// <param name="Fixable">Violations with at least one offer that FixAll can repeat.</param>
/// <param name="Undecided">Violations whose offers are all decisions of the author.</param>
/// <param name="Offers">Fixes offered.</param>
/// <param name="Right">Offers that compile, remove their violation and add none.</param>
public sealed record FixScore(string Rule, int Violations, int Fixable, int Undecided, int Offers, int Right);

/// <summary>What is wrong with the fixes of a case (nothing, usually), and the score by rule.</summary>
public sealed record FixReport(ImmutableArray<string> Problems, ImmutableArray<FixScore> Scores);

/// <summary>
/// Holds every fix offered in a case to what a fix promises: it compiles, removes its violation, adds none, has a stable key, works in
/// every FixAll scope, and applying fixes comes to an end at code that has nothing left to fix.
/// </summary>
public sealed class FixVerifier(ImmutableArray<DiagnosticAnalyzer> analyzers, ImmutableArray<CodeFixProvider> fixes)
{
    // One round of FixAll should do; nested violations take one round per level. Nobody nests deeper in a case.
    private const int MaxRounds = 12;

    // dotnet format takes the key from the first diagnostic of the analyzer, whichever rule it is of.
    private const string ForeignKey = "DDI0000.First";

    private static readonly FixAllScope[] s_scopes = [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];


    private readonly FixEngine _engine = new(analyzers, fixes);
    private readonly ImmutableDictionary<string, ReportDiagnostic> _severities = CaseAnalysis.EnableAll(Product.RulesOf(analyzers).Values);

    /// <summary>The verifier of the shipped analyzers and fixes.</summary>
    public static FixVerifier OfProduct { get; } = new(Product.Analyzers, Product.Fixes);

    /// <summary>Tries every offer of a case, alone and as FixAll, and all of them together.</summary>
    public async Task<FixReport> VerifyAsync(AnnotatedCase source)
    {
        Project project = CaseSolution.Create(source, _severities);
        ImmutableArray<Diagnostic> before = (await _engine.AnalyzeAsync(project).ConfigureAwait(false)).Diagnostics;
        var problems = new List<string>();
        var scores = new SortedDictionary<string, FixScore>(StringComparer.Ordinal);
        var byKey = new Dictionary<(CodeFixProvider, string), FixOffer>();
        foreach (Diagnostic diagnostic in before)
        {
            ImmutableArray<FixOffer> offers = await _engine.OffersAsync(project, diagnostic).ConfigureAwait(false);
            int right = 0;
            foreach (FixOffer offer in offers)
            {
                string? problem = DescribeFlaw(offer, offers) ?? await TryOneAsync(offer, before).ConfigureAwait(false);
                if (problem is null)
                {
                    right++;
                    _ = offer.IsDecision || byKey.TryAdd((offer.Provider, offer.Key), offer);
                }
                else
                {
                    problems.Add($"{source.Name}: {offer} {problem}");
                }
            }

            FixScore score = scores.GetValueOrDefault(diagnostic.Id, new FixScore(diagnostic.Id, 0, 0, 0, 0, 0));
            bool isFixable = offers.Any(static offer => !offer.IsDecision);
            scores[diagnostic.Id] = new FixScore(
                diagnostic.Id,
                score.Violations + 1,
                score.Fixable + (isFixable ? 1 : 0),
                score.Undecided + (offers.IsEmpty || isFixable ? 0 : 1),
                score.Offers + offers.Length,
                score.Right + right);
        }

        foreach (FixOffer offer in byKey.Values)
        {
            problems.AddRange(await TryAllAsync(source, offer).ConfigureAwait(false));
        }

        // A fix that is wrong by itself may double the code each round: fix to the end only what is right so far.
        if (problems.Count == 0 && byKey.Count > 0 && await OnePassAsync(source, before).ConfigureAwait(false) is { } failure)
        {
            problems.Add($"{source.Name}: {failure}");
        }

        return new FixReport([.. problems], [.. scores.Values]);
    }

    /// <summary>
    /// The case after its fixes, with what is still reported marked; empty when nothing was offered. With a <c>//! fix key</c>
    /// directive only that fix is applied: a key, the beginning of a title, or the name of a provider.
    /// </summary>
    public async Task<(string Text, string? Problem)> FixedTextAsync(AnnotatedCase source)
    {
        (Project? project, string? problem) = await FixedAsync(source).ConfigureAwait(false);
        return project is null ? ("", problem) : (await FixedText.RenderAsync(source, project, _engine).ConfigureAwait(false), problem);
    }

    /// <summary>The project of a case after its fixes; null when nothing was offered.</summary>
    public Task<(Project? Project, string? Problem)> FixedAsync(AnnotatedCase source) =>
        source.FixKey is { } title && title.Contains(' ', StringComparison.Ordinal)
            ? OneByOneAsync(CaseSolution.Create(source, _severities), title)
            : ConvergeAsync(CaseSolution.Create(source, _severities), offer => !offer.IsDecision
                && (source.FixKey is null || offer.Key == source.FixKey || offer.Provider.GetType().Name == source.FixKey));

    private static string? DescribeFlaw(FixOffer offer, ImmutableArray<FixOffer> all)
    {
        string title = offer.Action.Title;
        return !offer.IsDecision && all.Count(other => other.Key == offer.Key && other.Provider == offer.Provider) > 1 ? $"shares the key '{offer.Key}' with another fix of the same diagnostic"
            : title.Length == 0 || !char.IsUpper(title[0]) || title.EndsWith('.') ? "has a title that is no imperative sentence without a full stop"
            : offer.Provider.GetFixAllProvider() is not { } all2 ? "has no FixAll"
            : s_scopes.Except(all2.GetSupportedFixAllScopes()).Any() ? "misses a FixAll scope"
            : null;
    }

    private async Task<string?> TryOneAsync(FixOffer offer, ImmutableArray<Diagnostic> before)
    {
        if (await offer.ApplyAsync().ConfigureAwait(false) is not { } changed)
        {
            return "does something else than one change of the solution";
        }

        if (await FixEngine.ErrorsAsync(changed).ConfigureAwait(false) is { Length: > 0 } errors)
        {
            return $"does not compile:\n{errors}\n{await TextOfAsync(changed).ConfigureAwait(false)}";
        }

        ILookup<string, Diagnostic> after = (await _engine.AnalyzeAsync(changed).ConfigureAwait(false)).Diagnostics.ToLookup(static diagnostic => diagnostic.Id);
        string id = offer.Diagnostic.Id;
        if (after[id].Count() >= before.Count(diagnostic => diagnostic.Id == id))
        {
            return $"does not remove the violation\n{await TextOfAsync(changed).ConfigureAwait(false)}";
        }

        Diagnostic? added = after.SelectMany(static group => group)
            .Where(IsViolation)
            .GroupBy(static diagnostic => diagnostic.Id)
            .FirstOrDefault(group => group.Count() > before.Count(diagnostic => diagnostic.Id == group.Key && IsViolation(diagnostic)))?
            .First();
        return added is null ? null : $"adds {added.Id}: {added.GetMessage()}\n{await TextOfAsync(changed).ConfigureAwait(false)}";
    }

    // Advice to write the same in another way may come with a fix.
    private static bool IsViolation(Diagnostic diagnostic) => diagnostic.Severity > DiagnosticSeverity.Info;

    // A case is one project: all of it and all of the solution are the same, and all of its document too when it has but one.
    private static FixAllScope[] TriedScopes(AnnotatedCase source) =>
        source.Documents.Length > 1 ? [FixAllScope.Document, FixAllScope.Solution] : source.Name.Length % 2 == 0 ? [FixAllScope.Document] : [FixAllScope.Solution];

    private async Task<IEnumerable<string>> TryAllAsync(AnnotatedCase source, FixOffer offer)
    {
        var problems = new List<string>();
        var results = new List<string>();
        foreach (FixAllScope scope in TriedScopes(source))
        {
            (Project? project, string? problem) = await FixAllToTheEndAsync(offer, scope).ConfigureAwait(false);
            if (problem is not null)
            {
                problems.Add($"{source.Name}: {offer} as FixAll in the {scope}: {problem}");
            }
            else if (scope != FixAllScope.Document || source.Documents.Length == 1)
            {
                results.Add(await TextOfAsync(project!).ConfigureAwait(false));
            }
        }

        if (problems.Count == 0 && results.Distinct().Skip(1).FirstOrDefault() is { } other)
        {
            problems.Add($"{source.Name}: {offer} gives another result by scope\n{TextDifference.Describe(results[0], other)}");
        }

        return problems;
    }

    private async Task<(Project? Project, string? Problem)> FixAllToTheEndAsync(FixOffer first, FixAllScope scope)
    {
        Project project = first.Document.Project;
        bool IsSame(FixOffer offer) => offer.Key == first.Key && offer.Provider == first.Provider
            && (scope != FixAllScope.Document || offer.Document.Id == first.Document.Id);
        FixOffer? offer = first;
        for (int round = 0; offer is not null; round++)
        {
            if (round == MaxRounds)
            {
                return (null, $"is still offered after {MaxRounds} rounds\n{await TextOfAsync(project).ConfigureAwait(false)}");
            }

            if (await _engine.FixAllAsync(offer, scope).ConfigureAwait(false) is not { } changed)
            {
                return (null, "fixes nothing");
            }

            project = changed;
            offer = await _engine.FirstOfferAsync(project, IsSame, first.Diagnostic.Id).ConfigureAwait(false);
        }

        string errors = await FixEngine.ErrorsAsync(project).ConfigureAwait(false);
        return errors.Length == 0 ? (project, null) : (null, $"does not compile:\n{errors}\n{await TextOfAsync(project).ConfigureAwait(false)}");
    }

    // A decision is taken at its place: each offer whose title starts so is applied by itself.
    private async Task<(Project? Project, string? Problem)> OneByOneAsync(Project project, string title)
    {
        Project? changed = null;
        for (int round = 0; round < 4 * MaxRounds; round++)
        {
            if (await _engine.FirstOfferAsync(changed ?? project, offer => offer.Action.Title.StartsWith(title, StringComparison.Ordinal)).ConfigureAwait(false) is not { } offer)
            {
                return (changed, null);
            }

            changed = await offer.ApplyAsync().ConfigureAwait(false);
        }

        return (changed, "fixing does not come to an end");
    }

    // As dotnet format does: the first wanted offer decides the key, FixAll applies it, until nothing wanted is offered.
    private async Task<(Project? Project, string? Problem)> ConvergeAsync(Project project, Func<FixOffer, bool> isWanted)
    {
        bool changed = false;
        for (int round = 0; await _engine.FirstOfferAsync(project, isWanted).ConfigureAwait(false) is { } offer; round++)
        {
            if (round == 4 * MaxRounds)
            {
                return (project, $"fixing does not come to an end\n{await TextOfAsync(project).ConfigureAwait(false)}");
            }

            if (await _engine.FixAllAsync(offer, FixAllScope.Project).ConfigureAwait(false) is not { } next)
            {
                return (project, $"{offer} fixes nothing as FixAll");
            }

            (project, changed) = (next, true);
        }

        string errors = await FixEngine.ErrorsAsync(project).ConfigureAwait(false);
        return (changed ? project : null, errors.Length == 0 ? null : $"fixed to the end it does not compile:\n{errors}\n{await TextOfAsync(project).ConfigureAwait(false)}");
    }

    /// <summary>
    /// As <c>dotnet format</c> does: FixAll once for each rule reported at the start and each of its fixes, in an order that is not to matter. Then no violation with a fix is left;
    /// advice may be, because repaired code can deserve some, but it comes to an end.
    /// </summary>
    private async Task<string?> OnePassAsync(AnnotatedCase source, ImmutableArray<Diagnostic> before)
    {
        Project project = CaseSolution.Create(source, _severities);
        IEnumerable<string> rules = before.Select(static diagnostic => diagnostic.Id).Distinct().Order(StringComparer.Ordinal);
        bool isReverse = source.Name.Length % 2 == 0;
        foreach (string rule in isReverse ? rules.Reverse() : rules)
        {
            foreach (CodeFixProvider fix in fixes.Where(fix => fix.FixableDiagnosticIds.Contains(rule)))
            {
                if (await _engine.FirstOfferAsync(project, offer => offer.Provider == fix && !offer.IsDecision, rule).ConfigureAwait(false) is { } offer)
                {
                    project = await _engine.FixAllAsync(offer, FixAllScope.Project, isReverse ? ForeignKey : offer.Key).ConfigureAwait(false) ?? project;
                }
            }
        }

        if (await _engine.FirstOfferAsync(project, static offer => !offer.IsDecision && IsViolation(offer.Diagnostic)).ConfigureAwait(false) is { } left)
        {
            return $"after one pass is left: {left}\n{await TextOfAsync(project).ConfigureAwait(false)}";
        }

        return (await ConvergeAsync(project, static offer => !offer.IsDecision).ConfigureAwait(false)).Problem;
    }

    private static async Task<string> TextOfAsync(Project project)
    {
        IEnumerable<Task<string>> texts = CaseSolution.Documents(project).Select(static async document => (await document.GetTextAsync().ConfigureAwait(false)).ToString());
        return string.Join("\n", await Task.WhenAll(texts).ConfigureAwait(false));
    }
}
