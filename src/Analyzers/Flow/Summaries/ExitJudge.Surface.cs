using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Summaries;

/// <summary>What public methods owe to callers that nobody sees here.</summary>
internal sealed partial class ExitJudge
{
    /// <summary>Whether others than the callers in this compilation may call the method.</summary>
    private static bool IsSurface(IMethodSymbol method)
    {
        ISymbol? symbol = method;
        while (symbol is { DeclaredAccessibility: Accessibility.Public } and not INamespaceSymbol)
        {
            symbol = symbol.ContainingType;
        }

        return symbol is null && method.MethodKind == MethodKind.Ordinary;
    }

    /// <summary>
    /// Whether somebody who calls a public method, which gives the lock back on other ways, cannot know that he holds it now: only the state
    /// behind the method tells, or the lock stays held where the result says that nothing came of it.
    /// </summary>
    private static bool IsToldToNobody(List<SummaryExit> returns, int index) => returns.Where(e => Keeps(e, index)).Any(kept => returns.Where(e => IsBalanced(e, index))
        .Any(given => !Differ(kept.Before.RemoveAll(b => b.Fact.Subject.IsShared), given.Before, false)
            && (!Differ(kept.After, given.After, false) || (IsFailure(kept) && !IsFailure(given)))));

    public static bool IsFailure(SummaryExit exit) => exit.After.Any(a => a.Fact.Subject.Kind == PathKind.Return && (a.Fact.Test.Kind, a.Answer) switch
    {
        (TestKind.LessThan, true) => a.Fact.Test.Constant == 0,
        (TestKind.IsTrue, false) => true,
        (TestKind.IsNull, true) => true,
        _ => false,
    });
}
