using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.Analyzers.Rules.Order;

/// <summary>The body must do what its annotations declare: callers are judged by the declaration.</summary>
internal sealed class ContractNotKept : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.ContractNotKept,
        "Declared contract not kept",
        "'{0}' declares that it {1}, but {2} when {3}",
        RuleIds.Order,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The body must do what its annotations declare: callers are judged by the declaration.",
        helpLinkUri: Help(RuleIds.ContractNotKept));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.DeclarationNotKept;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        SyntaxNode place = shown.Declaration!;
        string name = shown.Contract?.Name ?? (place as MethodDeclarationSyntax)?.Identifier.ValueText ?? Phrases.LockOf(shown);
        (string declared, string found) = shown.Operation is { } operation ? OfLock(shown, operation) : OfRegion(shown);
        return Report(finding, place, name, declared, found, Phrases.Exit(shown, place)) with { IsAtName = true };
    }

    private static (string Declared, string Found) OfLock(FlowEvent shown, LockOperation operation)
    {
        string path = "'" + Phrases.LockOf(shown) + "'";
        string mode = operation.Mode switch
        {
            LockMode.Exclusive => " exclusively",
            LockMode.Shared => " shared",
            _ => "",
        };
        string declared = operation.Effect switch
        {
            LockEffect.Acquire => "acquires " + path + mode,
            LockEffect.Release => "releases " + path,
            _ => "is called and returns with " + path + " held",
        };
        string held = !shown.Cell.IsHeld ? " is not held" : shown.Cell.Exclusive > 0 ? " is held exclusively" : " is held shared";
        if (operation.Condition is EffectCondition.ResultTrue or EffectCondition.ResultFalse)
        {
            // Held although it is not declared for this result, or the other way round.
            bool isTrue = operation.Condition == EffectCondition.ResultTrue == (shown.Cell.IsHeld == (operation.Effect == LockEffect.Release));
            held += isTrue ? " and the result is true" : " and the result is false";
        }

        return (declared + When(operation.Condition), path + (operation.Effect == LockEffect.Release && shown.Cell.IsHeld ? " is still held" : held));
    }

    private static (string Declared, string Found) OfRegion(FlowEvent shown)
    {
        RoutineContract contract = shown.Contract!;
        bool isGuarded = contract.GuardedDelta != 0 || contract.Apc == ApcRequirement.InGuardedRegion;
        int delta = isGuarded ? contract.GuardedDelta : contract.CriticalDelta;
        string region = isGuarded ? "a guarded region" : "a critical region";
        return delta switch
        {
            > 0 => ("enters " + region + When(contract.RegionCondition), Found()),
            < 0 => ("leaves " + region + When(contract.RegionCondition), Found()),
            _ => ("is called and returns inside " + region, "it is outside"),
        };

        string Found() => (isGuarded ? shown.Place.Guarded : shown.Place.Critical) > 0 ? "it is inside one" : "it is not inside one";
    }

    private static string When(EffectCondition condition) => condition switch
    {
        EffectCondition.ResultTrue => " only when it returns true",
        EffectCondition.ResultFalse => " only when it returns false",
        _ => "",
    };
}
