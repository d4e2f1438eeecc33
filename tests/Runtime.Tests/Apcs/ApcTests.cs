using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Apcs;

public class ApcTests
{
    private readonly KernelThread _me = KeGetCurrentThread();
    private readonly List<string> _log = [];

    [Fact]
    public void Behaviour_77_levels_and_order_special_ones_first()
    {
        KeEnterGuardedRegion();
        _me.QueueNormalApc(() => Log("normal 1"), () => Log("kernel 1"));
        _me.QueueNormalApc(() => Log("normal 2"));
        _me.QueueSpecialApc(() => Log("special 1"));
        _me.QueueSpecialApc(() => Log("special 2"));
        Assert.Empty(_log);
        KeLeaveGuardedRegion();
        Assert.Equal(["special 1@1", "special 2@1", "kernel 1@1", "normal 1@0", "normal 2@0"], _log);
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
    }

    [Fact]
    public void Behaviour_77_a_special_apc_runs_inside_a_critical_region_and_a_normal_one_does_not()
    {
        KeEnterCriticalRegion();
        _me.QueueNormalApc(() => Log("normal"));
        _me.QueueSpecialApc(() => Log("special"));
        Assert.Equal(["special@1"], _log);
        KeEnterCriticalRegion();
        KeLeaveCriticalRegion();
        Assert.Equal(["special@1"], _log);
        KeLeaveCriticalRegion();
        Assert.Equal(["special@1", "normal@0"], _log);
    }

    [Fact]
    public void Behaviour_77_no_normal_apc_runs_while_one_is_in_progress_but_special_ones_do()
    {
        _me.QueueNormalApc(() =>
        {
            Log("first begins");
            _me.QueueNormalApc(() => Log("second"));
            _me.QueueSpecialApc(() => Log("special"));
            KeEnterCriticalRegion();
            KeLeaveCriticalRegion();
            Log("first ends");
        });
        Assert.Equal(["first begins@0", "special@1", "first ends@0", "second@0"], _log);
    }

    [Fact]
    public void Behaviour_77_nothing_runs_at_apc_level_until_the_irql_falls()
    {
        KeRaiseIrql(DISPATCH_LEVEL, out byte old);
        _me.QueueSpecialApc(() => Log("special"));
        _me.QueueNormalApc(() => Log("normal"));
        KeLowerIrql(APC_LEVEL);
        Assert.Empty(_log);
        KeLowerIrql(old);
        Assert.Equal(["special@1", "normal@0"], _log);
    }

    [Fact]
    public void Behaviour_78_the_outermost_leave_delivers_unless_a_guarded_region_is_open_or_the_irql_raised()
    {
        KeEnterCriticalRegion();
        KeEnterGuardedRegion();
        _me.QueueNormalApc(() => Log("normal"));
        KeLeaveCriticalRegion();
        Assert.Empty(_log);
        KeEnterCriticalRegion();
        KeLeaveGuardedRegion();
        Assert.Empty(_log);
        KeRaiseIrql(APC_LEVEL, out byte old);
        KeLeaveCriticalRegion();
        Assert.Empty(_log);
        KeLowerIrql(old);
        Assert.Equal(["normal@0"], _log);
    }

    [Theory]
    [InlineData("ExReleaseResourceAndLeaveCriticalRegion")]
    [InlineData("FltReleaseResource")]
    [InlineData("FsRtlExitFileSystem")]
    public void Behaviour_78_every_routine_that_leaves_the_region_delivers(string routine)
    {
        ERESOURCE resource = new();
        ExInitializeResourceLite(resource);
        FltAcquireResourceExclusive(resource);
        _me.QueueNormalApc(() => Log($"normal {ExIsResourceAcquiredSharedLite(resource)}"));
        Assert.Empty(_log);
        if (routine == "FltReleaseResource")
        {
            FltReleaseResource(resource);
        }
        else if (routine == "FsRtlExitFileSystem")
        {
            ExReleaseResourceLite(resource);
            Assert.Empty(_log);
            FsRtlExitFileSystem();
        }
        else
        {
            ExReleaseResourceAndLeaveCriticalRegion(resource);
        }
        // After the release: the APC must not run while the resource is held.
        Assert.Equal(["normal 0@0"], _log);
    }

    [Fact]
    public void Behaviour_78_a_waiting_thread_runs_apcs_and_goes_on_waiting()
    {
        ERESOURCE resource = new();
        ExInitializeResourceLite(resource);
        using Actor b = new();
        ExAcquireResourceExclusiveLite(resource, true);
        using ManualResetEventSlim ran = new();
        Task waiting = b.Begin(() => ExAcquireResourceExclusiveLite(resource, true));
        Actor.Until(() => ExGetExclusiveWaiterCount(resource) == 1);
        Assert.True(b.Kernel.QueueNormalApc(ran.Set));
        Assert.True(ran.Wait(Actor.Patience));
        Assert.Equal(1u, ExGetExclusiveWaiterCount(resource));
        Actor.StaysBlocked(waiting);
        ExReleaseResourceLite(resource);
        Actor.Finish(waiting);
        b.Do(() => ExReleaseResourceLite(resource));
    }

