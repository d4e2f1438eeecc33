using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>
/// What needs a lock is done under it: acquired as the other methods of the type acquire it, shared where that is enough, released in
/// <c>finally</c>. All that needs the lock in a method comes under one hold.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HoldAroundFix))]
[Shared]
public sealed class HoldAroundFix : LockFix
{
    private const string Waits = "The thread waits here until the lock is free; no caller from outside may hold it already.";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.UnguardedAccess, RuleIds.RequiredLockNotHeld);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || site.Node.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is not null)
        {
            yield break;
        }

        // One defect is reported once: what follows on the same path needs the lock as well.
        IReadOnlyList<SyntaxNode>[] insides = [Needy(site), [site.Node]];
        string title = "Hold '" + site.Lock + "' round the " + (site.Diagnostic.Id == RuleIds.UnguardedAccess ? "access" : "call");
        foreach (RoutineCall acquire in Samples(site, type))
        {
            if (Undo.OfRoutine(site, acquire) is not { } release)
            {
                continue;
            }

            string take = acquire.Node + ";";
            (string[] Takes, string[] Undos)[] ways = RegionNames.At(site, acquire) is { } region && acquire.Contract is { CriticalDelta: 0, Apc: not ApcRequirement.None }
                ? [([take], [release]), ([region.Enter, take], [release, region.Leave])]
                : [([take], [release])];
            foreach ((string[] takes, string[] undos) in ways)
            {
                foreach (IReadOnlyList<SyntaxNode> inside in insides)
                {
                    yield return new Proposal("Hold", title, Surround.With(site, inside, takes, undos)) { Warning = Waits };
                }
            }
        }
    }

    /// <summary>The accesses and calls of the function that declare to need the same lock, from the reported one on.</summary>
    private static IReadOnlyList<SyntaxNode> Needy(FixSite site)
    {
        string[] wanted = [.. Demands(site.Model.GetSymbolInfo(site.Node).Symbol)];
        return site.Body is null || wanted.Length == 0 ? [site.Node]
            : [.. site.Body.DescendantNodes(static n => !FixSite.IsFunction(n))
                .Where(n => n.SpanStart >= site.Node.SpanStart && n is SimpleNameSyntax or InvocationExpressionSyntax)
                .Where(n => Demands(site.Model.GetSymbolInfo(n).Symbol).Any(wanted.Contains))];
    }

    /// <summary>The locks a member declares to need, as it writes them.</summary>
    private static IEnumerable<string> Demands(ISymbol? member) =>
        (member?.GetAttributes() ?? ImmutableArray<AttributeData>.Empty)
            .Where(static a => a.AttributeClass is { Name: "GuardedByAttribute" or "RequiresLockHeldAttribute" or "RequiresExclusiveLockHeldAttribute" } && a.ConstructorArguments.Length > 0)
            .Select(static a => a.ConstructorArguments[0].Value as string ?? "");

    /// <summary>How the type acquires the lock elsewhere, shared before exclusive.</summary>
    private static IEnumerable<RoutineCall> Samples(FixSite site, TypeDeclarationSyntax type) =>
        type.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(static call => call.Parent is ExpressionStatementSyntax)
            .Select(site.CallOf)
            .Where(call => call is { Acquire.ReturnsGuard: false } && call.Key == site.Lock && call.IsWaiting)
            .Select(static call => call!)
            .GroupBy(static call => call.Node.ToString())
            .Select(static group => group.First())
            .OrderBy(static call => call.Acquire!.Mode == LockMode.Exclusive ? 1 : 0)
            .ThenBy(static call => call.Contract.Apc == ApcRequirement.None || call.Contract.CriticalDelta != 0 ? 0 : 1);
}
