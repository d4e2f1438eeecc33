using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DdiCompliance.Analyzers.Contracts.Binding;
using DdiCompliance.Analyzers.Contracts.Grammar;
using DdiCompliance.Analyzers.Options;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.Analyzers.Contracts;

/// <summary>Brings the tables, the user's contract files and the annotations together for one compilation.</summary>
internal static class ContractBinder
{
    public const string FileExtension = ".ddi-contracts";

    private static readonly ConditionalWeakTable<SourceText, FileSyntax> s_files = new();

    /// <summary>The contracts of a compilation. Cheap: symbols are looked up when they are asked for.</summary>
    public static BoundContracts Create(Compilation compilation, AnalyzerOptions options, CancellationToken cancellation) =>
        Bind(compilation, options, cancellation);

    /// <summary>As <see cref="Create"/>, with what only the contract analyzer asks for.</summary>
    public static CompilationContracts Bind(Compilation compilation, AnalyzerOptions options, CancellationToken cancellation)
    {
        BindingOptions binding = BindingOptions.Of(compilation, options.AnalyzerConfigOptionsProvider);
        ImmutableArray<ContractFile> files = Read(options.AdditionalFiles, cancellation);
        return new CompilationContracts(compilation, binding, files);
    }

    public static bool IsContractFile(AdditionalText file) => file.Path.EndsWith(FileExtension, StringComparison.OrdinalIgnoreCase);

    private static ImmutableArray<ContractFile> Read(ImmutableArray<AdditionalText> files, CancellationToken cancellation)
    {
        ImmutableArray<ContractFile>.Builder result = ImmutableArray.CreateBuilder<ContractFile>();
        foreach (AdditionalText file in files)
        {
            if (IsContractFile(file) && file.GetText(cancellation) is { } text)
            {
                result.Add(new ContractFile(file.Path, s_files.GetValue(text, static t => RowParser.Parse(t.ToString()))));
            }
        }

        return result.ToImmutable();
    }
}
