using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>
/// A declaration says what the body does on every path: another lock, another mode, whatever the result. A body that does nothing of the kind is not
/// described but unfinished, and keeps its declaration.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DeclarationFix))]
[Shared]
public sealed class DeclarationFix : LockFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.ContractNotKept);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method)
        {
            yield break;
        }

        string name = method.Identifier.ValueText;
        ImmutableArray<RoutineCall> calls = site.CallsIn(method);
        foreach (AttributeSyntax attribute in method.AttributeLists.SelectMany(static list => list.Attributes))
        {
            string kind = site.Model.GetTypeInfo(attribute).Type?.Name ?? "";
            bool isAcquire = kind is "AcquiresExclusiveLockAttribute" or "AcquiresSharedLockAttribute";
            SeparatedSyntaxList<AttributeArgumentSyntax> arguments = attribute.ArgumentList?.Arguments ?? default;
            if (arguments.FirstOrDefault(static a => a.NameEquals?.Name.Identifier.ValueText == "When") is { } when)
            {
                string rest = string.Join(", ", arguments.Where(a => a != when));
                yield return new Proposal("Declare", "Declare what '" + name + "' does whatever it returns", Rewrite(site, attribute, attribute.Name.ToString(), rest));
            }

            if (!(isAcquire || kind == "ReleasesLockAttribute") || arguments.Count == 0)
            {
                continue;
            }

            foreach (RoutineCall call in calls.Where(c => isAcquire ? c.Acquire is { ReturnsGuard: false } : c.Release is not null))
            {
                string @class = !isAcquire ? attribute.Name.ToString() : call.Acquire!.Mode == LockMode.Shared ? "AcquiresSharedLock" : "AcquiresExclusiveLock";
                string tail = string.Concat(arguments.Skip(1).Select(static a => ", " + a));
                yield return new Proposal(
                    "Declare",
                    "Declare that '" + name + "' " + (isAcquire ? "acquires" : "releases") + " '" + call.Key + "'",
                    call.Key is { } key ? Rewrite(site, attribute, @class, "\"" + key + "\"" + tail) : null);
            }
        }
    }

    private static Solution? Rewrite(FixSite site, AttributeSyntax attribute, string @class, string arguments)
    {
        string text = @class + (arguments.Length == 0 ? "" : "(" + arguments + ")");
        if (text == attribute.ToString())
        {
            return null;
        }

        Patch patch = site.NewPatch();
        patch.Replace(attribute.Span, text);
        return site.With(patch);
    }
}
