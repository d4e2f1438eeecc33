using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>Enter and acquire become one routine, release and leave its partner.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CombinedRoutineFix))]
[Shared]
public sealed class CombinedRoutineFix : LockFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.PreferCombinedRoutine);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<StatementSyntax>() is not { } enter || Siblings.Next(enter.Parent as LabeledStatementSyntax ?? enter) is not { } next
            || site.Calls.FirstOrDefault(c => c.Statement == next) is not { Acquire: not null } acquire)
        {
            yield break;
        }

        foreach (Form form in new[] { Form.Combined, Form.Wrapper })
        {
            if (FormSwitch.NameOf(acquire, form) is { } name)
            {
                string title = "Use " + name + " and its release for '" + acquire.Key + "'";
                yield return new Proposal(form.ToString(), title, FormSwitch.Switch(site, acquire, form, absorbsRegion: true));
                yield return new Proposal(form.ToString(), title + FormSwitch.Everywhere, FormSwitch.SwitchInType(site, acquire, form, absorbsRegion: true));
            }
        }
    }
}
