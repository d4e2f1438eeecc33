using System.Globalization;
using System.Text;
using DdiCompliance.Differential.Tests.Mutants;
using DdiCompliance.Testing;
using Xunit;

namespace DdiCompliance.Differential.Tests;

/// <summary>
/// One routine call of a correct method is dropped, doubled, swapped or moved; where the mutant misbehaves when it is executed under verification, the analyzer says so.
/// The default run makes one mistake in every so manyeth method; <c>DDI_MUTANTS=all</c> makes every mistake in every method.
/// </summary>
public class MutationTests(ITestOutputHelper output)
{
    private const int MethodEvery = 5;

    // As measured over all mutants; it may only shrink.
    private const double MostMissed = 0.05;

    // A mistake in these ends the process or never returns.
    private static readonly string[] s_dangerous = ["FailFast", "Environment.Exit", "while (true)", "for (;;)", "PsTerminateSystemThread"];

    private static readonly bool s_all = Environment.GetEnvironmentVariable("DDI_MUTANTS") == "all";

    [Fact]
    public async Task Mutants_that_misbehave_are_reported()
    {
        CaseMethod[] methods = [.. CaseReader.Find("tests/Analyzers.Tests/Cases").Select(static found => CaseReader.ReadFile(found.Path, found.Name))
            .Where(static source => source.UsesRuntime && source.Documents.Length == 1 && source.AdditionalFiles.IsEmpty && source.Options.IsEmpty
                && !s_dangerous.Any(source.Documents[0].Text.Contains) && !source.Name.EndsWith("/recursion", StringComparison.Ordinal))
            .SelectMany(CaseMethod.Of)];
        int correct = methods.Length;
        DdiVerifier.Enable();
        try
        {
            methods = [.. methods.Where(static (_, index) => s_all || index % MethodEvery == 0)];
            MutantBatch original = MutantBatch.Compile(methods, static _ => null);
            methods = [.. methods.Where(method => original.Has(method) && Misbehaviour(original, method) is null)];
            int executable = methods.Length;
            var counts = new Counts();
            for (int round = 0; round < (s_all ? methods.Max(static method => method.Mutants) : 1); round++)
                await RoundAsync(methods, round, counts);
            output.WriteLine($"{correct} correct methods, {executable} of {(s_all ? correct : correct / MethodEvery)} can be executed; {counts}");
            if (Environment.GetEnvironmentVariable("DDI_REPORT") is { } file)
                await File.WriteAllTextAsync(file + ".mutants", $"{executable} methods, {counts}\n{counts.Text}");
            Assert.True(counts.Misbehaving > 20, "too few mutants misbehave");
            Assert.True(counts.Missed <= MostMissed * counts.Misbehaving, $"{counts}\n{counts.Text}");
        }
        finally
        {
            DdiVerifier.Disable();
        }
    }

    private static async Task RoundAsync(CaseMethod[] methods, int round, Counts counts)
    {
        // The default run takes another mistake in each method, always the same.
        MutantBatch batch = MutantBatch.Compile(methods, method => s_all ? round : (method.Name.Length + method.Case.Name.Length * 7) % method.Mutants);
        await batch.AnalyzeAsync();
        foreach (CaseMethod method in batch.Mutated)
        {
            counts.Mutants++;
            if (Misbehaviour(batch, method) is not { } misbehaviour)
                continue;
            counts.Misbehaving++;
            if (batch.IsReported(method))
                continue;
            counts.Missed++;
            counts.Text.AppendLine(CultureInfo.InvariantCulture, $"=== {method}: {misbehaviour}").AppendLine(batch.SourceOf(method));
        }
    }

    private static string? Misbehaviour(MutantBatch batch, CaseMethod method) =>
        MethodRun.Misbehaviour(batch.Assembly, batch.TypeNameOf(method), method.Name, method.Parameters);

    private sealed class Counts
    {
        public int Mutants { get; set; }

        public int Misbehaving { get; set; }

        public int Missed { get; set; }

        public StringBuilder Text { get; } = new();

        public override string ToString() => $"{Mutants} mutants, {Misbehaving} misbehave, {Missed} of these are not reported";
    }
}
