using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Resources;

public class QueryTests : ResourceTest
{
    [Fact]
    public void Behaviour_26_only_the_callers_exclusive_ownership_is_reported()
    {
        Actor b = NewActor("B");
        Assert.False(ExIsResourceAcquiredExclusiveLite(Resource));
        ExAcquireResourceExclusiveLite(Resource, true);
        Assert.True(ExIsResourceAcquiredExclusiveLite(Resource));
        Assert.False(b.Do(() => ExIsResourceAcquiredExclusiveLite(Resource)));
        ExConvertExclusiveToSharedLite(Resource);
        Assert.False(ExIsResourceAcquiredExclusiveLite(Resource));
        ExReleaseResourceLite(Resource);
    }

    [Fact]
    public void Behaviour_27_the_shared_query_counts_shared_and_exclusive_acquisitions_of_the_caller()
    {
        Actor b = NewActor("B");
        for (uint n = 1; n <= 3; n++)
        {
            ExAcquireResourceExclusiveLite(Resource, true);
            Assert.Equal(n, ExIsResourceAcquiredSharedLite(Resource));
        }
        Assert.Equal(0u, b.Do(() => ExIsResourceAcquiredSharedLite(Resource)));
        for (int i = 0; i < 3; i++)
            ExReleaseResourceLite(Resource);
        for (uint n = 1; n <= 3; n++)
        {
            ExAcquireResourceSharedLite(Resource, true);
            Assert.Equal(n, ExIsResourceAcquiredLite(Resource));
        }
        Assert.Equal(0u, b.Do(() => ExIsResourceAcquiredSharedLite(Resource)));
        for (int i = 0; i < 3; i++)
            ExReleaseResourceLite(Resource);
        Assert.Equal(0u, ExIsResourceAcquiredSharedLite(Resource));
    }

    [Fact]
    public void Behaviours_28_29_waiters_are_counted_per_queue_and_all_shared_routines_count_as_shared()
    {
        ExAcquireResourceExclusiveLite(Resource, true);
        Actor[] actors = [.. Enumerable.Range(0, 5).Select(i => NewActor($"waiter {i}"))];
        string[] requests = ["S", "St", "Wf", "X", "X"];
        Task[] waits = [.. actors.Zip(requests, (actor, request) => Queue(actor, request))];
        Assert.Equal(3u, ExGetSharedWaiterCount(Resource));
        Assert.Equal(2u, ExGetExclusiveWaiterCount(Resource));

        ExReleaseResourceLite(Resource);
        // The counts fall with the hand-over, inside the release.
        Assert.Equal(0u, ExGetSharedWaiterCount(Resource));
        Assert.Equal(2u, ExGetExclusiveWaiterCount(Resource));
        for (int i = 0; i < 5; i++)
        {
            Actor.Finish(waits[i]);
            ReleaseBy(actors[i]);
        }
        AssertFree();
    }

    [Fact]
    public void Behaviour_30_thread_ids_are_not_zero_have_two_clear_bits_and_are_not_reused()
    {
        HashSet<nuint> seen = [ExGetCurrentResourceThread()];
        for (int i = 0; i < 20; i++)
        {
            using Actor actor = new();
            nuint id = actor.Do(ExGetCurrentResourceThread);
            Assert.NotEqual((nuint)0, id);
            Assert.Equal((nuint)0, id & 3);
            Assert.Equal(id, actor.Do(ExGetCurrentResourceThread));
            Assert.True(seen.Add(id));
            actor.End();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Recursion_to_65535_and_beyond_is_counted(bool exclusive)
    {
        for (int i = 0; i < 70_000; i++)
            Assert.True(exclusive ? ExAcquireResourceExclusiveLite(Resource, false) : ExAcquireResourceSharedLite(Resource, false));
        Assert.Equal(70_000u, ExIsResourceAcquiredSharedLite(Resource));
        for (int i = 0; i < 70_000; i++)
            ExReleaseResourceLite(Resource);
        AssertFree();
    }

    [Fact]
    public void Recursion_that_cannot_be_counted_any_more_is_an_error()
    {
        const int limit = (1 << 23) - 1;
        for (int i = 0; i < limit; i++)
            ExAcquireResourceSharedLite(Resource, false);
        Assert.Throws<NtStatusException>(() => ExAcquireResourceSharedLite(Resource, false));
        Assert.Equal((uint)limit, ExIsResourceAcquiredSharedLite(Resource));
        for (int i = 0; i < limit; i++)
            ExReleaseResourceLite(Resource);
        AssertFree();
    }

    [Fact]
    public void A_thread_can_share_many_resources_at_once()
    {
        ERESOURCE[] many = [.. Enumerable.Range(0, 40).Select(_ => new ERESOURCE())];
        foreach (ERESOURCE resource in many)
        {
            ExInitializeResourceLite(resource);
            Assert.True(ExAcquireResourceSharedLite(resource, true));
            Assert.True(ExAcquireResourceSharedLite(resource, true));
        }
        Actor b = NewActor("B");
        foreach (ERESOURCE resource in many)
        {
            Assert.Equal(2u, ExIsResourceAcquiredSharedLite(resource));
            Assert.False(b.Do(() => ExTryToAcquireResourceExclusiveLite(resource)));
        }
        foreach (ERESOURCE resource in many.Where((_, i) => i % 2 == 0).Concat(many.Where((_, i) => i % 2 == 1)))
        {
            ExReleaseResourceLite(resource);
            ExReleaseResourceLite(resource);
            Assert.True(ExTryToAcquireResourceExclusiveLite(resource));
            ExReleaseResourceLite(resource);
        }
    }
}
