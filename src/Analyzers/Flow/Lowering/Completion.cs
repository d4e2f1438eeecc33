using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>
/// Completes a lowered method: first its calls (which activations it makes), then, with their summaries at hand, its names, locks and facts.
/// </summary>
internal sealed partial class Completion
{
    private readonly MethodIr _ir;
    private readonly Activation _activation;
    private readonly ICallResolution _calls;
    private readonly Names _names;
    private readonly Dictionary<AccessPath, int> _locks = new();
    private readonly Dictionary<string, int> _pairings = new(StringComparer.Ordinal);

    public Completion(MethodIr ir, Activation activation, ICallResolution calls)
    {
        _ir = ir;
        _activation = activation;
        _calls = calls;
        FreeNames(ir);
        foreach (BlockIr block in ir.Blocks)
        {
            foreach (Instr instr in block.Instrs)
            {
                instr.Number = ir.Instrs.Count;
                ir.Instrs.Add(instr);
            }
        }

        _names = new Names(ir, activation);
        foreach (CallInstr call in ir.Instrs.OfType<CallInstr>())
        {
            Link(call);
        }
    }

    public MethodIr Ir => _ir;

    /// <summary>The bodies this one calls, in order.</summary>
    public IEnumerable<Activation> Callees => _ir.Instrs.OfType<CallInstr>().SelectMany(c => c.Activations);

    /// <summary>The bodies whose summaries have to be there first: what is called, and what will be when something made here is disposed of.</summary>
    public IEnumerable<Activation> Prerequisites
        => Callees.Concat(_ir.Kept.Select(_names.FunctionOf).OfType<IMethodSymbol>().Where(_calls.MayHaveEffect).Select(f => new Activation(f)));

    public bool IsComplete { get; private set; }

    /// <summary>Nobody asks what the method does to its caller: facts that only tell exits apart are left out.</summary>
    public bool IsRoot { get; set; }

    public void Complete(Func<Activation, Summary> summaryOf)
    {
        foreach (CallInstr call in _ir.Instrs.OfType<CallInstr>())
        {
            Rebind(call, summaryOf);
        }

        _names.SeparateCopies();

        foreach (Instr instr in _ir.Instrs)
        {
            switch (instr)
            {
                case RoutineInstr routine:
                    Complete(routine);
                    break;
                case CallInstr call:
                    Complete(call);
                    break;
                case AssignInstr { Target: { Parent: not null, Symbol: not null } member }:
                    _ir.Written.Add(WrittenMember.Of(member, _ir.Method));
                    break;
                case AssignInstr { Target: { Kind: PathKind.Static or PathKind.Local, Symbol: not null } target }
                    when target.Kind == PathKind.Static || !Mapping.IsOwn(target, _ir.Method):
                    _ir.Written.Add(WrittenMember.Of(target, _ir.Method));
                    break;
            }
        }

        if (_calls.Contracts.Find(_ir.Method) is { } declared)
        {
            AddDeclaredLocks(declared.Locks);
        }

        foreach (RoleContract role in _calls.RolesOf(_ir.Method))
        {
            AddDeclaredLocks(role.Holds);
        }

        _ir.ReturnsGuard = _calls.IsGuard(_ir.Method.ReturnType) || _calls.IsGuard(_calls.TypeReturnedBy(_ir.Method));
        FindHandedOver();
        FindGivenAway(summaryOf);
        AddBulkLocks();
        NumberLevelVariables();
        FindAliases();
        FindReturned();
        new FactCompletion(_ir, _names, IsRoot).Complete();
        IsComplete = true;
    }

    /// <summary>Whether a nested function is called by nobody known: it leaves as a delegate, or is never called.</summary>
    public bool IsLeftAlone(IMethodSymbol nested)
    {
        bool escapes = _ir.Escaped.Any(v => SymbolEqualityComparer.Default.Equals(_names.FunctionOf(v), nested));
        bool called = Callees.Any(a => SymbolEqualityComparer.Default.Equals(a.Method, nested)
            || a.Functions.Any(f => SymbolEqualityComparer.Default.Equals(f.Function, nested) && !_calls.LetsGo(a.Method, f.Ordinal)));
        return escapes || !called;
    }

    /// <summary>Whether a nested function runs when something made here is disposed of.</summary>
    public bool IsKept(IMethodSymbol nested) => _ir.Kept.Any(v => SymbolEqualityComparer.Default.Equals(_names.FunctionOf(v), nested));

