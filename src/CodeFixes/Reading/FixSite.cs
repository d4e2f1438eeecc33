using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Reporting;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Proving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.CodeFixes.Reading;

/// <summary>A diagnostic and the code round it.</summary>
internal sealed class FixSite
{
    private static readonly ConditionalWeakTable<Compilation, BoundContracts> s_contracts = new();

    private readonly Diagnostic? _diagnostic;
    private readonly FixSite? _outer;

    private FixSite(FixSite outer, TextSpan span)
        : this(outer.Document, outer._diagnostic, span, (outer.Text, outer.Model)) => _outer = outer;

    private FixSite(Document document, Diagnostic? diagnostic, TextSpan span, (SourceText Text, SemanticModel Model) source)
    {
        (SourceText text, SemanticModel model) = source;
        Document = document;
        _diagnostic = diagnostic;
        Root = model.SyntaxTree.GetRoot();
        Model = model;
        Text = text;
        Contracts = s_contracts.GetValue(model.Compilation, c => ContractBinder.Create(c, document.Project.AnalyzerOptions, default));
        Node = Root.FindNode(span, getInnermostNodeForTie: true);
        Body = BodyOf(Node);
        Calls = Body is null ? ImmutableArray<RoutineCall>.Empty : CallsIn(Body);
    }

    public Document Document { get; }

    public Diagnostic Diagnostic => _diagnostic ?? throw new InvalidOperationException("nothing is reported here");

    /// <summary>Whether a rule reports the place; a refactoring is offered at places that are right.</summary>
    public bool IsReported() => _diagnostic is not null;

    public SyntaxNode Root { get; }

    public SemanticModel Model { get; }

    public SourceText Text { get; }

    public BoundContracts Contracts { get; }

    /// <summary>The node the diagnostic is at.</summary>
    public SyntaxNode Node { get; }

    /// <summary>The block of the innermost function round the node; null when it has none.</summary>
    public BlockSyntax? Body { get; }

    /// <summary>The calls of routines in <see cref="Body"/>, not in functions inside it, in order of place.</summary>
    public ImmutableArray<RoutineCall> Calls { get; }

    /// <summary>The routine call the diagnostic is at.</summary>
    public RoutineCall? Call => Calls.FirstOrDefault(c => c.Node == Node);

    /// <summary>The invocation the diagnostic is at.</summary>
    public InvocationExpressionSyntax? Invocation => Node as InvocationExpressionSyntax;

    public string Lock => LockName ?? "the lock";

    /// <summary>The lock as the rule names it; null when the rule is about a region or a level.</summary>
    public string? LockName => Hint(FixHint.Lock);

    /// <summary>What is given back, for titles: the lock, the region or the level.</summary>
    public string GiveBack => LockName is { } name ? "Release '" + name + "'"
        : Diagnostic.Id == RuleIds.RegionNotLeft ? "Leave the critical region"
        : Diagnostic.Id == RuleIds.GuardedRegionNotLeft ? "Leave the guarded region"
        : "Restore the saved IRQL";

    /// <summary>The routine is reached through helpers: the edit may belong there.</summary>
    public bool IsIndirect => _outer is null && Hint(FixHint.Via) is not null;

