using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace DdiCompliance.Runtime.Benchmarks;

/// <summary>The result as a page.</summary>
internal static class Report
{
    public static string Write(IReadOnlyList<Gate> gates, Uncontended uncontended, Contended contended)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        StringBuilder page = new();
        page.AppendLine("# Runtime: speed and memory").AppendLine()
            .AppendLine("Written by `dotnet run -c Release --project benchmarks/Runtime.Benchmarks -- --out benchmarks/results/runtime.md`.")
            .AppendLine("Ratios are taken within one process; nanoseconds are not comparable between machines.")
            .AppendLine()
            .AppendLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, {ProcessorName()}.")
            .AppendLine($"CAS pair {uncontended.All.First().Median:F2} ns, p90/p10 {uncontended.Noise:F2} (above 1.3 the run is noisy).")
            .AppendLine().AppendLine("| row | measured | gate | verdict | note |").AppendLine("|---|---|---|---|---|");
        foreach (Gate gate in gates)
            page.AppendLine($"| {gate.Row} | {gate.Value:0.00} | {(gate.AtMost ? "<=" : ">=")} {gate.Limit:0.00} | {gate.Verdict} | {gate.Note} |");
        page.AppendLine().AppendLine("## One thread: median of 201 undisturbed slices, each between two slices of CAS pairs (slices kept / run)").AppendLine()
            .AppendLine("| pair | ns | CAS pairs | p10 - p90 | slices | bytes |").AppendLine("|---|---|---|---|---|---|");
        foreach (Candidate one in uncontended.All)
        {
            string ratio = one.Ratios.Count == 0
                ? "1.00 | | "
                : $"{one.Ratio:F2} | {Statistics.Quantile(one.Ratios, 0.1):F2} - {Statistics.Quantile(one.Ratios, 0.9):F2} | {one.Ratios.Count}/{one.Ratios.Count + one.Dropped}";
            page.AppendLine($"| {one.Name} | {one.Median:F2} | {ratio} | {one.BytesPerPair:0.##} |");
        }
        page.AppendLine().AppendLine("## Two pinned threads: Mops/s, mean of the middle half of the windows").AppendLine()
            .AppendLine("In brackets the windows kept of those run; a window in which a thread was away for more than 150 us is dropped.").AppendLine();
        foreach (string line in contended.Table())
            page.AppendLine(line);
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static string ProcessorName()
    {
        const string Facts = "/proc/cpuinfo";
        if (!File.Exists(Facts))
            return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown processor";
        string[] lines = File.ReadAllLines(Facts);
        return $"{Value("model name")} (family {Value("cpu family")} model {Value("model")})";

        string Value(string key) => lines.FirstOrDefault(line => line.Split(':')[0].Trim() == key)?.Split(':')[1].Trim() ?? "?";
    }
}
