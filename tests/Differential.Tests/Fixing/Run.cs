using DdiCompliance.Differential.Tests.Executing;

namespace DdiCompliance.Differential.Tests.Fixing;

/// <summary>One run of a program on the runtime under verification, up to its first violation.</summary>
/// <param name="Done">The pieces of work done, and what was held meanwhile.</param>
/// <param name="End">How it ended.</param>
/// <param name="Rule">The rule of the first violation, or null.</param>
/// <param name="Broken">The rules that state that violation.</param>
/// <param name="HasFailure">Whether a try did not get its lock.</param>
public sealed record Run(IReadOnlyList<(int Number, string Held)> Done, string End, string? Rule, IReadOnlyList<string> Broken, bool HasFailure)
{
    /// <summary>What a finished execution shows.</summary>
    internal static Run Of(Execution execution) => new(
        execution.Done,
        execution.End,
        execution.Violations.Count == 0 ? null : execution.Violations[0].Rule,
        [.. execution.Violations.SelectMany(static violation => violation.Alternatives.Select(static other => other.Rule).Prepend(violation.Rule)).Distinct()],
        execution.FailedAt.Count > 0);

    /// <summary>What is wrong with a run after a fix, in words; null when nothing is.</summary>
    /// <param name="before">The run of the same input before the fix.</param>
    /// <param name="program">The program.</param>
    public string? Deviation(Run before, FixedProgram program)
    {
        if (Rule is not null && before.Rule is null)
            return $"breaks {Rule} where nothing was broken";
        if (Rule is not null && program.Left is { } left && !Broken.Any(left.Contains) && Broken.Any(program.Rules.Contains))
            return $"still breaks {Rule}, and nothing says so";
        if (program.ChecksTries && (HasFailure || before.HasFailure))
            return null;
        if (before.End != "stops" && End != "stops" && (before.End != End || before.Done.Count != Done.Count))
            return $"does something else: {Words(before)} before, {Words(this)} after";
        for (int i = 0; i < before.Done.Count && (i < Done.Count || End != "stops"); i++)
        {
            if (i >= Done.Count || before.Done[i].Number != Done[i].Number)
                return $"does something else: {Words(before)} before, {Words(this)} after";
            if (before.Rule is null && before.Done[i].Held.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(Done[i].Held.Split(' ')).Any())
                return $"does {Done[i].Number} without what was held: {before.Done[i].Held} before, {Done[i].Held} after";
        }

        return null;
    }

    /// <summary>How many pieces of work are done under more locks than before, of those that are done in both.</summary>
    public int Wider(Run before) => before.Rule is not null ? 0
        : before.Done.Zip(Done).Count(static pair => pair.First.Held.Length < pair.Second.Held.Length);

    private static string Words(Run run) => $"{string.Join(' ', run.Done.Select(static done => done.Number))} {run.End} {run.Rule}".Trim();
}
