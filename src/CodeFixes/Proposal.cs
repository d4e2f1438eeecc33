using Microsoft.CodeAnalysis;

namespace DdiCompliance.CodeFixes;

/// <summary>A change that may be offered once it is proven.</summary>
/// <param name="Act">What is done, the same word for every place: FixAll repeats it.</param>
/// <param name="Title">What is done here, in the imperative, naming the lock.</param>
/// <param name="Changed">The solution afterwards; null when the act is not possible at this place.</param>
internal readonly record struct Proposal(string Act, string Title, Solution? Changed)
{
    /// <summary>What the user should look at before it is done: shown in the preview, at what was edited. Null where nothing but the defect changes.</summary>
    public string? Warning { get; init; }

    /// <summary>
    /// Whether nothing else may be wrong with the lock afterwards: where it is given back too often on one path and not at all on another, one release less
    /// balances one of them only.
    /// </summary>
    public bool MustBalance { get; init; }

    /// <summary>Another rule that reports the same mistake: it must report one violation less as well.</summary>
    public string? Ends { get; init; }

    /// <summary>
    /// Whether only the author can say that this was meant. It is offered at its place alone: no FixAll does it, nor <c>dotnet format</c>.
    /// </summary>
    public bool IsDecision { get; init; }
}
