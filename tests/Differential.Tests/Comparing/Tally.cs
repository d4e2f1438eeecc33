using System.Globalization;
using System.Text;

namespace DdiCompliance.Differential.Tests.Comparing;

/// <summary>Counts over many programs.</summary>
public sealed class Tally
{
    private static readonly Disagreement[] s_kinds = Enum.GetValues<Disagreement>();

    private readonly SortedDictionary<string, int> _executed = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _reported = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int>[] _disagreements = [.. s_kinds.Select(static _ => new SortedDictionary<string, int>(StringComparer.Ordinal))];
    private readonly Dictionary<string, int> _shown = [];

    public int Programs { get; private set; }

    public long Executions { get; private set; }

    public int Clean { get; private set; }

    /// <summary>The share of violations that no diagnostic states.</summary>
    public double MissedRate => Rate(Disagreement.Missed, _executed);

    /// <summary>The share of diagnostics that no execution confirms.</summary>
    public double FalseRate => Rate(Disagreement.False, _reported);

    /// <summary>The share of diagnostics that say a mistake a second time.</summary>
    public double ConsequenceRate => Rate(Disagreement.Consequence, _reported);

    public void Add(Comparison comparison)
    {
        Programs++;
        Executions += comparison.Executions;
        if (comparison.First.Count == 0)
            Clean++;
        foreach ((Executing.Violation violation, _) in comparison.First)
            Count(_executed, violation.Rule);
        foreach (Finding finding in comparison.Judged)
            Count(_reported, finding.Rule);
        foreach (Discrepancy discrepancy in comparison.Discrepancies)
            Count(_disagreements[(int)discrepancy.Kind], discrepancy.Rule);
    }

    /// <summary>Whether fewer than so many like this were shown.</summary>
    public bool IsNew(Discrepancy discrepancy, int limit)
    {
        string key = $"{discrepancy.Kind} {discrepancy.Rule}";
        return (_shown[key] = _shown.GetValueOrDefault(key) + 1) <= limit;
    }

    public string Table()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Programs} programs ({Clean} without a violation), {Executions} executions");
        text.AppendLine($"rule      executed reported{string.Concat(s_kinds.Select(static kind => $"{kind,12}"))}");
        foreach (string rule in _executed.Keys.Union(_reported.Keys).Order(StringComparer.Ordinal))
            Row(text, rule, counts => counts.GetValueOrDefault(rule));
        Row(text, "all", static counts => counts.Values.Sum());
        text.AppendLine(CultureInfo.InvariantCulture, $"missed {MissedRate:P3} of the violations, {FalseRate:P3} of the diagnostics are false");
        return text.ToString();
    }

    private void Row(StringBuilder text, string name, Func<SortedDictionary<string, int>, int> count) => text.AppendLine(CultureInfo.InvariantCulture,
        $"{name,-10}{count(_executed),8}{count(_reported),9}{string.Concat(_disagreements.Select(counts => $"{count(counts),12}"))}");

    private double Rate(Disagreement kind, SortedDictionary<string, int> whole) =>
        whole.Count == 0 ? 0 : (double)_disagreements[(int)kind].Values.Sum() / whole.Values.Sum();

    private static void Count(SortedDictionary<string, int> counts, string rule) => counts[rule] = counts.GetValueOrDefault(rule) + 1;
}
