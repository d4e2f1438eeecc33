using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Resources;

public class HandOverTests : ResourceTest
{
    [Fact]
    public void Behaviour_31_exclusive_waits_for_the_last_share_recursive_ones_included()
    {
        Actor b = NewActor("B");
        ExAcquireResourceSharedLite(Resource, true);
        ExAcquireResourceSharedLite(Resource, true);
        Task exclusive = Queue(b, "X");
        ExReleaseResourceLite(Resource);
        Actor.StaysBlocked(exclusive);
        ExReleaseResourceLite(Resource);
        Actor.Finish(exclusive);
        Assert.True(b.Do(() => ExIsResourceAcquiredExclusiveLite(Resource)));
        ReleaseBy(b);
        AssertFree();
    }

    [Theory]
    [InlineData("S")]
    [InlineData("St")]
    [InlineData("Wf")]
    public void Behaviour_32_every_shared_routine_waits_for_another_exclusive_owner(string request)
    {
        Actor b = NewActor("B");
        ExAcquireResourceExclusiveLite(Resource, true);
        ExAcquireResourceExclusiveLite(Resource, true);
        Task shared = Queue(b, request);
        ExReleaseResourceLite(Resource);
        Actor.StaysBlocked(shared);
        ExReleaseResourceLite(Resource);
        Actor.Finish(shared);
        Assert.Equal(1u, b.Do(() => ExIsResourceAcquiredSharedLite(Resource)));
        Assert.False(b.Do(() => ExIsResourceAcquiredExclusiveLite(Resource)));
        ReleaseBy(b);
        AssertFree();
    }

    [Theory]
    [InlineData("S", false)]
    [InlineData("Wf", false)]
    [InlineData("St", true)]
    public void Behaviour_33_sharers_wait_behind_an_exclusive_waiter_except_starving_ones(string request, bool passes)
    {
        Actor b = NewActor("B");
        Actor c = NewActor("C");
        ExAcquireResourceSharedLite(Resource, true);
        Task exclusive = Queue(b, "X");
        Task shared = passes ? c.Begin(() => Acquire(request, Resource, true)) : Queue(c, request);
        if (passes)
            Actor.Finish(shared);
        else
            Actor.StaysBlocked(shared);
        ExReleaseResourceLite(Resource);
        if (passes)
        {
            Actor.StaysBlocked(exclusive);
            ReleaseBy(c);
        }
        Actor.Finish(exclusive);
        ReleaseBy(b);
        if (!passes)
        {
            Actor.Finish(shared);
            ReleaseBy(c);
        }
        AssertFree();
    }

    [Fact]
    public void Behaviour_34_the_last_sharer_hands_over_to_an_exclusive_waiter()
    {
        Actor b = NewActor("B");
        Actor c = NewActor("C");
        ExAcquireResourceSharedLite(Resource, true);
        Task exclusive = Queue(b, "X");
        Task shared = Queue(c, "S");
        ExReleaseResourceLite(Resource);
        Actor.Finish(exclusive);
        Actor.StaysBlocked(shared);
        Assert.Equal(1u, ExGetSharedWaiterCount(Resource));
        ReleaseBy(b);
        Actor.Finish(shared);
        ReleaseBy(c);
        AssertFree();
    }

    [Fact]
    public void Behaviours_35_36_39_the_exclusive_owner_hands_over_to_all_sharers_then_one_writer_and_newcomers_queue()
    {
        Actor[] actors = [.. Enumerable.Range(0, 4).Select(i => NewActor($"actor {i}"))];
        ExAcquireResourceExclusiveLite(Resource, true);
        Task writer1 = Queue(actors[0], "X");
        Task reader1 = Queue(actors[1], "S");
        Task writer2 = Queue(actors[2], "X");
        Task reader2 = Queue(actors[3], "Wf");

        ExReleaseResourceLite(Resource);
        // Both sharers at once, although a writer came first.
        Actor.Finish(reader1);
        Actor.Finish(reader2);
        Actor.StaysBlocked(writer1);
        Assert.Equal(2u, ExGetExclusiveWaiterCount(Resource));
        // 39: with a writer left, new sharers queue behind it; a starving one does not.
        Assert.False(Try("S", Resource));
        Assert.False(Try("Wf", Resource));
        Assert.True(Try("St", Resource));
        ExReleaseResourceLite(Resource);

        ReleaseBy(actors[1]);
        Actor.StaysBlocked(writer1);
        ReleaseBy(actors[3]);
        // 36: writers one at a time.
        Actor.Finish(writer1);
        Actor.StaysBlocked(writer2);
        ReleaseBy(actors[0]);
        Actor.Finish(writer2);
        ReleaseBy(actors[2]);
        AssertFree();
    }

