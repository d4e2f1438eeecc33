using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Contracts.Grammar;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace DdiCompliance.Analyzers.Tests.Contracts;

/// <summary>A contract file in a test: its rows, and its errors as <c>line:column message</c> (both counted from 1).</summary>
internal sealed class ContractText
{
    private ContractText(ContractSet set, string[] errors)
    {
        Set = set;
        Errors = errors;
    }

    public ContractSet Set { get; }

    public string[] Errors { get; }

    public static ContractText Of(string text)
    {
        SourceText source = SourceText.From(text);
        (ContractSet set, System.Collections.Immutable.ImmutableArray<ContractFileError> errors) =
            ContractFiles.Combine(BuiltInTables.Of(ddi: true, dotNet: false), [new ContractFile("mine.ddi-contracts", RowParser.Parse(text))]);
        return new ContractText(set, [.. errors.OrderBy(static e => e.Span.Start).Select(error => $"{Position(source, error.Span)} {error.Message}")]);
    }

    /// <summary>The contract of the only row of a correct text.</summary>
    public static RoutineContract Row(string text)
    {
        ContractText file = Of(text);
        Assert.Empty(file.Errors);
        IEnumerable<ContractRow> own = file.Set.OwnTyped.Concat(file.Set.Rows.Where(static row => !row.IsBuiltIn));
        return Assert.Single(own).Contract;
    }

    private static string Position(SourceText source, TextSpan span)
    {
        LinePosition position = source.Lines.GetLinePosition(span.Start);
        return $"{position.Line + 1}:{position.Character + 1}";
    }
}
