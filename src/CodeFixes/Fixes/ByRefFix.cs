using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>A local that copies a lock becomes a reference to it; a field that only hands out copies loses its <c>readonly</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ByRefFix))]
[Shared]
public sealed class ByRefFix : LockFix
{
    private const string Original = "What is done to the copy is done to the lock itself from now on.";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.LockCopied);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        Patch patch = site.NewPatch();
        switch (site.Node)
        {
            case ExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax local } variable } } value
                when local.Parent is LocalDeclarationStatementSyntax && local.Variables.Count == 1 && local.Type is not RefTypeSyntax && !IsWrittenLater(site, value):
                patch.Insert(local.Type.SpanStart, "ref ");
                patch.Insert(value.SpanStart, "ref ");
                yield return new Proposal("Ref", "Refer to '" + value + "' with '" + variable.Identifier.Text + "'", site.With(patch)) { Warning = Original };
                break;
            case ExpressionSyntax { Parent: ArgumentSyntax { RefKindKeyword.RawKind: 0, Parent.Parent: InvocationExpressionSyntax call } argument }
                when ParameterByRef.Change(site, patch, call, argument) is { } parameter:
                yield return new Proposal("Parameter", "Take '" + parameter.Name + "' by reference", site.With(patch)) { Warning = Original };
                break;
            case SimpleNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax when Returning((ExpressionSyntax)site.Node) is { Type: { } returned } member:
                patch.Insert(returned.SpanStart, "ref ");
                patch.Insert(site.Node.SpanStart, "ref ");
                yield return new Proposal("Return", "Return '" + site.Node + "' by reference", site.With(patch))
                {
                    Warning = Original,
                    IsDecision = site.Model.GetDeclaredSymbol(member.Member) is not { DeclaredAccessibility: Accessibility.Private or Accessibility.Internal },
                };
                break;
            case ForEachStatementSyntax { Type: not RefTypeSyntax } loop when site.Model.GetTypeInfo(loop.Expression).Type is IArrayTypeSymbol { Rank: 1 }:
                patch.Insert(loop.Type.SpanStart, "ref readonly ");
                patch.Insert(loop.Expression.Span.End, ".AsSpan()");
                yield return new Proposal("Elements", "Refer to the elements of '" + loop.Expression + "' with '" + loop.Identifier.Text + "'", site.With(patch));
                break;
            case VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax { Declaration.Variables.Count: 1 } field } variable
                when field.Modifiers.FirstOrDefault(static m => m.IsKind(SyntaxKind.ReadOnlyKeyword)) is { RawKind: not 0 } @readonly:
                patch.Replace(@readonly.FullSpan, "");
                yield return new Proposal("Mutable", "Drop 'readonly' from '" + variable.Identifier.Text + "'", site.With(patch));
                break;
        }
    }

    /// <summary>The member that returns an expression, when it returns nothing else, and the type it returns; nothing when it returns by reference already or may set as well.</summary>
    private static (MemberDeclarationSyntax Member, TypeSyntax? Type) Returning(ExpressionSyntax value)
    {
        MemberDeclarationSyntax member = value.FirstAncestorOrSelf<MemberDeclarationSyntax>()!;
        bool isAll = value.Parent is ArrowExpressionClauseSyntax
            || (value.Parent is ReturnStatementSyntax && !value.Ancestors().TakeWhile(a => a != member).Any(FixSite.IsFunction)
                && member.DescendantNodes().OfType<ReturnStatementSyntax>().Count() == 1);
        TypeSyntax? type = member switch
        {
            PropertyDeclarationSyntax property when property.AccessorList is null or { Accessors.Count: 1 } => property.Type,
            MethodDeclarationSyntax method when !method.Modifiers.Any(SyntaxKind.AsyncKeyword) => method.ReturnType,
            _ => null,
        };
        return (member, isAll && type is not RefTypeSyntax ? type : null);
    }

    /// <summary>Whether what is copied gets another value afterwards: then the copy is kept on purpose.</summary>
    private static bool IsWrittenLater(FixSite site, ExpressionSyntax value) => site.Body is { } body
        && body.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(a => a.SpanStart > value.SpanStart && a.Left.ToString() is var left
            && (value.ToString() == left || value.ToString().StartsWith(left + ".", StringComparison.Ordinal) || value.ToString().StartsWith(left + "[", StringComparison.Ordinal)));
}
