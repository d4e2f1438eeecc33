using System.Text;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Package.Tests;

/// <summary>What each <c>DdiComplianceAnalysisMode</c> says about each rule, derived from the rules alone.</summary>
internal static class Preset
{
    /// <summary>The modes, in order of loudness.</summary>
    public static readonly string[] Modes = ["None", "Default", "Recommended", "All", "AllErrors"];

    /// <summary>The text of a mode's global config.</summary>
    public static string Render(string mode, IEnumerable<DiagnosticDescriptor> rules)
    {
        var text = new StringBuilder();
        text.Append($"# DdiComplianceAnalysisMode = {mode}. Generated from the rules by Package.Tests (ACCEPT=1).\n");
        text.Append("is_global = true\n");
        text.Append("# Below every file of a project, so that the project's own severities win.\n");
        text.Append("global_level = -99\n");
        foreach (DiagnosticDescriptor rule in rules)
        {
            if (Severity(mode, rule) is { } severity)
            {
                text.Append($"dotnet_diagnostic.{rule.Id}.severity = {severity}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The severity a mode sets, as an <c>.editorconfig</c> writes it; null where it leaves the rule's own.</summary>
    public static string? Severity(string mode, DiagnosticDescriptor rule) => mode switch
    {
        "None" => "none",
        "Recommended" => IsAdvice(rule) ? "warning" : null,
        "All" => "warning",
        "AllErrors" => "error",
        _ => null,
    };

    // Of the calls between an acquire and its release nearly all could throw in theory: as a warning this rule would drown the others.
    private const string OpaqueCalls = "DDI2003";

    // Advice about the code. The 9000s speak of the analysis itself: what it does not know is no defect of the code.
    private static bool IsAdvice(DiagnosticDescriptor rule) =>
        rule.IsEnabledByDefault && rule.DefaultSeverity == DiagnosticSeverity.Info && rule.Id != OpaqueCalls
        && !rule.Id.StartsWith("DDI9", StringComparison.Ordinal);
}
