using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

internal sealed partial class Completion
{
    /// <summary>Locks the method's own annotations name are followed even if the body never touches them.</summary>
    private void AddDeclaredLocks(ImmutableArray<LockOperation> declared)
    {
        Value self = new ReadValue(MethodLowering.SelfOf(_ir.Method));
        Value[] parameters = _ir.Method.Parameters.Select(p => (Value)new ReadValue(AccessPath.Parameter(p))).ToArray();
        foreach (LockOperation operation in declared)
        {
            if (Places.Find(operation.Lock, _ir.Method, self, parameters, AccessPath.Return).Path is { } path)
            {
                LockOf(_names.Resolve(path));
            }
        }
    }

    /// <summary>A lock reached through a loop variable gets a companion that stands for the whole collection.</summary>
    private void AddBulkLocks()
    {
        Dictionary<AccessPath, AccessPath> collections = new();
        HashSet<AccessPath> indices = new();
        foreach (AssignInstr assign in _ir.Instrs.OfType<AssignInstr>())
        {
            if ((assign.ElementOf ?? _names.CollectionOf(assign) ?? _names.ChainOf(assign.Target)) is { } collection)
            {
                assign.ElementOf = _names.Resolve(collection);
                collections[assign.Target] = assign.ElementOf;
            }
            else if (_names.IsReassigned(assign.Target))
            {
                indices.Add(assign.Target);
            }
        }

        FindFilled(collections);
        int count = _ir.Locks.Count;
        for (int i = 0; i < count; i++)
        {
            if (Bulk.Of(_ir.Locks[i], collections, indices, WholeOf) is { } bulk)
            {
                _ir.Bulks[i] = LockOf(bulk);
            }
        }

        for (int i = 0; i < count; i++)
        {
            if (!_ir.Bulks.ContainsKey(i) && Bulk.OfFixed(_ir.Locks[i]) is { } whole && _locks.TryGetValue(whole, out int all))
            {
                _ir.FixedElements[i] = all;
            }
        }

        FindDrains();
        FindKeptByCollections();
    }

    private void NumberLevelVariables()
    {
        List<AccessPath> variables = new();
        foreach (RoutineInstr routine in _ir.Instrs.OfType<RoutineInstr>())
        {
            if (routine.LevelVariable is { } variable)
            {
                int index = variables.IndexOf(variable);
                if (index < 0)
                {
                    index = variables.Count;
                    variables.Add(variable);
                }

                routine.LevelVariableNumber = (byte)Math.Min(index + 1, byte.MaxValue);
            }
        }
    }

    /// <summary>A guard that is stored in an object or given to somebody unknown lives on without this method.</summary>
    private void FindHandedOver()
    {
        HashSet<AccessPath>? leaving = null;
        foreach (CallInstr call in _ir.Instrs.OfType<CallInstr>())
        {
            IMethodSymbol? target = call.Targets.FirstOrDefault();
            bool constructs = target?.MethodKind == MethodKind.Constructor;
            AccessPath? made = constructs ? (call.Receiver as NewValue)?.Place : call.Result;
            if (made is null || !(constructs ? _calls.IsGuard(target!.ContainingType) : _calls.IsGuard(target?.ReturnType) || (target is not null && _calls.IsGuard(_calls.TypeReturnedBy(target)))))
            {
                continue;
            }

            leaving ??= new HashSet<AccessPath>(_ir.Instrs.OfType<AssignInstr>()
                .Where(a => a.Target.Parent is not null || a.Target.Kind is PathKind.Static or PathKind.Parameter)
                .Select(a => a.Value).Concat(_ir.Escaped)
                .Select(v => v is NewValue created ? created.Place : v.Path)
                .OfType<AccessPath>()
                .Select(p => _names.Resolve(p)));
            if (leaving.Contains(made))
            {
                _ir.HandedOver.Add(call.Number);
            }
        }
    }

