using DdiCompliance.Analyzers.Contracts;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Summaries;

/// <summary>A contract that outlives its compilation: a row of a table as it is, another one by the method or member it was read from.</summary>
/// <param name="Row">The row.</param>
/// <param name="Origin">The method, or the guarded member.</param>
/// <param name="IsWrite">The contract of an access that writes.</param>
internal sealed record LastingContract(RoutineContract? Row, LastingSymbol? Origin, bool IsWrite)
{
    public static LastingContract? Of(RoutineContract contract, BoundContracts contracts, IMethodSymbol method)
    {
        if (contracts.IsRow(contract))
        {
            return new LastingContract(contract, null, false);
        }

        return contracts.OriginOf(contract) is { } origin && LastingSymbol.Of(origin, method) is { } lasting
            ? new LastingContract(null, lasting, origin is not IMethodSymbol && ReferenceEquals(contracts.GuardOf(origin)?.Write, contract))
            : null;
    }

    public RoutineContract? In(Compilation compilation, BoundContracts contracts, IMethodSymbol method) => Row ?? (Origin?.In(compilation, method) switch
    {
        IMethodSymbol routine => contracts.Find(routine),
        { } member when contracts.GuardOf(member) is { } guarded => IsWrite ? guarded.Write : guarded.Read,
        _ => null,
    });
}
