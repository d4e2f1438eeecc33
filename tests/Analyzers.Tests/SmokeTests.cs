using Xunit;

namespace DdiCompliance.Analyzers.Tests;

public class SmokeTests
{
    [Fact]
    public void The_project_under_test_loads() => Assert.True(typeof(SmokeTests).Assembly.GetReferencedAssemblies().Length > 0);
}
