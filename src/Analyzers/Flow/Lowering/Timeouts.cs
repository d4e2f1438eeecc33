using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>The time-out after which nobody gives up.</summary>
internal static class Timeouts
{
    /// <summary>What .NET takes for "wait until it is there".</summary>
    public const long Endless = -1;

    /// <summary>The number that stands for the endless time-out where it is a field; null: another field.</summary>
    public static long? ConstantOf(IFieldSymbol field)
        => field is { Name: "InfiniteTimeSpan", ContainingType: { Name: "Timeout", ContainingNamespace.Name: "Threading" } } ? Endless : null;
}
