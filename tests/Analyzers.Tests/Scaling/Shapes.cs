namespace DdiCompliance.Analyzers.Tests.Scaling;

/// <summary>The shapes that made engines explode, or give up without a word.</summary>
public static class Shapes
{
    private const string Lock = "ExEnterCriticalRegionAndAcquireResourceExclusive(_r);";
    private const string Unlock = "ExReleaseResourceAndLeaveCriticalRegion(_r);";

    /// <summary>A call that may throw: something happens.</summary>
    private static string Use(int size) => "    private static void Use(int x) => System.Console.WriteLine(x);";

    /// <summary>Bounds that fall: whatever the tests before it answered, each test is open.</summary>
    private static int Falling(int i) => 1_000_000 - i;

    /// <summary>Shapes whose cost must be proportional to their length.</summary>
    public static IReadOnlyList<Shape> Long { get; } =
    [
        new("ifs in one lock", Growth.Acyclic, static n =>
            Lock + "\n" + Shape.Repeat(n, static i => $"if (a % {i + 2} == 0) Use(x += {i});") + Unlock, Use),
        new("ifs on one number", Growth.Related, static n =>
            Lock + "\n" + Shape.Repeat(n, static i => $"if (a > {Falling(i)}) Use(x += {i});") + Unlock, Use),
        new("ifs of no consequence", Growth.Acyclic, static n =>
            Lock + "\n" + Shape.Repeat(n, static i => $"if (a > {Falling(i)}) x += {i};") + Unlock),
        new("if {lock..unlock}", Growth.Acyclic, static n =>
            Shape.Repeat(n, static i => $"if (a % {i + 2} == 0) {{ {Lock} x += {i}; {Unlock} }}")),
        new("if (f) lock .. if (f) unlock", Growth.Acyclic, static n =>
            Shape.Repeat(n, static i => $"if (f) {Lock} x += {i}; if (f) {Unlock}")),
        new("try-locks by result", Growth.Acyclic, static n =>
            "KeEnterCriticalRegion();\n"
            + Shape.Repeat(n, static i => $"bool ok{i} = ExAcquireResourceExclusiveLite(_r, false); x += {i}; if (ok{i}) ExReleaseResourceLite(_r);")
            + "KeLeaveCriticalRegion();"),
        new("try/finally with return", Growth.Finally, static n =>
            Shape.Repeat(n, static i => $"{Lock} try {{ if (a == {i}) return; x += {i}; }} finally {{ {Unlock} }}")),
        new("switch, lock per case", Growth.Acyclic, static n =>
            "switch (a)\n{\n" + Shape.Repeat(n, static i => $"case {i}: {Lock} x += {i}; {Unlock} break;") + "}"),
        new("loops", Growth.Loops, static n =>
            Shape.Repeat(n, static i => $"while (a > {Falling(i)}) {{ {Lock} a--; {Unlock} }}")),
        new("unbalanced loops", Growth.Loops, static n =>
            "KeEnterCriticalRegion();\n"
            + Shape.Repeat(n, static i => $"while (a > {Falling(i)}) {{ ExAcquireResourceSharedLite(_r, true); a--; }}")
            + "KeLeaveCriticalRegion();") { IsUnbalanced = true },
        new("gotos (irreducible)", Growth.Irreducible, static n =>
            Lock + "\n" + Shape.Repeat(n, static i => $"if (a > {Falling(i)}) goto B{i}; A{i}: x += {i}; B{i}: a--; if (a < {i * 3}) goto A{i};") + Unlock),
        new("straight line", Growth.Acyclic, static n =>
            Shape.Repeat(n, static i => $"{Lock} x += {i}; {Unlock}")),
        new("flags of their own", Growth.Acyclic, static n =>
            Shape.Repeat(n, static i => $"bool g{i} = a > {Falling(i)}; if (g{i}) {Lock} x += {i}; if (g{i}) {Unlock}")),
        new("one finally, N returns", Growth.Finally, static n =>
            Lock + " try {\n" + Shape.Repeat(n, static i => $"if (a == {i}) return;") + "x++; } finally { " + Unlock + " }"),
        new("N assignments to a field", Growth.Acyclic, static n =>
            Lock + "\n" + Shape.Repeat(n, static i => $"if (_x == {i}) _x = {i + 1};") + Unlock),
        new("regions side by side", Growth.Acyclic, static n =>
            Shape.Repeat(n, static i =>
                $"KeEnterCriticalRegion(); if (a % {i + 2} == 0) x++; ExAcquireResourceExclusiveLite(_r, true); x += {i}; ExReleaseResourceLite(_r); KeLeaveCriticalRegion();")),
        new("N helpers", Growth.Acyclic, static n => Shape.Repeat(n, static i => $"Take{i}(); x += {i}; Give{i}();"), static n =>
            Shape.Repeat(n, static i => $"    private void Take{i}() => {Lock}\n    private void Give{i}() => {Unlock}\n")),
        new("calls of a pair", Growth.Acyclic, static n =>
            Shape.Repeat(n, static i => $"Take(); x += {i}; Give();"),
            static _ => $"    private void Take() => {Lock}\n    private void Give() => {Unlock}\n"),
    ];

