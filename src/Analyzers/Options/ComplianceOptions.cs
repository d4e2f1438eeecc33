using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DdiCompliance.Analyzers.Options;

/// <summary>The kind of driver the code is, for the rules that hold for one kind only.</summary>
internal enum DriverModel
{
    /// <summary>Any driver or file system.</summary>
    Wdm,

    /// <summary>A physical Storport miniport.</summary>
    Storport,

    /// <summary>A file-system minifilter.</summary>
    Minifilter,

    /// <summary>No driver.</summary>
    None,
}

/// <summary>Whose letter the rules follow.</summary>
internal enum Strictness
{
    /// <summary>What the kernel accepts is accepted.</summary>
    None,

    /// <summary>What the Static Driver Verifier rules reject is reported, even where the kernel accepts it.</summary>
    Sdv,
}

/// <summary>A key or value of ours that has no meaning.</summary>
internal readonly record struct OptionError(string Key, string Message);

/// <summary>The <c>ddi_compliance.*</c> options of one source file.</summary>
internal sealed record ComplianceOptions
{
    public const string Prefix = "ddi_compliance.";
    public const string ModelKey = Prefix + "driver_model";
    public const string StrictKey = Prefix + "strict";
    public const string TablesKey = Prefix + "tables";
    public const string TypesKey = Prefix + "ddi_types";

    private static readonly ConditionalWeakTable<AnalyzerConfigOptions, ComplianceOptions> s_cache = new();

    public static readonly ComplianceOptions Default = new();

    public DriverModel DriverModel { get; init; }

    public Strictness Strictness { get; init; }

    /// <summary>Whether the table of the Windows routines is used.</summary>
    public bool UsesDdi { get; init; } = true;

    /// <summary>Whether the table of .NET's own locks is used.</summary>
    public bool UsesDotNet { get; init; }

    /// <summary>Full names of the types whose methods are routines by their name.</summary>
    public ImmutableArray<string> DdiTypes { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>What is wrong; a wrong value counts as not given.</summary>
    public ImmutableArray<OptionError> Errors { get; init; } = ImmutableArray<OptionError>.Empty;

    /// <summary>The options of the files that <paramref name="options"/> holds for. Read once per options object.</summary>
    public static ComplianceOptions Of(AnalyzerConfigOptions options) => s_cache.GetValue(options, static o => Read(o));

    private static ComplianceOptions Read(AnalyzerConfigOptions options)
    {
        ImmutableArray<OptionError>.Builder errors = ImmutableArray.CreateBuilder<OptionError>();
        ComplianceOptions result = Default;
        foreach (string key in KeysOf(options).OrderBy(static key => key, StringComparer.Ordinal))
        {
            if (key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && options.TryGetValue(key, out string? value))
            {
                result = result.With(key.ToLowerInvariant(), value.Trim(), errors);
            }
        }

        return ReferenceEquals(result, Default) && errors.Count == 0 ? Default : result with { Errors = errors.ToImmutable() };
    }

    /// <summary>The keys there are; of a host that cannot list them, those that have a meaning.</summary>
    private static IEnumerable<string> KeysOf(AnalyzerConfigOptions options)
    {
        try
        {
            return options.Keys;
        }
        catch (NotImplementedException)
        {
            // What Keys does in AnalyzerConfigOptions itself: a host need not override it, and there is no other way to ask.
            return new[] { ModelKey, StrictKey, TablesKey, TypesKey };
        }
    }

    private ComplianceOptions With(string key, string value, ImmutableArray<OptionError>.Builder errors)
    {
        switch (key, value.ToLowerInvariant())
        {
            case (ModelKey, "wdm"): return this with { DriverModel = DriverModel.Wdm };
            case (ModelKey, "storport"): return this with { DriverModel = DriverModel.Storport };
            case (ModelKey, "minifilter"): return this with { DriverModel = DriverModel.Minifilter };
            case (ModelKey, "none"): return this with { DriverModel = DriverModel.None };
            case (ModelKey, _): return Fail("wdm, storport, minifilter or none");
            case (StrictKey, "none"): return this with { Strictness = Strictness.None };
            case (StrictKey, "sdv"): return this with { Strictness = Strictness.Sdv };
            case (StrictKey, _): return Fail("none or sdv");
            case (TablesKey, "none"): return this with { UsesDdi = false, UsesDotNet = false };
            case (TablesKey, string names):
                string[] tables = [.. Words(names)];
                return tables.Length > 0 && tables.All(static table => table is "ddi" or "dotnet")
                    ? this with { UsesDdi = tables.Contains("ddi"), UsesDotNet = tables.Contains("dotnet") }
                    : Fail("a list of ddi and dotnet, or none");
            case (TypesKey, _): return this with { DdiTypes = Words(value).ToImmutableArray() };
            default:
                errors.Add(new OptionError(key, $"unknown option '{key}'"));
                return this;
        }

        ComplianceOptions Fail(string expected)
        {
            errors.Add(new OptionError(key, $"'{value}' is not a value of '{key}': expected {expected}"));
            return this;
        }
    }

    private static IEnumerable<string> Words(string value) =>
        value.Split(',').Select(static word => word.Trim()).Where(static word => word.Length > 0);
}
