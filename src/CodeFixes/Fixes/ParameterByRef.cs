using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>A private method takes a lock by reference: its parameter and every call change together, or nothing does.</summary>
internal static class ParameterByRef
{
    public static IParameterSymbol? Change(FixSite site, Patch patch, InvocationExpressionSyntax call, ArgumentSyntax argument)
    {
        if (site.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol { DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary } method
            || argument.NameColon is not null || call.ArgumentList.Arguments.IndexOf(argument) is var index && index >= method.Parameters.Length
            || method.Parameters[index] is not { RefKind: RefKind.None, IsParams: false, HasExplicitDefaultValue: false } parameter
            || parameter.DeclaringSyntaxReferences is not { Length: 1 } declarations || declarations[0].GetSyntax() is not ParameterSyntax { Type: { } type } declared
            || declared.SyntaxTree != site.Root.SyntaxTree)
        {
            return null;
        }

        patch.Insert(type.SpanStart, "ref ");
        foreach (SimpleNameSyntax name in site.Root.DescendantNodes().OfType<SimpleNameSyntax>().Where(n => n.Identifier.ValueText == method.Name))
        {
            ISymbol? meant = site.Model.GetSymbolInfo(name).Symbol;
            if (!SymbolEqualityComparer.Default.Equals(meant?.OriginalDefinition, method.OriginalDefinition))
            {
                continue;
            }

            // A method group, or a value that has no place, cannot be changed with it.
            SyntaxNode called = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
            if (called.Parent is not InvocationExpressionSyntax other || other.ArgumentList.Arguments.Count <= index || other.ArgumentList.Arguments[index] is not { NameColon: null } passed
                || passed.Expression is not (SimpleNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax))
            {
                return null;
            }

            patch.Insert(passed.SpanStart, "ref ");
        }

        return parameter;
    }
}
