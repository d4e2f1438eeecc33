using System.Reflection;
using System.Text.RegularExpressions;

namespace DdiCompliance.Runtime.Tests.Coverage;

/// <summary>The tests themselves: every numbered behaviour, sub-code and bug check has one that names it.</summary>
public partial class CoverageTests
{
    private const int Behaviours = 96;

    /// <summary>Identities of a real system that no routine of the library can come to; a program that reads dumps can still name them.</summary>
    private static readonly BugCheckCode[] s_neverRaised =
    [
        BugCheckCode.APC_INDEX_MISMATCH, BugCheckCode.SYSTEM_EXIT_OWNED_MUTEX, BugCheckCode.WORKER_THREAD_RETURNED_AT_BAD_IRQL,
        BugCheckCode.DRIVER_RETURNED_HOLDING_CANCEL_LOCK, BugCheckCode.FAST_ERESOURCE_PRECONDITION_VIOLATION, BugCheckCode.EXRESOURCE_TIMEOUT_LIVEDUMP,
    ];

    private static readonly Lazy<string> s_sources = new(static () => string.Join('\n', Files().Select(File.ReadAllText)));

    [Fact]
    public void Every_numbered_behaviour_is_named_by_a_test()
    {
        HashSet<int> named = [.. Tests().SelectMany(static test => NumbersIn(test.Name))];
        Assert.Empty(Enumerable.Range(1, Behaviours).Except(named));
        Assert.Empty(named.Except(Enumerable.Range(1, Behaviours)));
    }

    [Fact]
    public void Every_sub_code_of_the_verifier_is_provoked_by_a_test() =>
        Assert.All(Enum.GetValues<VerifierCode>(), static code => Assert.Matches($@"Violates\(\s*0x{(uint)code:X}\b", s_sources.Value));

    [Fact]
    public void Every_bug_check_is_provoked_by_a_test_or_never_raised()
    {
        Assert.All(
            Enum.GetValues<BugCheckCode>().Except([.. s_neverRaised, BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION]),
            static code => Assert.Matches($@"(Throws|Equal)[^;]*BugCheckCode\.{code}\b", s_sources.Value));
        string runtime = string.Join('\n', Directory.EnumerateFiles(Path.Combine(Root(), "src", "Runtime"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => Path.GetFileName(file) != "BugCheckCode.cs").Select(File.ReadAllText));
        Assert.All(s_neverRaised, code => Assert.DoesNotContain($"BugCheckCode.{code}", runtime));
    }

    /// <summary>Actors are the threads of the tests: they have the watchdog. Whoever starts threads otherwise is listed, with its own limit of time.</summary>
    [Fact]
    public void Threads_of_tests_are_under_a_watchdog()
    {
        string[] own = ["Actor.cs", "CoverageTests.cs"];
        Assert.All(
            Files().Where(file => !own.Contains(Path.GetFileName(file)) && ThreadStart().IsMatch(File.ReadAllText(file))),
            static file => Assert.Matches(@"Patience|TimeSpan|WatchOver", File.ReadAllText(file)));
    }

    private static IEnumerable<MethodInfo> Tests() =>
        typeof(CoverageTests).Assembly.GetTypes().SelectMany(static type => type.GetMethods())
            .Where(static method => method.GetCustomAttributes<FactAttribute>().Any());

    /// <summary><c>Behaviour_4_...</c>, <c>Behaviours_4_6_9_...</c>, <c>Behaviours_10_to_17_...</c>.</summary>
    private static IEnumerable<int> NumbersIn(string name)
    {
        Match match = Citation().Match(name);
        if (!match.Success)
            return [];
        int[] numbers = [.. match.Groups["number"].Captures.Select(static capture => int.Parse(capture.Value))];
        return match.Groups["to"].Success ? Enumerable.Range(numbers[0], numbers[1] - numbers[0] + 1) : numbers;
    }

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Path.Combine(Root(), "tests", "Runtime.Tests"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"));

    // Paths that the compiler writes down are not those of this machine in a deterministic build.
    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Analyzers.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("the repository around " + AppContext.BaseDirectory);
        return folder;
    }

    [GeneratedRegex(@"^Behaviours?(_(?<number>\d+)|_(?<to>to)(?=_\d))+(_[A-Za-z]|$)")]
    private static partial Regex Citation();

    [GeneratedRegex(@"new Thread\(|Task\.Run\(|Parallel\.")]
    private static partial Regex ThreadStart();
}
