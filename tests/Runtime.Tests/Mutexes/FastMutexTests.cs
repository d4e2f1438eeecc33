using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Mutexes;

/// <summary>Fast and guarded mutexes (behaviour 79 and ddi-semantics section 5).</summary>
public class FastMutexTests
{
    private readonly FAST_MUTEX _fast = new();
    private readonly KGUARDED_MUTEX _guarded = new();

    public FastMutexTests()
    {
        ExInitializeFastMutex(_fast);
        KeInitializeGuardedMutex(_guarded);
    }

    [Fact]
    public void Behaviour_79_a_fast_mutex_is_APC_LEVEL_without_a_region()
    {
        ExAcquireFastMutex(_fast);
        Assert.Equal(APC_LEVEL, KeGetCurrentIrql());
        Assert.False(KeAreApcsDisabled());
        Assert.True(KeAreAllApcsDisabled());
        ExReleaseFastMutex(_fast);
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
    }

    [Fact]
    public void Behaviour_79_a_guarded_mutex_is_a_guarded_region()
    {
        KeAcquireGuardedMutex(_guarded);
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
        Assert.Equal(-1, KeGetCurrentThread().SpecialApcDisable);
        Assert.True(KeAreAllApcsDisabled());
        KeReleaseGuardedMutex(_guarded);
        Assert.Equal(0, KeGetCurrentThread().SpecialApcDisable);
    }

    [Fact]
    public void Fast_mutexes_nest_and_restore_in_reverse_order()
    {
        FAST_MUTEX second = new();
        ExInitializeFastMutex(second);
        ExAcquireFastMutex(_fast);
        ExAcquireFastMutex(second);
        ExReleaseFastMutex(second);
        Assert.Equal(APC_LEVEL, KeGetCurrentIrql());
        ExReleaseFastMutex(_fast);
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
    }

    [Fact]
    public void A_try_changes_IRQL_or_region_only_on_success()
    {
        using Actor other = new();
        other.Do(() => ExAcquireFastMutex(_fast));
        other.Do(() => KeAcquireGuardedMutexInRegion(_guarded));
        Assert.False(ExTryToAcquireFastMutex(_fast));
        Assert.False(KeTryToAcquireGuardedMutex(_guarded));
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
        Assert.False(KeAreApcsDisabled());
        other.Do(() => ExReleaseFastMutex(_fast));
        other.Do(() => KeReleaseGuardedMutex(_guarded));
        Assert.True(ExTryToAcquireFastMutex(_fast));
        Assert.False(ExTryToAcquireFastMutex(_fast));
        Assert.Equal(APC_LEVEL, KeGetCurrentIrql());
        ExReleaseFastMutex(_fast);
        Assert.True(KeTryToAcquireGuardedMutex(_guarded));
        Assert.True(KeAreAllApcsDisabled());
        KeReleaseGuardedMutex(_guarded);
        Assert.False(KeAreApcsDisabled());

        static void KeAcquireGuardedMutexInRegion(KGUARDED_MUTEX mutex) => KeAcquireGuardedMutex(mutex);
    }

    [Fact]
    public void A_waiter_gets_the_mutex_after_the_release_and_no_APC_while_it_waits()
    {
        using Actor other = new();
        ExAcquireFastMutex(_fast);
        int ran = 0;
        Task wait = other.Begin(() => ExAcquireFastMutex(_fast));
        Actor.StaysBlocked(wait);
        Assert.True(other.Kernel.QueueSpecialApc(() => ran++));
        Actor.StaysBlocked(wait);
        Assert.Equal(0, ran);
        ExReleaseFastMutex(_fast);
        Actor.Finish(wait);
        Assert.Equal(0, other.Do(() => ran));
        other.Do(() => ExReleaseFastMutex(_fast));
        Assert.Equal(1, other.Do(() => ran));
    }

