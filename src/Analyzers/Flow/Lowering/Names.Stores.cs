using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>
/// Members of objects that exist before the method does: the method, or what it calls, stores known places in them, and until then they
/// hold something else. Which it is depends on the path, as it does for a variable.
/// </summary>
internal sealed partial class Names
{
    /// <summary>What callees store, in this method's terms.</summary>
    private readonly List<(AccessPath Target, AccessPath Source)> _storedByCallees = new();

    private Dictionary<AccessPath, List<Value>>? _stores;

    private readonly HashSet<AccessPath> _underInquiry = new();

    public void AddStore(AccessPath target, AccessPath source)
    {
        if (!_storedByCallees.Contains((target, source)) && !source.Mentions(target))
        {
            _storedByCallees.Add((target, source));
            Reconsider();
        }
    }

    /// <summary>A copy of such a member is what the member was when it was copied: it is a variable of its own.</summary>
    public void SeparateCopies()
    {
        List<AccessPath> copies = _aliases.Where(a => a.Key.Kind == PathKind.Local && IsStored(Resolve(a.Value))).Select(a => a.Key).ToList();
        if (copies.Count > 0)
        {
            copies.ForEach(c => _aliases.Remove(c));
            Reconsider();
        }
    }

    /// <summary>Whether the place is such a member.</summary>
    public bool IsStored(AccessPath place) => IsReferenceMember(place) && CandidatesOfMember(place).Count > 0;

    private bool IsReferenceMember(AccessPath place)
        => place.Kind == PathKind.Member && !_aliases.ContainsKey(place) && place.Root.Kind is PathKind.This or PathKind.Parameter or PathKind.Local or PathKind.Static
            && HoldsReference(place);

    private static bool HoldsReference(AccessPath member) => member.Symbol is IFieldSymbol { Type.IsReferenceType: true } or IPropertySymbol { Type.IsReferenceType: true };

    private IReadOnlyList<AccessPath> CandidatesOfMember(AccessPath member)
    {
        if (_candidates.TryGetValue(member, out IReadOnlyList<AccessPath>? known))
        {
            return known;
        }

        if (!_underInquiry.Add(member))
        {
            return Array.Empty<AccessPath>(); // Members that are stored in each other.
        }

        _stores ??= FindStores();
        known = _stores.TryGetValue(member, out List<Value>? values) ? FindCandidates(member, values) : Array.Empty<AccessPath>();
        _underInquiry.Remove(member);
        return _candidates[member] = known;
    }

    private Dictionary<AccessPath, List<Value>> FindStores()
    {
        Dictionary<AccessPath, List<Value>> stores = new();
        foreach ((AccessPath target, Value value) in _ir.Instrs.OfType<AssignInstr>()
            .Where(a => a.Target.Kind == PathKind.Member && !a.IsInPlace).Select(a => (a.Target, a.Value))
            .Concat(_storedByCallees.Select(s => (s.Target, (Value)new ReadValue(s.Source)))))
        {
            AccessPath place = ResolveTarget(target);
            if (!stores.TryGetValue(place, out List<Value>? values))
            {
                stores.Add(place, values = new List<Value>());
            }

            values.Add(value);
        }

        return stores;
    }
}
