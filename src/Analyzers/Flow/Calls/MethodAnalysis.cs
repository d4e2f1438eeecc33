using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>Finds the events of one method and of the functions declared inside it.</summary>
internal sealed class MethodAnalysis(Session session)
{
    private readonly Roots _roots = new(session);
    private readonly List<FlowEvent> _events = new();

    /// <summary>Methods whose states had to be given up: precision is reduced there.</summary>
    public List<IMethodSymbol> TooComplex { get; } = new();

    public IReadOnlyList<FlowEvent> Analyze(IMethodSymbol method, ControlFlowGraph graph)
    {
        Analyze(method, graph, () => _roots.StandingOf(method));
        return _events;
    }

    private void Analyze(IMethodSymbol method, ControlFlowGraph graph, Func<Standing> standingOf)
    {
        Activation activation = new(method);
        Completion completion = session.Lower(activation, graph);
        MethodIr ir = completion.Ir;
        if (!session.Effects.AreIn(completion, activation))
        {
            return;
        }

        Standing standing = standingOf();
        bool isRoot = standing >= Standing.Uncalled;
        completion.IsRoot = isRoot && session.Contracts.Find(method) is null;
        completion.Complete(session.SummaryOf);
        DeclaredExit? declared = Declare(ir);
        if (declared is not null || ir.Instrs.Any(i => i is RoutineInstr or CallInstr))
        {
            int first = _events.Count;
            Solve(ir, isRoot, declared);
            if (standing is Standing.Half or Standing.Uncalled && declared is null && session.Contracts.Find(method) is null)
            {
                new UnseenCallers(session, ir, standing).Judge(_events, first);
            }

            Adjacency.Find(ir, _events);
            _events.AddRange(session.Miniports.Find(ir));
            session.Order.Enter(_events);
        }

        foreach (IMethodSymbol nested in ir.Nested)
        {
            // A function that is only mentioned here, itself above all, is declared and looked at elsewhere.
            if (SymbolEqualityComparer.Default.Equals(nested.ContainingSymbol, ir.Method) && session.MayHaveEffect(nested) && session.GraphOf(nested) is { } body)
            {
                Analyze(nested, body, () => completion.IsLeftAlone(nested) && !(ir.GivenAway.Count > 0 && completion.IsKept(nested)) ? Standing.Root : Standing.Called);
            }
        }
    }

    private void Solve(MethodIr ir, bool isRoot, DeclaredExit? declared)
    {
        // A routine with a row is judged by nobody: its body is the lock itself.
        bool hasRow = declared is null && session.Contracts.Find(ir.Method) is { IsDeclared: false };
        EntryView view = (isRoot && !hasRow) || declared is not null ? EntryView.Root : EntryView.Helper;
        MethodSolver solver = new(ir, view, session.IsStrict) { Declared = declared };
        if (view == EntryView.Root)
        {
            solver.Solve(new Collector(_events));
        }
        else
        {
            SummaryBuilder builder = new(ir);
            solver.Solve(builder);
            builder.Build(solver.IsPartial);
            _events.AddRange(hasRow ? Enumerable.Empty<FlowEvent>() : builder.Events);
        }

        if (solver.IsTooComplex || solver.LeavesLocksOut)
        {
            TooComplex.Add(ir.Method);
        }
    }

    private DeclaredExit? Declare(MethodIr ir)
    {
        RoutineContract? contract = session.Contracts.Find(ir.Method) is { IsDeclared: true } annotated ? annotated : null;
        ImmutableArray<RoleContract> roles = session.RolesOf(ir.Method);
        if (contract is null && roles.IsEmpty)
        {
            return null;
        }

        AccessPath self = MethodLowering.SelfOf(ir.Method);
        Value[] parameters = ir.Method.Parameters.Select(p => (Value)new ReadValue(AccessPath.Parameter(p))).ToArray();
        return new DeclaredExit(ir, contract, roles, operation =>
            Places.Find(operation.Lock, ir.Method, new ReadValue(self), parameters, AccessPath.Return).Path is { } path ? ir.Locks.IndexOf(path) : -1);
    }

    /// <summary>Takes every event of a root.</summary>
    internal sealed class Collector(List<FlowEvent> events) : ISolveListener
    {
        public void On(FlowEvent flowEvent) => events.Add(flowEvent);

        public void On(Obligation obligation, in PathState state)
        {
        }

        public void OnExit(in PathState state, ExitKind kind, ITypeSymbol? thrown)
        {
        }
    }
}