    /// <summary>The method of the user that the place stands in, when the violation is reported at a call of it; else null.</summary>
    public string? Helper => _outer is null ? null : Node.FirstAncestorOrSelf<SyntaxNode>(static n => n is MethodDeclarationSyntax or LocalFunctionStatementSyntax) switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        LocalFunctionStatementSyntax local => local.Identifier.ValueText,
        _ => null,
    };

    /// <summary>Whether a rule reports a call.</summary>
    public bool IsReported(string rule, SyntaxNode call) => Findings.Known(Model).Any(d => d.Id == rule && d.Location.SourceSpan == call.Span);

    /// <summary>Whether a rule reports anything in the function, about a lock where one is named.</summary>
    public bool IsReportedInside(string rule, string? name = null) => Body is { } body && Findings.Known(Model).Any(d => d.Id == rule && body.Span.Contains(d.Location.SourceSpan)
        && (name is null || (d.Properties.TryGetValue(FixHint.Lock, out string? about) && about == name)));

    /// <summary>Whether a region or a level is forgotten in a function that forgets a lock too: the lock is mended first.</summary>
    public bool WaitsForLock => LockName is null && (IsReportedInside(RuleIds.HeldAtExit) || IsReportedInside(RuleIds.NotInCriticalRegion));

    public string? Hint(string key) => _diagnostic is not null && _diagnostic.Properties.TryGetValue(key, out string? value) ? value : null;

    public static async Task<FixSite?> CreateAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);

        // The very text of the document: what a patch changes can be told from it afterwards.
        SourceText text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return root is null || model is null || !diagnostic.Location.IsInSource || !root.FullSpan.Contains(diagnostic.Location.SourceSpan)
            ? null
            : new FixSite(document, diagnostic, diagnostic.Location.SourceSpan, (text, model));
    }

    /// <summary>A place where nothing is reported.</summary>
    public static async Task<FixSite?> CreateAsync(Document document, SyntaxNode node, CancellationToken cancellation) =>
        await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } model
            ? new FixSite(document, null, node.Span, (await document.GetTextAsync(cancellation).ConfigureAwait(false), model)) : null;

    /// <summary>Another diagnostic of the same document.</summary>
    public FixSite Other(Diagnostic diagnostic) => new(Document, diagnostic, diagnostic.Location.SourceSpan, (Text, Model));

    /// <summary>The calls in methods of the same document through which the reported call breaks the rule: the mistake may stand there.</summary>
    public IEnumerable<FixSite> Inside()
    {
        if (!IsIndirect)
        {
            yield break;
        }

        HashSet<TextSpan> seen = new();
        foreach (Location location in Diagnostic.AdditionalLocations.Where(l => l.SourceTree == Root.SyntaxTree && seen.Add(l.SourceSpan)))
        {
            FixSite inner = new(this, location.SourceSpan);
            if (inner.Body is { } body && body != Body && inner.Call is not null && inner.Helper is not null)
            {
                yield return inner;
            }
        }
    }

    /// <summary>The routine calls in methods of the same document through which the reported call breaks the rule.</summary>
    public IEnumerable<RoutineCall> InnerCalls() => IsIndirect
        ? Diagnostic.AdditionalLocations.Where(l => l.SourceTree == Root.SyntaxTree)
            .Select(l => Root.FindNode(l.SourceSpan, getInnermostNodeForTie: true) is InvocationExpressionSyntax call && call != Node ? CallOf(call) : null)
            .OfType<RoutineCall>()
        : [];

    /// <summary>Whether a method that takes at the reported call gives the same back itself on some way out: it has forgotten another.</summary>
    public bool IsForgottenInside() => Inside().Any(static inner => inner.Call is { IsTake: true } taken && inner.Calls.Any(c => c.IsUndo && c.Key == taken.Key));

    /// <summary>The solution after a patch; null when the patch failed.</summary>
    public Solution? With(Patch patch) => patch.Apply() is { } text ? Document.WithText(text).Project.Solution : null;

    public Patch NewPatch() => new(Text);

    /// <summary>The model of a node, which may stand in another document.</summary>
    public SemanticModel ModelOf(SyntaxNode node) => node.SyntaxTree == Root.SyntaxTree ? Model : Model.Compilation.GetSemanticModel(node.SyntaxTree);

    public RoutineCall? CallOf(InvocationExpressionSyntax invocation) =>
        ModelOf(invocation).GetOperation(invocation) is IInvocationOperation operation && ContractOf(operation) is { } contract
            ? new RoutineCall(invocation, operation, contract)
            : null;

    public RoutineContract? ContractOf(IInvocationOperation operation) => Contracts.Find(operation.TargetMethod, operation.Instance?.Type);

    /// <summary>The routine calls below a node, not those in functions inside it.</summary>
    public ImmutableArray<RoutineCall> CallsIn(SyntaxNode node) =>
        node.DescendantNodes(static n => !IsFunction(n)).OfType<InvocationExpressionSyntax>().Select(CallOf).Where(static c => c is not null).Select(static c => c!).ToImmutableArray();

    /// <summary>A name no identifier of the function uses.</summary>
    public string FreeName(string wanted)
    {
        SyntaxNode scope = Body?.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? Root;
        HashSet<string> used = [.. scope.DescendantTokens().Where(static t => t.IsKind(SyntaxKind.IdentifierToken)).Select(static t => t.ValueText)];
        string name = wanted;
        for (int i = 2; used.Contains(name); i++)
        {
            name = wanted + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return name;
    }

    public static bool IsFunction(SyntaxNode node) => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax;

    private static BlockSyntax? BodyOf(SyntaxNode node)
    {
        foreach (SyntaxNode ancestor in node.AncestorsAndSelf())
        {
            switch (ancestor)
            {
                case AnonymousFunctionExpressionSyntax function:
                    return function.Block;
                case LocalFunctionStatementSyntax local:
                    return local.Body;
                case BaseMethodDeclarationSyntax method:
                    return method.Body;
                case AccessorDeclarationSyntax accessor:
                    return accessor.Body;
                case MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }
}
