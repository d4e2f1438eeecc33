namespace DdiCompliance.Differential.Tests.Executing;

/// <summary>A law broken by one execution.</summary>
/// <param name="Moment">Violations of one call, or of the return, have the same number.</param>
/// <param name="Rule">The rule that states the law.</param>
/// <param name="Line">The line of the call that is to blame.</param>
/// <param name="Root">The line of the public method in which that happens: the same line, or that of the call of a procedure.</param>
/// <param name="Lock">Which lock or region; what a leak is counted by.</param>
public sealed record Violation(int Moment, string Rule, int Line, int Root, string Lock)
{
    /// <summary>Other places and rules that state the same fact.</summary>
    public IReadOnlyList<(string Rule, Place At)> Alternatives { get; set; } = [];

    /// <summary>Whether a diagnostic with this rule that touches these lines states this violation.</summary>
    public bool IsStatedBy(string rule, IReadOnlyCollection<int> lines) =>
        (rule == Rule && Touches(lines, new Place(Line, Root))) || Alternatives.Any(other => other.Rule == rule && Touches(lines, other.At));

    private static bool Touches(IReadOnlyCollection<int> lines, Place at) => lines.Contains(at.Line) || lines.Contains(at.Root);
}

/// <summary>Where a call stands: its line, and the line of the public method it happens in.</summary>
public readonly record struct Place(int Line, int Root);
