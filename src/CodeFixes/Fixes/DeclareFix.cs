using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>
/// A method that takes for its callers, gives back for them, or needs of them what it does not take itself, says so in an annotation: its callers are held to it from then on.
/// Whether that is its purpose only its author knows, so it is offered at its place alone.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DeclareFix))]
[Shared]
public sealed class DeclareFix : LockFix
{
    private const string Callers = "The callers are held to it from now on.";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(
        RuleIds.NotInCriticalRegion,
        RuleIds.RegionLeftWithoutEnter,
        RuleIds.RegionNotLeft,
        RuleIds.GuardedRegionLeftWithoutEnter,
        RuleIds.GuardedRegionNotLeft,
        RuleIds.ReleaseNotHeld,
        RuleIds.HeldAtExit);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<SyntaxNode>(static n => FixSite.IsFunction(n) || n is MemberDeclarationSyntax)
                is not MethodDeclarationSyntax { ExplicitInterfaceSpecifier: null } method
            || method.Modifiers.Any(static m => m.ValueText is "override" or "partial" or "async") || IsEntryPoint(site, method) || site.IsForgottenInside()
            || (site.Call ?? site.InnerCalls().FirstOrDefault()) is not { } routine)
        {
            yield break;
        }

        // What takes other things itself is no part of its callers' locking: it has released the wrong one.
        if (site.Diagnostic.Id == RuleIds.ReleaseNotHeld && method.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => CalledBodies.MayTake(site, call)))
        {
            yield break;
        }

        foreach ((string[] attributes, string does) in Declarations(site.Diagnostic.Id, routine))
        {
            string title = "Declare that '" + method.Identifier.ValueText + "' " + does + (TakesLock(attributes[0]) ? " '" + site.Lock + "'" : "");
            yield return new Proposal("Declare", title, With(site, method, attributes)) { IsDecision = true, Warning = Callers };
        }
    }

    private static IEnumerable<(string[] Attributes, string Does)> Declarations(string rule, RoutineCall routine) => rule switch
    {
        RuleIds.NotInCriticalRegion => [(["RequiresCriticalRegion"], "requires a critical region")],
        RuleIds.RegionLeftWithoutEnter => [(["LeavesCriticalRegion"], "leaves a critical region")],
        RuleIds.RegionNotLeft => [(["EntersCriticalRegion"], "enters a critical region")],
        RuleIds.GuardedRegionLeftWithoutEnter => [(["LeavesGuardedRegion"], "leaves a guarded region")],
        RuleIds.GuardedRegionNotLeft => [(["EntersGuardedRegion"], "enters a guarded region")],

        // What releases the lock may leave the region as well, or need one.
        RuleIds.ReleaseNotHeld =>
        [
            (["ReleasesLock"], "releases"),
            (["ReleasesLock", "LeavesCriticalRegion"], "leaves the region and releases"),
            (["ReleasesLock", "RequiresCriticalRegion"], "requires a critical region and releases"),
        ],
        _ => [([routine.Acquire?.Mode == Analyzers.Contracts.LockMode.Shared ? "AcquiresSharedLock" : "AcquiresExclusiveLock"], "acquires")],
    };

    private static bool TakesLock(string attribute) => attribute.EndsWith("Lock", StringComparison.Ordinal);

    private static bool IsEntryPoint(FixSite site, MethodDeclarationSyntax method) =>
        SymbolEqualityComparer.Default.Equals(site.Model.Compilation.GetEntryPoint(default), site.Model.GetDeclaredSymbol(method));

    private static Solution? With(FixSite site, MethodDeclarationSyntax method, string[] attributes)
    {
        Patch patch = site.NewPatch();
        foreach (string attribute in attributes)
        {
            if (site.Model.Compilation.GetTypeByMetadataName("DdiCompliance.Annotations." + attribute + "Attribute") is not { } type)
            {
                return null;
            }

            string name = type.ToMinimalDisplayString(site.Model, method.SpanStart);
            string argument = TakesLock(attribute) ? "(" + Name(site, method) + ")" : "";
            patch.InsertLines(method.GetFirstToken().SpanStart, new[] { "[" + name.Substring(0, name.Length - "Attribute".Length) + argument + "]" });
        }

        return site.With(patch);
    }

    /// <summary>A member of the type by <c>nameof</c>, which follows when it is renamed; a path as text.</summary>
    private static string Name(FixSite site, MethodDeclarationSyntax method) =>
        site.Model.GetDeclaredSymbol(method)?.ContainingType.GetMembers(site.Lock).Any(static m => m is IFieldSymbol or IPropertySymbol) == true
            ? "nameof(" + site.Lock + ")" : "\"" + site.Lock + "\"";
}
