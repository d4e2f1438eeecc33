using System.Collections.Immutable;
using System.Reflection;
using DdiCompliance.Testing;

namespace DdiCompliance.House.Tests;

/// <summary>The names of the rules: the constants of <c>RuleIds</c>, each named after the defect.</summary>
internal static class RuleNames
{
    private const string TypeName = "DdiCompliance.Analyzers.Rules.RuleIds";

    /// <summary>Names by id; empty until there is a rule.</summary>
    public static ImmutableSortedDictionary<string, string> ById { get; } =
        (Product.AnalyzerAssembly.GetType(TypeName)?.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic) ?? [])
            .Where(static field => field is { IsLiteral: true } && field.GetRawConstantValue() is string value && value.StartsWith("DDI", StringComparison.Ordinal))
            .ToImmutableSortedDictionary(static field => (string)field.GetRawConstantValue()!, static field => field.Name, StringComparer.Ordinal);
}
