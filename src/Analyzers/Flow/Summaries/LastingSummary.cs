using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Summaries;

/// <summary>
/// A summary that outlives its compilation: it names symbols so that they can be found again, and keeps of the source only syntax, which
/// belongs to files and not to compilations.
/// </summary>
internal sealed class LastingSummary : IEquatable<LastingSummary>
{
    /// <param name="Other">The place of a test that compares with one.</param>
    private sealed record Answer(LastingPath Subject, Test Test, LastingPath? Other, bool Is);

    private sealed record Holding(LockCell Cell, LastingContract? AcquiredBy, EquatableArray<SyntaxNode> Sites);

    private sealed record Exit(
        SummaryExit Plain, LastingSymbol? Thrown, EquatableArray<Answer> Before, EquatableArray<Answer> After, EquatableArray<Holding> Holdings, EquatableArray<SyntaxNode> EnterSites)
    {
        // The plain exit has no symbols and no arrays left; it is compared by its effect.
        public bool Equals(Exit? other)
            => other is not null && Plain.SameEffect(other.Plain) && Equals(Thrown, other.Thrown) && Before.Equals(other.Before) && After.Equals(other.After)
                && Holdings.Equals(other.Holdings) && EnterSites.Equals(other.EnterSites);

        public override int GetHashCode() => Holdings.GetHashCode();
    }

    private sealed record Duty(
        LastingContract Contract, int Operation, int Lock, Place Place, LockCell Cell, EquatableArray<Answer> Before, EquatableArray<(int, LockCell)> Held,
        (bool MayFail, bool IsLeave, bool IsWait) Kind, LastingPath? Class, EquatableArray<int> Released, EquatableArray<SyntaxNode> Sites);

    private readonly EquatableArray<LastingPath> _locks;
    private readonly EquatableArray<Exit> _exits;
    private readonly EquatableArray<Duty> _duties;
    private readonly EquatableArray<(LastingPath, LastingPath)> _aliases;
    private readonly EquatableArray<(LastingSymbol, bool)> _written;
    private readonly (bool IsUnknown, bool MayThrow) _flags;

    private LastingSummary(Summary summary, Writer writer)
    {
        _locks = writer.All(summary.Locks, writer.Path);
        _exits = writer.All(summary.Exits, writer.Exit);
        _duties = writer.All(summary.Obligations, writer.Duty);
        _aliases = writer.All(summary.Aliases, a => writer.Path(a.Target) is { } target && writer.Path(a.Source) is { } source ? (target, source) : writer.Fail<(LastingPath, LastingPath)>());
        _written = writer.All(summary.Written, w => writer.Symbol(w.Member) is { } member ? (member, w.OfReceiver) : writer.Fail<(LastingSymbol, bool)>());
        _flags = (summary.IsUnknown, summary.MayThrow);
    }

    /// <summary>The lasting form; null when the summary names something that cannot be found again.</summary>
    public static LastingSummary? Of(Summary summary, IMethodSymbol method, BoundContracts contracts)
    {
        Writer writer = new(method, contracts);
        LastingSummary lasting = new(summary, writer);
        return writer.HasFailed ? null : lasting;
    }

    /// <summary>The summary in another compilation; null when something it names is not there.</summary>
    public Summary? In(Compilation compilation, IMethodSymbol method, BoundContracts contracts) => new Reader(compilation, method, contracts).Read(this);

    public bool Equals(LastingSummary? other)
        => other is not null && _flags == other._flags && _locks.Equals(other._locks) && _exits.Equals(other._exits) && _duties.Equals(other._duties)
            && _aliases.Equals(other._aliases) && _written.Equals(other._written);

    public override bool Equals(object? obj) => Equals(obj as LastingSummary);

    public override int GetHashCode() => (_exits.GetHashCode() * 31) + _duties.GetHashCode();

    private sealed class Writer(IMethodSymbol method, BoundContracts contracts)
    {
        public bool HasFailed { get; private set; }

        public T Fail<T>()
        {
            HasFailed = true;
            return default!;
        }

        public EquatableArray<TTo> All<TFrom, TTo>(ImmutableArray<TFrom> items, Func<TFrom, TTo> write) => new(ImmutableArray.CreateRange(items, write));

        public LastingPath Path(AccessPath path) => LastingPath.Of(path, method) ?? Fail<LastingPath>();

