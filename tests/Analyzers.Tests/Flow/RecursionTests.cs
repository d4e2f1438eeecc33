using System.Text;
using DdiCompliance.Analyzers.Tests.Scaling;
using Xunit;

namespace DdiCompliance.Analyzers.Tests.Flow;

/// <summary>
/// Methods that call each other in many ways. What a caller holds himself is followed past them. Known miss: a mistake with a lock that the
/// circle itself takes and gives back in every round may be lost in it.
/// </summary>
public class RecursionTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(30)]
    public async Task A_caller_of_a_circle_keeps_what_he_holds(int methods)
    {
        StringBuilder source = new("""
            using DdiCompliance;
            using static DdiCompliance.Ddi;
            public sealed class C
            {
                private readonly ERESOURCE _lock = new();
                private readonly ERESOURCE _other = new();

                public void Leak(int n)
                {
                    FltAcquireResourceShared(_lock); // the leak
                    M0(n);
                }

                public void Balanced(int n)
                {
                    FltAcquireResourceShared(_lock);
                    M0(n);
                    FltReleaseResource(_lock);
                }

            """);
        for (int i = 0; i < methods; i++)
        {
            source.Append($$"""
                    private void M{{i}}(int n)
                    {
                        if (n > {{i}})
                        {
                            FltAcquireResourceShared(_other);
                            M{{5 * i % methods}}(n - 1);
                            FltReleaseResource(_other);
                        }
                        else if (n > 0)
                        {
                            M{{(i + 1) % methods}}(n - 2);
                        }
                    }

                """);
        }

        Assert.Equal(["DDI2002 FltAcquireResourceShared(_lock); // the leak"], await EngineRun.DiagnoseAsync(EngineRun.Compile(source.Append("}\n").ToString())));
    }
}
