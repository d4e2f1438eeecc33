using System.Text.RegularExpressions;

namespace DdiCompliance.Differential.Tests.Comparing;

/// <summary>Which lines of a program run when a line calls a procedure.</summary>
internal sealed partial class ProcedureLines
{
    private readonly string[] _lines;
    private readonly Dictionary<string, (int First, int Last)> _bodies = [];

    internal ProcedureLines(string source)
    {
        _lines = source.Split('\n');
        for (int i = 0; i < _lines.Length; i++)
        {
            if (Declaration().Match(_lines[i]) is { Success: true } found)
                _bodies[found.Groups[1].Value] = (i + 1, Array.IndexOf(_lines, "    }", i) + 1);
        }
    }

    /// <summary>A line and all that it calls, directly or not.</summary>
    internal HashSet<int> ReachableFrom(int line)
    {
        HashSet<int> reached = [line];
        var open = new Stack<int>([line]);
        while (open.TryPop(out int next))
        {
            foreach (Match call in Name().Matches(_lines[next - 1]))
            {
                if (!_bodies.TryGetValue(call.Groups[1].Value, out (int First, int Last) body))
                    continue;
                for (int inside = body.First; inside <= body.Last; inside++)
                {
                    if (reached.Add(inside))
                        open.Push(inside);
                }
            }
        }

        return reached;
    }

    [GeneratedRegex(@"private (?:bool|void) (M\d+)\(")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\b(M\d+)\(")]
    private static partial Regex Name();
}
