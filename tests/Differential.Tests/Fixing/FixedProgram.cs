using System.Collections.Immutable;

namespace DdiCompliance.Differential.Tests.Fixing;

/// <summary>A program as it was, and as one fix or all of them left it.</summary>
/// <param name="Name">The name of its class.</param>
/// <param name="Fix">The rule and the title of the fix; "all" for all.</param>
/// <param name="Rules">The rules whose violations were fixed.</param>
/// <param name="Before">The source before.</param>
/// <param name="After">The source afterwards.</param>
/// <param name="Left">The rules that still report something, when all fixes were applied; null after one fix.</param>
public sealed record FixedProgram(string Name, string Fix, ImmutableHashSet<string> Rules, string Before, string After, ImmutableHashSet<string>? Left)
{
    // The result of a try is ignored: what was done although it failed is the defect, and is not done afterwards.
    private const string Unchecked = "DDI2008";

    /// <summary>Whether the fix decides what happens when a try fails.</summary>
    public bool ChecksTries => Rules.Contains(Unchecked);
}
