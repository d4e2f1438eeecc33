using System.Collections.Immutable;
using System.Globalization;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.CodeFixes.Proving;

/// <summary>What a judged change is worth.</summary>
internal enum Verdict
{
    /// <summary>It does not compile, leaves the violation, or adds one.</summary>
    Refused,

    /// <summary>Right, but a rule advises to write the result in another way.</summary>
    Advised,

    /// <summary>Right, and nothing is said about the result.</summary>
    Clean,
}

/// <summary>
/// A change is proven when the edited member compiles, and there is one violation of the rule less and no violation more of any rule, in the changed
/// documents and in all that may call what was changed. Each fix keeps the behaviour by its own conditions; this is what they share.
/// </summary>
internal static class Proof
{
    // Advice that has a fix of its own: a change that earns it would be changed again.
    private static readonly ImmutableHashSet<string> s_advice = ImmutableHashSet.Create(RuleIds.RedundantRegion, RuleIds.PreferCombinedRoutine);

    public static async Task<Verdict> JudgeAsync(FixSite site, Solution changed, CancellationToken cancellation)
    {
        Project before = site.Document.Project;
        Project after = changed.GetProject(before.Id)!;
        ImmutableHashSet<DocumentId> edited = after.GetChanges(before).GetChangedDocuments().ToImmutableHashSet();
        if (!await CompilesAsync(site, after.GetDocument(site.Document.Id)!, cancellation).ConfigureAwait(false))
        {
            return Verdict.Refused;
        }

        List<Diagnostic> found = new();
        List<Diagnostic> left = new();
        foreach (DocumentId id in await AffectedAsync(site, edited, cancellation).ConfigureAwait(false))
        {
            found.AddRange(await Findings.OfAsync(before.GetDocument(id)!, cancellation).ConfigureAwait(false));
            left.AddRange(await Findings.OfAsync(after.GetDocument(id)!, cancellation).ConfigureAwait(false));
        }

        string target = site.Diagnostic.Id;
        bool isRight = left.Count(d => d.Id == target) < found.Count(d => d.Id == target) && !HasMore(left, found, IsViolation);
        return !isRight ? Verdict.Refused : HasMore(left, found, static d => s_advice.Contains(d.Id)) ? Verdict.Advised : Verdict.Clean;
    }

    private static bool HasMore(List<Diagnostic> left, List<Diagnostic> found, Func<Diagnostic, bool> counts) =>
        left.Where(counts).GroupBy(static d => d.Id).Any(group => group.Count() > found.Count(d => d.Id == group.Key && counts(d)));

    /// <summary>Advice to write the same in another way is no violation; what a fix inserts may be worth it.</summary>
    private static bool IsViolation(Diagnostic diagnostic) => diagnostic.Severity > DiagnosticSeverity.Info;

    /// <summary>Only the member that was edited is looked at: fixes change bodies, and attributes of one member.</summary>
    private static async Task<bool> CompilesAsync(FixSite site, Document after, CancellationToken cancellation)
    {
        if (await after.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
        {
            return true;
        }

        SyntaxNode member = site.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? site.Root;
        int grown = model.SyntaxTree.Length - site.Text.Length;
        HashSet<string> known = [.. Errors(site.Model, member.FullSpan, cancellation)];
        return Errors(model, new TextSpan(member.FullSpan.Start, member.FullSpan.Length + grown), cancellation).All(known.Contains);
    }

    private static IEnumerable<string> Errors(SemanticModel model, TextSpan span, CancellationToken cancellation) =>
        model.GetDiagnostics(span, cancellation).Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.Id + d.GetMessage(CultureInfo.InvariantCulture));

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
