using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DdiCompliance.Testing;

/// <summary>What the two shipped assemblies offer, found the way a host finds it: by attribute.</summary>
public static class Product
{
    /// <summary>The assembly of the rules.</summary>
    public static Assembly AnalyzerAssembly { get; } = Assembly.Load("DdiCompliance.Analyzers");

    /// <summary>The assembly of the fixes.</summary>
    public static Assembly FixAssembly { get; } = Assembly.Load("DdiCompliance.CodeFixes");

    /// <summary>The assembly of the locks.</summary>
    public static Assembly RuntimeAssembly { get; } = Assembly.Load("DdiCompliance.Runtime");

    /// <summary>One instance of every analyzer; empty until the first one is written.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = Create<DiagnosticAnalyzer, DiagnosticAnalyzerAttribute>(AnalyzerAssembly);

    /// <summary>One instance of every fix provider.</summary>
    public static ImmutableArray<CodeFixProvider> Fixes { get; } = Create<CodeFixProvider, ExportCodeFixProviderAttribute>(FixAssembly);

    /// <summary>Every descriptor, by id.</summary>
    public static ImmutableSortedDictionary<string, DiagnosticDescriptor> Rules { get; } = RulesOf(Analyzers);

    /// <summary>The descriptors of some analyzers, by id; two analyzers may share a descriptor, but not disagree about it.</summary>
    public static ImmutableSortedDictionary<string, DiagnosticDescriptor> RulesOf(IEnumerable<DiagnosticAnalyzer> analyzers) =>
        analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics)
            .Distinct()
            .ToImmutableSortedDictionary(static rule => rule.Id, static rule => rule, StringComparer.Ordinal);

    private static ImmutableArray<T> Create<T, TExport>(Assembly assembly)
        where TExport : Attribute =>
        [.. assembly.GetTypes()
            .Where(static type => !type.IsAbstract && typeof(T).IsAssignableFrom(type) && type.IsDefined(typeof(TExport), inherit: false))
            .OrderBy(static type => type.FullName, StringComparer.Ordinal)
            .Select(static type => (T)Activator.CreateInstance(type, nonPublic: true)!)];
}