    /// <summary>Takes over what the callee says about names: the place it returns, the lock its guard keeps.</summary>
    private void Rebind(CallInstr call, Func<Activation, Summary> summaryOf)
    {
        foreach (Activation callee in call.Activations)
        {
            Summary summary = summaryOf(callee);
            call.Bindings.Add(new CallBinding(summary));
            foreach ((AccessPath target, AccessPath source) in summary.Aliases)
            {
                if (call.Activations.Count == 1
                    && Mapping.ToCaller(target, call, callee, _ir.Method) is { } here
                    && Mapping.ToCaller(source, call, callee, _ir.Method) is { } there)
                {
                    _names.AddAlias(here.Parent is null ? here : _names.Resolve(here), there);
                }
            }

            foreach (Fact stored in summary.Exits.SelectMany(e => e.After).Select(a => a.Fact).Where(f => f.Test.Kind == TestKind.Is).Distinct())
            {
                if (Mapping.ToCaller(stored.Subject, call, callee, _ir.Method) is { } here && Mapping.ToCaller(stored.Test.Path!, call, callee, _ir.Method) is { } there)
                {
                    _names.AddStore(here, there);
                }
            }
        }
    }

    private void Complete(RoutineInstr routine)
    {
        for (int i = 0; i < routine.Locks.Length; i++)
        {
            if (routine.Locks[i] is not { } operand)
            {
                continue;
            }

            operand.Variable = operand.Path;
            operand.Way.AddRange(WayTo(operand.Path));
            operand.Path = _names.Resolve(operand.Path);
            if (routine.Contract.IsAccess && _ir.Creates(operand.Path.Root))
            {
                routine.Locks[i] = null; // Nobody else knows the object yet.
                continue;
            }

            operand.Lock = LockOf(operand.Path);
            foreach ((Condition isThis, AccessPath place) in AlternativesOf(operand.Path))
            {
                operand.Candidates.Add((isThis, place, LockOf(place)));
            }

            if (routine.Contract.Locks[i].Effect is LockEffect.Acquire or LockEffect.Convert or LockEffect.TransferOwner)
            {
                PairingOf(routine.Contract);
            }
        }

        if (routine.Owner.Path is { } owner)
        {
            AccessPath resolved = _names.Resolve(owner);
            routine.Owner = new ReadValue(resolved);
            foreach (AccessPath candidate in _names.CandidatesOf(resolved))
            {
                routine.Owners.Add((Condition.OfFact(new Fact(resolved, Test.Is(candidate))), candidate));
            }
        }

        if (routine.LevelVariable is { } level)
        {
            routine.LevelVariable = _names.Resolve(level);
        }
    }

    private void Complete(CallInstr call)
    {
        for (int i = 0; i < call.Bindings.Count; i++)
        {
            CallBinding binding = call.Bindings[i];
            Summary summary = binding.Summary;
            AccessPath?[] written = summary.Locks.Select(path => Mapping.ToCaller(path, call, call.Activations[i], _ir.Method)).ToArray();
            AccessPath?[] places = written.Select(w => w is null ? null : _names.Resolve(w)).ToArray();
            binding.Ways = written.Select(WayTo).ToArray();
            binding.Name(places.Select(p => p is null ? -1 : LockOf(p)).ToArray(), places.Select(CandidatesOf).ToArray());
            foreach (SummaryExit exit in summary.Exits)
            {
                binding.Exits.Add(new BoundExit(exit)
                {
                    Pairings = exit.Holdings.Select(h => h.AcquiredBy is null ? 0 : PairingOf(h.AcquiredBy)).ToArray(),
                });
            }

            binding.Receiver = call.Receiver?.Path is { } receiver ? _names.Resolve(receiver) : null;
            foreach (WrittenMember stored in summary.Written)
            {
                if (stored.ThroughCall(binding.Receiver, _ir.Method) is { } member)
                {
                    _ir.Written.Add(member);
                }
            }
        }
    }

    /// <summary>The references through which a place is reached, the place itself included.</summary>
    private List<AccessPath> WayTo(AccessPath? place)
    {
        List<AccessPath> way = new();
        for (AccessPath? link = place; link is not null; link = link.Parent)
        {
            way.Add(_names.ResolveSubject(link));
        }

        return way;
    }

    /// <summary>The locks a place may be when the variable or the member it is reached through alternates.</summary>
    private List<(Condition Is, int Lock)> CandidatesOf(AccessPath? place)
        => place is null ? new List<(Condition, int)>() : AlternativesOf(place).Select(a => (a.Is, LockOf(a.Place))).ToList();

    private int LockOf(AccessPath path)
    {
        if (!_locks.TryGetValue(path, out int index))
        {
            index = _ir.Locks.Count;
            _locks.Add(path, index);
            _ir.Locks.Add(path);
        }

        return index;
    }

    private int PairingOf(RoutineContract contract)
    {
        if (!_pairings.TryGetValue(contract.Name, out int pairing))
        {
            pairing = Math.Min(_ir.Pairings.Count, LockCell.MaxPairing);
            _pairings.Add(contract.Name, pairing);
            if (pairing == _ir.Pairings.Count)
            {
                _ir.Pairings.Add(contract);
            }
            else
            {
                _ir.Pairings[pairing] = null; // Shared by several routines: any partner is accepted.
            }
        }

        return pairing;
    }
}
