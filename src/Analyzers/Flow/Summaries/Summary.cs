using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Summaries;

/// <summary>What a body does to its callers, relative to the state they call it in.</summary>
internal sealed record Summary
{
    /// <summary>The locks it touches that a caller can name, in terms of its receiver, parameters, statics and outer variables.</summary>
    public ImmutableArray<AccessPath> Locks { get; init; } = ImmutableArray<AccessPath>.Empty;

    public ImmutableArray<SummaryExit> Exits { get; init; } = ImmutableArray<SummaryExit>.Empty;

    public ImmutableArray<Obligation> Obligations { get; init; } = ImmutableArray<Obligation>.Empty;

    /// <summary>Places that are the same after the call, in callee terms: the result, or members of the receiver or the result.</summary>
    public ImmutableArray<(AccessPath Target, AccessPath Source)> Aliases { get; init; } = ImmutableArray<(AccessPath, AccessPath)>.Empty;

    /// <summary>Members it writes: callers forget what they knew of them.</summary>
    public ImmutableArray<WrittenMember> Written { get; init; } = ImmutableArray<WrittenMember>.Empty;

    /// <summary>Nothing is promised: too complex, or recursion that did not settle.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>A call may throw from a body that is not known.</summary>
    public bool MayThrow { get; init; }

    public static readonly Summary Unknown = new() { IsUnknown = true };

    /// <summary>Where a cycle starts: no way out has been found yet.</summary>
    public static readonly Summary Bottom = new();

    public bool SameAs(Summary other)
        => IsUnknown == other.IsUnknown
            && MayThrow == other.MayThrow
            && Locks.SequenceEqual(other.Locks)
            && Exits.Length == other.Exits.Length
            && Exits.Zip(other.Exits, (a, b) => a.SameAs(b)).All(same => same)
            && Obligations.Length == other.Obligations.Length
            && Aliases.SequenceEqual(other.Aliases);
}

/// <summary>One way out of a body.</summary>
internal sealed record SummaryExit
{
    /// <summary>Leaves by an exception it raises itself.</summary>
    public bool Throws { get; init; }

    /// <summary>The type of that exception; null when it is not known.</summary>
    public ITypeSymbol? Thrown { get; init; }

    /// <summary>Answers about parameters and shared places at the entry without which this exit is not taken.</summary>
    public ImmutableArray<(Fact Fact, bool Answer)> Before { get; init; } = ImmutableArray<(Fact, bool)>.Empty;

    /// <summary>Answers about the result, reference parameters and stored members that hold after this exit.</summary>
    public ImmutableArray<(Fact Fact, bool Answer)> After { get; init; } = ImmutableArray<(Fact, bool)>.Empty;

    /// <summary>For each of <see cref="Summary.Locks"/> what was done to it.</summary>
    public ImmutableArray<ExitHolding> Holdings { get; init; } = ImmutableArray<ExitHolding>.Empty;

    public sbyte Critical { get; init; }

    public sbyte Guarded { get; init; }

    /// <summary>The lowest region depths on the way.</summary>
    public (sbyte Critical, sbyte Guarded) Lowest { get; init; }

    /// <summary>The calls that lead to the newest enter, innermost first.</summary>
    public ImmutableArray<SyntaxNode> EnterSites { get; init; } = ImmutableArray<SyntaxNode>.Empty;

    /// <summary>Levels raised and not lowered; 0 = the level is what it was.</summary>
    public ulong Frames { get; init; }

    public byte IrqlLow { get; init; }

    public byte IrqlHigh { get; init; }

    public PlaceFlags Flags { get; init; }

    public bool SameAs(SummaryExit other)
        => SameEffect(other) && Before.SequenceEqual(other.Before) && After.SequenceEqual(other.After);

    public bool SameEffect(SummaryExit other)
        => Throws == other.Throws && SymbolEqualityComparer.Default.Equals(Thrown, other.Thrown) && Critical == other.Critical
            && Guarded == other.Guarded && Lowest == other.Lowest && Frames == other.Frames && Flags == other.Flags
            && IrqlLow == other.IrqlLow && IrqlHigh == other.IrqlHigh
            && Holdings.Length == other.Holdings.Length
            && Holdings.Zip(other.Holdings, (a, b) => a.Cell.Equals(b.Cell)).All(same => same);
}

/// <summary>What an exit did to one lock.</summary>
/// <param name="Cell">Holds taken and given back, relative to the entry.</param>
/// <param name="AcquiredBy">The routine that took the newest hold.</param>
/// <param name="Sites">The calls that lead to what did it, innermost first.</param>
internal sealed record ExitHolding(LockCell Cell, RoutineContract? AcquiredBy, ImmutableArray<SyntaxNode> Sites);

/// <summary>A check that depends on the caller: made again at every call, with the caller's state in place of the unknown one.</summary>
internal sealed record Obligation
{
    public required RoutineContract Contract { get; init; }

    /// <summary>Index in <see cref="RoutineContract.Locks"/>; -1 when only the place matters.</summary>
    public int Operation { get; init; } = -1;

    /// <summary>Index in <see cref="Summary.Locks"/>; -1: none.</summary>
    public int Lock { get; init; } = -1;

    /// <summary>Region depths and level at the routine, relative to the entry.</summary>
    public Place Place { get; init; }

    /// <summary>The lock's cell at the routine, relative to the entry.</summary>
    public LockCell Cell { get; init; }

    public ImmutableArray<(Fact Fact, bool Answer)> Before { get; init; } = ImmutableArray<(Fact, bool)>.Empty;

    /// <summary>The other locks taken and still held at the routine: under another name they may be the same lock.</summary>
    public ImmutableArray<(int Lock, LockCell Cell)> Held { get; init; } = ImmutableArray<(int, LockCell)>.Empty;

    /// <summary>The acquire may be one that does not wait: nobody waits for himself there.</summary>
    public bool MayFail { get; init; }

    /// <summary>A region is left while a lock of the helper needs it: only whether the caller's own regions keep delivery off is checked.</summary>
    public bool IsLeave { get; init; }

    /// <summary>The routine waits for a lock: nothing but the order of the locks is checked.</summary>
    public bool IsWait { get; init; }

    /// <summary>The class of a lock that callers cannot name.</summary>
    public AccessPath? Class { get; init; }

    /// <summary>Locks of the caller that are given back before the routine is called.</summary>
    public ImmutableArray<int> Released { get; init; } = ImmutableArray<int>.Empty;

    /// <summary>Calls that are kept of a long chain: a reader follows its two ends, and a chain of thousands must not cost their square.</summary>
    private const int MostSites = 16;

    /// <summary>The routine's call, and the calls that lead to it, innermost first; of a long chain the middle is left out.</summary>
    public ImmutableArray<SyntaxNode> Sites { get; init; } = ImmutableArray<SyntaxNode>.Empty;

    /// <summary>The sites with one more call around them.</summary>
    public ImmutableArray<SyntaxNode> SitesVia(SyntaxNode call) => Via(Sites, call);

    public static ImmutableArray<SyntaxNode> Via(ImmutableArray<SyntaxNode> sites, SyntaxNode call)
        => (sites.Length < MostSites ? sites : sites.RemoveAt(MostSites / 2)).Add(call);
}
