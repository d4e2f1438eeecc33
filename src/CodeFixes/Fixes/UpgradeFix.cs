using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>
/// A shared holder that needs exclusive access holds exclusively from the start, which lets nobody in between; or it releases first, and looks again at what it
/// had read.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UpgradeFix))]
[Shared]
public sealed class UpgradeFix : LockFix
{
    internal const string Concurrency = "Readers no longer share this lock: they wait for each other.";
    private const string Interval = "Between the release and the acquire others may change what was read under the shared lock.";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.UpgradeDeadlock, RuleIds.PushLockRecursion);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site.Call is not { Statement: not null, Acquire: { Mode: LockMode.Exclusive, ReturnsGuard: false }, Key: not null } inner || site.IsIndirect
            || Upgrade.Of(site, inner) is not { } upgrade)
        {
            yield break;
        }

        yield return new Proposal("Exclusive", "Acquire '" + site.Lock + "' exclusively from the start", upgrade.Exclusively()) { Warning = Concurrency, MustBalance = true };
        string release = "Release '" + site.Lock + "' before it is acquired exclusively";
        yield return new Proposal("ReleaseFirst", release + ", and look again", upgrade.ReleaseFirst(looksAgain: true)) { Warning = Interval, MustBalance = true };
        yield return new Proposal("ReleaseFirst", release, upgrade.ReleaseFirst(looksAgain: false)) { Warning = Interval, MustBalance = true };
        yield return new Proposal("ReleaseFirst", release, upgrade.ReleaseAndReturn()) { Warning = Interval, MustBalance = true };
    }
}
