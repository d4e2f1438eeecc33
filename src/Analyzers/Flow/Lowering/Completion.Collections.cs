using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>Collections that the method fills with objects whose locks it holds, to give them back from there.</summary>
internal sealed partial class Completion
{
    /// <summary>For collections that are filled with the elements of another one, that one.</summary>
    private readonly Dictionary<AccessPath, AccessPath> _filledFrom = new();

    /// <summary>Objects that are no elements of anything, and the collections they are put into.</summary>
    private readonly List<(AccessPath Place, AccessPath Into)> _kept = new();

    /// <summary>What is held of the elements of either is held of both: the elements are the same.</summary>
    private AccessPath WholeOf(AccessPath collection)
    {
        while (_filledFrom.TryGetValue(collection, out AccessPath? from))
        {
            collection = from;
        }

        return collection;
    }

    private void FindFilled(Dictionary<AccessPath, AccessPath> collections)
    {
        foreach (EscapeInstr escape in _ir.Instrs.OfType<EscapeInstr>().Where(e => e.Into is not null))
        {
            AccessPath into = WholeOf(_names.Resolve(escape.Into!));
            AccessPath place = _names.Resolve(escape.Place);
            AccessPath? from = collections.TryGetValue(place, out AccessPath? whole) ? whole : place.Kind == PathKind.Index ? place.Parent : null;
            if (from is null)
            {
                _kept.Add((place, into));
            }
            else if (!WholeOf(from).Equals(into))
            {
                _filledFrom.Add(into, WholeOf(from));
            }
        }
    }

    /// <summary>The lock of an object that went into a collection is given back with the others, if a loop over the collection does that.</summary>
    private void FindKeptByCollections()
    {
        foreach ((AccessPath place, AccessPath into) in _kept)
        {
            AccessPath elements = WholeOf(into).Elements();
            for (int i = 0; i < _ir.Locks.Count; i++)
            {
                AccessPath twin = _ir.Locks[i].Replace(place, elements);
                if (!twin.Equals(_ir.Locks[i]) && _ir.Bulks.Any(b => _ir.Locks[b.Value].Equals(twin) && _ir.ReleasedInLoops.Contains(b.Key)))
                {
                    _ir.GivenAway.Add(i);
                }
            }
        }
    }
}
