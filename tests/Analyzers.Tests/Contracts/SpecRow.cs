using System.Text.RegularExpressions;
using DdiCompliance.Testing;

namespace DdiCompliance.Analyzers.Tests.Contracts;

/// <summary>One routine of Spec/ddi-contracts.tsv: what the documentation says, collected by hand, one column per fact.</summary>
internal sealed partial class SpecRow(string[] columns, string[] cells)
{
    private static readonly Lazy<Dictionary<string, SpecRow>> s_all = new(Read);

    public static IReadOnlyDictionary<string, SpecRow> All => s_all.Value;

    public string Name => this["name"];

    public string this[string column] => cells[Array.IndexOf(columns, column)];

    public string[] List(string column, char separator) =>
        this[column] is "-" or "" ? [] : [.. this[column].Split(separator).Select(static item => item.Trim())];

    /// <summary>The parameter names in order; some cells refer to the parameters of another routine.</summary>
    public string[] ParameterNames
    {
        get
        {
            string cell = this["params"];
            Match reference = Reference().Match(cell);
            return cell == "none" ? []
                : !reference.Success ? [.. cell.Split(';').Select(static part => Identifier().Match(part).Value)]
                : [.. FirstParameter(cell), .. All[reference.Groups["name"].Value].ParameterNames];
        }
    }

    private static IEnumerable<string> FirstParameter(string cell) => cell.Contains(':', StringComparison.Ordinal) ? [Identifier().Match(cell).Value] : [];

    private static Dictionary<string, SpecRow> Read()
    {
        string[][] lines = [.. File.ReadLines(Repository.PathOf("tests", "Analyzers.Tests", "Contracts", "Spec", "ddi-contracts.tsv")).Select(static line => line.Split('\t'))];
        return lines.Skip(1).Select(cells => new SpecRow(lines[0], cells)).ToDictionary(static row => row.Name);
    }

    [GeneratedRegex(@"\bas (?<name>(Ke|Ps)\w+)$")]
    private static partial Regex Reference();

    [GeneratedRegex(@"[A-Za-z_]\w*")]
    private static partial Regex Identifier();
}
