namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>
/// The called names out of which an exception may come: undeclared ones, and those of members that throw or call such a name. Routines
/// with a contract do not throw.
/// </summary>
internal sealed class ThrowingNames
{
    private readonly NameClosure _names;

    /// <summary>For each name the calls to the throw; shared with the project when nothing in it is taken back.</summary>
    private readonly Dictionary<string, int> _ways;
    private readonly HashSet<string> _more = new(StringComparer.Ordinal);

    public ThrowingNames(NameClosure names)
    {
        _names = names;
        _ways = names.Project.Throwing;
        if (!names.Changed.All(StaysThrowing))
        {
            _ways = Find(names.Called, names.DeclaredBy, names.CallersOf, names.Contracts.Has);
            return;
        }

        ThrowMore();
    }

    /// <summary>Whether the same names throw as in the project.</summary>
    public bool IsAsInProject => _more.Count == 0 && ReferenceEquals(_ways, _names.Project.Throwing);

    public bool Has(string name) => _ways.ContainsKey(name) || _more.Contains(name);

    public static Dictionary<string, int> Find(
        IEnumerable<string> called,
        Func<string, IEnumerable<TreeIndex.Member>> declaredBy,
        Func<string, IEnumerable<TreeIndex.Member>> callersOf,
        Func<string, bool> isRoutine)
    {
        Dictionary<string, int> ways = new(StringComparer.Ordinal);
        Queue<(string Name, int Way)> open = new();
        foreach (string name in called)
        {
            bool isDeclared = false;
            bool throws = false;
            foreach (TreeIndex.Member member in declaredBy(name))
            {
                isDeclared = true;
                throws |= member.Throws;
            }

            if (throws || !isDeclared)
            {
                Add(name, 0);
            }
        }

        while (open.Count > 0)
        {
            (string name, int way) = open.Dequeue();
            foreach (TreeIndex.Member caller in callersOf(name))
            {
                foreach (string outer in caller.Names)
                {
                    Add(outer, way + 1);
                }
            }
        }

        return ways;

        void Add(string name, int way)
        {
            if (IsCall(name, isRoutine) && !ways.ContainsKey(name))
            {
                ways.Add(name, way);
                open.Enqueue((name, way));
            }
        }
    }

    private static bool IsCall(string name, Func<string, bool> isRoutine) => name != "nameof" && !isRoutine(name);

    /// <summary>Whether a name of a differing file throws for a reason that is still there.</summary>
    private bool StaysThrowing(string name)
    {
        if (!_ways.TryGetValue(name, out int way))
        {
            return true;
        }

        bool isDeclared = false;
        foreach (TreeIndex.Member member in _names.DeclaredBy(name))
        {
            isDeclared = true;
            if (member.Throws || member.Called.Any(c => _ways.TryGetValue(c, out int shorter) && shorter < way))
            {
                return true;
            }
        }

        return !isDeclared;
    }

    private void ThrowMore()
    {
        Queue<string> open = new();
        foreach (string name in _names.Changed)
        {
            bool isDeclared = false;
            foreach (TreeIndex.Member member in _names.DeclaredBy(name))
            {
                isDeclared = true;
                if (member.Throws || member.Called.Any(Has))
                {
                    Add(name);
                }
            }

            if (!isDeclared && _names.CallersOf(name).Any())
            {
                Add(name);
            }
        }

        foreach (string called in _names.NewlyCalled)
        {
            if (!_names.DeclaredBy(called).Any())
            {
                Add(called);
            }
        }

        while (open.Count > 0)
        {
            foreach (TreeIndex.Member caller in _names.CallersOf(open.Dequeue()))
            {
                caller.Names.ForEach(Add);
            }
        }

        void Add(string name)
        {
            if (!Has(name) && IsCall(name, _names.Contracts.Has))
            {
                _more.Add(name);
                open.Enqueue(name);
            }
        }
    }
}
