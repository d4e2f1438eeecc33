using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>
/// Judges what a method that nobody here calls does for callers elsewhere. Judged by itself it leaks what it hands over and releases what
/// others took for it: where its name, its result and the other members of its type say that this is what it is for, that is no mistake.
/// </summary>
internal sealed class UnseenCallers(Session session, MethodIr ir, Standing standing)
{
    private const Outcome Places = Outcome.CriticalAtExit | Outcome.GuardedAtExit | Outcome.RaisedAtExit;
    private const Outcome Leaves = Outcome.CriticalNotEntered | Outcome.GuardedNotEntered;

    private readonly IMethodSymbol _method = ir.Method;
    private (MethodIr Ir, SummaryBuilder Shown)? _asHelper;

    /// <param name="events">The events so far.</param>
    /// <param name="first">Where those of the method begin.</param>
    public void Judge(List<FlowEvent> events, int first)
    {
        List<FlowEvent> own = events.GetRange(first, events.Count - first);
        events.RemoveRange(first, own.Count);
        events.AddRange(Excuse(ir, own));
        if (standing == Standing.Half)
        {
            events.AddRange(OwnMistakes());
        }
    }

    /// <summary>What one half of a pair does wrong whatever the other half does: it forgets on one way what it gives back on another, or gives back twice.</summary>
    private IEnumerable<FlowEvent> OwnMistakes()
    {
        MethodIr alone = session.Complete(new Activation(_method), session.GraphOf(_method)!, isRoot: true).Ir;
        List<FlowEvent> all = new();
        new MethodSolver(alone, EntryView.Root, session.IsStrict).Solve(new MethodAnalysis.Collector(all));
        all.RemoveAll(e => (e.Broken & (Outcome.NotHeld | Outcome.HeldAtExit)) == 0);
        if (all.Count == 0)
        {
            return all;
        }

        HashSet<AccessPath> given = new(all.Where(IsFirstRelease).Select(e => e.Lock!));
        return Excuse(alone, all).Where(e => !given.Contains(e.Lock!) && (e.Broken & Outcome.NotHeld) == 0
            ? e.Exit == ExitKind.Return && e.Confidence == Confidence.Certain
            : (e.Broken & Outcome.NotHeld) != 0 && e.Earlier is not null && e.Earlier != e.Syntax);
    }

    private List<FlowEvent> Excuse(MethodIr body, List<FlowEvent> events)
    {
        List<FlowEvent> left = events;
        foreach (IGrouping<int, FlowEvent> leaks in events.Where(IsLeak).GroupBy(e => e.LockNumber).ToList())
        {
            if (leaks.All(MayBeShared) && IsHandedOver(body, leaks.Key, leaks))
            {
                bool keepsThrows = Releases(body, leaks.Key);
                left = left.Where(e => !IsLeak(e) || e.LockNumber != leaks.Key || (keepsThrows && e is { Exit: ExitKind.Throw, Confidence: Confidence.Certain })).ToList();
            }
        }

        if (left.Any(IsLeak))
        {
            return left;
        }

        left = left.Count < events.Count ? left.Where(e => (e.Broken & Places) == 0).ToList() : left;
        int count = left.Count;
        left = left.Where(e => !IsFirstRelease(e) || !MayBeShared(e) || !IsOtherHalf(body, e)).ToList();
        return left.Count == count ? left : left.Where(e => (e.Broken & Leaves) == 0
            && ((e.Broken & Outcome.ApcsEnabled) == 0 || !e.Contract!.Locks.Any(l => l.Effect == LockEffect.Release))).ToList();
    }

    /// <summary>
    /// Locks of .NET and of the user's types are taken and given back by members of a class as a habit. A driver's routine that does so says so
    /// by a pair of names.
    /// </summary>
    private bool MayBeShared(FlowEvent e) => standing == Standing.Half || (e.AcquiredBy ?? e.Contract)?.TypeName is not null;

    private static bool IsLeak(FlowEvent e) => (e.Broken & Outcome.HeldAtExit) != 0 && e.LockNumber >= 0;

    /// <summary>The path did nothing to the lock before it releases it.</summary>
    private static bool IsFirstRelease(FlowEvent e) => (e.Broken & Outcome.NotHeld) != 0 && e.Earlier is null && e.Lock is not null;

    /// <summary>Whether the method is there to take the lock for others, and says on which ways it did.</summary>
    private bool IsHandedOver(MethodIr body, int @lock, IEnumerable<FlowEvent> leaks)
    {
        AccessPath path = body.Locks[@lock];
        bool takes = HandOver.Takes(_method);
        if ((!takes && !HandOver.Begins(_method)) || leaks.Any(l => l.Exit == ExitKind.Return && IsRefusal(l.Syntax)))
        {
            return false;
        }

        if (!takes && !IsHandedOut(path) && !GiveBack(Others(), path))
        {
            return false;
        }

        return !Releases(body, @lock) || IsTold(path);
    }