        public LastingSymbol? Symbol(ISymbol symbol) => LastingSymbol.Of(symbol, method) ?? Fail<LastingSymbol>();

        public Exit Exit(SummaryExit exit) => new(
            exit with
            {
                Thrown = null,
                Before = ImmutableArray<(Fact, bool)>.Empty,
                After = ImmutableArray<(Fact, bool)>.Empty,
                Holdings = ImmutableArray<ExitHolding>.Empty,
                EnterSites = ImmutableArray<SyntaxNode>.Empty,
            },
            exit.Thrown is null ? null : Symbol(exit.Thrown),
            All(exit.Before, Answer),
            All(exit.After, Answer),
            All(exit.Holdings, h => new Holding(h.Cell, h.AcquiredBy is null ? null : Contract(h.AcquiredBy), new EquatableArray<SyntaxNode>(h.Sites))),
            new EquatableArray<SyntaxNode>(exit.EnterSites));

        public Duty Duty(Obligation duty) => new(
            Contract(duty.Contract), duty.Operation, duty.Lock, duty.Place, duty.Cell, All(duty.Before, Answer), new EquatableArray<(int, LockCell)>(duty.Held),
            (duty.MayFail, duty.IsLeave, duty.IsWait), duty.Class is null ? null : Path(duty.Class), new EquatableArray<int>(duty.Released),
            new EquatableArray<SyntaxNode>(duty.Sites));

        private LastingContract Contract(RoutineContract contract) => LastingContract.Of(contract, contracts, method) ?? Fail<LastingContract>();

        private Answer Answer((Fact Fact, bool Is) answer)
            => new(Path(answer.Fact.Subject), answer.Fact.Test with { Path = null }, answer.Fact.Test.Path is { } other ? Path(other) : null, answer.Is);
    }

    private sealed class Reader(Compilation compilation, IMethodSymbol method, BoundContracts contracts)
    {
        private bool _hasFailed;

        public Summary? Read(LastingSummary summary)
        {
            Summary read = new()
            {
                Locks = All(summary._locks, Path),
                Exits = All(summary._exits, Exit),
                Obligations = All(summary._duties, Duty),
                Aliases = All(summary._aliases, a => (Path(a.Item1), Path(a.Item2))),
                Written = All(summary._written, w => new WrittenMember(Symbol(w.Item1), w.Item2)),
                IsUnknown = summary._flags.IsUnknown,
                MayThrow = summary._flags.MayThrow,
            };
            return _hasFailed ? null : read;
        }

        private static ImmutableArray<TTo> All<TFrom, TTo>(EquatableArray<TFrom> items, Func<TFrom, TTo> read) => ImmutableArray.CreateRange(items.Items, read);

        private T Found<T>(T? found)
            where T : class
        {
            _hasFailed |= found is null;
            return found!;
        }

        private AccessPath Path(LastingPath path) => Found(path.In(compilation, method));

        private ISymbol Symbol(LastingSymbol symbol) => Found(symbol.In(compilation, method));

        private RoutineContract Contract(LastingContract contract) => Found(contract.In(compilation, contracts, method));

        private (Fact, bool) Fact(Answer answer) => (new Fact(Path(answer.Subject), answer.Other is null ? answer.Test : answer.Test with { Path = Path(answer.Other) }), answer.Is);

        private SummaryExit Exit(Exit exit) => exit.Plain with
        {
            Thrown = exit.Thrown is null ? null : (ITypeSymbol)Symbol(exit.Thrown),
            Before = All(exit.Before, Fact),
            After = All(exit.After, Fact),
            Holdings = All(exit.Holdings, h => new ExitHolding(h.Cell, h.AcquiredBy is null ? null : Contract(h.AcquiredBy), h.Sites.Items)),
            EnterSites = exit.EnterSites.Items,
        };

        private Obligation Duty(Duty duty) => new()
        {
            Contract = Contract(duty.Contract),
            Operation = duty.Operation,
            Lock = duty.Lock,
            Place = duty.Place,
            Cell = duty.Cell,
            Before = All(duty.Before, Fact),
            Held = duty.Held.Items,
            MayFail = duty.Kind.MayFail,
            IsLeave = duty.Kind.IsLeave,
            IsWait = duty.Kind.IsWait,
            Class = duty.Class is null ? null : Path(duty.Class),
            Released = duty.Released.Items,
            Sites = duty.Sites.Items,
        };
    }
}
