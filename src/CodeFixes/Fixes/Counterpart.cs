using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>The exclusive routine that otherwise does what a shared one does.</summary>
internal static class Counterpart
{
    /// <summary>The routine that takes exclusively what a call takes shared, in the same way otherwise.</summary>
    public static (IMethodSymbol Routine, RoutineContract Contract)? Of(FixSite site, RoutineCall shared)
    {
        LockOperation wanted = shared.Acquire!;
        INamedTypeSymbol type = shared.Method.ContainingType;
        string name = shared.Method.Name.Replace("Shared", "Exclusive");
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>().OrderBy(m => m.Name == name ? 0 : 1).ThenBy(static m => m.Name.Length))
        {
            if (method.Parameters.Length == shared.Method.Parameters.Length
                && site.Contracts.Find(method, type) is { AliasOf: null, Locks: { Length: 1 } locks } contract
                && locks[0] is { Effect: LockEffect.Acquire, Mode: LockMode.Exclusive, ReturnsGuard: false } other
                && other.Family == wanted.Family && other.Wait == wanted.Wait && other.Condition == wanted.Condition
                && contract.CriticalDelta == shared.Contract.CriticalDelta && contract.GuardedDelta == shared.Contract.GuardedDelta && contract.Apc == shared.Contract.Apc)
            {
                return (method, contract);
            }
        }

        return null;
    }

    /// <summary>
    /// Puts the counterpart in the place of each acquire, and where the release names the mode, its partner in the place of each release. False when a call has none, or a
    /// release may belong to a hold that stays as it is.
    /// </summary>
    public static bool TakePlaceOf(FixSite site, Patch patch, IEnumerable<RoutineCall> acquires, IEnumerable<RoutineCall> releases, bool areAll)
    {
        HashSet<string> names = new();
        foreach (RoutineCall acquire in acquires)
        {
            if (Of(site, acquire) is not { } exclusive || Undo.Write(acquire, exclusive.Routine, exclusive.Contract) is not { } text)
            {
                return false;
            }

            patch.Replace(acquire.Node.Span, text.TrimEnd(';'));
            names.UnionWith(exclusive.Contract.Locks[0].ReleasedBy);
        }

        foreach (RoutineCall release in releases.Where(r => names.Count > 0 && !names.Contains(r.Contract.Name)))
        {
            if (names.Count != 1 || !areAll)
            {
                return false;
            }

            patch.Replace(release.Node.Span, release.Node.ToString().Replace(release.Method.Name, names.Single()));
        }

        return true;
    }
}
