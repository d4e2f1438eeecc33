using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

internal sealed partial class Names
{
    /// <summary>Comparisons of references become tests of which place each one is, as far as that is tracked.</summary>
    private Value Compare(Value value)
    {
        switch (value)
        {
            case NotValue not:
                return new NotValue(Compare(not.Operand));
            case JunctionValue junction:
                return new JunctionValue(junction.IsAnd, Compare(junction.Left), Compare(junction.Right));
            case ReadValue { Source: { Kind: PathKind.Operator, Key: "==" } equality } when !equality.Arguments.Any(IsStoredHere):
                return Same(Resolve(equality.Arguments[0]), Resolve(equality.Arguments[1])) ?? value;
            default:
                return value;
        }
    }

    /// <summary>A member that this method stores into is what was stored from then on only; before, the comparison asks whether it is.</summary>
    private bool IsStoredHere(AccessPath path)
    {
        for (AccessPath? link = path; link is not null; link = link.Parent)
        {
            if (link.Kind == PathKind.Member && link.Root.Kind != PathKind.Local && _assignments.ContainsKey(link))
            {
                return true;
            }
        }

        return false;
    }

    private Value? Same(AccessPath left, AccessPath right)
    {
        if (left.Equals(right))
        {
            return Value.Boolean(true);
        }

        IReadOnlyList<AccessPath> mine = CandidatesOf(left);
        IReadOnlyList<AccessPath> theirs = CandidatesOf(right);
        if (mine.Count == 0 && theirs.Count == 0)
        {
            return null;
        }

        Value? same = null;
        foreach (AccessPath place in (mine.Count == 0 ? new[] { left } : mine).Intersect(theirs.Count == 0 ? new[] { right } : theirs))
        {
            Value both = new JunctionValue(true, Is(left, place), Is(right, place));
            same = same is null ? both : new JunctionValue(false, same, both);
        }

        return same;
    }

    private static Value Is(AccessPath variable, AccessPath place)
        => variable.Equals(place) ? Value.Boolean(true) : new TestValue(new ReadValue(variable), Test.Is(place));

    /// <summary>The places a variable alternates between, or none.</summary>
    public IReadOnlyList<AccessPath> CandidatesOf(AccessPath variable)
    {
        if (IsReferenceMember(variable))
        {
            return CandidatesOfMember(variable);
        }

        bool isVariable = variable.Kind is PathKind.Local or PathKind.Capture || variable is { Kind: PathKind.Parameter, Symbol: IParameterSymbol { RefKind: RefKind.None } };
        if (!isVariable || !_assignments.TryGetValue(variable, out List<AssignInstr>? list))
        {
            return Array.Empty<AccessPath>();
        }

        if (!_candidates.TryGetValue(variable, out IReadOnlyList<AccessPath>? known))
        {
            _candidates[variable] = known = ChainOf(variable) is null ? FindCandidates(variable, list.Select(a => a.Value)) : Array.Empty<AccessPath>();
        }

        return known;
    }

    private IReadOnlyList<AccessPath> FindCandidates(AccessPath variable, IEnumerable<Value> values)
    {
        bool changes = variable.Kind is PathKind.Parameter or PathKind.Member;
        int count = 0;
        List<AccessPath> places = new();
        foreach (Value value in values)
        {
            count++;
            if (value.IsNothing)
            {
                continue;
            }

            if (value.Path is not { Kind: not PathKind.Operator } source)
            {
                return Array.Empty<AccessPath>();
            }

            AccessPath place = Resolve(source);
            bool isStored = !place.Equals(variable) && IsStored(place);
            changes |= isStored;
            IEnumerable<AccessPath> ones = isStored ? CandidatesOf(place).Append(place)
                : place.Kind == PathKind.Capture && !place.Equals(variable) ? CandidatesOf(place).DefaultIfEmpty(place)
                : new[] { place };
            foreach (AccessPath one in ones)
            {
                if (!places.Contains(one) && !one.Mentions(variable))
                {
                    places.Add(one);
                }
            }
        }

        return (changes || count > 1) && places.Count is > 0 and <= MostCandidates ? places : Array.Empty<AccessPath>();
    }

    /// <summary>Where a chain starts that a variable walks along in a loop (<c>link = link.Next</c>), or null.</summary>
    public AccessPath? ChainOf(AccessPath variable)
    {
        if (variable.Kind != PathKind.Local || !_assignments.TryGetValue(variable, out List<AssignInstr>? list) || list.Count < 2)
        {
            return null;
        }

        if (!_chains.TryGetValue(variable, out AccessPath? known))
        {
            _chains[variable] = known = FindChain(variable, list);
        }

        return known;
    }

    private AccessPath? FindChain(AccessPath variable, List<AssignInstr> list)
    {
        AccessPath? start = null;
        bool steps = false;
        foreach (AssignInstr assign in list)
        {
            if (assign.Value.Path is not { Kind: not PathKind.Operator } source)
            {
                return null;
            }

            if (source.Mentions(variable))
            {
                steps |= IsInLoop(assign);
            }
            else if (start is null || start.Equals(source))
            {
                start = source;
            }
            else
            {
                return null;
            }
        }

        return steps && start is not null ? Resolve(start) : null;
    }

    private bool IsInLoop(AssignInstr assign)
    {
        _inLoops ??= new HashSet<Instr>(_ir.Blocks.Where(b => _ir.Loops.Contain(b.Ordinal)).SelectMany(b => b.Instrs));
        return _inLoops.Contains(assign);
    }

    /// <summary>The collection a loop variable runs over.</summary>
    public AccessPath? CollectionOf(AssignInstr assign)
    {
        if (assign.Value is ReadValue { Source: { Kind: PathKind.Member, Symbol.Name: "Current", Parent: { } enumerator } }
            && Resolve(enumerator) is { Kind: PathKind.Call, Symbol.Name: "GetEnumerator", Parent: { } collection })
        {
            return collection;
        }

        return null;
    }

    /// <summary>Whether a local is one place or null: behind it there is only the one.</summary>
    private bool HasOnePlace(AccessPath local)
        => local.Kind == PathKind.Local && _assignments.TryGetValue(local, out List<AssignInstr>? list) && list.Count(a => !a.Value.IsNothing) == 1;

    public bool IsReassigned(AccessPath variable) => _assignments.TryGetValue(variable, out List<AssignInstr>? list)
        && (list.Count > 1 || variable.Kind == PathKind.Parameter);
}