    /// <summary>Shapes that are deep, wide or tangled; each with the size that must be survived.</summary>
    public static IReadOnlyList<(Shape Shape, int Size)> Hard { get; } =
    [
        (NestedFinally, 256),
        (FinallyInFinally, 256),
        (NestedIfs, 800),
        (LongExpression, 20_000),
        (FlagsTimesLocks, 256),
        (CallChain, 10_000),
        (Recursion, 100),
    ];

    /// <summary>try/finally in try/finally; the innermost returns.</summary>
    public static Shape NestedFinally => new("nested try/finally", Growth.Finally, static n =>
        Lock + "\n" + Shape.Repeat(n, static _ => "try {") + "if (f) x++;\n" + Shape.Repeat(n, static i => $"}} finally {{ x += {i}; }}") + Unlock);

    /// <summary>Finally regions inside finally regions.</summary>
    public static Shape FinallyInFinally => new("finally in finally", Growth.Finally, static n =>
        Lock + "\n" + Shape.Repeat(n, static i => $"try {{ x += {i}; }} finally {{") + "if (f) x++;\n" + Shape.Repeat(n, static _ => "}") + Unlock);

    /// <summary>An if in an if.</summary>
    public static Shape NestedIfs => new("nested ifs", Growth.Acyclic, static n =>
        Lock + "\n" + Shape.Repeat(n, static i => $"if (a > {i}) {{ x++;") + new string('}', n) + "\n" + Unlock);

    /// <summary>One sum of many terms, which is as deep as it is long.</summary>
    public static Shape LongExpression => new("terms in one expression", Growth.Acyclic, static n =>
        Lock + "\nx = a" + Shape.Repeat(n - 1, static i => i % 16 == 15 ? " + a" : " + a").Replace("\n", "", StringComparison.Ordinal) + ";\n" + Unlock);

    /// <summary>Each flag guards a lock of its own; all are held at once.</summary>
    public static Shape FlagsTimesLocks => new("correlated flags x locks", Growth.Sliced, static n =>
        "KeEnterCriticalRegion();\n"
        + Shape.Repeat(n, static i => $"if (f{i}) ExAcquireResourceExclusiveLite(_r{i}, true);")
        + Shape.Repeat(n, static i => $"if (f{i}) ExReleaseResourceLite(_r{i});")
        + "KeLeaveCriticalRegion();",
        static n => Shape.Repeat(n, static i => $"    private readonly ERESOURCE _r{i} = new();"))
    {
        Parameters = static n => string.Join(", ", Enumerable.Range(0, n).Select(static i => $"bool f{i}")),
    };

    /// <summary>Wrappers of wrappers.</summary>
    public static Shape CallChain => new("call chain", Growth.Acyclic, static _ => "Take0(); x++; Give0();", static n =>
        Shape.Repeat(n, i => $"    private void Take{i}() {{ {(i == n - 1 ? Lock : $"Take{i + 1}();")} }}\n    private void Give{i}() {{ {(i == n - 1 ? Unlock : $"Give{i + 1}();")} }}"));

    /// <summary>A ring of methods that call each other, each in a lock of its own.</summary>
    public static Shape Recursion => new("recursion", Growth.Acyclic, static _ => "Turn0(a);", static n =>
        Shape.Repeat(n, i => $"    private void Turn{i}(int a) {{ if (a == 0) return; {Lock} _x++; {Unlock} Turn{(i + 1) % n}(a - 1); if (a > {i}) Turn{(i * 7) % n}(a - 2); }}"));
}
