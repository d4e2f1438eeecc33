using DdiCompliance.Analyzers.Flow;
using DdiCompliance.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace DdiCompliance.Analyzers.Tests.Scaling;

/// <summary>The states that the engine explores in the method <c>M</c> of each source under <c>FlowCases</c>, as text.</summary>
public class FlowCaseTests
{
    public static IEnumerable<TheoryDataRow<string>> Sources() => Repository.Files("tests/Analyzers.Tests/FlowCases", "*.cs")
        .Select(static path => new TheoryDataRow<string>(path) { TestDisplayName = $"FlowCases/{Path.GetFileNameWithoutExtension(path)}" });

    [Theory]
    [MemberData(nameof(Sources))]
    public void Explored_states_are_as_kept(string path)
    {
        var compilation = EngineRun.Compile(File.ReadAllText(path));
        Assert.Empty(compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        EngineRun run = EngineRun.Of(compilation);
        string? difference = Snapshot.CompareFile(Path.ChangeExtension(path, ".flow"), FlowDump.Of(run.Ir, run.Solver).ReplaceLineEndings("\n"));
        Assert.True(difference is null, difference);
    }
}
