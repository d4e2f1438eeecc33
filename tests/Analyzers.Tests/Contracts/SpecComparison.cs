using DdiCompliance.Analyzers.Contracts;

namespace DdiCompliance.Analyzers.Tests.Contracts;

/// <summary>One fact of a routine after the other, as the documentation and as the table have it, in the same words.</summary>
internal static class SpecComparison
{
    private static readonly string[] s_places = ["region", "irql", "thread"];

    public static IEnumerable<(string Column, string Expected, string Actual)> Columns(SpecRow spec, RoutineContract row, ContractSet rows)
    {
        yield return ("params", string.Join(",", spec.ParameterNames), string.Join(",", row.Parameters));
        yield return ("lock", Lock(spec), Lock(row));
        yield return ("released_by", Sorted(IsPlace(spec) ? [] : Routines(spec, "released_by")), Sorted(row.Locks.SelectMany(static o => o.ReleasedBy).Where(name => !IsAlias(name, rows))));
        yield return ("releases", Sorted(IsPlace(spec) ? [] : Released(spec)), Sorted(Released(row, rows)));
        yield return ("wait", Wait(spec), row.Locks.Length == 1 ? row.Locks[0].Wait.ToString() : "NotApplicable");
        yield return ("apc_precondition", Requirement(spec).ToString(), row.Apc.ToString());
        yield return ("region", Region(spec), $"{row.CriticalDelta}/{row.GuardedDelta}/{row.RegionCondition}");
        yield return ("irql", Irql(spec), Irql(row));
        yield return ("irql_effect", IrqlChange(spec), IrqlChange(row));
        yield return ("origins", Sorted(spec.List("ddi_compliance_effective", ',')), Sorted(row.Origins));
        yield return ("header", spec["header"], row.Source!.Split(',')[0]);
    }

    private static bool IsPlace(SpecRow spec) => s_places.Contains(spec["lock_kind"]) || spec.Name is "ExGetCurrentResourceThread";

    private static string Sorted(IEnumerable<string> names) => string.Join(",", names.Order(StringComparer.Ordinal));

    private static bool IsAlias(string name, ContractSet rows) => rows.Find(name)[0].Contract.AliasOf is not null;

    private static string Lock(SpecRow spec)
    {
        string effect = spec["lock_effect"] switch
        {
            _ when IsPlace(spec) => "none",
            "init" => "Initialize",
            "reinit" => "Reinitialize",
            "acquire" or "try_acquire" => "Acquire",
            "transfer_owner" => "TransferOwner",
            "query" when spec["lock_mode"] == "none" => "Inspect",
            "release" when spec.ParameterNames.Contains("ResourceThreadId") => "ReleaseForOwner",
            string other => char.ToUpperInvariant(other[0]) + other[1..],
        };
        string mode = spec["lock_mode"] switch
        {
            "shared_starve_exclusive" => "shared/Overtakes",
            "shared_wait_for_exclusive" => "shared/Yields",
            "shared_or_exclusive" => "any",
            "shared->exclusive" or "exclusive->shared" => spec["lock_mode"],
            string other => other,
        };
        return effect.Equals("none", StringComparison.OrdinalIgnoreCase) ? "none" : $"{effect} {spec["lock_kind"]} {mode}";
    }

    private static string Lock(RoutineContract row)
    {
        if (row.Locks.IsEmpty)
        {
            return "none";
        }

        LockOperation operation = row.Locks[0];
        string mode = operation.Mode.ToString().ToLowerInvariant();
        mode += operation.Order == WaiterOrder.Queued ? "" : "/" + operation.Order;
        mode += operation.Effect == LockEffect.Convert ? "->" + operation.ToMode.ToString().ToLowerInvariant() : "";
        return $"{operation.Effect} {operation.Family.Name} {mode}";
    }

    private static IEnumerable<string> Routines(SpecRow spec, string column) =>
        spec.List(column, '|').Where(static name => SpecRow.All.ContainsKey(name));

    /// <summary>What the releases column lists, without conversions (they do not acquire) and without routines that have no acquire of their own.</summary>
    private static IEnumerable<string> Released(SpecRow spec) => Routines(spec, "releases")
        .Where(name => SpecRow.All[name]["lock_effect"] is "acquire" or "try_acquire" or "transfer_owner" or "init" or "convert")
        .Where(name => !name.StartsWith("KeWait", StringComparison.Ordinal));

