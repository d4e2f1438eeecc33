using System.Collections.Immutable;
using DdiCompliance.Analyzers.Flow.Solving;

namespace DdiCompliance.Analyzers.Reporting;

/// <summary>What a diagnostic tells a code fix, besides its locations.</summary>
internal static class FixHint
{
    /// <summary>The lock as the message names it.</summary>
    public const string Lock = "Lock";

    /// <summary>The routine that was called.</summary>
    public const string Routine = "Routine";

    /// <summary>The routine that took the hold.</summary>
    public const string AcquiredBy = "AcquiredBy";

    /// <summary>The routine that releases the hold.</summary>
    public const string Partner = "Partner";

    /// <summary>The routine that does this and enters or leaves the region.</summary>
    public const string Combined = "Combined";

    /// <summary>The filter-manager routine that manages the region itself.</summary>
    public const string Wrapper = "Wrapper";

    /// <summary>Present when the routine was reached through helpers: there is no simple edit at the place.</summary>
    public const string Via = "Via";

    /// <summary>How many of the additional locations, counted from the first, are places where the law was broken: the exits of a leak.</summary>
    public const string Places = "Places";

    public static ImmutableDictionary<string, string?> Of(FlowEvent flowEvent)
    {
        ImmutableDictionary<string, string?>.Builder hints = ImmutableDictionary.CreateBuilder<string, string?>();
        Add(Lock, flowEvent.Lock?.ToString());
        Add(Routine, flowEvent.Contract?.Name);
        Add(AcquiredBy, flowEvent.AcquiredBy?.Name);
        Add(Partner, flowEvent.AcquiredBy is { Locks: { IsEmpty: false } locks } && !locks[0].ReleasedBy.IsDefaultOrEmpty ? locks[0].ReleasedBy[0] : null);
        Add(Combined, flowEvent.Contract?.CombinedForm);
        Add(Wrapper, flowEvent.Contract?.WrapperForm);
        Add(Via, flowEvent.Via.IsEmpty ? null : "true");
        return hints.ToImmutable();

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                hints.Add(key, value);
            }
        }
    }
}
