using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>Guards: structures that enter the region and acquire when they are made, and undo both when they are disposed.</summary>
internal static class Guards
{
    /// <summary>The expression that makes the guard which does what a group of takings does; null when there is none.</summary>
    public static string? Of(FixSite site, ImmutableArray<Taken> group)
    {
        if (group[group.Length - 1].Routine is not { Acquire: { Lock.Root: RefRoot.Argument } acquire, Statement: not null } call || !call.IsWaiting
            || !EntersOneRegion(group, call) || call.ArgumentAt(acquire.Lock.Index) is not { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax } locked)
        {
            return null;
        }

        string? name = (acquire.Mode, acquire.Order) switch
        {
            (LockMode.Exclusive, _) => "AcquireExclusive",
            (LockMode.Shared, WaiterOrder.Queued) => "AcquireShared",
            (LockMode.Shared, WaiterOrder.Yields) => "AcquireSharedWaitForExclusive",
            _ => null,
        };
        ITypeSymbol? type = site.Model.GetTypeInfo(locked.Expression).Type;
        bool exists = name is not null && type is not null && site.Model.LookupSymbols(call.Node.SpanStart, type, name, includeReducedExtensionMethods: true)
            .OfType<IMethodSymbol>().Any(static m => m.Parameters.IsEmpty && m.ReturnType.IsRefLikeType);
        return exists ? locked.Expression + "." + name + "()" : null;
    }

    private static bool EntersOneRegion(ImmutableArray<Taken> group, RoutineCall acquire) => group.Length switch
    {
        1 => acquire.Contract.CriticalDelta == 1,
        2 => acquire.Contract.CriticalDelta == 0 && group[0].Routine is { IsPureEnter: true, Contract: { CriticalDelta: 1, GuardedDelta: 0 } },
        _ => false,
    };
}
