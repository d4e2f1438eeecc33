using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.Analyzers.Tests.Contracts;

/// <summary>Analyzer options made of one contract file and some <c>.editorconfig</c> values.</summary>
internal static class ContractOptions
{
    public const string FileName = "mine.ddi-contracts";

    public static AnalyzerOptions Of(string? contracts, ImmutableDictionary<string, string>? options = null) => new(
        contracts is null ? [] : [new Additional(FileName, SourceText.From(contracts))],
        new Provider(new Options(options ?? ImmutableDictionary<string, string>.Empty)));

    public static ImmutableDictionary<string, string> With(string key, string value) =>
        ImmutableDictionary.Create<string, string>(AnalyzerConfigOptions.KeyComparer).Add(key, value);

    /// <summary>The options of a host that answers for keys and does not list them.</summary>
    public static AnalyzerOptions Unlisted(string key, string value) => new([], new Provider(new UnlistedOptions(key, value)));

    private sealed class UnlistedOptions(string known, string answer) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => (value = KeyComparer.Equals(key, known) ? answer : null) is not null;
    }

    private sealed class Additional(string path, SourceText text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => text;
    }

    private sealed class Provider(AnalyzerConfigOptions options) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => options;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => options;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => options;
    }

    private sealed class Options(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override IEnumerable<string> Keys => values.Keys;

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
