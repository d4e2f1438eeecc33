using System.Composition;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Fixes;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;

namespace DdiCompliance.CodeFixes.Refactorings;

/// <summary>
/// Offers, at a routine that enters the region and acquires, to do both by themselves, on all paths: the way back from the combined routine and from the filter manager's. Needed
/// where the region must outlive the lock, or the acquire must not wait.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(PlainForm))]
[Shared]
public sealed class PlainForm : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override Task ComputeRefactoringsAsync(CodeRefactoringContext context) => FormOffers.RegisterAsync(context, Proposals);

    private static IEnumerable<Proposal> Proposals(FixSite site, RoutineCall call)
    {
        if (RegionNames.At(site, call) is { } region && Plain(site, call) is { } plain)
        {
            string title = "Use " + region.Enter.TrimEnd(';', '(', ')') + " and " + plain.Routine.Name + " for '" + call.Key + "'";
            RoutineCall[]? all = FieldUses.Of(site, call);
            yield return new Proposal(nameof(PlainForm), title, Split(site, [.. site.Calls.Where(c => c.Key == call.Key)], region));
            yield return new Proposal(nameof(PlainForm), title + FormSwitch.Everywhere, all is null ? null : Split(site, all, region));
        }
    }

    private static Solution? Split(FixSite site, RoutineCall[] uses, RegionNames region)
    {
        if (!uses.Any(static c => c.Effect(LockEffect.Release) is not null) || uses.FirstOrDefault(static c => c.Acquire is not null) is not { } call
            || uses.Any(static c => c.Statement is null || (c.Acquire is null && c.Effect(LockEffect.Release) is null)))
        {
            return null;
        }

        Patch patch = site.NewPatch();
        string? release = Plain(site, call)?.Contract.Locks[0].ReleasedBy.FirstOrDefault();
        foreach (RoutineCall use in uses)
        {
            bool isTake = use.Acquire is not null;
            (IMethodSymbol Routine, RoutineContract Contract)? other = isTake ? Plain(site, use) : FormSwitch.Find(site, use, release);
            if (other is not { } plain || Written(use, plain) is not { } text)
            {
                return null;
            }

            if (isTake)
            {
                patch.InsertBefore(use.Statement!, new[] { region.Enter });
            }

            patch.Replace(use.Statement!.Span, text);
            if (!isTake)
            {
                patch.InsertAfter(use.Statement, new[] { region.Leave });
            }
        }

        return site.With(patch);
    }

    /// <summary>A call of the plain routine, which waits as the combined one does.</summary>
    private static string? Written(RoutineCall call, (IMethodSymbol Routine, RoutineContract Contract) plain)
    {
        if (plain.Contract.Locks[0] is not { Wait: WaitBehavior.ByArgument })
        {
            return Undo.Write(call, plain.Routine, plain.Contract);
        }

        return plain.Routine.Parameters.Length == 2 && call.ArgumentAt(call.Acquire!.Lock.Index) is { } locked
            ? call.Qualifier + plain.Routine.Name + "(" + locked + ", true);" : null;
    }

    /// <summary>The routine whose combined form is called.</summary>
    private static (IMethodSymbol Routine, RoutineContract Contract)? Plain(FixSite site, RoutineCall call)
    {
        INamedTypeSymbol type = call.Method.ContainingType;
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (site.Contracts.Find(method, type) is { AliasOf: null, CriticalDelta: 0, Locks.Length: 1 } contract
                && (contract.CombinedForm == call.Contract.Name || contract.WrapperForm == call.Contract.Name)
                && contract.Locks[0] is { Effect: LockEffect.Acquire } acquire && (acquire.Wait == WaitBehavior.ByArgument || acquire.Condition == EffectCondition.Always))
            {
                return (method, contract);
            }
        }

        return null;
    }
}
