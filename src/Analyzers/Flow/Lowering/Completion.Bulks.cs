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
            if ((_names.CollectionOf(assign) ?? _names.ChainOf(assign.Target)) is { } collection)
            {
                assign.ElementOf = collection;
                collections[assign.Target] = collection;
            }
            else if (_names.IsReassigned(assign.Target))
            {
                indices.Add(assign.Target);
            }
        }

        int count = _ir.Locks.Count;
        for (int i = 0; i < count; i++)
        {
            if (Bulk.Of(_ir.Locks[i], collections, indices) is { } bulk)
            {
                _ir.Bulks[i] = LockOf(bulk);
            }
        }

        if (_ir.Bulks.Count > 0)
        {
            foreach (BlockIr block in _ir.Blocks)
            {
                FindDrains(block);
            }
        }
    }

    private void FindDrains(BlockIr block)
    {
        foreach (RoutineInstr routine in block.Instrs.OfType<RoutineInstr>())
        {
            for (int i = 0; i < routine.Locks.Length; i++)
            {
                if (routine.Contract.Locks[i].Effect is LockEffect.Release or LockEffect.ReleaseForOwner
                    && routine.Locks[i] is { } operand
                    && _ir.Bulks.TryGetValue(operand.Lock, out int bulk))
                {
                    (int Head, int Tail) loop = _ir.Loops.All.Where(l => l.Head <= block.Ordinal && block.Ordinal <= l.Tail)
                        .OrderBy(l => l.Tail - l.Head)
                        .FirstOrDefault();
                    for (int inside = loop.Head; loop.Tail > 0 && inside <= loop.Tail; inside++)
                    {
                        _ir.Blocks[inside].Drains.Add((bulk, loop.Head, loop.Tail));
                    }
                }
            }
        }
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

    private void FindAliases()
    {
        List<AssignInstr> returns = _ir.Instrs.OfType<AssignInstr>().Where(a => a.Target.Kind == PathKind.Return).ToList();
        List<AccessPath?> places = returns.Where(r => r.Value is not NullValue)
            .Select(r => r.Value.Path is { } path ? _names.Resolve(path) : null)
            .Distinct()
            .ToList();
        if (places.Count == 1 && places[0] is { } returned)
        {
            if (Mapping.IsExportable(returned, _ir.Method))
            {
                _ir.Aliases.Add((AccessPath.Return, returned));
            }

            foreach ((AccessPath target, AccessPath source) in _names.AliasesUnder(returned).ToList())
            {
                Export(target.Substitute(root => root.Equals(returned) ? AccessPath.Return : root), _names.Resolve(source));
            }
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

    private void Export(AccessPath? target, AccessPath source)
    {
        if (target is not null && Mapping.IsExportable(target, _ir.Method) && Mapping.IsExportable(source, _ir.Method))
        {
            _ir.Aliases.Add((target, source));
        }
    }
}
