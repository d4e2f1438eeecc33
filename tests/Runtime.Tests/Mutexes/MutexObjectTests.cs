using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Mutexes;

/// <summary>Mutex objects and framework wait locks (ddi-semantics section 5).</summary>
public class MutexObjectTests
{
    private readonly KMUTEX _mutex = new();

    public MutexObjectTests() => KeInitializeMutex(_mutex, 0);

    private static NTSTATUS Wait(KMUTEX mutex, long? timeout) =>
        KeWaitForSingleObject(mutex, KWAIT_REASON.Executive, KPROCESSOR_MODE.KernelMode, false, timeout);

    [Fact]
    public void Owning_one_is_a_critical_region_until_the_last_release()
    {
        Assert.Equal(1, KeReadStateMutex(_mutex));
        Assert.Equal(STATUS_SUCCESS, Wait(_mutex, null));
        Assert.Equal(STATUS_SUCCESS, Wait(_mutex, 0));
        Assert.Equal(-1, KeGetCurrentThread().KernelApcDisable);
        Assert.Equal(-1, KeReadStateMutex(_mutex));
        Assert.Equal(-1, KeReleaseMutex(_mutex, false));
        Assert.True(KeAreApcsDisabled());
        Assert.Equal(0, KeReleaseMutex(_mutex, false));
        Assert.False(KeAreApcsDisabled());
        Assert.Equal(1, KeReadStateMutex(_mutex));
    }

    [Fact]
    public void A_time_out_passes_NT_SUCCESS_and_acquires_nothing()
    {
        using Actor other = new();
        Assert.Equal(STATUS_SUCCESS, other.Do(() => Wait(_mutex, null)));
        Assert.Equal(STATUS_TIMEOUT, Wait(_mutex, 0));
        NTSTATUS status = Wait(_mutex, -50_000);
        Assert.Equal(STATUS_TIMEOUT, status);
        Assert.True(NT_SUCCESS(status));
        Assert.Equal(STATUS_TIMEOUT, Wait(_mutex, DateTime.UtcNow.AddMilliseconds(5).ToFileTimeUtc()));
        Assert.False(KeAreApcsDisabled());
        other.Do(() => KeReleaseMutex(_mutex, false));
        Assert.Equal(STATUS_SUCCESS, Wait(_mutex, -50_000));
        KeReleaseMutex(_mutex, false);
    }

    [Fact]
    public void Only_the_owner_releases_and_it_is_handed_over_in_order()
    {
        using Actor first = new("first"), second = new("second");
        Wait(_mutex, null);
        Task one = first.Begin(() => Wait(_mutex, null));
        Actor.StaysBlocked(one);
        Task two = second.Begin(() => Wait(_mutex, null));
        Actor.StaysBlocked(two);
        Assert.Equal(STATUS_MUTANT_NOT_OWNED, Assert.Throws<NtStatusException>(() => { using Actor third = new(); third.Do(() => KeReleaseMutex(_mutex, false)); }).Status);
        KeReleaseMutex(_mutex, false);
        Assert.Equal(STATUS_TIMEOUT, Wait(_mutex, 0));
        Actor.Finish(one);
        Assert.True(first.Do(KeAreApcsDisabled));
        Actor.StaysBlocked(two);
        first.Do(() => KeReleaseMutex(_mutex, false));
        Actor.Finish(two);
        second.Do(() => KeReleaseMutex(_mutex, false));
    }

    [Fact]
    public void A_wait_for_all_takes_nothing_until_it_can_take_everything()
    {
        using Actor other = new();
        KMUTEX second = new();
        KeInitializeMutex(second, 0);
        other.Do(() => Wait(second, null));
        object[] both = [_mutex, second];
        Assert.Equal(STATUS_TIMEOUT, KeWaitForMultipleObjects(2, both, WAIT_TYPE.WaitAll, KWAIT_REASON.Executive, KPROCESSOR_MODE.KernelMode, false, -10_000, null));
        Assert.Equal(1, KeReadStateMutex(_mutex));
        Assert.Equal(1, (int)KeWaitForMultipleObjects(2, [second, _mutex], WAIT_TYPE.WaitAny, KWAIT_REASON.Executive, KPROCESSOR_MODE.KernelMode, false, null, null));
        KeReleaseMutex(_mutex, false);
        Task release = other.Begin(() => { Thread.Sleep(20); KeReleaseMutex(second, false); });
        Assert.Equal(STATUS_SUCCESS, KeWaitForMultipleObjects(2, both, WAIT_TYPE.WaitAll, KWAIT_REASON.Executive, KPROCESSOR_MODE.KernelMode, false, null, null));
        Actor.Finish(release);
        Assert.Equal(-2, KeGetCurrentThread().KernelApcDisable);
        KeReleaseMutex(second, false);
        KeReleaseMutex(_mutex, false);
        Assert.False(KeAreApcsDisabled());
    }

