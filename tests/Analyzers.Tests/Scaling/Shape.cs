using System.Text;

namespace DdiCompliance.Analyzers.Tests.Scaling;

/// <summary>How the work on a shape may grow with its blocks.</summary>
public enum Growth
{
    /// <summary>No way back: every block is visited once.</summary>
    Acyclic,

    /// <summary>As before, with branches whose answers decide each other: some sets of answers are kept apart.</summary>
    Related,

    /// <summary>Loops, each entered at its head.</summary>
    Loops,

    /// <summary>Loops entered anywhere.</summary>
    Irreducible,

    /// <summary>Finally regions that run for several callers.</summary>
    Finally,

    /// <summary>More locks than one run follows: several runs.</summary>
    Sliced,
}

/// <summary>A family of methods that grow with one number, each with one planted leak at its end and no other mistake.</summary>
/// <param name="Name">What it is, in the words of the tables.</param>
/// <param name="Growth">How the work may grow.</param>
/// <param name="Body">The statements of the method before the leak, for a size.</param>
/// <param name="Members">What the type declares besides, for a size.</param>
public sealed record Shape(string Name, Growth Growth, Func<int, string> Body, Func<int, string>? Members = null)
{
    /// <summary>Stands right before the acquire that leaks.</summary>
    public const string LeakMark = "/*leak*/";

    /// <summary>The parameters of the method, for a size.</summary>
    public Func<int, string> Parameters { get; init; } = static _ => "int a, bool f";

    /// <summary>The shape's own statements break rules too: only the planted leak is looked for.</summary>
    public bool IsUnbalanced { get; init; }

    /// <summary>A compilable type whose method <c>M</c> has the shape.</summary>
    public string Source(int size) => $$"""
        using DdiCompliance;
        using static DdiCompliance.Ddi;

        public class C
        {
            private readonly ERESOURCE _r = new();
            private readonly ERESOURCE _last = new();
            private int _x;
        {{Members?.Invoke(size)}}
            public void M({{Parameters(size)}}, bool leaks)
            {
                int x = 0;
        {{Body(size)}}
                {{LeakMark}}ExEnterCriticalRegionAndAcquireResourceExclusive(_last);
                _x = x;
                if (leaks)
                {
                    return;
                }

                ExReleaseResourceAndLeaveCriticalRegion(_last);
            }
        }

        """;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>One piece of text for each number.</summary>
    public static string Repeat(int count, Func<int, string> piece)
    {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++)
        {
            text.Append(piece(i)).Append('\n');
        }

        return text.ToString();
    }
}
