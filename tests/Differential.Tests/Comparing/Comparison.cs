using System.Collections.Immutable;
using DdiCompliance.Differential.Tests.Executing;

namespace DdiCompliance.Differential.Tests.Comparing;

/// <summary>What kind of disagreement.</summary>
public enum Disagreement
{
    /// <summary>An execution breaks a law, and no diagnostic says so.</summary>
    Missed,

    /// <summary>A diagnostic that no execution confirms.</summary>
    False,

    /// <summary>A diagnostic confirmed only by executions that went wrong before: a second diagnostic for one mistake.</summary>
    Consequence,

    /// <summary>A false diagnostic whose cause is a stated limit.</summary>
    Known,

    /// <summary>A diagnostic that says the right thing at a call of a procedure, and does not point at the line in it.</summary>
    Misplaced,
}

/// <summary>One disagreement of the analyzer with the executions of a program.</summary>
/// <param name="Kind">Missed or false.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Line">The line.</param>
/// <param name="Proof">The execution, or the message.</param>
public sealed record Discrepancy(Disagreement Kind, string Rule, int Line, string Proof);

/// <summary>A program's executions against its diagnostics.</summary>
public sealed class Comparison
{
    // Advice; and the orders of locks, which no single execution breaks.
    private static readonly HashSet<string> s_notJudged = ["DDI1010", "DDI1011", "DDI5001", "DDI9002", "DDI9003"];

    private readonly HashSet<(string, int)> _seen = [];
    private ProcedureLines? _lines;

    private Comparison(Subject subject) => Subject = subject;

    /// <summary>The program.</summary>
    public Subject Subject { get; }

    /// <summary>How often it was run.</summary>
    public int Executions { get; private set; }

    /// <summary>The violations that came first in some execution, each once.</summary>
    public List<(Violation Violation, string Input)> First { get; } = [];

    /// <summary>The diagnostics that are judged.</summary>
    public ImmutableArray<Finding> Judged { get; private set; } = [];

    /// <summary>Where the two disagree.</summary>
    public List<Discrepancy> Discrepancies { get; } = [];

    /// <summary>Runs a program over all small inputs and outcomes, and compares.</summary>
    public static Comparison Of(Subject subject)
    {
        var comparison = new Comparison(subject) { Judged = [.. subject.Findings.Where(static finding => !s_notJudged.Contains(finding.Rule))] };
        comparison.Compare();
        return comparison;
    }

    /// <summary>Every input a program can tell from the others.</summary>
    public static IEnumerable<Input> Inputs(string source, int? loose = null)
    {
        int outcomes = source.Contains(", false)", StringComparison.Ordinal) ? 8 : 1;
        bool usesNumber = new[] { " < n;", "n == ", "n < ", "n > ", "(n)" }.Any(source.Contains);
        for (int flags = 0; flags < 8; flags++)
        {
            for (int n = usesNumber ? -1 : 0; n <= (usesNumber ? 2 : 0); n++)
            {
                for (int outcome = 0; outcome < outcomes; outcome++)
                    yield return new Input((flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0, n, outcome, loose);
            }
        }
    }

    private void Compare()
    {
        Runnable program = Subject.Create();
        var confirmed = new bool[Judged.Length];
        var followed = new bool[Judged.Length];
        var failed = new HashSet<int>();
        Run(program, confirmed, followed, failed);
        bool[]? loosely = null;
        for (int i = 0; i < Judged.Length; i++)
        {
            if (confirmed[i] || IsUnchecked(Judged[i], failed))
                continue;
            Disagreement kind = followed[i] ? Disagreement.Consequence
                : (loosely ??= Loosely(program))[i] ? Disagreement.Known : Disagreement.False;
            Discrepancies.Add(new Discrepancy(kind, Judged[i].Rule, Judged[i].Line, Judged[i].Message));
        }
    }

    private void Run(Runnable program, bool[] confirmed, bool[] followed, HashSet<int> failed)
    {
        foreach (Input input in Inputs(Subject.Source))
        {
            foreach (bool mends in new[] { true, false })
            {
                Execution execution = Execution.Run(program, input, mends);
                Executions++;
                failed.UnionWith(execution.FailedAt);
                bool[] stated = mends ? confirmed : followed;
                for (int i = 0; i < Judged.Length; i++)
                    stated[i] |= States(Judged[i], execution);
                if (mends)
                    JudgeFirst(execution, input);
            }
        }
    }

    // The analyzer knows that a loop may run any number of times, not that it runs as often as a number that is tested elsewhere says; and it keeps what a number is equal
    // to, not what it is less than. Both are stated limits.
    private bool[] Loosely(Runnable program)
    {
        var confirmed = new bool[Judged.Length];
        foreach (Input input in Enumerable.Range(0, 64).SelectMany(loose => Inputs(Subject.Source, loose)))
        {
            Execution execution = Execution.Run(program, input, mends: true);
            for (int i = 0; i < Judged.Length; i++)
                confirmed[i] |= States(Judged[i], execution);
        }

        return confirmed;
    }

    private bool States(Finding finding, Execution execution) => execution.Violations.Any(violation => IsStatedBy(violation, finding));

    // Between the public method and the procedure that breaks the law may be others; a diagnostic may stand at any of their calls.
    private bool IsStatedBy(Violation violation, Finding finding) =>
        violation.IsStatedBy(finding.Rule, finding.Lines) || (violation.Line != violation.Root && violation.IsStatedBy(finding.Rule, Inwards(finding)));

    private HashSet<int> Inwards(Finding finding)
    {
        _lines ??= new ProcedureLines(Subject.Source);
        return _lines.ReachableFrom(finding.Line);
    }

    // The mistakes of one call are one mistake; what is left behind at the end is one for each lock and region.
    private void JudgeFirst(Execution execution, Input input)
    {
        if (execution.Violations.Count == 0)
            return;
        int moment = execution.Violations[0].Moment;
        Violation[] first = [.. execution.Violations.Where(violation => violation.Moment == moment)];
        bool isExit = first.All(static violation => violation.Rule is "DDI2002" or "DDI2003" or "DDI1003" or "DDI1005");
        if (!isExit)
        {
            Judge(first[0], input, first.Any(IsReported));
            return;
        }

        foreach (Violation violation in first)
            Judge(violation, input, IsReported(violation));
    }

    private void Judge(Violation violation, Input input, bool isReported)
    {
        if (!_seen.Add((violation.Rule, violation.Line)))
            return;
        First.Add((violation, input.ToString()));
        if (!isReported)
            Discrepancies.Add(new Discrepancy(Disagreement.Missed, violation.Rule, violation.Line, input.ToString()));
        else if (Judged.Any(finding => finding.Rule == violation.Rule && IsStatedBy(violation, finding))
            && !Judged.Any(finding => finding.Rule == violation.Rule && finding.Lines.Contains(violation.Line)))
            Discrepancies.Add(new Discrepancy(Disagreement.Misplaced, violation.Rule, violation.Line, input.ToString()));
    }

    private bool IsReported(Violation violation) => Judged.Any(finding => IsStatedBy(violation, finding));

    // An ignored result is a mistake by itself where the acquire can fail.
    private bool IsUnchecked(Finding finding, HashSet<int> failed) => finding.Rule == "DDI2008" && finding.Lines.Any(line =>
        failed.Contains(line) && Subject.Source.Split('\n')[line - 1].TrimStart().StartsWith("Ex", StringComparison.Ordinal));
}
