using System.Collections.Immutable;
using System.Globalization;
using DdiCompliance.Analyzers.Reporting;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.CodeFixes.Proving;

/// <summary>
/// A change is proven when the edited member compiles, and there is one violation of the rule less and no violation more of any rule, in the changed
/// documents and in all that may reach what was changed. Each fix keeps the behaviour by its own conditions; this is what they share.
/// </summary>
internal static class Proof
{
    public static async Task<bool> HoldsAsync(FixSite site, Proposal proposal, CancellationToken cancellation)
    {
        Solution changed = proposal.Changed!;
        Project before = site.Document.Project;
        Project after = changed.GetProject(before.Id)!;
        ImmutableHashSet<DocumentId> edited = after.GetChanges(before).GetChangedDocuments().ToImmutableHashSet();
        SourceText text = await after.GetDocument(site.Document.Id)!.GetTextAsync(cancellation).ConfigureAwait(false);
        MemberDeclarationSyntax[] members = Edited(site, text);
        if (!await CompilesAsync(site, members, after.GetDocument(site.Document.Id)!, cancellation).ConfigureAwait(false))
        {
            return false;
        }

        List<Diagnostic> found = new();
        List<Diagnostic> left = new();
        if (OnlyMember(site, edited) is { } member && members.All(m => member.Contains(m.Span)))
        {
            // Nothing else can see the change: the rest of the document need not be analysed again.
            Document document = after.GetDocument(site.Document.Id)!;
            int grown = text.Length - site.Text.Length;
            found.AddRange(await Findings.WithinAsync(site.Document, member, cancellation).ConfigureAwait(false));
            left.AddRange(await Findings.WithinAsync(document, new TextSpan(member.Start, member.Length + grown), cancellation).ConfigureAwait(false));
        }
        else
        {
            foreach (DocumentId id in Affected(site, members, edited, cancellation))
            {
                found.AddRange(await Findings.OfAsync(before.GetDocument(id)!, cancellation).ConfigureAwait(false));
                left.AddRange(await Findings.OfAsync(after.GetDocument(id)!, cancellation).ConfigureAwait(false));
            }
        }

        return (!site.IsReported() || IsFewer(site.Diagnostic.Id))
            && (proposal.Ends is null || IsFewer(proposal.Ends))
            && left.Where(IsViolation).GroupBy(static d => d.Id).All(group => group.Count() <= found.Count(d => d.Id == group.Key && IsViolation(d)))
            && (!proposal.MustBalance || !left.Any(d => IsOfLock(site, d)))
            && !await AccumulatesAsync(site, after.GetDocument(site.Document.Id)!, text, cancellation).ConfigureAwait(false)
            && await Novelty.IsRightAsync(site, after.GetDocument(site.Document.Id)!, (found, left), cancellation).ConfigureAwait(false);

        bool IsFewer(string rule) => left.Count(d => d.Id == rule) < found.Count(d => d.Id == rule);
    }

    /// <summary>Whether a loop of the function acquires once more each round after the change: the rules do not count the rounds. Before it only what is to be mended may.</summary>
    private static async Task<bool> AccumulatesAsync(FixSite site, Document after, SourceText text, CancellationToken cancellation)
    {
        if (site.Body is not { } body || (!site.IsReported() && Rounds.Accumulate(site)) || await after.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root)
        {
            return false;
        }

        int moved = text.GetChangeRanges(site.Text).Where(change => change.Span.End <= body.SpanStart).Sum(static change => change.NewLength - change.Span.Length);
        return root.FindToken(Math.Min(body.SpanStart + moved, text.Length - 1)).Parent is BlockSyntax block
            && await FixSite.CreateAsync(after, block, cancellation).ConfigureAwait(false) is { Body: not null } changed && Rounds.Accumulate(changed);
    }

    private static readonly string[] s_ofRegions =
        [RuleIds.RegionLeftWithoutEnter, RuleIds.RegionNotLeft, RuleIds.GuardedRegionLeftWithoutEnter, RuleIds.GuardedRegionNotLeft];

