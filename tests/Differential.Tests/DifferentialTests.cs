using System.Globalization;
using System.Text;
using DdiCompliance.Differential.Tests.Comparing;
using DdiCompliance.Differential.Tests.Executing;
using DdiCompliance.Differential.Tests.Programs;
using Xunit;

namespace DdiCompliance.Differential.Tests;

/// <summary>Generated programs, analysed and executed: what an execution breaks is reported, and what is reported some execution breaks.</summary>
public class DifferentialTests(ITestOutputHelper output)
{
    private const int DefaultPrograms = 400;
    private const int PerCompilation = 400;

    private static readonly int s_programs = Setting("DDI_PROGRAMS", DefaultPrograms);
    private static readonly int s_seed = Setting("DDI_SEED", 1);

    [Fact]
    public async Task Diagnostics_and_executions_agree()
    {
        var tally = new Tally();
        var text = new StringBuilder();
        int shrunk = Setting("DDI_SHRINK", 3);
        for (int start = 0; start < s_programs; start += PerCompilation)
        {
            IEnumerable<int> seeds = Enumerable.Range(s_seed + start, Math.Min(PerCompilation, s_programs - start));
            foreach (Subject subject in await Workbench.PrepareAsync(seeds.Select(Mutator.Generate)))
            {
                Comparison comparison = Comparison.Of(subject);
                tally.Add(comparison);
                foreach (Discrepancy shown in comparison.Discrepancies.Where(shown => tally.IsNew(shown, shrunk)))
                    Describe(text, await Shrinker.ShrinkAsync(comparison, shown), shown, subject.Program.Name);
            }
        }

        string report = $"seed {s_seed}\n{tally.Table()}\n{text}";
        if (Environment.GetEnvironmentVariable("DDI_REPORT") is { } file)
            await File.WriteAllTextAsync(file, report);
        output.WriteLine(report);
    }

    private static void Describe(StringBuilder text, Comparison small, Discrepancy shown, string name)
    {
        Discrepancy there = small.Discrepancies.First(other => other.Kind == shown.Kind && other.Rule == shown.Rule);
        text.AppendLine(CultureInfo.InvariantCulture, $"=== {shown.Kind} {shown.Rule} from {name}: line {there.Line}: {there.Proof}");
        foreach (Finding finding in small.Subject.Findings)
            text.AppendLine(CultureInfo.InvariantCulture, $"    reported {finding.Rule} at {string.Join(',', finding.Lines)}: {finding.Message}");
        foreach ((Violation violation, string input) in small.First)
            text.AppendLine(CultureInfo.InvariantCulture, $"    executed {violation.Rule} at {violation.Line}: {input}");
        string[] lines = small.Subject.Source.TrimEnd().Split('\n');
        for (int i = 0; i < lines.Length; i++)
            text.AppendLine(CultureInfo.InvariantCulture, $"{i + 1,4} {lines[i]}");
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
