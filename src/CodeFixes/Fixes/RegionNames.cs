using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>How the critical region is entered and left at a place: with the routines of the type whose routine is called there.</summary>
internal readonly record struct RegionNames(string Enter, string Leave)
{
    public static RegionNames? At(FixSite site, RoutineCall call)
    {
        INamedTypeSymbol type = call.Method.ContainingType;
        foreach (IMethodSymbol enter in type.GetMembers()
            .OfType<IMethodSymbol>()
            .Where(static m => m.Parameters.IsEmpty && m.ReturnsVoid)
            .OrderBy(static m => m.Name.StartsWith("Ke", StringComparison.Ordinal) ? 0 : 1))
        {
            if (site.Contracts.Find(enter, type) is { Locks.IsEmpty: true, CriticalDelta: 1, GuardedDelta: 0 }
                && type.GetMembers(enter.Name.Replace("Enter", "Leave")).Concat(type.GetMembers(enter.Name.Replace("Enter", "Exit"))).OfType<IMethodSymbol>()
                    .FirstOrDefault(m => site.Contracts.Find(m, type) is { Locks.IsEmpty: true, CriticalDelta: -1 }) is { } leave)
            {
                return new RegionNames(call.Qualifier + enter.Name + "();", call.Qualifier + leave.Name + "();");
            }
        }

        return null;
    }
}
