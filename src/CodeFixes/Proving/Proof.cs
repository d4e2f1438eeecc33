using System.Collections.Immutable;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Proving;

/// <summary>
/// A change is proven when its result compiles, has one violation of the rule less and no violation more of any rule, in the changed
/// documents and in all that may call what was changed. Each fix keeps the behaviour by its own conditions; this is what they share.
/// </summary>
internal static class Proof
{
    public static async Task<bool> HoldsAsync(FixSite site, Solution changed, CancellationToken cancellation)
    {
        Project before = site.Document.Project;
        Project after = changed.GetProject(before.Id)!;
        ImmutableHashSet<DocumentId> edited = after.GetChanges(before).GetChangedDocuments().ToImmutableHashSet();
        foreach (DocumentId id in edited)
        {
            if (!await CompilesAsync(before.GetDocument(id)!, after.GetDocument(id)!, cancellation).ConfigureAwait(false))
            {
                return false;
            }
        }

        List<Diagnostic> found = new();
        List<Diagnostic> left = new();
        foreach (DocumentId id in await AffectedAsync(site, edited, cancellation).ConfigureAwait(false))
        {
            found.AddRange(await Findings.OfAsync(before.GetDocument(id)!, cancellation).ConfigureAwait(false));
            left.AddRange(await Findings.OfAsync(after.GetDocument(id)!, cancellation).ConfigureAwait(false));
        }

        string target = site.Diagnostic.Id;
        return left.Count(d => d.Id == target) < found.Count(d => d.Id == target)
            && left.Where(IsViolation).GroupBy(static d => d.Id).All(group => group.Count() <= found.Count(d => d.Id == group.Key && IsViolation(d)));
    }

    /// <summary>Advice to write the same in another way is no violation; what a fix inserts may be worth it.</summary>
    private static bool IsViolation(Diagnostic diagnostic) => diagnostic.Severity > DiagnosticSeverity.Info;

    private static async Task<bool> CompilesAsync(Document before, Document after, CancellationToken cancellation)
    {
        HashSet<string> known = [.. await ErrorsAsync(before, cancellation).ConfigureAwait(false)];
        return (await ErrorsAsync(after, cancellation).ConfigureAwait(false)).All(known.Contains);
    }

    private static async Task<IEnumerable<string>> ErrorsAsync(Document document, CancellationToken cancellation)
    {
        SemanticModel? model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        return model is null ? [] : model.GetDiagnostics(null, cancellation).Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.Id + d.GetMessage());
    }

    /// <summary>The edited documents, and those that name the edited member when it can be called from elsewhere.</summary>
    private static async Task<ImmutableHashSet<DocumentId>> AffectedAsync(FixSite site, ImmutableHashSet<DocumentId> edited, CancellationToken cancellation)
    {
        MemberDeclarationSyntax? member = site.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        if (member is null || NameOf(member) is not { } name || !member.Modifiers.Any(IsVisible))
        {
            return edited;
        }

        foreach (Document document in site.Document.Project.Documents)
        {
            if (!edited.Contains(document.Id) && (await document.GetTextAsync(cancellation).ConfigureAwait(false)).ToString().Contains(name))
            {
                edited = edited.Add(document.Id);
            }
        }

        return edited;
    }

    private static bool IsVisible(SyntaxToken modifier) => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword
        or SyntaxKind.ProtectedKeyword or SyntaxKind.PartialKeyword or SyntaxKind.OverrideKeyword;

    private static string? NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        EventDeclarationSyntax @event => @event.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        _ => null,
    };
}
