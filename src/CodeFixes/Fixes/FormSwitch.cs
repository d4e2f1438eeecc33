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
    /// <summary>What the title of an act adds that changes all methods of the type.</summary>
    public const string Everywhere = " in all methods";

    public static string? NameOf(RoutineCall call, Form form) => form == Form.Combined ? call.Contract.CombinedForm : call.Contract.WrapperForm;

    /// <summary>
    /// The solution with every use of the lock of <paramref name="call"/> in the other form. With <paramref name="absorbsRegion"/> the
    /// region entered right before each acquire and left right beside each release goes too.
    /// </summary>
    public static Solution? Switch(FixSite site, RoutineCall call, Form form, bool absorbsRegion)
    {
        return Switch(site, site.Calls.Where(c => c.Key == call.Key && c.Key is not null).ToArray(), form, absorbsRegion);
    }

    /// <summary>
    /// The solution with every use of the field <paramref name="call"/> locks in the other form, in all methods of its type: for locks that one method acquires and another
    /// releases. Null when the lock is used in another way as well, or elsewhere.
    /// </summary>
    public static Solution? SwitchInType(FixSite site, RoutineCall call, Form form, bool absorbsRegion) =>
        FieldUses.Of(site, call) is { } uses && uses.Any(u => !site.Calls.Any(c => c.Node == u.Node)) ? Switch(site, uses, form, absorbsRegion) : null;

    private static Solution? Switch(FixSite site, RoutineCall[] uses, Form form, bool absorbsRegion)
    {
        RoutineCall[] takes = uses.Where(static c => c.Acquire is not null).ToArray();
        RoutineCall[] undos = uses.Where(static c => c.Effect(LockEffect.Release) is not null).ToArray();
        if (takes.Length == 0 || undos.Length == 0 || takes.Length + undos.Length != uses.Length
            || (absorbsRegion && uses.Any(static c => c.Statement is null)) || !uses.All(static c => c.IsAlone) || !takes.All(static c => c.IsWaiting))
        {
            return null;
        }

        Patch patch = site.NewPatch();
        HashSet<StatementSyntax> regions = new();
        foreach (RoutineCall take in takes)
        {
            if (Find(site, take, NameOf(take, form)) is not { } other || !Rewrite(site, patch, take, other, absorbsRegion ? regions : null))
            {
                return null;
            }

            string? release = other.Contract.Locks[0].ReleasedBy.FirstOrDefault();
            foreach (RoutineCall undo in undos.Where(u => take == takes[0]))
            {
                if (!take.Acquire!.ReleasedBy.Contains(undo.Contract.Name) || Find(site, undo, release) is not { } partner || !Rewrite(site, patch, undo, partner, absorbsRegion ? regions : null))
                {
                    return null;
                }
            }
        }

        Removal.Remove(site, patch, regions);
        return site.With(patch);
    }

    private static bool Rewrite(FixSite site, Patch patch, RoutineCall call, (IMethodSymbol Routine, RoutineContract Contract) other, HashSet<StatementSyntax>? regions)
    {
        if (Undo.Write(call, other.Routine, other.Contract) is not { } text)
        {
            return false;
        }

        patch.Replace(call.Node.Parent is AssignmentExpressionSyntax discard ? discard.Span : call.Node.Span, text.TrimEnd(';'));
        if (regions is not null)
        {
            if (RegionBeside(site, call) is not { } region)
            {
                return false;
            }

            regions.Add(region);
        }

        return true;
    }

    /// <summary>The enter right before an acquire, or before the <c>if</c> whose branches acquire; the leave right beside a release.</summary>
    private static StatementSyntax? RegionBeside(FixSite site, RoutineCall call)
    {
        StatementSyntax statement = call.Statement!.Parent as LabeledStatementSyntax ?? (StatementSyntax)call.Statement;
        if (call.Acquire is null)
        {
            // A leave before the release is the mistake that the other form makes impossible.
            return new[] { Siblings.Next(statement), Siblings.Previous(statement) }.Select(Inner).FirstOrDefault(n => IsRegion(site, n, isEnter: false));
        }

        while (Siblings.Previous(statement) is null && Branching(statement) is { } test)
        {
            statement = test;
        }

        return Inner(Siblings.Previous(statement)) is { } previous && IsRegion(site, previous, isEnter: true) ? previous : null;
    }

    private static StatementSyntax? Inner(StatementSyntax? statement) => (statement as LabeledStatementSyntax)?.Statement ?? statement;

    private static StatementSyntax? Branching(StatementSyntax statement) => (statement.Parent is BlockSyntax block ? block.Parent : statement.Parent) switch
    {
        IfStatementSyntax { Else: not null } test => test,
        ElseClauseSyntax { Parent: IfStatementSyntax test } => test,
        _ => null,
    };

    // A guarded region keeps special APCs away too: no routine brings one.
    private static bool IsRegion(FixSite site, StatementSyntax? statement, bool isEnter) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }
        && site.CallOf(call) is { Contract.GuardedDelta: 0 } routine && (isEnter ? routine.IsPureEnter : routine.IsPureLeave);

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
