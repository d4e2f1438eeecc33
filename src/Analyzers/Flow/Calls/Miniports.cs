using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Flow.Summaries;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>
/// Which methods belong to a physical Storport miniport: all of a project that says so, and all that a routine in a role of such a
/// miniport leads to. What only routines of a virtual miniport lead to is exempt.
/// </summary>
internal sealed class Miniports(Session session)
{
    private readonly Lazy<Reach> _reach = new(() => new Reach(session));

    /// <summary>The calls of a body that its place in a miniport forbids.</summary>
    public IEnumerable<FlowEvent> Find(MethodIr ir)
    {
        IMethodSymbol method = OuterOf(ir.Method);
        bool isDeclared = method.DeclaringSyntaxReferences.Any(r => session.IsMiniport(r.SyntaxTree));
        if (!isDeclared && !_reach.Value.HasRoles)
        {
            yield break;
        }

        IMethodSymbol? physical = _reach.Value.Physical(method);
        IMethodSymbol? starter = _reach.Value.Starter(method);
        bool prohibited = physical is not null || (isDeclared && _reach.Value.Virtual(method) is null);
        if (!prohibited && starter is null)
        {
            yield break;
        }

        foreach (RoutineInstr routine in ir.Instrs.OfType<RoutineInstr>())
        {
            if (prohibited && routine.Contract.IsProhibitedInMiniports)
            {
                yield return Event(routine, Outcome.ProhibitedInMiniport, isDeclared ? null : physical);
            }
            else if (starter is not null && routine.Contract.IsWaitInStartIo)
            {
                yield return Event(routine, Outcome.WaitsInStartIo, starter);
            }
        }
    }

    private static FlowEvent Event(RoutineInstr routine, Outcome broken, IMethodSymbol? reachedFrom)
        => new() { Broken = broken, Syntax = routine.Syntax, Contract = routine.Contract, ReachedFrom = reachedFrom, Order = routine.Number };

    private static IMethodSymbol OuterOf(IMethodSymbol method)
    {
        while (method.ContainingSymbol is IMethodSymbol outer)
        {
            method = outer;
        }

        return method.OriginalDefinition;
    }

    /// <summary>The methods that Storport roles lead to, each with the first routine in a role (in source order) that does.</summary>
    private sealed class Reach
    {
        private readonly Session _session;
        private readonly Dictionary<IMethodSymbol, IMethodSymbol> _physical = new(SymbolEqualityComparer.Default);
        private readonly Dictionary<IMethodSymbol, IMethodSymbol> _virtual = new(SymbolEqualityComparer.Default);
        private readonly Dictionary<IMethodSymbol, IMethodSymbol> _starters = new(SymbolEqualityComparer.Default);

        public Reach(Session session)
        {
            _session = session;
            List<(IMethodSymbol Method, ImmutableArray<RoleContract> Roles)> routines = RoutinesInRoles();
            HasRoles = routines.Count > 0;
            foreach ((IMethodSymbol method, ImmutableArray<RoleContract> roles) in routines)
            {
                Follow(method, IsVirtual(method, routines) ? _virtual : _physical);
                if (roles.Any(r => r.MustNotWait))
                {
                    Follow(method, _starters);
                }
            }
        }

        public bool HasRoles { get; }

        public IMethodSymbol? Physical(IMethodSymbol method) => _physical.TryGetValue(method, out IMethodSymbol? root) ? root : null;

        public IMethodSymbol? Virtual(IMethodSymbol method) => _virtual.TryGetValue(method, out IMethodSymbol? root) ? root : null;

        public IMethodSymbol? Starter(IMethodSymbol method) => _starters.TryGetValue(method, out IMethodSymbol? root) ? root : null;

        private List<(IMethodSymbol Method, ImmutableArray<RoleContract> Roles)> RoutinesInRoles()
        {
            List<(IMethodSymbol, ImmutableArray<RoleContract>)> found = new();
            foreach (TreeIndex.Member member in _session.Closure.UsersOf("DriverRole").Concat(_session.Closure.UsersOf("DriverRoleAttribute")))
            {
                if (member.Node is MethodDeclarationSyntax declaration
                    && _session.ModelOf(declaration.SyntaxTree).GetDeclaredSymbol(declaration, _session.Cancellation) is { } method
                    && _session.RolesOf(method) is var roles && roles.Any(r => r.Storport != StorportRole.None))
                {
                    found.Add((method, roles));
                }
            }

            return found;
        }

        /// <summary>A role that only one kind of miniport has tells the kind of its whole type, else of the whole project.</summary>
        private static bool IsVirtual(IMethodSymbol method, List<(IMethodSymbol Method, ImmutableArray<RoleContract> Roles)> routines)
            => KindOf(routines.Where(r => SymbolEqualityComparer.Default.Equals(r.Method, method)))
                ?? KindOf(routines.Where(r => SymbolEqualityComparer.Default.Equals(r.Method.ContainingType, method.ContainingType)))
                ?? KindOf(routines)
                ?? false;

        private static bool? KindOf(IEnumerable<(IMethodSymbol Method, ImmutableArray<RoleContract> Roles)> routines)
        {
            bool isPhysical = false;
            bool isVirtual = false;
            foreach (RoleContract role in routines.SelectMany(r => r.Roles))
            {
                isPhysical |= role.Storport == StorportRole.Physical;
                isVirtual |= role.Storport == StorportRole.Virtual;
            }

            return isPhysical ? false : isVirtual ? true : null;
        }

        private void Follow(IMethodSymbol root, Dictionary<IMethodSymbol, IMethodSymbol> reached)
        {
            Stack<IMethodSymbol> open = new();
            open.Push(root.OriginalDefinition);
            while (open.Count > 0)
            {
                IMethodSymbol method = open.Pop();
                if (reached.ContainsKey(method))
                {
                    continue;
                }

                reached.Add(method, root);
                foreach (Activation callee in _session.CalleesOf(method))
                {
                    open.Push(callee.Method.OriginalDefinition);
                    foreach ((_, IMethodSymbol function) in callee.Functions)
                    {
                        open.Push(function.OriginalDefinition);
                    }
                }
            }
        }
    }
}
