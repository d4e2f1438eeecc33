using DdiCompliance.PushLocks;
using Xunit;

namespace DdiCompliance.Runtime.Tests.PushLocks;

public class PushLockStressTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(2, 50), InlineData(3, 10), InlineData(6, 25)]
    public void Fast_mode_excludes_and_never_strands_a_thread(int threads, int writesInPercent) => Run<FastAtomics>(threads, writesInPercent);

    [Theory]
    [InlineData(2, 50), InlineData(6, 25)]
    public void Portable_mode_excludes_and_never_strands_a_thread(int threads, int writesInPercent) => Run<PortableAtomics>(threads, writesInPercent);

    private void Run<TAtomics>(int threads, int writesInPercent)
        where TAtomics : struct, IPushLockAtomics
    {
        PushLockStress<TAtomics> stress = new(threads, writesInPercent, seed: Random.Shared.Next());
        output.WriteLine($"seed {stress.Seed}");
        stress.Run(operations: 400_000, limit: TimeSpan.FromSeconds(60));
        Assert.Equal("", stress.Violations);
        Assert.Equal(PushLockWord.Free, stress.FinalWord);
    }
}