    /// <summary>Whether something is wrong with the same lock; regions have no name, so those in the member count.</summary>
    private static bool IsOfLock(FixSite site, Diagnostic other) => IsViolation(other) && (s_ofRegions.Contains(site.Diagnostic.Id)
        ? s_ofRegions.Contains(other.Id) && NameAt(other) == NameAt(site.Diagnostic)
        : other.Properties.TryGetValue(FixHint.Lock, out string? name) && name == site.Hint(FixHint.Lock));

    private static string? NameAt(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.GetRoot().FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member ? NameOf(member) : null;

    /// <summary>Advice to write the same in another way is no violation; what a fix inserts may be worth it.</summary>
    internal static bool IsViolation(Diagnostic diagnostic) => diagnostic.Severity > DiagnosticSeverity.Info;

    /// <summary>The members of the document that the change touches; a type where it touches none.</summary>
    private static MemberDeclarationSyntax[] Edited(FixSite site, SourceText text) =>
    [
        .. text.GetChangeRanges(site.Text)
            .Select(change => site.Root.FindToken(change.Span.Start).Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>())
            .Append(site.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>())
            .OfType<MemberDeclarationSyntax>()
            .Distinct(),
    ];

    /// <summary>Only the members that were edited are looked at: fixes change bodies, and attributes of one member.</summary>
    private static async Task<bool> CompilesAsync(FixSite site, MemberDeclarationSyntax[] members, Document after, CancellationToken cancellation)
    {
        if (await after.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
        {
            return true;
        }

        SyntaxNode whole = members.Length == 1 ? members[0] : members.FirstOrDefault()?.Parent ?? site.Root;
        whole = members.All(m => whole.FullSpan.Contains(m.FullSpan)) ? whole : site.Root;
        int grown = model.SyntaxTree.Length - site.Text.Length;
        HashSet<string> known = [.. Errors(site.Model, whole.FullSpan, cancellation)];
        return Errors(model, new TextSpan(whole.FullSpan.Start, whole.FullSpan.Length + grown), cancellation).All(known.Contains);
    }

    private static IEnumerable<string> Errors(SemanticModel model, TextSpan span, CancellationToken cancellation) =>
        model.GetDiagnostics(span, cancellation).Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.Id + d.GetMessage(CultureInfo.InvariantCulture));

    /// <summary>The method that holds the edit, when no other member of the project can call it; null when there may be such a member.</summary>
    private static TextSpan? OnlyMember(FixSite site, ImmutableHashSet<DocumentId> edited)
    {
        if (edited.Count != 1 || site.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not MethodDeclarationSyntax { ExplicitInterfaceSpecifier: null } method
            || method.Modifiers.Any(static m => m.Kind() is SyntaxKind.OverrideKeyword or SyntaxKind.VirtualKeyword or SyntaxKind.PartialKeyword or SyntaxKind.AbstractKeyword))
        {
            return null;
        }

        string name = method.Identifier.ValueText;
        bool IsNamed(SyntaxNode root) => root.DescendantTokens().Any(t => t.ValueText == name && t != method.Identifier);
        bool isPrivate = !method.Modifiers.Any(IsVisible) && method.Parent is not InterfaceDeclarationSyntax;
        bool isNamed = isPrivate && !site.Root.DescendantNodes().OfType<TypeDeclarationSyntax>().Any(static t => t.Modifiers.Any(SyntaxKind.PartialKeyword))
            ? IsNamed(site.Root)
            : site.Model.Compilation.SyntaxTrees.Any(tree => tree == site.Root.SyntaxTree ? IsNamed(site.Root) : tree.ToString().Contains(name) && IsNamed(tree.GetRoot()));
        return isNamed ? null : method.FullSpan;
    }

    /// <summary>The edited documents, and those with a member that reaches an edited one, itself or through others.</summary>
    private static ImmutableHashSet<DocumentId> Affected(FixSite site, MemberDeclarationSyntax[] members, ImmutableHashSet<DocumentId> edited, CancellationToken cancellation) =>
        edited.Union(Users.FilesOf(site.Model.Compilation, members, cancellation).Select(file => site.Document.Project.GetDocument(file)?.Id).OfType<DocumentId>());

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