    /// <summary>
    /// The rows whose holdings this routine may release. ExTryToAcquireResourceExclusiveLite has no page, so that no releases cell can name it;
    /// aliases are left out on both sides.
    /// </summary>
    private static IEnumerable<string> Released(RoutineContract row, ContractSet rows) => rows.Rows
        .Where(other => other.Contract.AliasOf is null && other.Contract.Locks.Any(o => o.ReleasedBy.Contains(row.Name)))
        .Select(static other => other.Contract.Name)
        .Where(static name => name != "ExTryToAcquireResourceExclusiveLite");

    private static string Wait(SpecRow spec) => spec["lock_effect"] switch
    {
        _ when IsPlace(spec) || Lock(spec) == "none" || spec.Name.StartsWith("KeWait", StringComparison.Ordinal) => "NotApplicable",
        "acquire" when spec["wait_semantics"].StartsWith("Wait=TRUE", StringComparison.Ordinal) => "ByArgument",
        "acquire" when spec["wait_semantics"].StartsWith("Timeout NULL", StringComparison.Ordinal) => "ByNullArgument",
        "acquire" => "Always",
        "try_acquire" => "Never",
        _ => "NotApplicable",
    };

    private static ApcRequirement Requirement(SpecRow spec) => spec["apc_precondition"] switch
    {
        "none" or "self_disables" => ApcRequirement.None,
        "nkapc_disabled" => ApcRequirement.NormalApcsDisabled,
        "nkapc_disabled_unless_system_thread" => ApcRequirement.NormalApcsDisabledUnlessSystemThread,
        "in_critical_region" => ApcRequirement.InCriticalRegion,
        "in_guarded_region" => ApcRequirement.InGuardedRegion,
        "apc_level_or_critical_region" => ApcRequirement.ApcLevelOrCriticalRegion,
        "apc_level_or_guarded_region" => ApcRequirement.ApcLevelOrGuardedRegion,
        string other => throw new InvalidOperationException(other),
    };

    private static string Region(SpecRow spec)
    {
        string effect = spec["apc_effect"];
        int critical = effect.StartsWith("enter_critical", StringComparison.Ordinal) ? 1 : effect.StartsWith("leave_critical", StringComparison.Ordinal) ? -1 : 0;
        int guarded = effect.StartsWith("enter_guarded", StringComparison.Ordinal) ? 1 : effect.StartsWith("leave_guarded", StringComparison.Ordinal) ? -1 : 0;
        EffectCondition condition = effect.EndsWith("region_if_acquired", StringComparison.Ordinal) ? EffectCondition.ResultTrue
            : spec.Name == "WdfWaitLockAcquire" ? EffectCondition.ResultFalse // STATUS_SUCCESS is 0; the region is assumed left on a time-out.
            : EffectCondition.Always;
        return $"{critical}/{guarded}/{condition}";
    }

    private static string Irql(SpecRow spec) => spec["irql_min"] == "unstated" ? "0..255" : $"{Level(spec["irql_min"], 3)}..{Level(spec["irql_max"], 30)}";

    private static int Level(string name, int deviceLevel) => name switch
    {
        "PASSIVE" => 0,
        "APC" => 1,
        "DISPATCH" => 2,
        "DIRQL" => deviceLevel,
        "HIGH" => 31,
        _ => throw new InvalidOperationException(name),
    };

    /// <summary>The documented highest level is that of a waiting call where the two differ.</summary>
    private static string Irql(RoutineContract row) => $"{row.IrqlMin}..{(row.WaitingTimeout.IsNone ? row.IrqlMax : row.WaitingIrqlMax)}";

    private static string IrqlChange(SpecRow spec)
    {
        string effect = spec["irql_effect"];
        string condition = spec["apc_effect"] == "raise_to_apc_if_acquired" ? " when ResultTrue" : "";
        return effect.StartsWith("raise to NewIrql", StringComparison.Ordinal) ? "RaiseToArgument"
            : effect.Contains("raise to DISPATCH_LEVEL", StringComparison.Ordinal) ? "RaiseToLevel 2"
            : effect.StartsWith("raise to APC_LEVEL", StringComparison.Ordinal) ? "RaiseToLevel 1" + condition
            : effect.Contains("DIRQL", StringComparison.Ordinal) ? "RaiseToLevel 3"
            : effect.StartsWith("restore", StringComparison.Ordinal) ? spec.ParameterNames.Any(static p => p.EndsWith("Irql", StringComparison.Ordinal)) ? "LowerToArgument" : "RestoreSaved"
            : "None";
    }

    private static string IrqlChange(RoutineContract row) =>
        row.Irql + (row.Irql == IrqlEffect.RaiseToLevel ? $" {row.IrqlLevel}" : "") + (row.IrqlCondition == EffectCondition.Always ? "" : $" when {row.IrqlCondition}");
}
