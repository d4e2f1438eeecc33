using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Order;

/// <summary>A lock that is held while another one is waited for.</summary>
/// <param name="Lock">The lock, by the name it has in the method.</param>
/// <param name="Mode">How it is held.</param>
/// <param name="Site">The call that acquired it; null when the declaration says that it is held.</param>
internal sealed record HeldLock(AccessPath Lock, LockMode Mode, SyntaxNode? Site)
{
    /// <summary>Whether a holder in one mode makes a request in the other wait.</summary>
    public static bool Conflicts(LockMode held, LockMode requested)
        => held == LockMode.Exclusive || requested == LockMode.Exclusive || (held == LockMode.Upgradeable && requested == LockMode.Upgradeable);
}
