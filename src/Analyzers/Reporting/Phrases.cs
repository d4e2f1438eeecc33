using System.Globalization;
using DdiCompliance.Analyzers.Flow.Solving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.Analyzers.Reporting;

/// <summary>The recurring parts of messages. They name lines in words, because some formats drop additional locations.</summary>
internal static class Phrases
{
    /// <summary>Conditions longer than this are cut in messages; the line number says where they are.</summary>
    private const int LongestCondition = 60;

    public static string Line(SyntaxNode node)
    {
        FileLinePositionSpan span = node.SyntaxTree.GetLineSpan(node.Span);
        return "line " + (span.StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>"line 12", with the file when it is another one.</summary>
    public static string Place(SyntaxNode node, SyntaxTree here)
        => node.SyntaxTree == here ? Line(node) : Path.GetFileName(node.SyntaxTree.FilePath) + " " + Line(node);

    public static string LockOf(FlowEvent flowEvent) => flowEvent.Lock?.ToString() ?? "the lock";

    /// <summary>" (line 12)" of the call that last changed the lock, or nothing.</summary>
    public static string Since(FlowEvent flowEvent, string words) => flowEvent.Earlier is { } earlier ? words + " at " + Line(earlier) : "";

    /// <summary>" on '_resource'", when the lock has a name here.</summary>
    public static string On(FlowEvent flowEvent) => flowEvent.Lock is { } named ? $" on '{named}'" : "";

    /// <summary>How a routine inside helpers is reached.</summary>
    public static string Via(FlowEvent flowEvent)
    {
        if (flowEvent.Via.IsEmpty)
        {
            return "";
        }

        SyntaxNode innermost = flowEvent.Via[0];
        string called = (flowEvent.Contract ?? flowEvent.AcquiredBy)?.Name ?? NameOf(innermost);
        return " (" + called + " is called at " + Place(innermost, flowEvent.Syntax.SyntaxTree) + ")";
    }

    /// <summary>What is called at the event's place: the routine, or the helper that leads to it.</summary>
    public static string Called(FlowEvent flowEvent) => flowEvent.Via.IsEmpty ? flowEvent.Contract!.Name : NameOf(flowEvent.Syntax);

    private static string NameOf(SyntaxNode call) => (call as InvocationExpressionSyntax)?.Expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => "the routine",
    };

    /// <summary>"`size &lt; n` (line 41) returns at line 44".</summary>
    public static string Exit(FlowEvent flowEvent, SyntaxNode place)
    {
        string verb = flowEvent.Exit == ExitKind.Return ? "returns" : "throws";
        string leaves = flowEvent.Syntax is StatementSyntax or ExpressionSyntax
            ? verb + " at " + Line(flowEvent.Syntax)
            : flowEvent.Exit == ExitKind.Return ? "the method ends" : verb;
        if (DecisionOf(flowEvent, place) is not { } decision)
        {
            return leaves.StartsWith("the", StringComparison.Ordinal) ? leaves : "the method " + leaves;
        }

        string condition = Condition(decision);
        return condition + (leaves.StartsWith("the", StringComparison.Ordinal) ? " and " + leaves : " and the method " + leaves);
    }

    /// <summary>The branch nearest to the event among those between <paramref name="place"/> and it.</summary>
    public static Decision? DecisionOf(FlowEvent flowEvent, SyntaxNode place)
    {
        foreach (Decision decision in flowEvent.Decisions)
        {
            if (decision.Syntax.SyntaxTree == place.SyntaxTree && decision.Syntax.SpanStart > place.SpanStart
                && decision.Syntax is ExpressionSyntax and not LiteralExpressionSyntax)
            {
                return decision;
            }
        }

        return null;
    }

    /// <summary>"when `locked` is false (line 12)": the branch around which the path went, if the event does not stand in it.</summary>
    public static string? Around(FlowEvent flowEvent)
    {
        foreach (Decision decision in flowEvent.Decisions)
        {
            if (decision.Syntax is ExpressionSyntax and not LiteralExpressionSyntax
                && decision.Syntax.FirstAncestorOrSelf<IfStatementSyntax>() is { } branch
                && branch.Condition.Span.Contains(decision.Syntax.Span)
                && branch.SyntaxTree == flowEvent.Syntax.SyntaxTree
                && branch.Span.End <= flowEvent.Syntax.SpanStart)
            {
                return "when " + Condition(decision);
            }
        }

        return null;
    }

    /// <summary>"`size &lt; n` is false (line 41)"; what a loop runs over has elements, or has no more.</summary>
    private static string Condition(Decision decision)
    {
        bool isCollection = decision.Syntax.Parent is CommonForEachStatementSyntax loop && loop.Expression == decision.Syntax;
        string answer = isCollection ? decision.Outcome ? "has an element" : "has no more elements"
            : decision.Outcome ? "is true" : "is false";
        return "`" + Text(decision.Syntax) + "` " + answer + " (" + Line(decision.Syntax) + ")";
    }

    private static string Text(SyntaxNode node)
    {
        string text = string.Join(" ", node.ToString().Split(new[] { ' ', '\r', '\n', '\t' }, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= LongestCondition ? text : text.Substring(0, LongestCondition - 1) + "…";
    }
}
