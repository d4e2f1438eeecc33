using System.Collections.Immutable;
using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.Analyzers.Reporting;

/// <summary>From events to diagnostics: one for each defect, however many paths show it.</summary>
internal static class Reporter
{
    private const Outcome Exits = Outcome.HeldAtExit | Outcome.CriticalAtExit | Outcome.GuardedAtExit | Outcome.RaisedAtExit;

    public static IEnumerable<Diagnostic> Diagnose(IReadOnlyList<FlowEvent> events)
    {
        HashSet<SyntaxNode> leaking = new();
        events = Consequences.Without(events);
        foreach (LockRule rule in AllRules.OfPaths)
        {
            foreach (Finding finding in Group(events.Where(rule.Concerns), rule))
            {
                if (IsConsequence(finding.Event, leaking))
                {
                    continue;
                }

                if (rule.Check(finding) is { } violation)
                {
                    yield return ToDiagnostic(violation);
                }
            }
        }
    }

    /// <summary>A hold that leaks on a return leaks on exceptions too: that is said once.</summary>
    private static bool IsConsequence(FlowEvent flowEvent, HashSet<SyntaxNode> leaking)
        => (flowEvent.Broken & Outcome.HeldAtExit) != 0 && flowEvent.Earlier is { } place && !leaking.Add(place) && flowEvent.Exit != ExitKind.Return;

    /// <summary>Events of one law at one place are one finding; for exits the place is where the hold was taken.</summary>
    private static IEnumerable<Finding> Group(IEnumerable<FlowEvent> events, LockRule rule)
    {
        Dictionary<(SyntaxNode, string?, SyntaxNode?), Finding> findings = new();
        List<Finding> ordered = new();
        foreach (FlowEvent flowEvent in events)
        {
            bool isExit = (flowEvent.Broken & Exits & rule.Law) != 0;
            if (flowEvent.Confidence != States.Confidence.Certain && !isExit && !IsHandlersOwn(flowEvent))
            {
                continue; // Only if an unknown call throws: not sure enough to speak of.
            }

            // A lock may go by several names on its way to the exit; what tells two locks of one call apart is where the callee took them.
            (SyntaxNode, string?, SyntaxNode?) key = flowEvent.Declaration is { } declaration
                ? (declaration, flowEvent.Lock?.ToString(), null)
                : (isExit ? flowEvent.Earlier ?? flowEvent.Syntax : flowEvent.Syntax, null, isExit ? flowEvent.Via.FirstOrDefault() : null);
            if (findings.TryGetValue(key, out Finding? finding))
            {
                finding.Add(flowEvent);
            }
            else
            {
                finding = new Finding(flowEvent);
                findings.Add(key, finding);
                ordered.Add(finding);
            }
        }

        return ordered;
    }

    /// <summary>A handler is there because calls throw: what it acquires itself is judged like any other code.</summary>
    private static bool IsHandlersOwn(FlowEvent flowEvent)
        => (flowEvent.Broken & (Outcome.ApcsEnabled | Outcome.IrqlTooHigh)) != 0
            && flowEvent.Contract is { } contract
            && (contract.Locks.IsEmpty || contract.Locks[0].Effect == Contracts.LockEffect.Acquire);

    public static Diagnostic ToDiagnostic(Violation violation)
    {
        ImmutableArray<Location> related = violation.Related.Select(LocationOf).ToImmutableArray();
        object[] arguments = violation.Arguments.ToArray<object>();
        Location place = violation.IsAtName ? NameOf(violation.Place) : LocationOf(violation.Place);
        return violation.Severity is { } severity
            ? Diagnostic.Create(violation.Descriptor, place, severity, related, violation.Hints, arguments)
            : Diagnostic.Create(violation.Descriptor, place, related, violation.Hints, arguments);
    }

    private static Location NameOf(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier.GetLocation(),
        ConstructorDeclarationSyntax constructor => constructor.Identifier.GetLocation(),
        PropertyDeclarationSyntax property => property.Identifier.GetLocation(),
        IndexerDeclarationSyntax indexer => indexer.ThisKeyword.GetLocation(),
        LocalFunctionStatementSyntax function => function.Identifier.GetLocation(),
        OperatorDeclarationSyntax declared => declared.OperatorToken.GetLocation(),
        AccessorDeclarationSyntax accessor => accessor.Keyword.GetLocation(),
        VariableDeclaratorSyntax variable => variable.Identifier.GetLocation(),
        ParameterSyntax parameter => parameter.Identifier.GetLocation(),
        ForEachStatementSyntax loop => loop.Identifier.GetLocation(),
        ArrowExpressionClauseSyntax { Parent: { } owner } => NameOf(owner),
        _ => declaration.GetLocation(),
    };

    private static Location LocationOf(SyntaxNode node) => node switch
    {
        // A body as a whole stands for its end.
        BaseMethodDeclarationSyntax { Body: { } body } => body.CloseBraceToken.GetLocation(),
        LocalFunctionStatementSyntax { Body: { } body } => body.CloseBraceToken.GetLocation(),
        AccessorDeclarationSyntax { Body: { } body } => body.CloseBraceToken.GetLocation(),
        _ => node.GetLocation(),
    };
}
