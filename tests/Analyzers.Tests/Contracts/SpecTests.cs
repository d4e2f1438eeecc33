using DdiCompliance.Analyzers.Contracts;
using Xunit;

namespace DdiCompliance.Analyzers.Tests.Contracts;

/// <summary>The tables against the collected documentation, both ways and column by column.</summary>
public class SpecTests
{
    /// <summary>The tables whose rows come from lists of the rules, not from the collected rows; they also add clauses to those rows.</summary>
    private static readonly string[] s_lists = ["prohibited", "apcs-enabled", "irql-rules"];

    /// <summary>Rows beside the collected ones, with their source.</summary>
    private static readonly Dictionary<string, string> s_extra = new()
    {
        ["ExRaiseStatus"] = "rule IrqlExPassive",
        ["ExRaiseAccessViolation"] = "rule IrqlExPassive",
        ["ExRaiseDatatypeMisalignment"] = "rule IrqlExPassive",
        ["KeBugCheck"] = "ends the path",
        ["KeBugCheckEx"] = "ends the path",
        ["NT_SUCCESS"] = "ntdef.h",
    };

    private const string Mutex = "acquires only when the object is a mutex, which the call does not show";
    private const string ByObject = "depends on the execution level of the object, which the call does not show";

    /// <summary>Where a row says less than the documentation, and why; a deviation that is none fails.</summary>
    private static readonly Dictionary<(string Routine, string Column), string> s_deviations = new()
    {
        [("KeWaitForSingleObject", "lock")] = Mutex,
        [("KeWaitForMultipleObjects", "lock")] = Mutex,
        [("KeWaitForMutexObject", "lock")] = Mutex,
        [("KeWaitForSingleObject", "region")] = Mutex,
        [("KeWaitForMultipleObjects", "region")] = Mutex,
        [("KeWaitForMutexObject", "region")] = Mutex,
        [("KeWaitForMutexObject", "released_by")] = Mutex,
        [("KeReleaseMutex", "lock")] = "its acquire is not modelled",
        [("KeReleaseMutex", "region")] = "its acquire is not modelled",
        [("KeReleaseMutex", "apc_precondition")] = "its acquire is not modelled",
        [("WdfObjectAcquireLock", "region")] = ByObject,
        [("WdfObjectReleaseLock", "region")] = ByObject,
        [("WdfInterruptTryToAcquireLock", "region")] = "WdfInterruptReleaseLock leaves the region for such a holding only",
        [("WdfObjectAcquireLock", "irql_effect")] = ByObject,
        [("WdfObjectReleaseLock", "irql_effect")] = ByObject,
        [("WdfInterruptAcquireLock", "irql_effect")] = ByObject,
        [("WdfInterruptReleaseLock", "irql_effect")] = ByObject,
        [("ExConvertExclusiveToSharedLite", "released_by")] = "the holding keeps the release of its acquire",
        [("ExConvertExclusiveToShared", "released_by")] = "the holding keeps the release of its acquire",
    };

    private static readonly ContractSet s_rows = BuiltInTables.Load(static name => name != BuiltInTables.DotNet && !s_lists.Contains(name)).Set;

    public static TheoryData<string> Names => [.. SpecRow.All.Keys];

    [Fact]
    public void Every_row_is_collected_or_has_a_source()
    {
        string[] unknown = [.. s_rows.Rows.Select(static row => row.Contract.Name).Where(static name => !SpecRow.All.ContainsKey(name) && !s_extra.ContainsKey(name))];
        Assert.Empty(unknown);
        Assert.Equal(SpecRow.All.Count + s_extra.Count, s_rows.Rows.Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_says_what_the_documentation_says(string name)
    {
        ContractRow row = Assert.Single(s_rows.Find(name));
        SpecRow spec = SpecRow.All[name];
        List<string> differences = [];
        foreach ((string column, string expected, string actual) in SpecComparison.Columns(spec, row.Contract, s_rows))
        {
            bool differs = expected != actual;
            if (differs != s_deviations.ContainsKey((name, column)))
            {
                differences.Add(differs ? $"{column}: documented '{expected}', row '{actual}'" : $"{column}: the deviation is none");
            }
        }

        Assert.Empty(differences);
    }

    [Fact]
    public void The_lists_of_the_rules_are_complete()
    {
        ContractSet all = BuiltInTables.Of(ddi: true, dotNet: false);
        int Count(string origin) => all.Rows.Count(row => row.Contract.Origins.Contains(origin));

        // The rule's own list, and the routine pages that name the rule beside it.
        Assert.Equal(351 + 75, Count("HwStorPortProhibitedDDIs(storport)"));
        Assert.Equal(19, Count("SpNoWait(storport)"));
        Assert.Equal(ApcRequirement.SpecialApcsEnabled, Assert.Single(all.Find("ZwReadFile")).Contract.Apc);
        Assert.Equal(ApcRequirement.NormalApcsEnabled, Assert.Single(all.Find("FltCreateFile")).Contract.Apc);
        Assert.Contains("HwStorPortProhibitedDDIs(storport)", Assert.Single(all.Find("ZwReadFile")).Contract.Origins);
    }

    [Fact]
    public void Aliases_are_the_obsolete_names_and_the_export_behind_a_macro()
    {
        string[] aliases = [.. s_rows.Rows.Where(static row => row.Contract.AliasOf is not null).Select(static row => row.Contract.Name).Order(StringComparer.Ordinal)];
        string[] expected = [.. SpecRow.All.Values.Where(static row => row["status"] == "obsolete_alias").Select(static row => row.Name)
            .Append("KefReleaseSpinLockFromDpcLevel").Order(StringComparer.Ordinal)];
        Assert.Equal(expected, aliases);
    }

    [Fact]
    public void An_alias_releases_what_the_routine_it_stands_for_releases()
    {
        LockOperation acquire = s_rows.Find("ExAcquireResourceExclusiveLite")[0].Contract.Locks[0];
        Assert.Contains("ExReleaseResource", acquire.ReleasedBy);
        Assert.Contains("ExReleaseResourceForThread", acquire.ReleasedBy);
        Assert.DoesNotContain("FltReleaseResource", acquire.ReleasedBy);
    }
}
