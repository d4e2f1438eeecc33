using DdiCompliance.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.Differential.Tests.Mutants;

/// <summary>A correct method of an annotated source that can be called with simple arguments.</summary>
/// <param name="Case">The source.</param>
/// <param name="TypeName">The full name of its type, nested types with <c>+</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">How many parameters it has.</param>
/// <param name="Mutants">How many mutants it has.</param>
public sealed record CaseMethod(AnnotatedCase Case, string TypeName, string Name, int Parameters, int Mutants)
{
    private static readonly string[] s_simple = ["bool", "int", "uint", "byte", "long"];

    /// <summary>The correct methods of a source.</summary>
    public static IEnumerable<CaseMethod> Of(AnnotatedCase source)
    {
        CaseDocument document = source.Documents[0];
        CompilationUnitSyntax root = CaseCompilation.Parse(document.Source, "Case.cs").GetCompilationUnitRoot();
        return from method in Find(root)
               where RoutineMutant.Count(method) > 0 && !document.Marks.Any(mark => method.FullSpan.IntersectsWith(mark.Span))
               select new CaseMethod(source, TypeNameOf(method), method.Identifier.Text, method.ParameterList.Parameters.Count, RoutineMutant.Count(method));
    }

    /// <summary>The declaration of this method in its source, or in a mutant of it.</summary>
    public MethodDeclarationSyntax In(CompilationUnitSyntax root) =>
        Find(root).First(method => method.Identifier.Text == Name && TypeNameOf(method) == TypeName && method.ParameterList.Parameters.Count == Parameters);

    /// <inheritdoc/>
    public override string ToString() => $"{Case.Name}: {TypeName}.{Name}";

    private static IEnumerable<MethodDeclarationSyntax> Find(CompilationUnitSyntax root) => root.DescendantNodes().OfType<MethodDeclarationSyntax>()
        .Where(static method => method.Body is not null && method.TypeParameterList is null && !method.Modifiers.Any(SyntaxKind.AsyncKeyword)
            && method.Parent is ClassDeclarationSyntax { TypeParameterList: null } && method.ExplicitInterfaceSpecifier is null
            && method.ParameterList.Parameters.All(static parameter => parameter.Modifiers.Count == 0 && s_simple.Contains(parameter.Type?.ToString())));

    private static string TypeNameOf(MethodDeclarationSyntax method) =>
        string.Join('+', method.Ancestors().OfType<TypeDeclarationSyntax>().Reverse().Select(static type => type.Identifier.Text));
}