    /// <summary>What a function that goes into something disposable gives back, and this method takes, is the disposable's.</summary>
    private void FindGivenAway(Func<Activation, Summary> summaryOf)
    {
        foreach (Value kept in _ir.Kept)
        {
            if (_names.FunctionOf(kept) is not { } function || !_calls.MayHaveEffect(function) || _ir.Instrs.Count == 0)
            {
                continue;
            }

            Activation activation = new(function);
            Summary summary = summaryOf(activation);
            CallInstr later = new(_ir.Instrs[0].Syntax, ImmutableArray.Create(function)) { Receiver = new ReadValue(MethodLowering.SelfOf(_ir.Method)) };
            for (int i = 0; i < summary.Locks.Length; i++)
            {
                if (summary.Exits.Any(e => e.Holdings[i].Cell is { } cell && (cell.Needed > 0 || cell.Lost))
                    && Mapping.ToCaller(summary.Locks[i], later, activation, _ir.Method) is { } here
                    && _locks.TryGetValue(_names.Resolve(here), out int @lock) && IsTaken(@lock))
                {
                    _ir.GivenAway.Add(@lock);
                }
            }
        }
    }

    private bool IsTaken(int @lock) => _ir.Instrs.Any(i => i switch
    {
        RoutineInstr routine => routine.Locks.Select((l, at) => l?.Lock == @lock && routine.Contract.Locks[at].Effect == LockEffect.Acquire).Any(taken => taken),
        CallInstr call => call.Bindings.Any(b => b.IndexOf(@lock) is >= 0 and int at && b.Summary.Exits.Any(e => e.Holdings[at].Cell.IsHeld)),
        _ => false,
    });

    private void FindAliases()
    {
        FindAliases(AccessPath.Return);
        foreach (IParameterSymbol parameter in _ir.Method.Parameters.Where(p => p.RefKind == RefKind.Out))
        {
            FindAliases(AccessPath.Parameter(parameter));
        }

        AccessPath self = MethodLowering.SelfOf(_ir.Method);
        foreach (IGrouping<AccessPath, AssignInstr> stored in _ir.Instrs.OfType<AssignInstr>()
            .Where(a => a.Target is { Kind: PathKind.Member, Parent: { } parent } && parent.Equals(self))
            .GroupBy(a => a.Target))
        {
            List<AccessPath?> sources = stored.Select(s => s.Value.Path is { } path ? _names.Resolve(path) : null).Distinct().ToList();
            if (sources.Count == 1 && sources[0] is { } source && _ir.Method.MethodKind == MethodKind.Constructor)
            {
                Export(stored.Key, source);
            }
        }
    }

    /// <summary>What the result, or an out parameter, stands for, and what its members stand for.</summary>
    private void FindAliases(AccessPath result)
    {
        List<AssignInstr> returns = _ir.Instrs.OfType<AssignInstr>().Where(a => a.Target.Equals(result)).ToList();
        List<AccessPath?> places = returns.Where(r => !r.Value.IsNothing)
            .Select(r => r.Value.Path is { } path ? _names.Resolve(path) : null)
            .SelectMany(p => p is { Kind: PathKind.Capture } ? _names.CandidatesOf(p).DefaultIfEmpty(p).Cast<AccessPath?>() : new[] { p })
            .Distinct()
            .ToList();
        if (places.Count == 1 && places[0] is { } only && Mapping.IsExportable(only, _ir.Method))
        {
            _ir.Aliases.Add((result, only));
        }

        // One object of several: what all of them keep (guards of one lock) is what it keeps.
        List<(AccessPath? Target, AccessPath Source)>? kept = null;
        foreach (AccessPath? place in places)
        {
            List<(AccessPath? Target, AccessPath Source)> own = place is null
                ? new()
                : _names.AliasesUnder(place).Select(a => (a.Target.Substitute(root => root.Equals(place) ? result : root), _names.Resolve(a.Source))).ToList();
            kept = kept?.Intersect(own).ToList() ?? own;
        }

        kept?.ForEach(a => Export(a.Target, a.Source));
    }

    private void Export(AccessPath? target, AccessPath source)
    {
        if (target is not null && Mapping.IsExportable(target, _ir.Method) && Mapping.IsExportable(source, _ir.Method))
        {
            _ir.Aliases.Add((target, source));
        }
    }
}
