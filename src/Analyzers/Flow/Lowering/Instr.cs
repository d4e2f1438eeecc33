using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>One thing that matters to the analysis.</summary>
internal abstract class Instr(SyntaxNode syntax)
{
    public SyntaxNode Syntax { get; } = syntax;

    /// <summary>Position in the method's list of instructions; set when the method is complete.</summary>
    public int Number { get; set; }
}

/// <summary>The lock an instruction works on: one lock, or one of several that a variable may stand for on different paths.</summary>
internal sealed class LockOperand(AccessPath path)
{
    public AccessPath Path { get; set; } = path;

    /// <summary>A guard keeps the lock that nobody can follow: afterwards it is not known whether the lock is held.</summary>
    public bool IsLost { get; init; }

    /// <summary>The variable the lock was reached through, before its name was resolved.</summary>
    public AccessPath? Variable { get; set; }

    /// <summary>The lock as the source names it.</summary>
    public AccessPath AsWritten => Variable is { Root.Kind: not (PathKind.Capture or PathKind.Result) } written ? written : Path;

    /// <summary>Index in <see cref="MethodIr.Locks"/>; -1 while unresolved.</summary>
    public int Lock { get; set; } = -1;

    /// <summary>Facts that follow from the lock being used at all: the references on the way to it are not null.</summary>
    public List<Condition> NotNull { get; } = new();

    /// <summary>The references on the way, by the names facts go by.</summary>
    public List<AccessPath> Way { get; } = new();

    /// <summary>The locks a variable may stand for, each with the fact that says so.</summary>
    public List<(Condition Is, AccessPath Path, int Lock)> Candidates { get; } = new();
}

/// <summary>A call of a routine with a contract.</summary>
internal sealed class RoutineInstr(SyntaxNode syntax, RoutineContract contract) : Instr(syntax)
{
    public RoutineContract Contract { get; } = contract;

    /// <summary>One operand per <see cref="RoutineContract.Locks"/> entry; null when the argument has no name.</summary>
    public LockOperand?[] Locks { get; set; } = Array.Empty<LockOperand?>();

    /// <summary>The value of the argument that decides whether the acquire waits.</summary>
    public Value Wait { get; set; } = Value.Unknown;

    public Condition WaitCondition { get; set; } = Condition.Unknown;

    /// <summary>Where the outcome is stored.</summary>
    public AccessPath? Result { get; set; }

    /// <summary>True when the call is a statement of its own or its value is discarded.</summary>
    public bool ResultIgnored { get; set; }

    /// <summary>The facts that hold after the effect took place, and, negated, after it did not.</summary>
    public List<Condition> Outcome { get; } = new();

    /// <summary>The owner argument of releases for another thread and of transfers.</summary>
    public Value Owner { get; set; } = Value.Unknown;

    /// <summary>The owners a variable may stand for, each with the fact that says so.</summary>
    public List<(Condition Is, AccessPath Owner)> Owners { get; } = new();

    /// <summary>The level argument of a raise or lower.</summary>
    public Value Level { get; set; } = Value.Unknown;

    /// <summary>Where a raise keeps the previous level, or which variable a lower restores; numbers from 1, 0 = none.</summary>
    public AccessPath? LevelVariable { get; set; }

    public byte LevelVariableNumber { get; set; }
}

/// <summary>A call of a method whose effect is known by summary.</summary>
internal sealed class CallInstr(SyntaxNode syntax, ImmutableArray<IMethodSymbol> targets) : Instr(syntax)
{
    /// <summary>The bodies that may run; their exits are joined.</summary>
    public ImmutableArray<IMethodSymbol> Targets { get; } = targets;

    public Value? Receiver { get; set; }

    /// <summary>Argument values by parameter ordinal.</summary>
    public Value[] Arguments { get; set; } = Array.Empty<Value>();

    /// <summary>The delegate parameter that is invoked, when the target is not known in this body.</summary>
    public AccessPath? InvokedDelegate { get; set; }

    /// <summary>Somebody calls the body in this place, or does not: for each element of a list, or until one is found.</summary>
    public bool IsOptional { get; init; }

    /// <summary>When the delegate holds one of several functions: the condition under which each runs, and its activation; -1: it does nothing.</summary>
    public List<(Condition Is, int Activation)> Choices { get; } = new();

    /// <summary>The delegate may also be one that is not known.</summary>
    public bool HasOtherChoices { get; set; }

    public AccessPath? Result { get; set; }

