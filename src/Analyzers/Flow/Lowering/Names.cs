using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>
/// Which names mean the same place. A local or temporary that only ever gets one place is that place; a result is what the callee's
/// summary says it returns. Everything is decided for the whole method, so that a name means one thing in all states.
/// </summary>
internal sealed class Names
{
    /// <summary>Places a variable may alternate between before it counts as a place of its own.</summary>
    private const int MostCandidates = 4;

    private readonly Dictionary<AccessPath, List<AssignInstr>> _assignments = new();
    private readonly Dictionary<AccessPath, AccessPath> _aliases = new();
    private readonly Dictionary<AccessPath, IMethodSymbol> _functions = new();
    private readonly Dictionary<AccessPath, AccessPath> _resolved = new();
    private readonly MethodIr _ir;

    /// <summary>New objects: a variable that holds one keeps its own facts, and is known not to be null.</summary>
    private readonly HashSet<AccessPath> _created = new();

    public Names(MethodIr ir, Activation activation)
    {
        _ir = ir;
        foreach (AssignInstr assign in ir.Instrs.OfType<AssignInstr>())
        {
            if (!_assignments.TryGetValue(assign.Target, out List<AssignInstr>? list))
            {
                _assignments.Add(assign.Target, list = new List<AssignInstr>());
            }

            list.Add(assign);
            if (assign.Value is NewValue { Place: { } created })
            {
                _created.Add(created);
            }
        }

        foreach ((int ordinal, IMethodSymbol function) in activation.Functions)
        {
            _functions[AccessPath.Parameter(activation.Method.Parameters[ordinal])] = function;
        }

        foreach (KeyValuePair<AccessPath, List<AssignInstr>> variable in _assignments)
        {
            Decide(variable.Key, variable.Value);
        }
    }