    [Theory]
    [InlineData("X")]
    [InlineData("S")]
    [InlineData("St")]
    public void Behaviour_37_ownership_passes_inside_the_release(string request)
    {
        Actor b = NewActor("B");
        for (int round = 0; round < 50; round++)
        {
            ExAcquireResourceExclusiveLite(Resource, true);
            Task waiting = Queue(b, "X");
            ExReleaseResourceLite(Resource);
            // Whether or not the new owner has run yet, it owns the resource.
            Assert.False(Try(request, Resource));
            Actor.Finish(waiting);
            ReleaseBy(b);
        }
        AssertFree();
    }

    [Fact]
    public void Behaviour_38_exclusive_waiters_are_granted_in_their_order()
    {
        Actor[] actors = [.. Enumerable.Range(0, 6).Select(i => NewActor($"actor {i}"))];
        List<int> order = [];
        ExAcquireResourceExclusiveLite(Resource, true);
        Task[] waits = new Task[actors.Length];
        for (int i = 0; i < actors.Length; i++)
        {
            int mine = i;
            waits[i] = actors[i].Begin(() =>
            {
                ExAcquireResourceExclusiveLite(Resource, true);
                order.Add(mine);
                ExReleaseResourceLite(Resource);
            });
            Actor.Until(() => ExGetExclusiveWaiterCount(Resource) == mine + 1);
        }
        ExReleaseResourceLite(Resource);
        foreach (Task wait in waits)
            Actor.Finish(wait);
        Assert.Equal([0, 1, 2, 3, 4, 5], order);
        AssertFree();
    }

    [Fact]
    public void Behaviour_40_a_long_wait_never_fails()
    {
        // NT only writes a live dump (0x1CC); here the dump can be taken at any time, and the wait goes on.
        Actor b = NewActor("B");
        ExAcquireResourceExclusiveLite(Resource, true);
        Task waiting = Queue(b, "X");
        LockRecord record = LocksDump.Take().Locks.Single(one => one.Number == Resource.Number);
        Assert.Equal("exclusively owned", record.State);
        Assert.Single(record.Owners);
        Assert.Equal("Exclusive", Assert.Single(record.Waiters).Request);
        Actor.StaysBlocked(waiting);
        ExReleaseResourceLite(Resource);
        Actor.Finish(waiting);
        ReleaseBy(b);
        AssertFree();
    }

    [Fact]
    public void Behaviour_41_disabling_the_boost_changes_nothing_that_can_be_seen()
    {
        ExDisableResourceBoostLite(Resource);
        AssertFree();
    }

    [Fact]
    public void Interrupting_a_waiter_does_not_end_its_wait_and_stays_pending()
    {
        Actor b = NewActor("B");
        ExAcquireResourceExclusiveLite(Resource, true);
        bool interruptedAfterwards = false;
        Task waiting = b.Begin(() =>
        {
            ExAcquireResourceExclusiveLite(Resource, true);
            try
            {
                Thread.Sleep(1);
            }
            catch (ThreadInterruptedException)
            {
                interruptedAfterwards = true;
            }
            ExReleaseResourceLite(Resource);
        });
        Actor.Until(() => ExGetExclusiveWaiterCount(Resource) == 1);
        Thread.Sleep(5);
        b.Thread.Interrupt();
        Actor.StaysBlocked(waiting);
        Assert.Equal(1u, ExGetExclusiveWaiterCount(Resource));
        ExReleaseResourceLite(Resource);
        Actor.Finish(waiting);
        Assert.True(interruptedAfterwards);
        AssertFree();
    }

    [Fact]
    public void Waiting_allocates_nothing_in_steady_state()
    {
        Actor b = NewActor("B");
        for (int i = 0; i < 3; i++)
            Contend();
        long waited = Contend();
        Assert.True(waited <= 0, $"{waited} bytes were allocated by a contended acquisition");

        long Contend()
        {
            long bytes = 0;
            ExAcquireResourceExclusiveLite(Resource, true);
            Task task = b.Begin(() =>
            {
                long start = GC.GetAllocatedBytesForCurrentThread();
                ExAcquireResourceExclusiveLite(Resource, true);
                ExReleaseResourceLite(Resource);
                bytes = GC.GetAllocatedBytesForCurrentThread() - start;
            });
            Actor.Until(() => ExGetExclusiveWaiterCount(Resource) == 1);
            Thread.Sleep(2);
            ExReleaseResourceLite(Resource);
            Actor.Finish(task);
            return bytes;
        }
    }
}
