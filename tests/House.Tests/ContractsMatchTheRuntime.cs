using System.Reflection;
using System.Text;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Testing;
using Xunit;

namespace DdiCompliance.House.Tests;

/// <summary>
/// The tables and the runtime speak of the same routines with the same parameters. The few differences are intended and kept in a
/// snapshot: routines of frameworks that the runtime does not offer, and runtime routines that touch no lock.
/// </summary>
public class ContractsMatchTheRuntime
{
    private static readonly ILookup<string, MethodInfo> s_routines =
        (Product.RuntimeAssembly.GetType("DdiCompliance.Ddi", throwOnError: true)!)
            .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(static method => !method.IsSpecialName)
            .ToLookup(static method => method.Name);

    private static readonly RoutineContract[] s_rows =
        [.. BuiltInTables.Of(ddi: true, dotNet: false).Rows.Select(static row => row.Contract).OrderBy(static row => row.Name, StringComparer.Ordinal)];

    [Fact]
    public void Rows_and_routines_differ_only_as_kept()
    {
        var text = new StringBuilder("# Routines with a row that the runtime does not offer\n");
        text.AppendJoin('\n', s_rows.Select(static row => row.Name).Where(static name => !s_routines.Contains(name)).Distinct());
        text.Append("\n# Routines of the runtime without a row: they neither touch a lock nor care about APCs or IRQL\n");
        text.AppendJoin('\n', s_routines.Select(static routine => routine.Key).Except(s_rows.Select(static row => row.Name)).Order(StringComparer.Ordinal));
        string? difference = Snapshot.CompareFile(Repository.PathOf("tests", "House.Tests", "ContractsAndRuntime.txt"), text.Append('\n').ToString());
        Assert.True(difference is null, difference);
    }

    [Fact]
    public void A_routine_has_the_parameters_its_row_names()
    {
        string[] wrong = [.. s_rows.Where(static row => !row.Parameters.IsDefault && s_routines.Contains(row.Name))
            .Where(static row => !s_routines[row.Name].Any(method => method.GetParameters().Select(static parameter => parameter.Name).SequenceEqual(row.Parameters)))
            .Select(static row => $"{row.Name}: row ({string.Join(", ", row.Parameters)}), runtime {string.Join(" or ", s_routines[row.Name].Select(Parameters))}")];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void The_core_of_both_is_there()
    {
        Assert.All(
            ["ExAcquireResourceExclusiveLite", "ExReleaseResourceLite", "FltAcquirePushLockShared", "KeEnterCriticalRegion", "KeRaiseIrql"],
            static name => Assert.True(s_routines.Contains(name) && s_rows.Any(row => row.Name == name), name));
    }

    private static string Parameters(MethodInfo method) => $"({string.Join(", ", method.GetParameters().Select(static parameter => parameter.Name))})";
}
