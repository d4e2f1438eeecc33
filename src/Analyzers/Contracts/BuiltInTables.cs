using System.Collections.Immutable;
using System.Text;
using DdiCompliance.Analyzers.Contracts.Grammar;

namespace DdiCompliance.Analyzers.Contracts;

/// <summary>The tables that ship with the analyzer. They are parsed once per process, when a compilation first needs them.</summary>
internal static class BuiltInTables
{
    private const string Extension = ".ddi-contracts";

    /// <summary>The name of the table of .NET's own locks; every other table belongs to <c>ddi</c>.</summary>
    public const string DotNet = "dotnet";

    private static readonly Lazy<ContractSet> s_ddi = new(static () => Load(static name => name != DotNet).Set);
    private static readonly Lazy<ContractSet> s_dotNet = new(static () => Load(static name => name is DotNet or "families").Set);
    private static readonly Lazy<ContractSet> s_all = new(static () => Load(static _ => true).Set);
    private static readonly Lazy<ContractSet> s_none = new(static () => Load(static name => name == "families").Set);

    /// <summary>The names of the embedded tables, without extension.</summary>
    public static ImmutableArray<string> Names { get; } =
        typeof(BuiltInTables).Assembly.GetManifestResourceNames()
            .Where(static name => name.EndsWith(Extension, StringComparison.Ordinal))
            .Select(static name => name.Substring(0, name.Length - Extension.Length))
            .OrderBy(static name => name, StringComparer.Ordinal)
            .ToImmutableArray();

    /// <summary>The rows of the chosen tables. The families are always there, so that user rows can name them.</summary>
    public static ContractSet Of(bool ddi, bool dotNet) => (ddi, dotNet) switch
    {
        (true, true) => s_all.Value,
        (true, false) => s_ddi.Value,
        (false, true) => s_dotNet.Value,
        _ => s_none.Value,
    };

    /// <summary>Reads the tables whose name is chosen, with everything that is wrong in them (nothing, as the tests prove).</summary>
    public static (ContractSet Set, ImmutableArray<ContractFileError> Errors) Load(Func<string, bool> isChosen) =>
        ContractFiles.Combine(null, [.. Names.Where(isChosen).Select(static name => new ContractFile(name, RowParser.Parse(Read(name))))]);

    /// <summary>The text of one table.</summary>
    public static string Read(string name)
    {
        using Stream stream = typeof(BuiltInTables).Assembly.GetManifestResourceStream(name + Extension)!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
