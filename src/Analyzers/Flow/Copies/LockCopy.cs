using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Copies;

/// <summary>How a lock structure is copied, or will be.</summary>
internal enum CopyKind : byte
{
    /// <summary>Into a new variable.</summary>
    Assigned,

    /// <summary>Into another place.</summary>
    Stored,
    PassedByValue,
    Returned,
    Boxed,
    Iterated,

    /// <summary>A property hands out copies.</summary>
    Property,

    /// <summary>Every use of a read-only field works on a copy.</summary>
    ReadOnlyField,

    /// <summary>A function that outlives the call keeps the variable: each call has a lock of its own.</summary>
    Captured,
}

/// <summary>A copy of a lock structure.</summary>
/// <param name="Kind">How.</param>
/// <param name="Syntax">The expression that is copied, or the declaration.</param>
/// <param name="IsDeclaration">The name of the declaration is the place.</param>
/// <param name="Type">The lock type: the type of the value, or of the lock inside.</param>
/// <param name="Whole">The type of the value.</param>
internal sealed record LockCopy(CopyKind Kind, SyntaxNode Syntax, bool IsDeclaration, ITypeSymbol Type, ITypeSymbol Whole);
