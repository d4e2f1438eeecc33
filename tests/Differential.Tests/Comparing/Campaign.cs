using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using DdiCompliance.Differential.Tests.Executing;
using DdiCompliance.Differential.Tests.Programs;

namespace DdiCompliance.Differential.Tests.Comparing;

/// <summary>
/// Many programs, each analysed once and executed over all its inputs: under the laws against the diagnostics, and on the runtime against the laws.
/// </summary>
/// <param name="Seed">The first seed; program number i has seed + i.</param>
/// <param name="Programs">How many.</param>
/// <param name="Shrink">How many shrunk programs to show of each kind of disagreement.</param>
public sealed record Campaign(int Seed, int Programs, int Shrink)
{
    private const int PerCompilation = 300;

    /// <summary>The counts.</summary>
    public Tally Tally { get; } = new();

    /// <summary>Shrunk programs.</summary>
    public StringBuilder Shown { get; } = new();

    /// <summary>Where the laws, as the machine states them, and the runtime disagree.</summary>
    public List<string> OnRuntime { get; } = [];

    /// <summary>The violations that the runtime confirmed, by rule.</summary>
    public ConcurrentDictionary<string, int> Confirmed { get; } = [];

    /// <summary>How often a program ran on the runtime.</summary>
    public int RunsOnRuntime { get; private set; }

    /// <summary>Everything in words.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"seed {Seed}\n{Tally.Table()}{RunsOnRuntime} runs on the runtime, which confirmed {string.Join(", ", Confirmed.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(static pair => $"{pair.Key} {pair.Value}"))}\n{Shown}");

    /// <summary>Runs it.</summary>
    public async Task<Campaign> RunAsync()
    {
        foreach (int[] seeds in Enumerable.Range(Seed, Programs).Chunk(PerCompilation))
        {
            IReadOnlyList<Subject> subjects = await Workbench.PrepareAsync(seeds.Select(Mutator.Generate));
            foreach (Subject subject in subjects)
                await CompareAsync(subject);
            (IReadOnlyList<string> found, int runs) = RuntimeCheck.Run(
                subjects.Select(static subject => (subject.Program.Name, subject.Create, (IReadOnlyList<Input>)[.. Comparison.Inputs(subject.Source)])), Confirmed);
            OnRuntime.AddRange(found);
            RunsOnRuntime += runs;
        }

        return this;
    }

    private async Task CompareAsync(Subject subject)
    {
        Comparison comparison = Comparison.Of(subject);
        Tally.Add(comparison);
        foreach (Discrepancy shown in comparison.Discrepancies.Where(shown => Tally.IsNew(shown, Shrink)))
            Describe(await Shrinker.ShrinkAsync(comparison, shown), shown, subject.Program.Name);
    }

    private void Describe(Comparison small, Discrepancy shown, string name)
    {
        Discrepancy there = small.Discrepancies.First(other => other.Kind == shown.Kind && other.Rule == shown.Rule);
        Shown.AppendLine(CultureInfo.InvariantCulture, $"=== {shown.Kind} {shown.Rule} from {name}: line {there.Line}: {there.Proof}");
        foreach (Finding finding in small.Subject.Findings)
            Shown.AppendLine(CultureInfo.InvariantCulture, $"    reported {finding.Rule} at {string.Join(',', finding.Lines)}: {finding.Message}");
        foreach ((Violation violation, string input) in small.First)
            Shown.AppendLine(CultureInfo.InvariantCulture, $"    executed {violation.Rule} at {violation.Line}: {input}");
        string[] lines = small.Subject.Source.TrimEnd().Split('\n');
        for (int i = 0; i < lines.Length; i++)
            Shown.AppendLine(CultureInfo.InvariantCulture, $"{i + 1,4} {lines[i]}");
    }
}
