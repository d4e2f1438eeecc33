using System.Globalization;
using System.Text;

namespace Analyzers.Benchmarks;

/// <summary>Rows of a Markdown table, printed as they come; a gate that is missed is remembered.</summary>
internal sealed class Table
{
    private readonly StringBuilder _text;

    public Table(StringBuilder text, string title, string preface, params string[] columns)
    {
        _text = text;
        Line($"\n## {title}\n");
        if (preface.Length > 0)
        {
            Line(preface + "\n");
        }

        Line("| " + string.Join(" | ", columns) + " |");
        Line("|" + string.Concat(Enumerable.Repeat("---|", columns.Length)));
    }

    /// <summary>Gates missed in all tables.</summary>
    public static int Missed { get; private set; }

    public void Row(params object[] cells) => Line("| " + string.Join(" | ", cells.Select(Format)) + " |");

    /// <summary>The words for a gate, and whether it holds.</summary>
    public static string Gate(string gate, bool holds)
    {
        Missed += holds ? 0 : 1;
        return holds ? $"{gate}: pass" : $"{gate}: **FAIL**";
    }

    private static string Format(object cell) => cell switch
    {
        double number when number >= 100 => number.ToString("F0", CultureInfo.InvariantCulture),
        double number when number >= 10 => number.ToString("F1", CultureInfo.InvariantCulture),
        double number => number.ToString("F2", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };

    private void Line(string line)
    {
        Console.WriteLine(line);
        _text.Append(line).Append('\n');
    }
}
