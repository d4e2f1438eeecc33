using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

internal sealed partial class Completion
{
    /// <summary>Locks of objects that go to the caller beyond which he is told of no more: each costs a fact.</summary>
    private const int MostHandedOver = 8;

    /// <summary>
    /// The locks of objects that the method returns or stores. A single place that callers can name is an alias, and its locks keep their
    /// names; an object found on the way, or one of several, is known to callers only as the result, or by where it was stored.
    /// </summary>
    private void FindReturned()
    {
        if (IsRoot)
        {
            return;
        }

        int count = _ir.Locks.Count;
        foreach (AssignInstr given in _ir.Instrs.OfType<AssignInstr>().Where(IsGiven).OrderBy(a => a.Target.Kind != PathKind.Return))
        {
            AccessPath place = _names.Resolve(given.Value.Path!);
            foreach (AccessPath one in _names.CandidatesOf(place).Prepend(place).Where(p => p.Kind != PathKind.This))
            {
                for (int i = 0; i < count; i++)
                {
                    AddReturned(given.Target, one, i);
                }
            }
        }
    }

    private bool IsGiven(AssignInstr assign)
    {
        if (assign.Value.Path is not { } source || !Mapping.IsExportable(assign.Target, _ir.Method) || _ir.Aliases.Any(a => a.Target.Equals(assign.Target)))
        {
            return false;
        }

        return assign.Target.Kind == PathKind.Return
            || assign.Target is { Kind: PathKind.Parameter, Symbol: IParameterSymbol { RefKind: RefKind.Out or RefKind.Ref } }
            || (assign.Target.Kind is PathKind.Member or PathKind.Static && !Mapping.IsExportable(_names.Resolve(source), _ir.Method));
    }

    private void AddReturned(AccessPath target, AccessPath place, int @lock)
    {
        AccessPath known = _ir.Locks[@lock];
        if (known.IsBulk || (target.Kind != PathKind.Return && Mapping.IsExportable(place, _ir.Method)))
        {
            return;
        }

        AccessPath given = known.Replace(place, target);
        if (!given.Equals(known) && _ir.Returned.Count < MostHandedOver && !_ir.Returned.Any(r => r.Lock == @lock && r.Given.Equals(given)))
        {
            _ir.Returned.Add(new ReturnedLock(@lock, given, Condition.OfFact(new Fact(target, Test.Is(place)))));
        }
    }
}
