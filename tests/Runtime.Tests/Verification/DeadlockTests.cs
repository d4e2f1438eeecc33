using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Verification;

public class DeadlockTests : VerifiedTest
{
    [Fact]
    public void Two_orders_of_two_locks_are_found_before_they_meet()
    {
        ERESOURCE second = NewResource();
        using Actor b = new();
        b.Do(() =>
        {
            FltAcquireResourceExclusive(Resource);
            FltAcquireResourceShared(second);
            FltReleaseResource(second);
            FltReleaseResource(Resource);
        });
        FltAcquireResourceShared(second);
        BugCheckException exception = BugCheckAssert.Violates(0x1001, "DDI5001", () => FltAcquireResourceExclusive(Resource));
        Assert.Contains($"acquired lock {Resource.Number} while it held lock {second.Number}", exception.Message);
        Assert.Contains($"acquired lock {second.Number} while it held lock {Resource.Number}", exception.Message);
        // Both acquisitions of both orders are in the message.
        Assert.True(exception.Message.Split(nameof(Two_orders_of_two_locks_are_found_before_they_meet)).Length >= 5, exception.Message);
        FltReleaseResource(second);
        Assert.False(KeAreApcsDisabled());
    }

    [Fact]
    public void A_circle_of_three_is_found()
    {
        ERESOURCE[] locks = [Resource, NewResource(), NewResource()];
        KeEnterCriticalRegion();
        for (int i = 0; i < 2; i++)
        {
            ExAcquireResourceExclusiveLite(locks[i], true);
            ExAcquireResourceExclusiveLite(locks[i + 1], true);
            ExReleaseResourceLite(locks[i + 1]);
            ExReleaseResourceLite(locks[i]);
        }
        ExAcquireResourceSharedLite(locks[2], true);
        BugCheckAssert.Violates(0x1001, "DDI5001", () => ExAcquireResourceExclusiveLite(locks[0], true));
        ExReleaseResourceLite(locks[2]);
    }

    [Fact]
    public void Tries_recursion_and_deleted_locks_make_no_order()
    {
        ERESOURCE second = NewResource();
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(Resource, true);
        Assert.True(ExTryToAcquireResourceExclusiveLite(second));
        ExReleaseResourceLite(second);
        ExReleaseResourceLite(Resource);

        ExAcquireResourceExclusiveLite(second, true);
        ExAcquireResourceExclusiveLite(Resource, true);
        ExAcquireResourceExclusiveLite(second, true);
        ExReleaseResourceLite(second);
        ExReleaseResourceLite(Resource);
        ExReleaseResourceLite(second);

        ulong old = second.Number;
        ExDeleteResourceLite(second);
        ExInitializeResourceLite(second);
        Assert.NotEqual(old, second.Number);
        ExAcquireResourceExclusiveLite(Resource, true);
        ExAcquireResourceExclusiveLite(second, true);
        ExReleaseResourceLite(second);
        ExReleaseResourceLite(Resource);
    }

    [Fact]
    public void A_deadlock_that_exists_is_found_by_the_thread_that_closes_the_circle()
    {
        // Each takes its first lock by a try, so that no order is known beforehand.
        ERESOURCE second = NewResource();
        using Actor b = new();
        KeEnterCriticalRegion();
        b.Do(KeEnterCriticalRegion);
        Assert.True(ExTryToAcquireResourceExclusiveLite(Resource));
        Assert.True(b.Do(() => ExAcquireResourceSharedLite(second, false)));
        Task waiting = b.Begin(() => ExAcquireResourceSharedLite(Resource, true));
        Actor.Until(() => ExGetSharedWaiterCount(Resource) == 1);
        BugCheckException exception = BugCheckAssert.Violates(0x1001, "DDI5001", () => ExAcquireResourceExclusiveLite(second, true));
        Assert.Contains("orders that form a circle", exception.Message);
        ExReleaseResourceLite(Resource);
        Actor.Finish(waiting);
        b.Do(() =>
        {
            ExReleaseResourceLite(Resource);
            ExReleaseResourceLite(second);
        });
    }

    [Fact]
    public void A_sharer_that_defers_to_a_writer_that_waits_for_it_is_a_deadlock()
    {
        // Behaviour 19: no lock order is wrong here, only the wait-for graph tells.
        using Actor b = new();
        KeEnterCriticalRegion();
        b.Do(KeEnterCriticalRegion);
        ExAcquireResourceSharedLite(Resource, true);
        Task writer = b.Begin(() => ExAcquireResourceExclusiveLite(Resource, true));
        Actor.Until(() => ExGetExclusiveWaiterCount(Resource) == 1);
        // Past the writer's own look at the graph: it found no circle.
        Actor.StaysBlocked(writer);
        BugCheckException exception = BugCheckAssert.Violates(0x1001, "DDI5001", () => ExAcquireSharedWaitForExclusive(Resource, true));
        Assert.Contains("waits for", exception.Message);
        Assert.Contains(nameof(A_sharer_that_defers_to_a_writer_that_waits_for_it_is_a_deadlock), exception.Message);
        // The wait was taken back: nobody waits shared, and the writer goes on as if nothing had happened.
        Assert.Equal(0u, ExGetSharedWaiterCount(Resource));
        Assert.Equal(1u, ExIsResourceAcquiredSharedLite(Resource));
        ExReleaseResourceLite(Resource);
        Actor.Finish(writer);
        b.Do(() => ExReleaseResourceLite(Resource));
        Assert.True(ExTryToAcquireResourceExclusiveLite(Resource));
        ExReleaseResourceLite(Resource);
    }

    [Fact]
    public void Waiting_for_the_end_of_a_thread_that_waits_for_what_one_holds_is_a_deadlock()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(Resource, true);
        Thread? managed = null;
        PsCreateSystemThread(out KernelThread? thread, 0, null, null, null, _ =>
        {
            Volatile.Write(ref managed, Thread.CurrentThread);
            ExAcquireResourceSharedLite(Resource, true);
            ExReleaseResourceLite(Resource);
        }, null);
        // Asleep, so past its own look at the graph: it found no circle.
        Actor.Until(() => ExGetSharedWaiterCount(Resource) == 1 && (Volatile.Read(ref managed)!.ThreadState & ThreadState.WaitSleepJoin) != 0);
        BugCheckException exception = BugCheckAssert.Violates(
            0x1001, "DDI5001", () => KeWaitForSingleObject(thread!, KWAIT_REASON.Executive, KPROCESSOR_MODE.KernelMode, false, null));
        Assert.Contains($"the end of thread {thread!.Id}", exception.Message);
        ExReleaseResourceLite(Resource);
        Assert.Equal(STATUS_SUCCESS, KeWaitForSingleObject(thread, KWAIT_REASON.Executive, KPROCESSOR_MODE.KernelMode, false, null));
    }

    [Fact]
    public void Ordinary_contention_is_no_deadlock()
    {
        new Resources.ResourceStress(seed: 7, threads: 3, operations: 3_000).Run();
    }
}
