using System.Collections.Immutable;
using DdiCompliance.Analyzers.Flow.Copies;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Ownership;

/// <summary>A lock that is a structure is its address: a copy is another lock, and protects nothing.</summary>
internal static class LockCopied
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.LockCopied,
        "Lock copied",
        "{0}",
        RuleIds.Ownership,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A lock that is a structure is its address: a copy is another lock, and protects nothing.",
        helpLinkUri: LockRule.Help(RuleIds.LockCopied));

    public static DiagnosticDescriptor Descriptor => s_descriptor;

    public static Violation Check(LockCopy copy)
    {
        string what = SymbolEqualityComparer.Default.Equals(copy.Type, copy.Whole) ? $"'{copy.Type.Name}'" : $"'{copy.Whole.Name}' and the '{copy.Type.Name}' in it";
        string verb = SymbolEqualityComparer.Default.Equals(copy.Type, copy.Whole) ? "is" : "are";
        string message = copy.Kind switch
        {
            CopyKind.PassedByValue => $"{what} {verb} passed by value: the callee gets another lock; pass it by 'ref'",
            CopyKind.Returned => $"{what} {verb} returned by value: the caller gets another lock; return it by 'ref'",
            CopyKind.Boxed => $"{what} {verb} boxed: the box holds another lock",
            CopyKind.Iterated => $"The loop variable copies {what}: each pass has another lock; loop with 'ref'",
            CopyKind.Property => $"The property hands out copies of {what}; make it a field, or return it by 'ref'",
            CopyKind.ReadOnlyField => $"{what} {verb} in a 'readonly' field, which only hands out copies; drop 'readonly'",
            CopyKind.Captured => $"{what} {verb} captured by a function that outlives the call: every call has a lock of its own; make it a field",
            CopyKind.Assigned => $"{what} {verb} copied: the copy is another lock; use a 'ref' local",
            _ => $"{what} {verb} copied: the copy is another lock",
        };
        return new Violation
        {
            Descriptor = s_descriptor,
            Place = copy.Syntax,
            IsAtName = copy.IsDeclaration,
            Arguments = ImmutableArray.Create(message),
        };
    }
}
