using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>How control leaves a block.</summary>
internal enum EdgeKind : byte
{
    Jump,
    Return,
    Throw,
    Rethrow,

    /// <summary>The end of a finally region: on to where the activation came from.</summary>
    EndOfFinally,

    /// <summary>The end of a filter that declined: on to the next handler.</summary>
    Declined,
}

/// <summary>One way out of a block.</summary>
internal sealed class EdgeIr(EdgeKind kind, int target, int[] finallys, ITypeSymbol? thrown)
{
    public EdgeKind Kind { get; } = kind;

    /// <summary>Ordinal of the next block; -1 when control leaves the method or unwinds.</summary>
    public int Target { get; } = target;

    /// <summary>Finally regions to run on the way, innermost first.</summary>
    public int[] Finallys { get; } = finallys;

    public ITypeSymbol? Thrown { get; } = thrown;
}

/// <summary>A basic block in the analysis' own terms.</summary>
internal sealed class BlockIr(int ordinal)
{
    public int Ordinal { get; } = ordinal;

    public List<Instr> Instrs { get; } = new();

    /// <summary>The branch value, when the block decides.</summary>
    public Value? BranchValue { get; set; }

    public Condition? Condition { get; set; }

    /// <summary>The conditional edge is taken when the condition is this.</summary>
    public bool JumpsWhen { get; set; }

    public SyntaxNode? BranchSyntax { get; set; }

    public EdgeIr? Conditional { get; set; }

    public EdgeIr? FallThrough { get; set; }

    /// <summary>Where an exception raised here goes first.</summary>
    public UnwindStep? Unwind { get; set; }

    public bool IsReachable { get; set; }

    /// <summary>Bulk locks released by a loop the block is in, with the loop's range: leaving it, all elements are released.</summary>
    public List<(int Bulk, int Head, int Tail)> Drains { get; } = new();

    /// <summary>For blocks of a filter: the handlers it belongs to, and which comes next when it declines.</summary>
    public (CatchStep Step, int Next)? Filter { get; set; }
}

/// <summary>One stop on the way of an exception out of a block.</summary>
internal abstract class UnwindStep(UnwindStep? next)
{
    public UnwindStep? Next { get; } = next;
}

/// <summary>Handlers of a try block, in order.</summary>
internal sealed class CatchStep(UnwindStep? next, List<HandlerIr> handlers) : UnwindStep(next)
{
    public List<HandlerIr> Handlers { get; } = handlers;
}

/// <summary>A finally region to run.</summary>
internal sealed class FinallyStep(UnwindStep? next, int region) : UnwindStep(next)
{
    public int Region { get; } = region;
}

/// <summary>The edge of the finally region the exception was raised in: the activation ends here.</summary>
internal sealed class BoundaryStep(UnwindStep? next, int region) : UnwindStep(next)
{
    public int Region { get; } = region;
}

internal sealed class HandlerIr(int entry, ITypeSymbol? type, bool hasFilter)
{
    public int Entry { get; } = entry;

    public ITypeSymbol? Type { get; } = type;

    public bool HasFilter { get; } = hasFilter;
}

/// <summary>A finally region.</summary>
internal sealed class FinallyIr(int entry, int last)
{
    public int Entry { get; } = entry;

    public int Last { get; } = last;

    /// <summary>Facts read or written inside: the rest is the caller's and passes by.</summary>
    public ulong Mentioned { get; set; }

    /// <summary>Whether anything inside takes or gives back a lock; if not, who took what is as it was.</summary>
    public bool ChangesHolds { get; set; }
}

/// <summary>A lock of an object that the method may hand to its caller: on those ways the caller knows it through the result or an out parameter.</summary>
/// <param name="Lock">Index in <see cref="MethodIr.Locks"/>.</param>
/// <param name="Given">The lock by the name that the caller knows.</param>
/// <param name="Is">Whether it is that object that was handed over.</param>
internal sealed record ReturnedLock(int Lock, AccessPath Given, Condition Is);

/// <summary>A method ready to be solved.</summary>
internal sealed class MethodIr(IMethodSymbol method, BlockIr[] blocks, List<FinallyIr> finallys)
{
    public IMethodSymbol Method { get; } = method;

    public BlockIr[] Blocks { get; } = blocks;

    public List<FinallyIr> Finallys { get; } = finallys;

    public List<Instr> Instrs { get; } = new();

    /// <summary>The locks the method touches, in order of first mention.</summary>
    public List<AccessPath> Locks { get; } = new();

    public FactTable Facts { get; set; } = FactTable.Create(Enumerable.Empty<(Fact, int, int)>());

    /// <summary>The routines that acquire, by pairing class (index 0 unused).</summary>
    public List<Contracts.RoutineContract?> Pairings { get; } = new() { null };

    /// <summary>Members written here: what callers must forget.</summary>
    public HashSet<WrittenMember> Written { get; } = new();

    /// <summary>For locks of single elements, the lock that stands for all elements.</summary>
    public Dictionary<int, int> Bulks { get; } = new();

    /// <summary>For locks of an element at a fixed index, the lock that stands for all elements.</summary>
    public Dictionary<int, int> FixedElements { get; } = new();

    /// <summary>Bulk locks of which some loop takes every element and leaves it held.</summary>
    public HashSet<int> TakenInBulk { get; } = new();

    /// <summary>Locks that some loop gives back: how often is data.</summary>
    public HashSet<int> ReleasedInLoops { get; } = new();

    /// <summary>Lambdas and local functions declared inside.</summary>
    public List<IMethodSymbol> Nested { get; } = new();

    /// <summary>Values that left the method otherwise than as an argument of a known body.</summary>
    public List<Value> Escaped { get; } = new();

    /// <summary>Functions that run when something made here is disposed of.</summary>
    public List<Value> Kept { get; } = new();

    /// <summary>Locks that are acquired here and released by one of <see cref="Kept"/>: whoever disposes gives them back.</summary>
    public HashSet<int> GivenAway { get; } = new();

    /// <summary>What calls of this method may assume equal: the value returned, and members of the receiver or result that were stored.</summary>
    public List<(AccessPath Target, AccessPath Source)> Aliases { get; } = new();

    /// <summary>Locks of objects that go to the caller.</summary>
    public List<ReturnedLock> Returned { get; } = new();

    /// <summary>The result is a guard, which carries what it holds to the caller.</summary>
    public bool ReturnsGuard { get; set; }

    /// <summary>Calls that make a guard which somebody else disposes of: it is stored in an object, or given away.</summary>
    public HashSet<int> HandedOver { get; } = new();

    /// <summary>Where control goes back.</summary>
    public Loops Loops => _loops ??= new Loops(Blocks);

    private Loops? _loops;

    public bool IsTooComplex { get; set; }

    /// <summary>Whether a place is an object made here: nobody else knows it yet.</summary>
    public bool Creates(AccessPath root)
    {
        return root.Kind == PathKind.Result && Instrs.Any(i => i switch
        {
            AssignInstr assign => IsIt(assign.Value),
            CallInstr call => IsIt(call.Receiver) || call.Arguments.Any(IsIt),
            _ => false,
        });

        bool IsIt(Value? value) => value is NewValue { Place: { } made } && made.Equals(root);
    }
}