    [Fact]
    public void Unsafe_routines_change_nothing()
    {
        KeEnterCriticalRegion();
        ExAcquireFastMutexUnsafe(_fast);
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
        Assert.Equal(-1, KeGetCurrentThread().KernelApcDisable);
        ExReleaseFastMutexUnsafe(_fast);
        KeLeaveCriticalRegion();
        KeEnterGuardedRegion();
        KeAcquireGuardedMutexUnsafe(_guarded);
        Assert.Equal(-1, KeGetCurrentThread().SpecialApcDisable);
        KeReleaseGuardedMutexUnsafe(_guarded);
        KeLeaveGuardedRegion();
    }

    [Fact]
    public void Recursion_is_0xBF_and_leaves_the_thread_as_it_was()
    {
        ExAcquireFastMutex(_fast);
        BugCheckAssert.Throws(BugCheckCode.MUTEX_ALREADY_OWNED, () => ExAcquireFastMutex(_fast), _fast.Number, ExGetCurrentResourceThread());
        Assert.Equal(APC_LEVEL, KeGetCurrentIrql());
        ExReleaseFastMutex(_fast);
        KeAcquireGuardedMutex(_guarded);
        BugCheckAssert.Throws(BugCheckCode.MUTEX_ALREADY_OWNED, () => KeAcquireGuardedMutex(_guarded));
        Assert.Equal(-1, KeGetCurrentThread().SpecialApcDisable);
        KeReleaseGuardedMutex(_guarded);
    }

    [Fact]
    public void Releasing_what_another_thread_owns_is_0x162()
    {
        using Actor other = new();
        other.Do(() => ExAcquireFastMutex(_fast));
        BugCheckAssert.Throws(BugCheckCode.KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE, () => ExReleaseFastMutex(_fast), ExGetCurrentResourceThread(), _fast.Number);
        BugCheckAssert.Throws(BugCheckCode.KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE, () => KeReleaseGuardedMutex(_guarded));
        Assert.False(KeAreApcsDisabled());
        other.Do(() => ExReleaseFastMutex(_fast));
    }

    [Fact]
    public void Above_APC_LEVEL_is_0x192()
    {
        KeRaiseIrql(DISPATCH_LEVEL, out byte old);
        BugCheckAssert.Throws(BugCheckCode.KERNEL_AUTO_BOOST_LOCK_ACQUISITION_WITH_RAISED_IRQL, () => ExAcquireFastMutex(_fast));
        BugCheckAssert.Throws(BugCheckCode.KERNEL_AUTO_BOOST_LOCK_ACQUISITION_WITH_RAISED_IRQL, () => KeAcquireGuardedMutex(_guarded));
        KeLowerIrql(old);
        Assert.False(KeAreApcsDisabled());
    }

    [Fact]
    public void A_mutex_is_unusable_until_it_is_initialised()
    {
        BugCheckAssert.Violates(0x1002, "DDI3004", () => ExAcquireFastMutex(new FAST_MUTEX()));
        BugCheckAssert.Violates(0x1002, "DDI3004", () => ExTryToAcquireFastMutex(new FAST_MUTEX()));
        BugCheckAssert.Violates(0x1002, "DDI3004", () => KeAcquireGuardedMutex(new KGUARDED_MUTEX()));
        Assert.False(KeAreApcsDisabled());
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
    }

    [Fact]
    public void Four_threads_count_to_the_right_number()
    {
        long count = 0;
        Actor[] actors = [new(), new(), new(), new()];
        Task[] work = [.. actors.Select((actor, i) => actor.Begin(() =>
        {
            for (int n = 0; n < 20_000; n++)
            {
                if (i % 2 == 0)
                    ExAcquireFastMutex(_fast);
                else if (!ExTryToAcquireFastMutex(_fast))
                    continue;
                count++;
                ExReleaseFastMutex(_fast);
            }
        }))];
        foreach (Task task in work)
            Actor.Finish(task);
        Assert.True(count is >= 40_000 and <= 80_000);
        Assert.EndsWith("free", _fast.ToString());
    }
}
