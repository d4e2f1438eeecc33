using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DdiCompliance.Analyzers.Options;

/// <summary>
/// The options that hold for a whole compilation: an <c>.editorconfig</c> gives options per file, so tables and types are the union of
/// what the files say.
/// </summary>
internal sealed record BindingOptions(bool UsesDdi, bool UsesDotNet, ImmutableArray<string> DdiTypes)
{
    public static BindingOptions Of(Compilation compilation, AnalyzerConfigOptionsProvider provider)
    {
        bool ddi = false, dotNet = false;
        ImmutableArray<string> types = ImmutableArray<string>.Empty;
        HashSet<AnalyzerConfigOptions> seen = [];
        foreach (ComplianceOptions options in All())
        {
            ddi |= options.UsesDdi;
            dotNet |= options.UsesDotNet;
            types = options.DdiTypes.IsEmpty ? types : types.Union(options.DdiTypes).ToImmutableArray();
        }

        return seen.Count == 0 ? new BindingOptions(true, false, types) : new BindingOptions(ddi, dotNet, types);

        IEnumerable<ComplianceOptions> All()
        {
            foreach (SyntaxTree tree in compilation.SyntaxTrees)
            {
                AnalyzerConfigOptions options = provider.GetOptions(tree);
                if (seen.Add(options))
                {
                    yield return ComplianceOptions.Of(options);
                }
            }
        }
    }
}
