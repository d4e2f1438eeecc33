using System.Composition;
using DdiCompliance.CodeFixes.Fixes;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;

namespace DdiCompliance.CodeFixes.Refactorings;

/// <summary>
/// Offers, at an acquire right after the enter of a region, the routines that manage the region themselves (the combined one, the filter manager's) for the lock: on all paths of the
/// method, or in all methods of the type when one of them acquires and another releases.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(ManagedForm))]
[Shared]
public sealed class ManagedForm : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override Task ComputeRefactoringsAsync(CodeRefactoringContext context) => FormOffers.RegisterAsync(context, Proposals);

    private static IEnumerable<Proposal> Proposals(FixSite site, RoutineCall call)
    {
        foreach (Form form in new[] { Form.Combined, Form.Wrapper })
        {
            if (FormSwitch.NameOf(call, form) is { } name)
            {
                string title = "Use " + name + " and its release for '" + call.Key + "'";
                yield return new Proposal(nameof(ManagedForm) + form, title, FormSwitch.Switch(site, call, form, absorbsRegion: true));
                yield return new Proposal(nameof(ManagedForm) + form, title + FormSwitch.Everywhere, FormSwitch.SwitchInType(site, call, form, absorbsRegion: true));
            }
        }
    }
}
