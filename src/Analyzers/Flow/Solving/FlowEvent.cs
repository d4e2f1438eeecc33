using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Order;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>How control left the body.</summary>
internal enum ExitKind : byte
{
    Return,
    Throw,

    /// <summary>A call whose body is not known threw.</summary>
    OpaqueThrow,
}

/// <summary>Something that happened on a path and broke a law: the doorway from the engine to the rules.</summary>
internal sealed record FlowEvent
{
    public required Outcome Broken { get; init; }

    /// <summary>Where the event took place in the analysed body: the call, the exit's statement, the suspension.</summary>
    public required SyntaxNode Syntax { get; init; }

    /// <summary>The routine, also when it was reached through helpers.</summary>
    public RoutineContract? Contract { get; init; }

    public LockOperation? Operation { get; init; }

    /// <summary>The lock, by the name it has in this body.</summary>
    public AccessPath? Lock { get; init; }

    /// <summary>For a lock held at an exit: its number in the body. The name it is shown by may be a local copy's.</summary>
    public int LockNumber { get; init; } = -1;

    public LockFamily? Family { get; init; }

    /// <summary>The cell before the step.</summary>
    public LockCell Cell { get; init; }

    /// <summary>Region and level before the step.</summary>
    public Place Place { get; init; }

    public Confidence Confidence { get; init; }

    /// <summary>The call that last acquired or released the lock, entered the region or raised the level; null when none on this path.</summary>
    public SyntaxNode? Earlier { get; init; }

    /// <summary>The routine that took the hold.</summary>
    public RoutineContract? AcquiredBy { get; init; }

    /// <summary>The calls inside helpers that lead to the routine, innermost first; empty when it is called directly.</summary>
    public ImmutableArray<SyntaxNode> Via { get; init; } = ImmutableArray<SyntaxNode>.Empty;

    /// <summary>The routine in a role from which the place is reached.</summary>
    public IMethodSymbol? ReachedFrom { get; init; }

    /// <summary>The declaration that is not kept.</summary>
    public SyntaxNode? Declaration { get; init; }

    /// <summary>The lock that was held already, for the order of two.</summary>
    public AccessPath? Held { get; init; }

    /// <summary>All locks that are held where another is waited for.</summary>
    public ImmutableArray<HeldLock> HeldLocks { get; init; } = ImmutableArray<HeldLock>.Empty;

    /// <summary>Locks that a callee acquired on the way to the wait: they keep places apart, but their order is the callee's own.</summary>
    public ImmutableArray<HeldLock> Gates { get; init; } = ImmutableArray<HeldLock>.Empty;

    public ExitKind Exit { get; init; }

    /// <summary>The branches that lead here and could have led elsewhere.</summary>
    public ImmutableArray<Decision> Decisions { get; init; } = ImmutableArray<Decision>.Empty;

    /// <summary>The number of the instruction, to order events.</summary>
    public int Order { get; init; }
}

/// <summary>A branch on the path.</summary>
/// <param name="Syntax">The condition.</param>
/// <param name="Outcome">The value it had.</param>
internal readonly record struct Decision(SyntaxNode Syntax, bool Outcome);
