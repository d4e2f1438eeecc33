using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Reading;

/// <summary>Conditions that say the same everywhere in a function: made of parameters that are never written.</summary>
internal static class Kept
{
    public static bool Is(FixSite site, ExpressionSyntax condition)
    {
        DataFlowAnalysis? read = site.Model.AnalyzeDataFlow(condition);
        DataFlowAnalysis? flow = site.Model.AnalyzeDataFlow(site.Body!);
        return read is { Succeeded: true } && flow is { Succeeded: true }
            && read.ReadInside.All(v => v is IParameterSymbol && !flow.WrittenInside.Contains(v) && !flow.Captured.Contains(v));
    }

    /// <summary>The test under which alone a statement runs, when it is made of such values; null when there is none.</summary>
    public static IfStatementSyntax? TestOf(FixSite site, StatementSyntax? statement)
    {
        StatementSyntax? outer = statement?.Parent is BlockSyntax block ? block : statement;
        return outer?.Parent is IfStatementSyntax test && test.Statement == outer && Simple.Is(test.Condition, site.Model) && Is(site, test.Condition) ? test : null;
    }
}