    public bool ResultIgnored { get; set; }

    /// <summary>One of several bodies makes something to dispose of: what it holds then, nobody can follow.</summary>
    public bool MakesUnknownGuard { get; init; }

    /// <summary>The bodies with their functions, once delegates are resolved.</summary>
    public List<Activation> Activations { get; } = new();

    /// <summary>The summaries in this call's terms; empty when nothing is known of the callee.</summary>
    public List<CallBinding> Bindings { get; } = new();

    /// <summary>The calls in the callee that take what it leaves held of a lock, innermost first.</summary>
    public ImmutableArray<SyntaxNode> HoldSites(int @lock)
    {
        ImmutableArray<SyntaxNode>? other = null;
        foreach (CallBinding binding in Bindings)
        {
            int index = binding.IndexOf(@lock);
            foreach (SummaryExit exit in binding.Summary.Exits)
            {
                if (index >= 0 && exit.Holdings[index].Cell.IsHeld)
                {
                    return exit.Holdings[index].Sites;
                }

                other ??= exit.Holdings.FirstOrDefault(h => h.Cell.IsHeld)?.Sites;
            }
        }

        // The hold went on to a variable with another name.
        return other ?? ImmutableArray<SyntaxNode>.Empty;
    }

    /// <summary>The calls in the callee that enter the region it leaves open, innermost first.</summary>
    public ImmutableArray<SyntaxNode> EnterSites()
        => Bindings.SelectMany(b => b.Summary.Exits).FirstOrDefault(e => !e.EnterSites.IsEmpty)?.EnterSites ?? ImmutableArray<SyntaxNode>.Empty;
}

/// <summary>Somebody unknown made a guard: which regions it entered for whoever disposes of it cannot be told.</summary>
internal sealed class UnknownRegionInstr(SyntaxNode syntax) : Instr(syntax);

/// <summary>A new value for a place. Facts about it are replaced, and locks reached through it get a new identity.</summary>
internal sealed class AssignInstr(SyntaxNode syntax, AccessPath target, Value value) : Instr(syntax)
{
    public AccessPath Target { get; set; } = target;

    public Value Value { get; set; } = value;

    /// <summary>The collection whose element the target becomes, in a loop over it.</summary>
    public AccessPath? ElementOf { get; set; }

    /// <summary>Somebody writes into a structure that was lent to him: what it says may change, where its locks are does not.</summary>
    public bool IsInPlace { get; init; }

    public List<(int Slot, Condition Condition)> Updates { get; } = new();

    public ulong Forgotten { get; set; }

    /// <summary>Locks that another variable also names: their holdings move to that name first.</summary>
    public List<(Condition Is, int From, int To)> Moved { get; } = new();

    /// <summary>The locks, by all names it has here, that the assigned object is, fresh from its constructor.</summary>
    public List<int> Created { get; } = new();

    /// <summary>Locks whose name now means another object, each with the bulk lock that takes over its holding (-1: none).</summary>
    public List<(int Lock, int Elements)> Rebound { get; } = new();
}

/// <summary>A call whose body is not known: it may throw.</summary>
internal sealed class OpaqueInstr(SyntaxNode syntax) : Instr(syntax);

/// <summary>A place is handed to code that is not known: it may initialise a lock there.</summary>
internal sealed class EscapeInstr(SyntaxNode syntax, AccessPath place) : Instr(syntax)
{
    public AccessPath Place { get; set; } = place;

    /// <summary>The collection that is given the place, and may keep it; null when it is given to something else.</summary>
    public AccessPath? Into { get; init; }

    /// <summary>The locks reached through the place.</summary>
    public List<int> Locks { get; } = new();
}

/// <summary>A call that returns only when the condition holds.</summary>
internal sealed class AssumeInstr(SyntaxNode syntax, Value value, bool outcome) : Instr(syntax)
{
    public Value Value { get; set; } = value;

    public bool Outcome { get; } = outcome;

    /// <summary>It follows from the code and asks for no bit of its own: whoever goes on behind <c>x.Next</c> knows that <c>x</c> is not null.</summary>
    public bool IsHint { get; init; }

    public Condition Condition { get; set; } = Condition.Unknown;
}

/// <summary>An <c>await</c> or <c>yield</c>: the method continues later, perhaps on another thread.</summary>
internal sealed class SuspendInstr(SyntaxNode syntax, bool isYield) : Instr(syntax)
{
    public bool IsYield { get; } = isYield;
}