    /// <summary>The function a delegate-valued place stands for on every path.</summary>
    public IMethodSymbol? FunctionOf(Value value)
    {
        for (int i = 0; i < 8; i++)
        {
            switch (value)
            {
                case FunctionValue function:
                    return function.Method;
                case ReadValue read when _functions.TryGetValue(read.Source, out IMethodSymbol? bound):
                    return bound;
                case ReadValue read when _assignments.TryGetValue(read.Source, out List<AssignInstr>? list) && list.Count == 1:
                    value = list[0].Value;
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }

    public void AddAlias(AccessPath target, AccessPath source)
    {
        if (!_aliases.ContainsKey(target) && !source.Mentions(target))
        {
            _aliases.Add(target, source);
            _resolved.Clear();
        }
    }

    /// <summary>Aliases of members of <paramref name="place"/>.</summary>
    public IEnumerable<(AccessPath Target, AccessPath Source)> AliasesUnder(AccessPath place)
    {
        foreach (KeyValuePair<AccessPath, AccessPath> alias in _aliases)
        {
            if (alias.Key.Parent is not null && alias.Key.Mentions(place))
            {
                yield return (alias.Key, alias.Value);
            }
        }
    }

    /// <summary>The canonical name.</summary>
    public AccessPath Resolve(AccessPath path) => Resolve(path, 0);

    /// <summary>The value with every place inside it renamed, but a bare variable left as it is: facts are about variables.</summary>
    public Value ResolveWithin(Value value) => Compare(value).Map(ResolveSubject);

    /// <summary>Comparisons of references become tests of which place each one is, as far as that is tracked.</summary>
    private Value Compare(Value value)
    {
        switch (value)
        {
            case NotValue not:
                return new NotValue(Compare(not.Operand));
            case JunctionValue junction:
                return new JunctionValue(junction.IsAnd, Compare(junction.Left), Compare(junction.Right));
            case ReadValue { Source: { Kind: PathKind.Operator, Key: "==" } equality }:
                return Same(Resolve(equality.Arguments[0]), Resolve(equality.Arguments[1])) ?? value;
            default:
                return value;
        }
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

    /// <summary>
    /// The name facts go by: the way to a value is resolved, the last link is not. A copy that can never differ from its source shares
    /// its facts.
    /// </summary>
    public AccessPath ResolveSubject(AccessPath path)
    {
        switch (path.Kind)
        {
            case PathKind.Capture:
            case PathKind.Local:
                return _aliases.ContainsKey(path) && Resolve(path) is { } source
                    && (path.Kind == PathKind.Capture || source.Kind is PathKind.Parameter or PathKind.Local or PathKind.Result)
                    && _assignments[path].Count == 1
                    && !_created.Contains(source)
                    ? source
                    : path;
            case PathKind.Parameter:
            case PathKind.Result:
                return path;
            case PathKind.Member:
            case PathKind.Index:
                AccessPath parent = Resolve(path.Parent!);
                return parent.Equals(path.Parent) ? path : path.WithParent(parent);
            default:
                return Resolve(path);
        }
    }

    /// <summary>The target of an assignment: a variable stays itself.</summary>
    public AccessPath ResolveTarget(AccessPath path) => path.Parent is null ? path : ResolveSubject(path);

    /// <summary>The places a variable alternates between, or none.</summary>
    public IReadOnlyList<AccessPath> CandidatesOf(AccessPath variable)
    {
        bool isVariable = variable.Kind is PathKind.Local or PathKind.Capture || variable is { Kind: PathKind.Parameter, Symbol: IParameterSymbol { RefKind: RefKind.None } };
        if (!isVariable || !_assignments.TryGetValue(variable, out List<AssignInstr>? list))
        {
            return Array.Empty<AccessPath>();
        }

        if (ChainOf(variable) is not null)
        {
            return Array.Empty<AccessPath>();
        }

        List<AccessPath> places = new();
        foreach (AssignInstr assign in list)
        {
            if (assign.Value is NullValue)
            {
                continue;
            }

            if (assign.Value.Path is not { } source)
            {
                return Array.Empty<AccessPath>();
            }

            AccessPath place = Resolve(source);
            foreach (AccessPath one in place.Kind == PathKind.Capture && !place.Equals(variable) ? CandidatesOf(place).DefaultIfEmpty(place) : new[] { place })
            {
                if (!places.Contains(one) && !one.Mentions(variable))
                {
                    places.Add(one);
                }
            }
        }

        bool changes = list.Count > 1 || variable.Kind == PathKind.Parameter;
        return changes && places.Count is > 0 and <= MostCandidates ? places : Array.Empty<AccessPath>();
    }

    /// <summary>Where a chain starts that a variable walks along in a loop (<c>link = link.Next</c>), or null.</summary>
    public AccessPath? ChainOf(AccessPath variable)
    {
        if (variable.Kind != PathKind.Local || !_assignments.TryGetValue(variable, out List<AssignInstr>? list) || list.Count < 2)
        {
            return null;
        }

        AccessPath? start = null;
        bool steps = false;
        foreach (AssignInstr assign in list)
        {
            if (assign.Value.Path is not { } source)
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
        foreach ((int head, int tail) in _ir.Loops)
        {
            for (int i = head; i <= tail; i++)
            {
                if (_ir.Blocks[i].Instrs.Contains(assign))
                {
                    return true;
                }
            }
        }

        return false;
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

    public bool IsReassigned(AccessPath variable) => _assignments.TryGetValue(variable, out List<AssignInstr>? list)
        && (list.Count > 1 || variable.Kind == PathKind.Parameter);

    private void Decide(AccessPath variable, List<AssignInstr> assignments)
    {
        bool isLocalMember = variable.Kind == PathKind.Member && variable.Root.Kind is PathKind.Local or PathKind.Parameter;
        if (variable.Kind is not (PathKind.Local or PathKind.Capture) && !isLocalMember)
        {
            return;
        }

        AccessPath? only = null;
        foreach (AssignInstr assign in assignments)
        {
            if (assign.Value is NullValue)
            {
                continue;
            }

            AccessPath? source = assign.Value.Path;
            if (source is null || IsAnswer(source) || (only is not null && !only.Equals(source)) || source.Mentions(variable) || IsElement(source))
            {
                return;
            }

            only = source;
        }

        if (only is not null && !DependsOnReassigned(only))
        {
            _aliases.Add(variable, only);
        }
    }

    /// <summary>What a call returned: the next call may return another object.</summary>
    private static bool IsAnswer(AccessPath source)
    {
        for (AccessPath? link = source; link is not null; link = link.Parent)
        {
            if (link.Kind == PathKind.Call && link.Symbol!.Name != "GetEnumerator")
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsElement(AccessPath source) => source is { Kind: PathKind.Member, Symbol.Name: "Current" };

    private bool DependsOnReassigned(AccessPath path)
    {
        for (AccessPath? link = path; link is not null; link = link.Parent)
        {
            if (link.Parent is null && IsReassigned(link) && link.Kind != PathKind.Capture)
            {
                return true;
            }

            foreach (AccessPath argument in link.Arguments)
            {
                if (DependsOnReassigned(argument))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private AccessPath Resolve(AccessPath path, int depth)
    {
        if (_resolved.TryGetValue(path, out AccessPath? known))
        {
            return known;
        }

        // A chain of copies longer than this is a cycle made by code that does not compile.
        AccessPath resolved = path;
        if (depth < 32)
        {
            if (_aliases.TryGetValue(path, out AccessPath? source))
            {
                resolved = Resolve(source, depth + 1);
            }
            else if (path.Parent is not null || !path.Arguments.IsEmpty)
            {
                AccessPath renamed = path.Substitute(root => root.Equals(path) ? root : Resolve(root, depth + 1)) ?? path;
                resolved = ResolvePrefixes(renamed, depth);
            }
        }

        _resolved[path] = resolved;
        return resolved;
    }

    /// <summary>Members may be aliases too: a guard's field is the lock the guard was made for.</summary>
    private AccessPath ResolvePrefixes(AccessPath path, int depth)
    {
        if (_aliases.TryGetValue(path, out AccessPath? source))
        {
            return Resolve(source, depth + 1);
        }

        if (path.Parent is null || path.Parent.Parent is null)
        {
            return path;
        }

        AccessPath parent = ResolvePrefixes(path.Parent, depth + 1);
        return parent.Equals(path.Parent) ? path : ResolvePrefixes(path.WithParent(parent), depth + 1);
    }
}