    [Fact]
    public void Behaviour_78_a_waiter_in_a_critical_region_takes_special_apcs_only()
    {
        ERESOURCE resource = new();
        ExInitializeResourceLite(resource);
        using Actor b = new();
        ExAcquireResourceExclusiveLite(resource, true);
        using ManualResetEventSlim special = new();
        bool normal = false;
        Task waiting = b.Begin(() => ExEnterCriticalRegionAndAcquireResourceExclusive(resource));
        Actor.Until(() => ExGetExclusiveWaiterCount(resource) == 1);
        b.Kernel.QueueNormalApc(() => normal = true);
        b.Kernel.QueueSpecialApc(special.Set);
        Assert.True(special.Wait(Actor.Patience));
        ExReleaseResourceLite(resource);
        Actor.Finish(waiting);
        Assert.False(normal);
        b.Do(() => ExReleaseResourceAndLeaveCriticalRegion(resource));
        Assert.True(normal);
    }

    [Fact]
    public void An_apc_may_wait_itself_while_its_thread_waits()
    {
        ERESOURCE outer = new(), inner = new();
        ExInitializeResourceLite(outer);
        ExInitializeResourceLite(inner);
        using Actor b = new();
        ExAcquireResourceExclusiveLite(outer, true);
        ExAcquireResourceExclusiveLite(inner, true);
        using ManualResetEventSlim done = new();
        Task waiting = b.Begin(() => ExAcquireResourceExclusiveLite(outer, true));
        Actor.Until(() => ExGetExclusiveWaiterCount(outer) == 1);
        b.Kernel.QueueNormalApc(() =>
        {
            ExAcquireResourceExclusiveLite(inner, true);
            ExReleaseResourceLite(inner);
            done.Set();
        });
        Actor.Until(() => ExGetExclusiveWaiterCount(inner) == 1);
        // The outer grant arrives while the inner wait is going on.
        ExReleaseResourceLite(outer);
        Actor.StaysBlocked(waiting);
        ExReleaseResourceLite(inner);
        Assert.True(done.Wait(Actor.Patience));
        Actor.Finish(waiting);
        b.Do(() => ExReleaseResourceLite(outer));
    }

    [Fact]
    public void An_exception_of_an_apc_leaves_at_the_delivery_point()
    {
        KeEnterCriticalRegion();
        _me.QueueNormalApc(() => throw new InvalidOperationException("apc"));
        Assert.Throws<InvalidOperationException>(KeLeaveCriticalRegion);
        Assert.False(KeAreApcsDisabled());
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
    }

    [Fact]
    public void An_exception_of_an_apc_in_a_wait_leaves_at_the_next_delivery_point()
    {
        ERESOURCE resource = new();
        ExInitializeResourceLite(resource);
        using Actor b = new();
        ExAcquireResourceExclusiveLite(resource, true);
        Task waiting = b.Begin(() => ExAcquireResourceExclusiveLite(resource, true));
        Actor.Until(() => ExGetExclusiveWaiterCount(resource) == 1);
        b.Kernel.QueueNormalApc(() => throw new InvalidOperationException("apc"));
        Actor.StaysBlocked(waiting);
        ExReleaseResourceLite(resource);
        Actor.Finish(waiting);
        b.Do(() => ExReleaseResourceLite(resource));
        Assert.Throws<InvalidOperationException>(() => b.Do(KernelThread.DeliverApcs));
        b.Do(KernelThread.DeliverApcs);
    }

    [Fact]
    public void An_apc_that_changes_the_irql_is_a_bug_check()
    {
        KeEnterGuardedRegion();
        _me.QueueSpecialApc(() => KeRaiseIrql(DISPATCH_LEVEL, out _));
        BugCheckAssert.Throws(BugCheckCode.IRQL_UNEXPECTED_VALUE, KeLeaveGuardedRegion);
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
    }

    [Fact]
    public void A_thread_that_has_ended_takes_no_apc()
    {
        KernelThread ended = EndedThread();
        Assert.False(ended.QueueSpecialApc(() => { }));
        Assert.False(ended.QueueNormalApc(() => { }));
    }

    [Fact]
    public void Another_threads_apc_waits_for_its_next_delivery_point()
    {
        using Actor b = new();
        b.Kernel.QueueNormalApc(() => Log("normal"));
        Assert.Empty(_log);
        b.Do(KernelThread.DeliverApcs);
        Assert.Equal(["normal@0"], _log);
    }

    private static KernelThread EndedThread()
    {
        PsCreateSystemThread(out KernelThread? thread, 0, null, null, null, _ => { }, null);
        Actor.Until(() => thread!.HasEnded);
        return thread!;
    }

    private void Log(string what) => _log.Add($"{what}@{KeGetCurrentIrql()}");
}
