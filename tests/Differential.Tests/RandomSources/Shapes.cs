using System.Globalization;
using System.Text;

namespace DdiCompliance.Differential.Tests.RandomSources;

/// <summary>Methods of extreme shapes, each with a lock that is never released: whatever is around it, it is found.</summary>
public static class Shapes
{
    /// <summary>The sources, by name.</summary>
    /// <param name="scale">1 for sizes a compiler meets, more for its limits.</param>
    public static IEnumerable<(string Name, string Source)> All(int scale)
    {
        yield return ("parentheses", Method($"if ({new string('(', 400 * scale)}a{new string(')', 400 * scale)}) _count++;"));
        yield return ("negations", Method($"bool x = {string.Concat(Enumerable.Repeat("!(", 200 * scale))}a{new string(')', 200 * scale)}; if (x) _count++;"));
        yield return ("nested ifs", Method(Nested(160 * scale, static i => i % 2 == 0 ? "if (a)" : "if (b)", "_count++;")));
        yield return ("nested loops", Method(Nested(50 * scale, static i => $"for (int i{i} = 0; i{i} < n; i{i}++)", "_count++;")));
        yield return ("nested tries", Method(NestedTries(60 * scale)));
        yield return ("else chain", Method(string.Concat(Enumerable.Range(0, 400 * scale).Select(static i => $"if (n == {i}) _count++;\nelse ")) + "_count++;"));
        yield return ("long condition", Method($"if ({string.Join(" || ", Enumerable.Range(0, 2000 * scale).Select(static i => $"n == {i}"))}) _count++;"));
        yield return ("sections", Method($"switch (n)\n{{\n{string.Concat(Enumerable.Range(0, 1000 * scale).Select(static i => $"case {i}: _count++; break;\n"))}}}"));
        yield return ("nested lambdas", Method($"Action f = {Repeated("() => { Action g = ", 20 * scale)}() => _count++{Repeated("; g(); }", 20 * scale)}; f();"));
        yield return ("jumps", Method(string.Concat(Enumerable.Range(0, 150 * scale).Select(i => $"L{i}: if (n == {i}) goto L{i * 7 % (150 * scale)};\n"))));
        yield return ("brackets", Method(string.Concat(Enumerable.Repeat("FltAcquireResourceExclusive(_other);\n_count++;\nFltReleaseResource(_other);\n", 1000 * scale))));
        yield return ("flags", Method(Flags(12 * scale)));
        yield return ("calls", Method("M0(n);", Members(400 * scale, static (i, count) => i + 1 < count ? $"M{i + 1}(n);" : "_count++;")));
        yield return ("recursion", Method("M0(n);", Members(12 * scale, static (i, count) =>
            $"if (n > {i}) {{ FltAcquireResourceShared(_other); M{i * 5 % count}(n - 1); FltReleaseResource(_other); }} else if (n > 0) M{(i + 1) % count}(n - 2);")));
    }

    private static string Method(string body, string members = "") => $$"""
        public sealed class C
        {
            private readonly ERESOURCE _lock = new();
            private readonly ERESOURCE _other = new();
            private int _count;
            public void Run(bool a, bool b, int n)
            {
                FltAcquireResourceShared(_lock);
                {{body}}
            }

            {{members}}
        }
        """;

    private static string Nested(int depth, Func<int, string> head, string inside) =>
        string.Concat(Enumerable.Range(0, depth).Select(i => head(i) + "\n{\n")) + inside + string.Concat(Enumerable.Repeat("}\n", depth));

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static string NestedTries(int depth) =>
        Repeated("FltAcquireResourceShared(_other);\ntry\n{\n", depth) + "_count++;\n" + Repeated("}\nfinally\n{\nFltReleaseResource(_other);\n}\n", depth);

    private static string Flags(int count)
    {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++)
            text.AppendLine(CultureInfo.InvariantCulture, $"bool f{i} = n == {i}; if (f{i}) FltAcquireResourceShared(_other);");
        for (int i = count - 1; i >= 0; i--)
            text.AppendLine(CultureInfo.InvariantCulture, $"if (f{i}) FltReleaseResource(_other);");
        return text.ToString();
    }

    private static string Members(int count, Func<int, int, string> body) =>
        string.Concat(Enumerable.Range(0, count).Select(i => $"private void M{i}(int n) {{ {body(i, count)} }}\n"));
}
