using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>
/// The local functions of a member through which a routine can be reached. Their names mean something inside that member only, so the
/// closure of names does not hold them; what a member does as a whole is seen by its own tokens, what a function in it does is not.
/// </summary>
internal static class LocalFunctionNames
{
    /// <summary>Whether a function of a member mentions a local function that leads to a routine, directly or through others.</summary>
    public static bool Reach(SyntaxNode function, NameClosure closure)
    {
        SyntaxNode member = function.FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is not GlobalStatementSyntax) ?? function.SyntaxTree.GetRoot();
        List<LocalFunctionStatementSyntax> open = member.DescendantNodes().OfType<LocalFunctionStatementSyntax>().Where(f => f != function).ToList();
        HashSet<string> reached = new(StringComparer.Ordinal);
        int before = -1;
        while (reached.Count > before)
        {
            before = reached.Count;
            reached.UnionWith(open.Where(f => closure.Reaches(f) || Mentions(f, reached)).Select(f => f.Identifier.ValueText));
        }

        return Mentions(function, reached);
    }

    private static bool Mentions(SyntaxNode function, HashSet<string> names)
        => names.Count > 0 && function.DescendantTokens().Any(t => t.IsKind(SyntaxKind.IdentifierToken) && names.Contains(t.ValueText)
            && t.Parent is not LocalFunctionStatementSyntax);
}
