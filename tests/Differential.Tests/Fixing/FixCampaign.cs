using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DdiCompliance.Differential.Tests.Comparing;
using DdiCompliance.Differential.Tests.Executing;
using DdiCompliance.Differential.Tests.Programs;
using DdiCompliance.Testing;
using DdiCompliance.Testing.Fixing;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Differential.Tests.Fixing;

/// <summary>
/// Programs with mistakes, each repaired by all fixes to the end and by every single fix that is offered, and executed before and after over all small inputs on the runtime
/// under verification.
/// </summary>
/// <param name="Seed">The first seed.</param>
/// <param name="Programs">How many seeds.</param>
public sealed partial record FixCampaign(int Seed, int Programs)
{
    private const int PerCompilation = 100;

    private readonly SortedDictionary<string, Count> _counts = new(StringComparer.Ordinal);
    private readonly FixEngine _engine = new(Product.Analyzers, Product.Fixes);

    /// <summary>Runs that went wrong after a fix, at most one for each changed program.</summary>
    public List<string> Deviations { get; } = [];

    /// <summary>Programs with a violation.</summary>
    public int Wrong { get; private set; }

    /// <summary>Programs that all fixes together leave without a violation.</summary>
    public int Repaired { get; private set; }

    /// <summary>Programs changed by a fix, one at a time or all.</summary>
    public int Changed => _counts.Values.Sum(static count => count.Programs);

    /// <summary>Executions before and after.</summary>
    public int Runs { get; private set; }

    /// <summary>Executions that broke a law before, and break none afterwards.</summary>
    public int Mended { get; private set; }

