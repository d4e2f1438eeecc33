using Xunit;

namespace DdiCompliance.House.Tests;

public class SmokeTests
{
    [Fact]
    public void The_project_under_test_loads() => Assert.True(typeof(SmokeTests).Assembly.GetReferencedAssemblies().Length > 0);
}
