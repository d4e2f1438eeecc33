using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>Consecutive statements of one list that go into a <c>try</c> block.</summary>
internal sealed class Range(FixSite site, SyntaxList<StatementSyntax> list, int first, int last)
{
    public StatementSyntax First => list[first];

    public StatementSyntax Last => list[last];

    public TextSpan Span => TextSpan.FromBounds(First.SpanStart, Last.Span.End);

    /// <summary>
    /// The last statement of a range that must contain some nodes. Statements to the end of the list join it when they do nothing but
    /// leave with what is already computed: no variable need be declared outside for them.
    /// </summary>
    public static int LastOf(FixSite site, SyntaxList<StatementSyntax> list, int first, IEnumerable<SyntaxNode> nodes)
    {
        int last = first;
        foreach (SyntaxNode node in nodes)
        {
            int index = node is BlockSyntax block && block == list[0].Parent ? list.Count - 1 : list.IndexOf(s => s.Span.Contains(node.Span));
            last = Math.Max(last, index);
        }

        for (int i = last + 1; i < list.Count; i++)
        {
            if (!Tail.IsQuiet(site, list[i]) || list[i] is LocalFunctionStatementSyntax or LabeledStatementSyntax)
            {
                return last;
            }
        }

        return list.Count > last + 1 && list[list.Count - 1] is ReturnStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax ? list.Count - 1 : last;
    }

    public void TryFinally(Patch patch, IEnumerable<string> undos) =>
        patch.Wrap(First, Last, ["try"], new[] { "finally", "{" }.Concat(undos.Select(u => patch.Step + u)).Append("}"));

    /// <summary>Declarations of the variables that are used after the range too; their old declarations become assignments.</summary>
    /// <param name="patch">The patch.</param>
    /// <param name="withDefault">Whether the range may not run, so that they need a value before.</param>
    public IEnumerable<string> Hoist(Patch patch, bool withDefault = false)
    {
        DataFlowAnalysis? flow = site.Model.AnalyzeDataFlow(First, Last);
        List<string> declarations = new();
        if (flow is not { Succeeded: true })
        {
            return declarations;
        }

        foreach (ISymbol variable in flow.VariablesDeclared.Where(v => flow.ReadOutside.Contains(v) || flow.WrittenOutside.Contains(v)))
        {
            if (variable is ILocalSymbol { IsConst: false, IsRef: false, IsUsing: false } local
                && Siblings.TypeText(site, local.Type, First.SpanStart) is { } type && (!withDefault || HasDefault(local)) && BecomesAssignment(patch, local))
            {
                declarations.Add(type + " " + local.Name + (withDefault ? " = default;" : ";"));
            }
            else
            {
                patch.Fail();
            }
        }

        return declarations;
    }

    /// <summary>Whether the default is a value of the type: null is none of a reference that is not to be null.</summary>
    private static bool HasDefault(ILocalSymbol local) => local.Type.IsValueType || local.Type.NullableAnnotation == NullableAnnotation.Annotated;

    private bool BecomesAssignment(Patch patch, ILocalSymbol local)
    {
        SyntaxNode? declaration = local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        switch (declaration)
        {
            case VariableDeclaratorSyntax { Initializer.Value: { } value, Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement } } declarator
                when list.Contains(statement) && value is not (InitializerExpressionSyntax or StackAllocArrayCreationExpressionSyntax or RefExpressionSyntax):
                patch.Replace(TextSpan.FromBounds(statement.SpanStart, declarator.SpanStart), "");
                return true;
            case SingleVariableDesignationSyntax { Parent: DeclarationExpressionSyntax { Parent: ArgumentSyntax } outer } variable:
                patch.Replace(TextSpan.FromBounds(outer.SpanStart, variable.SpanStart), "");
                return true;
            default:
                return false;
        }
    }
}
