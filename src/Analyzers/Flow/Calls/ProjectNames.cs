using System.Collections.Concurrent;
using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>
/// The names that the files of a project declare, mention and call, and those through which a routine can be reached. Made once for a
/// list of files; an edit is a difference to it (<see cref="NameClosure"/>). It is kept by the files themselves and holds no symbol and no
/// compilation. Immutable once made.
/// </summary>
internal sealed class ProjectNames
{
    private readonly HashSet<SyntaxTree> _trees;
    private readonly Lazy<Dictionary<string, int>> _throwing;

    private ProjectNames(ImmutableArray<SyntaxTree> trees, KnownNames contracts, CancellationToken cancellation)
    {
        Trees = trees;
        Contracts = contracts;
        _trees = new HashSet<SyntaxTree>(trees);
        foreach (SyntaxTree tree in trees)
        {
            TreeIndex index = TreeIndex.Of(tree, cancellation);
            Structure += index.Structure;
            foreach (TreeIndex.Member member in index.Members)
            {
                Add(member);
            }
        }

        Reach();
        _throwing = new Lazy<Dictionary<string, int>>(() =>
            ThrowingNames.Find(Callers.Concat(Declared).Select(c => c.Key), name => Declared[name], name => Callers[name], contracts.Has));
    }

    public ImmutableArray<SyntaxTree> Trees { get; }

    public KnownNames Contracts { get; }

    /// <summary>The members by each of the names through which they are run.</summary>
    public NameMap Declared { get; } = new();

    /// <summary>The field declarations by the names of the fields.</summary>
    public NameMap Fields { get; } = new();

    /// <summary>The members by each identifier in them.</summary>
    public NameMap Users { get; } = new();

    /// <summary>The members by each identifier that they call.</summary>
    public NameMap Callers { get; } = new();

    /// <summary>Whether something of this name is used as a value anywhere.</summary>
    public bool IsPassed(string name) => _passed.Contains(name);

    private readonly HashSet<string> _passed = new(StringComparer.Ordinal);

    /// <summary>
    /// The names that lead to a routine, with the length of the shortest way. A name stays reached as long as one of its members mentions
    /// a name with a shorter way: names that only lead to each other lead nowhere.
    /// </summary>
    public Dictionary<string, int> Reached { get; } = new(StringComparer.Ordinal);

    /// <summary>The names out of which an exception may come, with the number of calls to its throw; as lasting as what is reached.</summary>
    public Dictionary<string, int> Throwing => _throwing.Value;

    /// <summary>Changes with what the files say beside their members.</summary>
    public ulong Structure { get; }

    /// <summary>Hashes of what the names mean, as long as nothing differs; see <see cref="NameMeanings"/>.</summary>
    public ConcurrentDictionary<string, ulong> Meanings { get; } = new(StringComparer.Ordinal);

    /// <summary>The environment last seen, when it equals this one: what is one object is compared quickly.</summary>
    public SummaryEnvironment Canonical(SummaryEnvironment environment)
    {
        if (Volatile.Read(ref _environment) is { } last && last.Equals(environment))
        {
            return last;
        }

        Volatile.Write(ref _environment, environment);
        return environment;
    }

    private SummaryEnvironment? _environment;

    /// <summary>The components that hold in the project. Those that edits make anew leave the old ones behind: after enough of them it starts again.</summary>
    public HeldComponents Held
    {
        get
        {
            HeldComponents held = Volatile.Read(ref _held);
            return held.Count <= MostHeld ? held : Interlocked.CompareExchange(ref _held, new HeldComponents(), held) == held ? Volatile.Read(ref _held) : Held;
        }
    }

    private HeldComponents _held = new();

    /// <summary>More components than a project that is edited in one sitting has members.</summary>
    private const int MostHeld = 200_000;

    public bool Has(SyntaxTree tree) => _trees.Contains(tree);

    /// <summary>Differing files beyond which the names are collected anew: a person edits one at a time.</summary>
    private const int MostDifferences = 8;

    /// <summary>Names that were made for (almost) the same files, or names made now.</summary>
    public static ProjectNames Of(Compilation compilation, KnownNames contracts, CancellationToken cancellation)
    {
        ImmutableArray<SyntaxTree> trees = compilation.SyntaxTrees.ToImmutableArray();
        ProjectNames? last = null;
        foreach (SyntaxTree tree in trees)
        {
            if (TreeIndex.Find(tree)?.Names is { } known && !ReferenceEquals(known, last))
            {
                last = known;
                if (known.Contracts.Equals(contracts) && known.Trees.Count(t => !compilation.ContainsSyntaxTree(t)) <= MostDifferences
                    && trees.Count(t => !known.Has(t)) <= MostDifferences)
                {
                    return known;
                }
            }
        }

        return Collect(trees, contracts, cancellation);
    }

    public static ProjectNames Collect(ImmutableArray<SyntaxTree> trees, KnownNames contracts, CancellationToken cancellation)
    {
        ProjectNames names = new(trees, contracts, cancellation);
        foreach (SyntaxTree tree in trees)
        {
            TreeIndex.Of(tree, cancellation).Names = names;
        }

        return names;
    }

    private void Add(TreeIndex.Member member)
    {
        foreach (string name in member.Names)
        {
            Declared.Add(name, member);
        }

        foreach (string name in member.Fields)
        {
            Fields.Add(name, member);
        }

        foreach (string name in member.Mentioned)
        {
            Users.Add(name, member);
        }

        foreach (string name in member.Called)
        {
            Callers.Add(name, member);
        }

        _passed.UnionWith(member.Passed);
    }

    private void Reach()
    {
        Queue<(TreeIndex.Member Member, int Way)> open = new();
        HashSet<TreeIndex.Member> seen = new();
        foreach (KeyValuePair<string, List<TreeIndex.Member>> mentioned in Users)
        {
            if (Contracts.Has(mentioned.Key))
            {
                Open(mentioned.Value, 1);
            }
        }

        while (open.Count > 0)
        {
            (TreeIndex.Member member, int way) = open.Dequeue();
            foreach (string name in member.Names)
            {
                if (!Reached.ContainsKey(name))
                {
                    Reached.Add(name, way);
                    Open(Users[name], way + 1);
                }
            }
        }

        void Open(IReadOnlyList<TreeIndex.Member> members, int way)
        {
            foreach (TreeIndex.Member member in members)
            {
                if (seen.Add(member))
                {
                    open.Enqueue((member, way));
                }
            }
        }
    }
}
