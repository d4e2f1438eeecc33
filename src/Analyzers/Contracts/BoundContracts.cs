using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Contracts;

/// <summary>The contracts that one compilation can meet: the doorway from the contracts room to the engine.</summary>
internal abstract class BoundContracts
{
    /// <summary>False when nothing in the compilation can reach a routine with a contract: then no analysis runs at all.</summary>
    public abstract bool IsReachable { get; }

    /// <summary>The contract of a called method (its original definition is looked up), or null for an ordinary method.</summary>
    public abstract RoutineContract? Find(IMethodSymbol method);

    /// <summary>
    /// The contract of a call through a receiver of a known type: some rows are bound to a type that only inherits the method
    /// (<c>Mutex.WaitOne</c> is declared by <c>WaitHandle</c>).
    /// </summary>
    public virtual RoutineContract? Find(IMethodSymbol method, ITypeSymbol? receiver) => Find(method);

    /// <summary>The role of a name, or null when no table declares it.</summary>
    public virtual RoleContract? FindRole(string name) => null;

    /// <summary>The family whose locks are instances of a type, or null.</summary>
    public virtual LockFamily? FamilyOf(INamedTypeSymbol type) => null;

    /// <summary>What the locks of a field or property ask of its users; null when no lock guards it.</summary>
    public virtual GuardedMember? GuardOf(ISymbol member) => null;

    /// <summary>The choices beside the rows that decide which methods have contracts, as text.</summary>
    public virtual string Choices => "";

    /// <summary>Whether the contract is a row of a table or a contract file, which outlives the compilation.</summary>
    public virtual bool IsRow(RoutineContract contract) => false;

    /// <summary>The method or guarded member that a contract which is no row was found for; null: unknown.</summary>
    public virtual ISymbol? OriginOf(RoutineContract contract) => null;

    /// <summary>The orders of locks that annotations declare.</summary>
    public virtual ImmutableArray<LockOrderRow> LockOrders => ImmutableArray<LockOrderRow>.Empty;

    /// <summary>Whether the compilation can have annotations at all.</summary>
    public virtual bool HasAnnotations => false;

    /// <summary>Whether <c>lock</c> statements have an effect: a row describes Monitor or System.Threading.Lock. They name no routine.</summary>
    public virtual bool CoversLockStatements => false;

    /// <summary>Whether an identifier in source may name a routine with a contract: a superset, used only to skip bodies quickly.</summary>
    public bool MayName(string identifier) => Names.Has(identifier);

    /// <summary>The identifiers of <see cref="MayName"/>.</summary>
    public abstract KnownNames Names { get; }
}
