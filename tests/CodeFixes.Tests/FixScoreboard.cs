using System.Text;
using DdiCompliance.CodeFixes.Tests;
using DdiCompliance.Testing;
using DdiCompliance.Testing.Fixing;
using Xunit;

[assembly: AssemblyFixture(typeof(FixScoreboard))]

namespace DdiCompliance.CodeFixes.Tests;

/// <summary>Sums the fix scores of all cases by rule and, when the last case is done, prints them and writes <c>artifacts/fix-scores.md</c>.</summary>
public sealed class FixScoreboard : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, FixScore> _sums = new(StringComparer.Ordinal);

    public void Add(IEnumerable<FixScore> scores)
    {
        lock (_lock)
        {
            foreach (FixScore score in scores)
            {
                FixScore sum = _sums.GetValueOrDefault(score.Rule, new FixScore(score.Rule, 0, 0, 0, 0, 0));
                _sums[score.Rule] = new FixScore(
                    score.Rule, sum.Violations + score.Violations, sum.Fixable + score.Fixable, sum.Undecided + score.Undecided, sum.Offers + score.Offers, sum.Right + score.Right);
            }
        }
    }

    public void Dispose()
    {
        if (_sums.Count == 0)
        {
            return;
        }

        var table = new StringBuilder("| rule | violations | with a fix | left to the author | fixes offered | right |\n|---|---|---|---|---|---|\n");
        foreach (FixScore sum in _sums.Values)
        {
            table.Append($"| {sum.Rule} | {sum.Violations} | {sum.Fixable} | {sum.Undecided} | {sum.Offers} | {sum.Right} |\n");
        }

        Console.WriteLine(table);
        Directory.CreateDirectory(Repository.PathOf("artifacts"));
        File.WriteAllText(Repository.PathOf("artifacts", "fix-scores.md"), table.ToString());
    }
}
