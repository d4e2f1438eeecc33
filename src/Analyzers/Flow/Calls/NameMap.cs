using System.Collections;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>Members sorted by a name.</summary>
internal sealed class NameMap : IEnumerable<KeyValuePair<string, List<TreeIndex.Member>>>
{
    private readonly Dictionary<string, List<TreeIndex.Member>> _members = new(StringComparer.Ordinal);

    public IReadOnlyList<TreeIndex.Member> this[string name]
        => _members.TryGetValue(name, out List<TreeIndex.Member>? members) ? members : Array.Empty<TreeIndex.Member>();

    public void Add(string name, TreeIndex.Member member)
    {
        if (!_members.TryGetValue(name, out List<TreeIndex.Member>? members))
        {
            _members.Add(name, members = new List<TreeIndex.Member>(1));
        }

        members.Add(member);
    }

    public IEnumerator<KeyValuePair<string, List<TreeIndex.Member>>> GetEnumerator() => _members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
