using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>The forms of a routine that manage the region themselves.</summary>
internal enum Form
{
    /// <summary>ExEnterCriticalRegionAndAcquire…: enters, then acquires.</summary>
    Combined,

    /// <summary>The filter manager's routine.</summary>
    Wrapper,
}

/// <summary>Switches the acquires and releases of one lock in a function to another form, on all paths or not at all.</summary>
internal static class FormSwitch
{
    public static string? NameOf(RoutineCall call, Form form) => form == Form.Combined ? call.Contract.CombinedForm : call.Contract.WrapperForm;

    /// <summary>
    /// The solution with every use of the lock of <paramref name="call"/> in the other form. With <paramref name="absorbsRegion"/> the
    /// region entered right before each acquire and left right beside each release goes too.
    /// </summary>
    public static Solution? Switch(FixSite site, RoutineCall call, Form form, bool absorbsRegion)
    {
        RoutineCall[] uses = site.Calls.Where(c => c.Key == call.Key && c.Key is not null).ToArray();
        RoutineCall[] takes = uses.Where(static c => c.Acquire is not null).ToArray();
        RoutineCall[] undos = uses.Where(static c => c.Effect(LockEffect.Release) is not null).ToArray();
        if (takes.Length == 0 || undos.Length == 0 || takes.Length + undos.Length != uses.Length || uses.Any(static c => c.Statement is null) || !takes.All(static c => c.IsWaiting))
        {
            return null;
        }

        Patch patch = site.NewPatch();
        foreach (RoutineCall take in takes)
        {
            if (Find(site, take, NameOf(take, form)) is not { } other || !Rewrite(site, patch, take, other, absorbsRegion))
            {
                return null;
            }

            string? release = other.Contract.Locks[0].ReleasedBy.FirstOrDefault();
            foreach (RoutineCall undo in undos.Where(u => take == takes[0]))
            {
                if (!take.Acquire!.ReleasedBy.Contains(undo.Contract.Name) || Find(site, undo, release) is not { } partner || !Rewrite(site, patch, undo, partner, absorbsRegion))
                {
                    return null;
                }
            }
        }

        return site.With(patch);
    }

    private static bool Rewrite(FixSite site, Patch patch, RoutineCall call, (IMethodSymbol Routine, RoutineContract Contract) other, bool absorbsRegion)
    {
        if (Undo.Write(call, other.Routine, other.Contract) is not { } text)
        {
            return false;
        }

        patch.Replace(call.Statement!.Span, text);
        if (absorbsRegion)
        {
            // A leave before the release is the mistake that the other form makes impossible.
            bool isTake = call.Acquire is not null;
            StatementSyntax?[] neighbours = isTake ? [Siblings.Previous(call.Statement)] : [Siblings.Next(call.Statement), Siblings.Previous(call.Statement)];
            if (neighbours.FirstOrDefault(n => site.Calls.Any(c => c.Statement == n && n is not null && (isTake ? c.IsPureEnter : c.IsPureLeave))) is not { } region)
            {
                return false;
            }

            patch.RemoveSpan(region.Span);
        }

        return true;
    }

    /// <summary>A routine of the same type by its name, with its contract.</summary>
    public static (IMethodSymbol Routine, RoutineContract Contract)? Find(FixSite site, RoutineCall call, string? name)
    {
        if (name is null)
        {
            return null;
        }

        INamedTypeSymbol type = call.Method.ContainingType;
        foreach (IMethodSymbol method in type.GetMembers(name).OfType<IMethodSymbol>())
        {
            if (site.Contracts.Find(method, type) is { Locks.IsEmpty: false } contract)
            {
                return (method, contract);
            }
        }

        return null;
    }
}
