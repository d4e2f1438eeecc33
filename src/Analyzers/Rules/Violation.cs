using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules;

/// <summary>A broken law, ready to be reported: the doorway from the rules to reporting.</summary>
internal sealed record Violation
{
    public required DiagnosticDescriptor Descriptor { get; init; }

    /// <summary>Where the edit belongs.</summary>
    public required SyntaxNode Place { get; init; }

    /// <summary>The place is a declaration, and only its name is marked.</summary>
    public bool IsAtName { get; init; }

    public required ImmutableArray<string> Arguments { get; init; }

    /// <summary>Other places the message speaks of.</summary>
    public ImmutableArray<SyntaxNode> Related { get; init; } = ImmutableArray<SyntaxNode>.Empty;

    /// <summary>Overrides the default severity, for findings of lower confidence.</summary>
    public DiagnosticSeverity? Severity { get; init; }

    /// <summary>What a fix needs to know.</summary>
    public ImmutableDictionary<string, string?> Hints { get; init; } = ImmutableDictionary<string, string?>.Empty;
}
