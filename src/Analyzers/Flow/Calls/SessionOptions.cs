using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>What the options say to the engine.</summary>
/// <param name="IsStrict">The letter of the Static Driver Verifier rules is followed.</param>
/// <param name="IsMiniport">Whether a file belongs to a physical Storport miniport.</param>
internal readonly record struct SessionOptions(bool IsStrict, Func<SyntaxTree, bool> IsMiniport)
{
    /// <summary>Every body counts as one that may have an effect: to measure what the engine costs where nothing can be skipped.</summary>
    public bool IsForced { get; init; }
}
