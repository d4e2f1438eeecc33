using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Contracts.Grammar;
using Xunit;

namespace DdiCompliance.Analyzers.Tests.Contracts;

public class BuiltInTableTests
{
    [Fact]
    public void The_tables_have_no_errors()
    {
        (_, System.Collections.Immutable.ImmutableArray<ContractFileError> errors) = BuiltInTables.Load(static _ => true);
        Assert.Empty(errors.Select(static error => $"{error.Path}{error.Span}: {error.Message}"));
    }
}
