using System.Collections.Immutable;
using System.Text;
using DdiCompliance.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.House.Tests;

/// <summary>The repository's own projects as compilations, so that tests can ask what their code refers to and the rules can look at it.</summary>
internal static class RepositorySources
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>One project folder under its assembly's name (others let it see their internals by that), compiled against the framework, the host's compiler and the given assemblies.</summary>
    public static CSharpCompilation Compile(string folder, params IEnumerable<MetadataReference> references)
    {
        IEnumerable<SyntaxTree> trees = Files(folder).Select(static path => CaseCompilation.Parse(SourceText.From(File.ReadAllText(path), Encoding.UTF8), Repository.Relative(path)))
            .Append(CaseCompilation.Parse(SourceText.From(ImplicitUsings, Encoding.UTF8), "ImplicitUsings.g.cs"));
        SyntaxTree[] all = [.. trees];
        return CSharpCompilation.Create($"DdiCompliance.{Path.GetFileName(folder)}", all, CaseCompilation.FrameworkReferences.AddRange(references), CaseCompilation.Options(all));
    }

    /// <summary>References to assemblies that the tests themselves run with.</summary>
    public static ImmutableArray<MetadataReference> Loaded(Func<string, bool> isWanted) =>
        [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Where(path => isWanted(Path.GetFileNameWithoutExtension(path))).Select(static path => MetadataReference.CreateFromFile(path))];

    /// <summary>The C# files of a folder that are compiled: annotated cases are not.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Repository.Files(folder, "*.cs").Where(static path => !Repository.Relative(path).Contains("Cases/", StringComparison.Ordinal));
}
