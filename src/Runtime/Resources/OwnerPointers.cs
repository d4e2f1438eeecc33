namespace DdiCompliance;

/// <summary>
/// The owners of one resource that are pointers (behaviours 45 to 53), each with its number of acquisitions. An exclusive owner pointer is named in the
/// resource's word by its place here.
/// </summary>
internal sealed class OwnerPointers
{
    private (nuint Pointer, int Count)[] _owners = [];

    /// <summary>The place of a pointer, or -1.</summary>
    internal int Find(nuint pointer) => Array.FindIndex(_owners, owner => owner.Count != 0 && owner.Pointer == pointer);

    internal nuint PointerAt(int place) => _owners[place].Pointer;

    internal int CountAt(int place) => _owners[place].Count;

    /// <summary>Whether <see cref="Add"/> would find a place.</summary>
    internal bool HasRoom(nuint pointer) => Find(pointer) >= 0 || Array.FindIndex(_owners, owner => owner.Count == 0) >= 0;

    /// <summary>How many places there are.</summary>
    internal int Capacity => _owners.Length;

    /// <summary>Replaces the places by more, allocated by the caller outside the gate.</summary>
    internal void Grow((nuint Pointer, int Count)[] larger)
    {
        if (larger.Length <= _owners.Length)
            return;
        _owners.CopyTo(larger, 0);
        _owners = larger;
    }

    /// <summary>Adds acquisitions to a pointer, which may own some already.</summary>
    /// <returns>The place of the pointer.</returns>
    internal int Add(nuint pointer, int count)
    {
        int place = Find(pointer);
        if (place < 0)
            place = Array.FindIndex(_owners, owner => owner.Count == 0);
        _owners[place] = (pointer, _owners[place].Count + count);
        return place;
    }

    /// <summary>Takes one acquisition from a pointer.</summary>
    /// <returns>How many are left.</returns>
    internal int Release(int place) => --_owners[place].Count;

    internal bool Any() => Array.Exists(_owners, owner => owner.Count != 0);

    internal void Clear() => Array.Clear(_owners);

    /// <summary>The pointers and their counts, for dumps.</summary>
    internal IEnumerable<(nuint Pointer, int Count)> All() => _owners.Where(owner => owner.Count != 0);
}