    [Fact]
    public void More_than_three_objects_need_a_wait_block_array()
    {
        object[] four = [_mutex, _mutex, _mutex, _mutex];
        BugCheckAssert.Throws(
            BugCheckCode.MAXIMUM_WAIT_OBJECTS_EXCEEDED,
            () => KeWaitForMultipleObjects(4, four, WAIT_TYPE.WaitAny, KWAIT_REASON.Executive, KPROCESSOR_MODE.KernelMode, false, 0, null));
    }

    [Fact]
    public void A_release_that_announces_a_wait_keeps_the_IRQL_raised_until_it()
    {
        KMUTEX second = new();
        KeInitializeMutex(second, 0);
        Wait(_mutex, null);
        KeReleaseMutex(_mutex, true);
        Assert.Equal(DISPATCH_LEVEL, KeGetCurrentIrql());
        Wait(second, null);
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
        KeReleaseMutex(second, false);
    }

    [Fact]
    public void Waiting_at_DISPATCH_LEVEL_is_0xB8_and_polling_is_not()
    {
        KeRaiseIrql(DISPATCH_LEVEL, out byte old);
        BugCheckAssert.Throws(BugCheckCode.ATTEMPTED_SWITCH_FROM_DPC, () => Wait(_mutex, null));
        Assert.Equal(STATUS_SUCCESS, Wait(_mutex, 0));
        KeReleaseMutex(_mutex, false);
        KeLowerIrql(old);
        Assert.False(KeAreApcsDisabled());
    }

    [Fact]
    public void A_system_thread_that_ends_owning_one_is_0x4000008A()
    {
        Exception? fault = null;
        void Listen(KernelThread thread, Exception exception) => Volatile.Write(ref fault, exception);
        KernelThread.Faulted += Listen;
        try
        {
            PsCreateSystemThread(out _, 0, null, null, null, _ => Wait(_mutex, null), null);
            Actor.Until(() => Volatile.Read(ref fault) is not null);
        }
        finally
        {
            KernelThread.Faulted -= Listen;
        }
        Assert.Equal(BugCheckCode.THREAD_TERMINATE_HELD_MUTEX, Assert.IsType<BugCheckException>(fault).Code);
    }

    [Fact]
    public void A_wait_lock_is_a_critical_region_too_and_a_time_out_leaves_it()
    {
        Assert.Equal(STATUS_SUCCESS, WdfWaitLockCreate(null, out WDFWAITLOCK waitLock));
        using Actor other = new();
        Assert.Equal(STATUS_SUCCESS, WdfWaitLockAcquire(waitLock, null));
        Assert.Equal(-1, KeGetCurrentThread().KernelApcDisable);
        Assert.Equal(STATUS_TIMEOUT, other.Do(() => WdfWaitLockAcquire(waitLock, 0)));
        Assert.Equal(STATUS_TIMEOUT, other.Do(() => WdfWaitLockAcquire(waitLock, -20_000)));
        Assert.False(other.Do(KeAreApcsDisabled));
        BugCheckAssert.Throws(BugCheckCode.MUTEX_ALREADY_OWNED, () => WdfWaitLockAcquire(waitLock, null));
        Task wait = other.Begin(() => WdfWaitLockAcquire(waitLock, null));
        Actor.StaysBlocked(wait);
        WdfWaitLockRelease(waitLock);
        Actor.Finish(wait);
        Assert.False(KeAreApcsDisabled());
        BugCheckAssert.Throws(BugCheckCode.KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE, () => WdfWaitLockRelease(waitLock));
        other.Do(() => WdfWaitLockRelease(waitLock));
    }
}
