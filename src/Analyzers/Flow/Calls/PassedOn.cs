using System.Collections.Concurrent;
using DdiCompliance.Analyzers.Flow.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>
/// Whether a method with a visible body lets a delegate it is given go on to somebody unknown: a work queue, a field, an event. Such a
/// delegate is called later and by others, so what it does is judged by itself; one that is only invoked is judged where it is passed.
/// </summary>
internal sealed class PassedOn(Compilation compilation, CancellationToken cancellation)
{
    private readonly ConcurrentDictionary<(IMethodSymbol Method, int Ordinal), bool> _known = new();

    public bool LetsGo(IMethodSymbol method, int ordinal) => _known.GetOrAdd((method.OriginalDefinition, ordinal), Find);

    private bool Find((IMethodSymbol Method, int Ordinal) parameter)
    {
        if (Bodies.DeclarationOf(parameter.Method, cancellation) is not { } body || parameter.Ordinal >= parameter.Method.Parameters.Length)
        {
            return false;
        }

        string name = parameter.Method.Parameters[parameter.Ordinal].Name;
        SemanticModel model = compilation.GetSemanticModel(body.SyntaxTree);
        return body.DescendantNodes().OfType<IdentifierNameSyntax>().Any(use => use.Identifier.ValueText == name && IsLetGo(use, body, model));
    }

    private bool IsLetGo(IdentifierNameSyntax use, SyntaxNode body, SemanticModel model)
    {
        if (use.Parent is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax or ElementAccessExpressionSyntax } stored && stored.Right == use)
        {
            return true;
        }

        if (use.Parent is ArgumentSyntax given)
        {
            return GoesToUnknown(given, model);
        }

        // Inside a lambda it goes where the lambda goes.
        return use.Ancestors().TakeWhile(n => n != body).OfType<AnonymousFunctionExpressionSyntax>().LastOrDefault() is { Parent: ArgumentSyntax outer } && GoesToUnknown(outer, model);
    }

    private bool GoesToUnknown(ArgumentSyntax argument, SemanticModel model)
        => argument.Parent?.Parent is ExpressionSyntax call
            && model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol { DeclaringSyntaxReferences.IsEmpty: true, MethodKind: not MethodKind.DelegateInvoke } target
            && !InPlace.Runs(target);
}