    /// <summary>Whether those who call a method that gives the lock back on some ways know on which others he holds it.</summary>
    private bool IsTold(AccessPath path)
    {
        (MethodIr helper, SummaryBuilder shown) = AsHelper();
        int index = shown.NumberOf(path);
        if (index < 0)
        {
            return false;
        }

        List<SummaryExit> kept = shown.Exits.Where(e => !e.Throws && ExitJudge.Keeps(e, index)).ToList();
        return shown.Exits.Where(e => !e.Throws && !ExitJudge.Keeps(e, index)).All(given => kept.All(k =>
            (!ExitJudge.IsFailure(k) && ExitJudge.Differ(Shown(k.After), Shown(given.After)))
            || (standing == Standing.Half && IsKnownToTheOther(k, given, helper) && GiveBack(HandOver.CounterpartsOf(_method), path))));
    }

    /// <summary>What a caller sees without knowing the object: the result and what was stored into its arguments.</summary>
    private static ImmutableArray<(Fact Fact, bool Answer)> Shown(ImmutableArray<(Fact Fact, bool Answer)> answers)
        => answers.RemoveAll(a => a.Fact.Subject.Root.Kind is not (PathKind.Return or PathKind.Parameter));

    /// <summary>The other half is given the same arguments, and reads what this one wrote into the object.</summary>
    private static bool IsKnownToTheOther(SummaryExit kept, SummaryExit given, MethodIr helper)
    {
        return ExitJudge.Differ(Known(kept.Before), Known(given.Before)) || ExitJudge.Differ(Known(kept.After), Known(given.After));

        ImmutableArray<(Fact Fact, bool Answer)> Known(ImmutableArray<(Fact Fact, bool Answer)> answers)
            => answers.RemoveAll(a => a.Fact.Subject.Kind != PathKind.Parameter && !helper.Written.Any(w => a.Fact.Subject.GoesThrough(w.Member)));
    }

    private bool GiveBack(IEnumerable<IMethodSymbol> methods, AccessPath path)
        => SummariesOf(methods).Any(o => o.Locks.IndexOf(path) is >= 0 and int at && o.Exits.Any(e => !e.Throws && ExitJudge.Takes(e, at)));

    private bool IsHandedOut(AccessPath path)
    {
        (MethodIr helper, _) = AsHelper();
        return helper.Returned.Any(r => helper.Locks[r.Lock].Equals(path));
    }

    private (MethodIr Ir, SummaryBuilder Shown) AsHelper()
    {
        if (_asHelper is not { } known)
        {
            MethodIr helper = session.Complete(new Activation(_method), session.GraphOf(_method)!).Ir;
            known = (helper, new SummaryBuilder(helper));
            new MethodSolver(helper, EntryView.Helper, session.IsStrict).Solve(known.Shown);
            _asHelper = known;
        }

        return known;
    }

    /// <summary>
    /// Whether a method that takes no lock at all gives back one that another member of its type leaves held, or a lock of .NET of which nobody
    /// here says who takes it: a mutex is owned by whoever made it, or by another process before. A driver's routine says so by its name.
    /// </summary>
    private bool IsOtherHalf(MethodIr body, FlowEvent release)
    {
        if (body.Instrs.Any(IsAcquire))
        {
            return false;
        }

        return SummariesOf(Others()).Any(o => o.Locks.Contains(release.Lock!))
            ? SummariesOf(Others().Where(MayBeOtherHalf)).Any(o => o.Locks.IndexOf(release.Lock!) is >= 0 and int at && o.Exits.Any(e => !e.Throws && ExitJudge.Keeps(e, at)))
            : release.Contract?.TypeName?.StartsWith("System.Threading.", StringComparison.Ordinal) == true;
    }

    private static bool MayBeOtherHalf(IMethodSymbol method) => method.MethodKind == MethodKind.Constructor
        || (method.DeclaredAccessibility != Accessibility.Private && (HandOver.Takes(method) || HandOver.Begins(method)));

    private IEnumerable<IMethodSymbol> Others() => _method.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(m => !SymbolEqualityComparer.Default.Equals(m, _method));

    private IEnumerable<Summary> SummariesOf(IEnumerable<IMethodSymbol> methods)
        => methods.Where(m => session.MayHaveEffect(m) && session.GraphOf(m) is not null).Select(m => session.SummaryOf(new Activation(m)));

    private static bool IsAcquire(Instr instr) => instr switch
    {
        RoutineInstr routine => routine.Contract.Locks.Any(l => l.Effect == LockEffect.Acquire),
        CallInstr call => call.Bindings.Any(b => b.Summary.Exits.Any(e => e.Holdings.Any(h => h.Cell.Holds > h.Cell.Needed))),
        _ => false,
    };

    /// <summary>Whether the lock is given back somewhere else than before an exception is thrown.</summary>
    private static bool Releases(MethodIr body, int @lock) => ExitJudge.ReleasesOf(body, @lock)
        .Any(i => i.Syntax.FirstAncestorOrSelf<BlockSyntax>() is not { Statements: { Count: > 0 } statements } || statements[statements.Count - 1] is not ThrowStatementSyntax);

    /// <summary>What is returned says that nothing came of it.</summary>
    private static bool IsRefusal(SyntaxNode exit) => exit is ReturnStatementSyntax { Expression: { } value } && value switch
    {
        DefaultExpressionSyntax => true,
        PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax } => true,
        LiteralExpressionSyntax literal => literal.Kind() is SyntaxKind.FalseLiteralExpression or SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression
            || literal.Token.Value is > 1,
        _ => false,
    };
}
