using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>A method that calls what requires a lock, and does not take it, says that it requires the lock too.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RequirementFix))]
[Shared]
public sealed class RequirementFix : LockFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.RequiredLockNotHeld);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site.Call is not { Qualifier: "" or "this." } call || site.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not MethodDeclarationSyntax { Modifiers: var modifiers } caller
            || site.Body?.Parent != caller || modifiers.Any(static m => m.ValueText is "override" or "partial")
            || !SymbolEqualityComparer.Default.Equals(call.Method.ContainingType, site.Model.GetDeclaredSymbol(caller)?.ContainingType)
            || site.Calls.Any(c => c.Acquire is not null && c.Key == site.Lock))
        {
            yield break;
        }

        // What the caller already promises is not said twice, and a "not held" is no requirement to pass on.
        foreach (AttributeData requirement in call.Method.GetAttributes().Where(static a => a.AttributeClass is { Name: "RequiresLockHeldAttribute" or "RequiresExclusiveLockHeldAttribute" }))
        {
            if (requirement.ConstructorArguments is { Length: 1 } arguments && arguments[0].Value is string path && path == site.Lock)
            {
                string name = requirement.AttributeClass!.ToMinimalDisplayString(site.Model, caller.SpanStart);
                string attribute = "[" + name.Substring(0, name.Length - "Attribute".Length) + "(\"" + path + "\")]";
                Patch patch = site.NewPatch();
                patch.InsertLines(caller.GetFirstToken().SpanStart, new[] { attribute });
                yield return new Proposal("Require", "Require '" + path + "' of the callers of " + caller.Identifier.ValueText, site.With(patch));
            }
        }
    }
}