    /// <summary>Runs it.</summary>
    public async Task<FixCampaign> RunAsync()
    {
        foreach (int[] seeds in Enumerable.Range(Seed, Programs).Chunk(PerCompilation))
        {
            var changed = new List<FixedProgram>();
            foreach (int seed in seeds)
                changed.AddRange(await FixAsync(Mutator.Generate(seed)));
            Execute(changed);
        }

        return this;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"seed {Seed}: {Programs} programs, {Wrong} with a violation, {Repaired} of these without one after all fixes; {Changed} changed programs, {Runs} runs before and after, "
            + $"{Mended} broke a law before and none after, {Deviations.Count} programs deviate");
        foreach ((string fix, Count count) in _counts)
            text.AppendLine(CultureInfo.InvariantCulture, $"{count.Programs,6} programs {count.Wider,6} wider {count.Deviations,4} deviate  {fix}");
        return text.AppendJoin('\n', Deviations).ToString();
    }

    private async Task<IEnumerable<FixedProgram>> FixAsync(TestProgram program)
    {
        string source = Writer.WriteNumbered(program);
        AnnotatedCase parsed = CaseReader.Parse(source, program.Name);
        Project project = CaseSolution.Create(parsed, CaseAnalysis.EnableAll(Product.Rules.Values));
        if ((await FixEngine.ErrorsAsync(project)).Length > 0)
            return [];
        ImmutableArray<Diagnostic> found = (await _engine.AnalyzeAsync(project)).Diagnostics;
        if (found.Any(IsViolation))
            Wrong++;
        var changed = new List<FixedProgram>();
        bool canFixAll = false;
        foreach (Diagnostic diagnostic in found)
        {
            // A declaration changes nothing that runs, and a test that was the wrong way round everything.
            foreach (FixOffer offer in (await _engine.OffersAsync(project, diagnostic)).Where(static offer =>
                !offer.Action.Title.StartsWith("Declare ", StringComparison.Ordinal) && !offer.Action.Title.StartsWith("Invert ", StringComparison.Ordinal)))
            {
                canFixAll |= !offer.IsDecision;
                string after = await TextOfAsync((await offer.ApplyAsync())!);
                changed.Add(new FixedProgram(program.Name, $"{diagnostic.Id} {LockName().Replace(offer.Action.Title, "'..'")}", [diagnostic.Id], source, after, null));
            }
        }

        if (canFixAll)
            changed.Add(await FixAllAsync(parsed, source, found));
        return changed.DistinctBy(static one => (one.After, one.Left is null));
    }

    private async Task<FixedProgram> FixAllAsync(AnnotatedCase parsed, string source, ImmutableArray<Diagnostic> found)
    {
        (Project? fixedProject, string? problem) = await FixVerifier.OfProduct.FixedAsync(parsed);
        if (problem is not null)
            Deviations.Add($"=== {parsed.Name} all: {problem}\n{source}");
        ImmutableArray<Diagnostic> left = (await _engine.AnalyzeAsync(fixedProject!)).Diagnostics;
        if (!left.Any(IsViolation) && found.Any(IsViolation))
            Repaired++;
        return new FixedProgram(parsed.Name, "all", [.. found.Select(static one => one.Id)], source, await TextOfAsync(fixedProject!), [.. left.Select(static one => one.Id)]);
    }

    private static bool IsViolation(Diagnostic diagnostic) => diagnostic.Severity > DiagnosticSeverity.Info;

    private static async Task<string> TextOfAsync(Project project) => (await CaseSolution.Documents(project).Single().GetTextAsync()).ToString();

    private void Execute(List<FixedProgram> changed)
    {
        IReadOnlyList<Func<Runnable>> runnables =
            Workbench.MakeRunnable([.. changed.SelectMany(static one => new[] { (one.Name, Executable(one.Before)), (one.Name, Executable(one.After)) })]);
        var deviating = new HashSet<FixedProgram>();
        var befores = new Dictionary<(string, Input), Run>();
        foreach (FixedProgram program in changed)
            CountOf(program).Programs++;
        RuntimeCheck.OnThreads(
            changed.SelectMany((program, index) => Inputs(program.Before).SelectMany(input => new[] { (program, index, input, isAfter: false), (program, index, input, isAfter: true) })),
            next =>
            {
                // Many programs are changed in several ways: what they did before is known.
                (string, Input) key = (next.program.Before, next.input);
                if (!next.isAfter && befores.ContainsKey(key))
                    return false;
                var runtime = new RuntimeThread();
                Run run = Run.Of(Execution.Run(runnables[next.index * 2 + (next.isAfter ? 1 : 0)](), next.input, mends: false, runtime));
                Runs++;
                if (!next.isAfter)
                    befores[key] = run;
                else if (runtime.Disagreements.Count > 0)
                    Note(next.program, next.input, runtime.Disagreements[0], deviating);
                else
                    Judge(next.program, next.input, (befores[key], run), deviating);
                return runtime.IsDirty;
            });
    }

    private void Judge(FixedProgram program, Input input, (Run Before, Run After) runs, HashSet<FixedProgram> deviating)
    {
        if (runs.Before.Rule is not null && runs.After.Rule is null)
            Mended++;
        CountOf(program).Wider += runs.After.Wider(runs.Before);
        if (runs.After.Deviation(runs.Before, program) is { } deviation)
            Note(program, input, deviation, deviating);
    }

    private void Note(FixedProgram program, Input input, string what, HashSet<FixedProgram> deviating)
    {
        if (!deviating.Add(program))
            return;
        CountOf(program).Deviations++;
        Deviations.Add($"=== {program.Name} {program.Fix}: {input}: {what}\n--- before\n{program.Before}\n--- after\n{program.After}");
    }

    private Count CountOf(FixedProgram program)
    {
        if (!_counts.TryGetValue(program.Fix, out Count? count))
            _counts[program.Fix] = count = new Count();
        return count;
    }

    private static IEnumerable<Input> Inputs(string source) =>
        Comparison.Inputs(source).Where(static input => input.Outcomes < 4).Select(static input => input with { ByLock = true });

    private static string Executable(string source) => Work().Replace(source, "Did($1);");

    [GeneratedRegex(@"_count \+= (\d+);")]
    private static partial Regex Work();

    [GeneratedRegex("'[^']*'")]
    private static partial Regex LockName();

    private sealed class Count
    {
        public int Programs { get; set; }

        public int Wider { get; set; }

        public int Deviations { get; set; }
    }
}
