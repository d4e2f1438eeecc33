using System.Collections.Immutable;
using System.Runtime.Loader;
using DdiCompliance.Differential.Tests.Executing;
using DdiCompliance.Differential.Tests.Programs;
using DdiCompliance.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.Differential.Tests.Comparing;

/// <summary>Compiles many programs at once, twice: against the runtime for the analyzer, and against the traced routines for execution. The source is the same text.</summary>
public static class Workbench
{
    private const string AnalysedUsings = """
        global using System;
        global using DdiCompliance;
        global using static DdiCompliance.Ddi;
        """;

    private const string ExecutedUsings = """
        global using System;
        global using DdiCompliance.Differential.Tests.Executing;
        global using static DdiCompliance.Differential.Tests.Executing.TracedDdi;
        global using ERESOURCE = DdiCompliance.Differential.Tests.Executing.TracedResource;
        global using EX_PUSH_LOCK = DdiCompliance.Differential.Tests.Executing.TracedPushLock;
        """;

    private static readonly CSharpCompilationOptions s_options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable,
        assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);

    private static readonly ImmutableArray<DiagnosticAnalyzer> s_analyzers =
        [.. Product.Analyzers.Where(static analyzer => analyzer.GetType().Name == "LockAnalyzer")];

    private static readonly MetadataReference s_tests = MetadataReference.CreateFromFile(typeof(TracedDdi).Assembly.Location);

    /// <summary>The programs that compile, analysed.</summary>
    public static async Task<IReadOnlyList<Subject>> PrepareAsync(IEnumerable<TestProgram> programs)
    {
        (TestProgram Program, SyntaxTree Tree)[] all = [.. programs.Select(static program => (program, Parse(Writer.Write(program), program.Name)))];
        CSharpCompilation analysed = Compile(all.Select(static one => one.Tree), AnalysedUsings, CaseCompilation.RuntimeReference);
        HashSet<SyntaxTree> wrong = [.. analysed.GetDiagnostics().Where(static found => found.Severity == DiagnosticSeverity.Error).Select(static found => found.Location.SourceTree!)];
        if (wrong.Count > 0)
        {
            analysed = analysed.RemoveSyntaxTrees(wrong);
            all = [.. all.Where(one => !wrong.Contains(one.Tree))];
        }

        CaseAnalysis analysis = await CaseAnalysis.RunAsync(analysed, s_analyzers, new AnalyzerOptions([]));
        if (analysis.Crashes.Length > 0)
            throw new InvalidOperationException(analysis.Crashes[0]);
        ILookup<SyntaxTree, Diagnostic> byTree = analysis.Diagnostics.Where(static found => found.Location.SourceTree is not null).ToLookup(static found => found.Location.SourceTree!);
        var context = new AssemblyLoadContext("programs", isCollectible: true);
        IEnumerable<SyntaxTree> executed = all.Select(static one => Parse(Writer.Write(one.Program, executes: true), one.Program.Name));
        System.Reflection.Assembly assembly = Load(context, Compile(executed, ExecutedUsings, s_tests));
        return [.. all.Select(one => new Subject(one.Program, one.Tree.ToString(), [.. byTree[one.Tree].Select(Describe)], Creator(assembly, one)))];
    }

    /// <summary>Sources of programs, compiled for execution as they are; each must compile.</summary>
    /// <param name="sources">The name of the class and the source of each; the same class may come several times.</param>
    public static IReadOnlyList<Func<Runnable>> MakeRunnable(IReadOnlyList<(string Name, string Source)> sources)
    {
        IEnumerable<SyntaxTree> trees = sources.Select(static (one, index) => Parse($"namespace N{index}; {one.Source}", $"{one.Name}.{index}"));
        System.Reflection.Assembly assembly = Load(new AssemblyLoadContext("fixed", isCollectible: true), Compile(trees, ExecutedUsings, s_tests));
        return [.. sources.Select((one, index) => Creator(assembly.GetType($"N{index}.{one.Name}", throwOnError: true)!, int.MaxValue))];
    }

    private static Func<Runnable> Creator(System.Reflection.Assembly assembly, (TestProgram Program, SyntaxTree Tree) one)
    {
        int end = Array.IndexOf(one.Tree.ToString().Split('\n'), "    }") + 1;
        return Creator(assembly.GetType(one.Program.Name, throwOnError: true)!, end);
    }

    private static Func<Runnable> Creator(Type type, int end)
    {
        System.Reflection.MethodInfo run = type.GetMethod("Run")!;
        System.Reflection.FieldInfo second = type.GetField("_r1", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!;
        return () =>
        {
            object program = Activator.CreateInstance(type)!;
            ((TracedResource)second.GetValue(program)!).Number = 1;
            return new Runnable(run.CreateDelegate<RunMethod>(program), end);
        };
    }

    private static Finding Describe(Diagnostic found) => new(
        found.Id, LineOf(found.Location), [.. found.AdditionalLocations.Prepend(found.Location).Select(LineOf).Distinct()], found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));

    private static int LineOf(Location location) => location.GetLineSpan().StartLinePosition.Line + 1;

    private static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees, string usings, MetadataReference locks) =>
        CSharpCompilation.Create($"Programs{Guid.NewGuid():N}", trees.Append(Parse(usings, "Usings")), CaseCompilation.FrameworkReferences.Add(locks), s_options);

    private static SyntaxTree Parse(string text, string name) => CaseCompilation.Parse(SourceText.From(text, System.Text.Encoding.UTF8), name + ".cs");

    private static System.Reflection.Assembly Load(AssemblyLoadContext context, CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult emitted = compilation.Emit(image);
        if (!emitted.Success)
            throw new InvalidOperationException(string.Join('\n', emitted.Diagnostics.Where(static found => found.Severity == DiagnosticSeverity.Error).Take(5)));
        image.Position = 0;
        return context.LoadFromStream(image);
    }
}
