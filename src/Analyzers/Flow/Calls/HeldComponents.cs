using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>
/// The remembered components that are known to hold in a project with all that they lead to, by what a difference to the project may
/// change of them: so that an edit looks at what it touches and not at everything that is called. Safe for concurrent use.
/// </summary>
internal sealed class HeldComponents
{
    private readonly Dictionary<TreeIndex.Member, List<RememberedComponent>> _byText = new();
    private readonly Dictionary<string, List<RememberedComponent>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<RememberedComponent>> _byPassed = new(StringComparer.Ordinal);
    private readonly Dictionary<SyntaxTree, List<RememberedComponent>> _byFile = new();
    private readonly Dictionary<SyntaxNode, List<RememberedComponent>> _callers = new();
    private readonly object _gate = new();
    private int _count;

    /// <summary>Components added so far; those that are made anew again and again count each time.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Adds a component of which all bodies that it calls belong to components here.</summary>
    public void Add(RememberedComponent component)
    {
        lock (_gate)
        {
            if (component.Place is { } known && known.In == this)
            {
                return;
            }

            foreach (TreeIndex.Member text in component.Dependencies.Texts)
            {
                Add(_byText, text, component);
            }

            foreach (string name in component.Dependencies.Names)
            {
                Add(_byName, name, component);
            }

            foreach (string name in component.Dependencies.Passed)
            {
                Add(_byPassed, name, component);
            }

            foreach (SyntaxTree file in component.AllFiles)
            {
                Add(_byFile, file, component);
            }

            foreach ((SyntaxNode body, _) in component.Callees)
            {
                Add(_callers, body, component);
            }

            component.Place = new HeldPlace(this, _count++);
        }
    }

    /// <summary>What a compilation need not look at.</summary>
    /// <param name="closure">Its differences to the project.</param>
    public Untouched Without(NameClosure closure)
    {
        lock (_gate)
        {
            if (_count == 0 || !closure.ReachesAsProject || closure.Changes(""))
            {
                return new Untouched(this, 0, new HashSet<RememberedComponent>());
            }

            HashSet<RememberedComponent> touched = new();
            Queue<RememberedComponent> open = new();
            foreach (string name in closure.ChangedWithFields)
            {
                foreach (TreeIndex.Member user in closure.Project.Users[name])
                {
                    Touch(_byText, user);
                }

                Touch(_byName, name);
            }

            foreach (string name in closure.ChangedPassing)
            {
                Touch(_byPassed, name);
            }

            foreach (SyntaxTree file in closure.Gone)
            {
                Touch(_byFile, file);
            }

            while (open.Count > 0)
            {
                foreach ((SyntaxNode body, _) in open.Dequeue().Members)
                {
                    Touch(_callers, body);
                }
            }

            return new Untouched(this, _count, touched);

            void Touch<TKey>(Dictionary<TKey, List<RememberedComponent>> by, TKey key)
                where TKey : notnull
            {
                if (by.TryGetValue(key, out List<RememberedComponent>? components))
                {
                    foreach (RememberedComponent component in components)
                    {
                        if (touched.Add(component))
                        {
                            open.Enqueue(component);
                        }
                    }
                }
            }
        }
    }

    private static void Add<TKey>(Dictionary<TKey, List<RememberedComponent>> by, TKey key, RememberedComponent component)
        where TKey : notnull
    {
        if (!by.TryGetValue(key, out List<RememberedComponent>? components))
        {
            by.Add(key, components = new List<RememberedComponent>(1));
        }

        components.Add(component);
    }

    /// <summary>The components that one compilation may take over unseen.</summary>
    /// <param name="All">The components of its project.</param>
    /// <param name="Count">How many of them were there when it asked; of those added later it knows nothing.</param>
    /// <param name="Touched">Those that its differences may change, and those that lead to one.</param>
    internal sealed record Untouched(HeldComponents All, int Count, HashSet<RememberedComponent> Touched)
    {
        public bool Has(RememberedComponent component) => component.Place is { } place && place.In == All && place.Number < Count && !Touched.Contains(component);
    }
}

/// <summary>Where a component is known to hold.</summary>
/// <param name="In">The components of a project.</param>
/// <param name="Number">Its place in the order in which they were added.</param>
internal sealed record HeldPlace(HeldComponents In, int Number);
