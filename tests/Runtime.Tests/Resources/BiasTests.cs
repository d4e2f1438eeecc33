using System.Diagnostics;
using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Resources;

/// <summary>What nobody may notice: whether readers are counted, noted in their threads' blocks, or noted there and counted since.</summary>
public class BiasTests : ResourceTest
{
    private bool IsBiased => (Resource.Word & ResourceWord.Bias) != 0;

    [Fact]
    public void Reading_alone_turns_bias_on_and_a_writer_turns_it_off()
    {
        Bias();
        Assert.True(ExTryToAcquireResourceExclusiveLite(Resource));
        Assert.False(IsBiased);
        ExReleaseResourceLite(Resource);
        Bias();
        AssertFree();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(9)]
    public void A_biased_reader_is_counted_for_a_writer_and_leaves_although_bias_is_on_again(int heldBefore)
    {
        // In the first place of the block, in a later one, and where the block is full.
        Actor b = NewActor("B");
        ERESOURCE[] others = [.. Enumerable.Range(0, heldBefore).Select(_ => NewResource())];
        b.Do(() => Array.ForEach(others, other => ExAcquireResourceSharedLite(other, true)));
        Bias();
        b.Do(() =>
        {
            ExAcquireResourceSharedLite(Resource, true);
            ExAcquireResourceSharedLite(Resource, true);
        });
        Assert.Equal(heldBefore < HoldWords.Count, ResourceWord.Readers(Resource.Word) == 0);

        Assert.False(ExTryToAcquireResourceExclusiveLite(Resource));
        Assert.False(IsBiased);
        Assert.Equal(1, ResourceWord.Readers(Resource.Word));
        Assert.Equal(2u, b.Do(() => ExIsResourceAcquiredSharedLite(Resource)));
        Bias();
        Assert.False(ExTryToAcquireResourceExclusiveLite(Resource));
        Assert.Equal(1, ResourceWord.Readers(Resource.Word));
        Bias();
        ReleaseBy(b);
        Assert.False(ExTryToAcquireResourceExclusiveLite(Resource));
        ReleaseBy(b);
        Assert.Equal(0, ResourceWord.Readers(Resource.Word));
        AssertFree();
        b.Do(() => Array.ForEach(others, ExReleaseResourceLite));
    }

    [Fact]
    public void A_writer_waits_for_a_biased_reader_and_is_woken_by_it()
    {
        Actor b = NewActor("B");
        Bias();
        ExAcquireResourceSharedLite(Resource, true);
        Task writer = Queue(b, "X");
        Actor.StaysBlocked(writer);
        ExReleaseResourceLite(Resource);
        Actor.Finish(writer);
        Assert.False(ExAcquireResourceSharedLite(Resource, false));
        ReleaseBy(b);
        AssertFree();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_biased_share_can_be_given_to_an_owner_pointer(bool counted)
    {
        Bias();
        ExAcquireResourceSharedLite(Resource, true);
        if (counted)
            Assert.False(NewActor("B").Do(() => ExTryToAcquireResourceExclusiveLite(Resource)));
        ExSetResourceOwnerPointer(Resource, 0x77);
        Assert.Equal(0u, ExIsResourceAcquiredSharedLite(Resource));
        Assert.False(ExTryToAcquireResourceExclusiveLite(Resource));
        ExReleaseResourceForThreadLite(Resource, 0x77);
        AssertFree();
    }

    [Fact]
    public void A_thread_that_ended_with_a_biased_share_still_keeps_writers_out()
    {
        Actor b = NewActor("B");
        Bias();
        b.Do(() => ExAcquireResourceSharedLite(Resource, true));
        b.End();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.False(ExTryToAcquireResourceExclusiveLite(Resource));
        Assert.True(ExAcquireResourceSharedLite(Resource, false));
        ExReleaseResourceLite(Resource);
    }

    [Fact]
    public void One_write_among_twenty_reads_keeps_bias_off()
    {
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < 200_000 || Stopwatch.GetElapsedTime(begin).TotalMilliseconds < 20; i++)
        {
            if (i % 20 == 0)
                ExAcquireResourceExclusiveLite(Resource, true);
            else
                ExAcquireResourceSharedLite(Resource, true);
            ExReleaseResourceLite(Resource);
            Assert.False(IsBiased, $"biased after {i} operations");
        }
        Bias();
    }

    /// <summary>Reads until bias is on: it is considered every 64th time, and not before some time has passed.</summary>
    private void Bias()
    {
        long begin = Stopwatch.GetTimestamp();
        while (!IsBiased)
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < Actor.Patience, "bias does not come on");
            ExAcquireResourceSharedLite(Resource, true);
            ExReleaseResourceLite(Resource);
        }
    }

    private static ERESOURCE NewResource()
    {
        ERESOURCE resource = new();
        ExInitializeResourceLite(resource);
        return resource;
    }
}
