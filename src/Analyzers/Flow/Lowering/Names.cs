using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>
/// Which names mean the same place. A local or temporary that only ever gets one place is that place; a result is what the callee's
/// summary says it returns. Everything is decided for the whole method, so that a name means one thing in all states.
/// </summary>
internal sealed partial class Names
{
    /// <summary>Places a variable may alternate between before it counts as a place of its own.</summary>
    private const int MostCandidates = 4;

    private readonly Dictionary<AccessPath, List<AssignInstr>> _assignments = new();
    private readonly Dictionary<AccessPath, AccessPath> _aliases = new();
    private readonly Dictionary<AccessPath, IMethodSymbol> _functions = new();
    private readonly Dictionary<AccessPath, AccessPath> _resolved = new();
    private readonly Dictionary<AccessPath, IReadOnlyList<AccessPath>> _candidates = new();
    private readonly Dictionary<AccessPath, AccessPath?> _chains = new();
    private HashSet<Instr>? _inLoops;
    private readonly MethodIr _ir;

    /// <summary>New objects: a variable that holds one keeps its own facts, and is known not to be null.</summary>
    private readonly HashSet<AccessPath> _created = new();

    public Names(MethodIr ir, Activation activation)
    {
        _ir = ir;
        foreach (AssignInstr assign in ir.Instrs.OfType<AssignInstr>().Where(static a => !a.IsInPlace))
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

    public void AddAlias(AccessPath target, AccessPath source)
    {
        if (!_aliases.ContainsKey(target) && !source.Mentions(target))
        {
            _aliases.Add(target, source);
            Reconsider();
        }
    }

    private void Reconsider()
    {
        _resolved.Clear();
        _candidates.Clear();
        _chains.Clear();
        _stores = null;
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
                return _aliases.TryGetValue(path, out AccessPath? source) && _assignments.TryGetValue(path, out List<AssignInstr>? list) && list.Count == 1
                    ? OfCopy(path, source)
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

    private AccessPath OfCopy(AccessPath copy, AccessPath source)
    {
        // Step by step: a variable on the way that may also be null has facts of its own, and may be null again while the copy is not.
        if (copy.Kind == PathKind.Local && IsReassigned(source) && source.Kind != PathKind.Capture)
        {
            return copy;
        }

        if (source.Kind == PathKind.Result && _assignments.ContainsKey(source))
        {
            return source; // What a place held before it was exchanged is not what it holds now.
        }

        AccessPath subject = source.Kind is PathKind.Local or PathKind.Capture ? ResolveSubject(source) : Resolve(source);
        bool isVariable = subject.Kind is PathKind.Parameter or PathKind.Local or PathKind.Result or PathKind.Capture;
        return (copy.Kind == PathKind.Capture || isVariable) && !_created.Contains(subject) ? subject : copy;
    }

    /// <summary>The target of an assignment: a variable stays itself.</summary>
    public AccessPath ResolveTarget(AccessPath path) => path.Parent is null ? path : ResolveSubject(path);

    private void Decide(AccessPath variable, List<AssignInstr> assignments)
    {
        bool isLocalMember = variable.Kind == PathKind.Member
            && (variable.Root.Kind is PathKind.Local or PathKind.Result or PathKind.Capture || (variable.Root.Kind == PathKind.Parameter && !HoldsReference(variable)));
        if (variable.Kind is not (PathKind.Local or PathKind.Capture or PathKind.Result) && !isLocalMember)
        {
            return;
        }

        AccessPath? only = null;
        foreach (AssignInstr assign in assignments)
        {
            if (assign.Value.IsNothing)
            {
                continue;
            }

            AccessPath? source = assign.Value.Path;
            if (source is null || IsAnswer(source) || (assignments.Count > 1 && IsMadeEachTurn(source)) || (only is not null && !only.Equals(source)) || source.Mentions(variable) || IsElement(source))
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

    /// <summary>A new object each time round a loop: a variable that is also null may still be the one of the turn before.</summary>
    private bool IsMadeEachTurn(AccessPath source) => source.Root.Kind == PathKind.Result && _assignments.ContainsKey(source.Root);

    private static bool IsElement(AccessPath source) => source is { Kind: PathKind.Member, Symbol.Name: "Current" };

    private bool DependsOnReassigned(AccessPath path)
    {
        for (AccessPath? link = path; link is not null; link = link.Parent)
        {
            if (link.Parent is null && IsReassigned(link) && link.Kind != PathKind.Capture && !HasOnePlace(link))
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
