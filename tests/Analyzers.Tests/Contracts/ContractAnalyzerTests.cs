using System.Collections.Immutable;
using DdiCompliance.Analyzers.Options;
using DdiCompliance.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace DdiCompliance.Analyzers.Tests.Contracts;

/// <summary>What the contract analyzer reports, as <c>file(line,column) id message</c>.</summary>
public class ContractAnalyzerTests
{
    private static async Task<string[]> Report(string source, string? contracts = null, ImmutableDictionary<string, string>? options = null)
    {
        CSharpCompilation compilation = BoundSource.Compile(source, runtime: false);
        CaseAnalysis analysis = await CaseAnalysis.RunAsync(compilation, [new ContractAnalyzer()], ContractOptions.Of(contracts, options));
        Assert.Empty(analysis.Crashes);
        return [.. analysis.Diagnostics.Select(Describe)];
    }

    private static string Describe(Diagnostic diagnostic)
    {
        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        return $"{span.Path}({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1}) {diagnostic.Id} {diagnostic.GetMessage()}";
    }

    [Fact]
    public async Task A_bad_row_is_reported_at_its_line_and_column_in_the_file() => Assert.Equal(
        ["mine.ddi-contracts(2,5) DDI9001 unknown clause 'aquire'", "mine.ddi-contracts(3,1) DDI9001 'Gate' has no method 'Leave()'"],
        await Report("class Gate { void Enter() { } }", "Gate.Enter()\n    aquire(this)\nGate.Leave() release(this)\nGate.Enter acquire(this)\n"));

    [Fact]
    public async Task A_good_file_is_silent() =>
        Assert.Empty(await Report("class Gate { void Enter() { } }", "Gate.Enter() acquire(this, exclusive) # one line"));

    [Theory]
    [InlineData(ComplianceOptions.ModelKey, "wmd", "'wmd' is not a value of 'ddi_compliance.driver_model': expected wdm, storport, minifilter or none")]
    [InlineData(ComplianceOptions.StrictKey, "yes", "'yes' is not a value of 'ddi_compliance.strict': expected none or sdv")]
    [InlineData(ComplianceOptions.TablesKey, "ddi, net", "'ddi, net' is not a value of 'ddi_compliance.tables': expected a list of ddi and dotnet, or none")]
    [InlineData(ComplianceOptions.TablesKey, "", "'' is not a value of 'ddi_compliance.tables': expected a list of ddi and dotnet, or none")]
    [InlineData("ddi_compliance.driver_modl", "wdm", "unknown option 'ddi_compliance.driver_modl'")]
    public async Task A_bad_option_is_reported_once_at_the_first_file_it_holds_for(string key, string value, string message) =>
        Assert.Equal([$"Source.cs(1,1) DDI9001 {message}"], await Report("class C;", options: ContractOptions.With(key, value)));

    [Theory]
    [InlineData(ComplianceOptions.ModelKey, "Storport")]
    [InlineData(ComplianceOptions.StrictKey, "sdv")]
    [InlineData(ComplianceOptions.TablesKey, "dotnet")]
    [InlineData(ComplianceOptions.TablesKey, "none")]
    [InlineData(ComplianceOptions.TypesKey, "A.B, C")]
    [InlineData("other.option", "x")]
    public async Task Good_options_and_those_of_others_are_silent(string key, string value) =>
        Assert.Empty(await Report("class C;", options: ContractOptions.With(key, value)));

    [Fact]
    public async Task A_host_that_cannot_list_its_options_is_asked_for_each()
    {
        CSharpCompilation compilation = BoundSource.Compile("class C;", runtime: false);
        CaseAnalysis analysis = await CaseAnalysis.RunAsync(compilation, [new ContractAnalyzer()], ContractOptions.Unlisted(ComplianceOptions.ModelKey, "wmd"));
        Assert.Empty(analysis.Crashes);
        Assert.Contains("'wmd' is not a value", Assert.Single(analysis.Diagnostics).GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_annotation_is_reported_at_the_attribute() => Assert.Equal(
        [
            "Source.cs(4,6) DDI9001 '_x' names neither a parameter of 'M' nor a member of 'C' nor a static lock",
            "Source.cs(5,30) DDI9001 'Mine' has no field or property 'Lock'",
        ],
        await Report("using DdiCompliance.Annotations;\nclass C\n{\n    [AcquiresExclusiveLock(\"_x\")] void M() { }\n"
            + "    [RequiresLockHeld(\"_r\"), ReleasesLock(\"c._r.Lock\")] void N(C c) { }\n    Mine _r = new();\n}\nclass Mine { }\n" + AnnotationBindingTests.Copies));

    [Fact]
    public async Task An_import_without_a_needed_parameter_and_an_unknown_lock_routine_are_reported() => Assert.Equal(
        [
            "Source.cs(4,61) DDI9001 'KeReleaseSpinLock' has no parameter that can be 'NewIrql' of KeReleaseSpinLock, so that its calls are not checked",
            "Source.cs(5,61) DDI9002 'ExAcquireAutoExpandPushLockExclusive' is imported from 'ntoskrnl.exe' and looks like a lock routine, "
                + "and no table describes it: add a row to a *.ddi-contracts file",
        ],
        await Report("""
            using System.Runtime.InteropServices;
            static class N
            {
                [DllImport("ntoskrnl.exe")] public static extern void   KeReleaseSpinLock(nint SpinLock);
                [DllImport("ntoskrnl.exe")] public static extern void   ExAcquireAutoExpandPushLockExclusive(nint Lock);
                [DllImport("ntoskrnl.exe")] public static extern void   KeQueryTickCount(nint Lock);
                [DllImport("user32.dll")]   public static extern void   KeAcquireNothing(nint Lock);
            }
            """));

    [Fact]
    public async Task An_unknown_routine_with_a_row_or_an_annotation_is_known() => Assert.Empty(await Report(
        AnnotationBindingTests.Copies.Insert(0, "using System.Runtime.InteropServices;\nusing DdiCompliance.Annotations;\n") + """
        static class N
        {
            [DllImport("ntoskrnl.exe")] public static extern void ExAcquireMine(nint Lock);
            [DllImport("ntoskrnl.exe"), AcquiresSharedLock("Lock")] public static extern void ExAcquireYours(nint Lock);
        }
        """,
        "ExAcquireMine(Lock) acquire(Lock, exclusive)"));
}
