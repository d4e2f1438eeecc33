using System.Runtime.CompilerServices;
using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.SpinLocks;

/// <summary>Spin locks of all kinds (ddi-semantics section 7).</summary>
public class SpinLockTests
{
    private KSPIN_LOCK _lock;
    private EX_SPIN_LOCK _rw;

    [Fact]
    public void Sizes_are_those_of_NT()
    {
        Assert.Equal(8, Unsafe.SizeOf<KSPIN_LOCK>());
        Assert.Equal(4, Unsafe.SizeOf<EX_SPIN_LOCK>());
    }

    [Fact]
    public void A_pair_raises_to_DISPATCH_LEVEL_and_restores()
    {
        KeRaiseIrql(APC_LEVEL, out byte passive);
        KeAcquireSpinLock(ref _lock, out byte old);
        Assert.Equal(APC_LEVEL, old);
        Assert.Equal(DISPATCH_LEVEL, KeGetCurrentIrql());
        Assert.False(KeTestSpinLock(ref _lock));
        KeReleaseSpinLock(ref _lock, old);
        Assert.Equal(APC_LEVEL, KeGetCurrentIrql());
        Assert.True(KeTestSpinLock(ref _lock));
        KeLowerIrql(passive);
    }

    [Fact]
    public void The_DpcLevel_forms_leave_the_IRQL_alone()
    {
        byte old = KeRaiseIrqlToDpcLevel();
        KeAcquireSpinLockAtDpcLevel(ref _lock);
        Assert.False(KeTryToAcquireSpinLockAtDpcLevel(ref _lock));
        KeReleaseSpinLockFromDpcLevel(ref _lock);
        Assert.True(KeTryToAcquireSpinLockAtDpcLevel(ref _lock));
        KefReleaseSpinLockFromDpcLevel(ref _lock);
        Assert.Equal(DISPATCH_LEVEL, KeGetCurrentIrql());
        KeLowerIrql(old);
        byte forDpc = KeAcquireSpinLockForDpc(ref _lock);
        Assert.Equal(PASSIVE_LEVEL, forDpc);
        KeReleaseSpinLockForDpc(ref _lock, forDpc);
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
    }

    [Fact]
    public void Recursion_is_0xF_and_leaves_the_thread_as_it_was()
    {
        byte old = KeAcquireSpinLockRaiseToDpc(ref _lock);
        BugCheckAssert.Throws(BugCheckCode.SPIN_LOCK_ALREADY_OWNED, () => KeAcquireSpinLockAtDpcLevel(ref _lock));
        BugCheckAssert.Throws(BugCheckCode.SPIN_LOCK_ALREADY_OWNED, () => KeAcquireSpinLock(ref _lock, out _));
        BugCheckAssert.Throws(BugCheckCode.SPIN_LOCK_ALREADY_OWNED, () => AcquireQueued(ref _lock));
        KeReleaseSpinLock(ref _lock, old);
        old = ExAcquireSpinLockExclusive(ref _rw);
        BugCheckAssert.Throws(BugCheckCode.SPIN_LOCK_ALREADY_OWNED, () => ExAcquireSpinLockShared(ref _rw));
        BugCheckAssert.Throws(BugCheckCode.SPIN_LOCK_ALREADY_OWNED, () => ExAcquireSpinLockExclusiveAtDpcLevel(ref _rw));
        ExReleaseSpinLockExclusive(ref _rw, old);
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
        Assert.True(KeTestSpinLock(ref _lock));
    }

    [Fact]
    public void Releasing_what_is_not_owned_is_0x10()
    {
        BugCheckAssert.Throws(BugCheckCode.SPIN_LOCK_NOT_OWNED, () => KeReleaseSpinLock(ref _lock, PASSIVE_LEVEL));
        using Actor other = new();
        byte theirs = other.Do(() => KeAcquireSpinLockRaiseToDpc(ref _lock));
        BugCheckAssert.Throws(BugCheckCode.SPIN_LOCK_NOT_OWNED, () => KeReleaseSpinLock(ref _lock, PASSIVE_LEVEL));
        other.Do(() => KeReleaseSpinLock(ref _lock, theirs));
        BugCheckAssert.Throws(BugCheckCode.SPIN_LOCK_NOT_OWNED, ReleaseUnusedHandle);
        BugCheckAssert.Throws(BugCheckCode.SPIN_LOCK_NOT_OWNED, () => ExReleaseSpinLockShared(ref _rw, PASSIVE_LEVEL));
        BugCheckAssert.Throws(BugCheckCode.SPIN_LOCK_NOT_OWNED, () => ExReleaseSpinLockExclusive(ref _rw, PASSIVE_LEVEL));
        BugCheckAssert.Throws(BugCheckCode.SPIN_LOCK_NOT_OWNED, () => ExTryConvertSharedSpinLockExclusive(ref _rw));
        Assert.Equal("free", _rw.ToString());
    }

    [Fact]
    public void Too_high_an_IRQL_is_0x9_and_restoring_upwards_0xA()
    {
        KeRaiseIrql(5, out byte old);
        BugCheckAssert.Throws(BugCheckCode.IRQL_NOT_GREATER_OR_EQUAL, () => KeAcquireSpinLock(ref _lock, out _), 5, 2);
        KeLowerIrql(old);
        KeAcquireSpinLock(ref _lock, out old);
        BugCheckAssert.Throws(BugCheckCode.IRQL_NOT_LESS_OR_EQUAL, () => KeReleaseSpinLock(ref _lock, HIGH_LEVEL));
        Assert.False(KeTestSpinLock(ref _lock));
        KeReleaseSpinLock(ref _lock, old);
    }

    [Fact]
    public void Queued_handles_are_served_in_the_order_of_arrival()
    {
        using Actor first = new("first"), second = new("second"), third = new("third");
        List<string> order = [];
        KLOCK_QUEUE_HANDLE mine = default;
        KeAcquireInStackQueuedSpinLock(ref _lock, ref mine);
        List<Task> tasks = [];
        uint tail = Volatile.Read(ref _lock.Tail);
        foreach ((Actor actor, string name) in new[] { (first, "first"), (second, "second"), (third, "third") })
        {
            tasks.Add(actor.Begin(() =>
            {
                KLOCK_QUEUE_HANDLE handle = default;
                KeAcquireInStackQueuedSpinLock(ref _lock, ref handle);
                order.Add(name);
                KeReleaseInStackQueuedSpinLock(ref handle);
            }));
            Actor.Until(() => Volatile.Read(ref _lock.Tail) != tail);
            tail = _lock.Tail;
        }
        KeReleaseInStackQueuedSpinLock(ref mine);
        foreach (Task task in tasks)
            Actor.Finish(task);
        Assert.Equal(["first", "second", "third"], order);
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
        Assert.Equal(0u, _lock.Tail);
    }

    [Fact]
    public void Readers_share_and_a_waiting_writer_keeps_new_readers_out()
    {
        using Actor reader = new("reader"), writer = new("writer"), late = new("late");
        byte old = ExAcquireSpinLockShared(ref _rw);
        Assert.Equal(DISPATCH_LEVEL, KeGetCurrentIrql());
        byte theirs = reader.Do(() => ExAcquireSpinLockShared(ref _rw));
        reader.Do(() => ExReleaseSpinLockShared(ref _rw, theirs));
        Task write = writer.Begin(() => { byte level = ExAcquireSpinLockExclusive(ref _rw); ExReleaseSpinLockExclusive(ref _rw, level); });
        Actor.Until(() => (Volatile.Read(ref _rw.Word) & RwSpinWord.Waiting) != 0);
        Task read = late.Begin(() => { byte level = ExAcquireSpinLockShared(ref _rw); ExReleaseSpinLockShared(ref _rw, level); });
        Actor.StaysBlocked(read);
        Assert.False(ExTryConvertSharedSpinLockExclusive(ref _rw));
        ExReleaseSpinLockShared(ref _rw, old);
        Actor.Finish(write);
        Actor.Finish(read);
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
        Assert.Equal("free", _rw.ToString());
    }

    [Fact]
    public void Only_a_sole_reader_converts()
    {
        using Actor reader = new();
        byte old = ExAcquireSpinLockShared(ref _rw);
        byte theirs = reader.Do(() => ExAcquireSpinLockShared(ref _rw));
        Assert.False(ExTryConvertSharedSpinLockExclusive(ref _rw));
        reader.Do(() => ExReleaseSpinLockShared(ref _rw, theirs));
        Assert.True(ExTryConvertSharedSpinLockExclusive(ref _rw));
        ExReleaseSpinLockExclusive(ref _rw, old);
        Assert.Equal("free", _rw.ToString());
    }

    [Fact]
    public void System_locks_interrupts_and_frameworks_restore_what_they_raised()
    {
        IoAcquireCancelSpinLock(out byte cancel);
        IoAcquireVpbSpinLock(out byte vpb);
        IoReleaseVpbSpinLock(vpb);
        Assert.False(KeTryToAcquireQueuedSpinLock(KSPIN_LOCK_QUEUE_NUMBER.LockQueueIoCancelLock, out _));
        IoReleaseCancelSpinLock(cancel);

        KINTERRUPT interrupt = new(7);
        byte old = KeAcquireInterruptSpinLock(interrupt);
        Assert.Equal(7, KeGetCurrentIrql());
        KeReleaseInterruptSpinLock(interrupt, old);
        BugCheckAssert.Throws(BugCheckCode.IRQL_NOT_GREATER_OR_EQUAL, () => KeAcquireInterruptSpinLock(new KINTERRUPT(PASSIVE_LEVEL)));

        WDFSPINLOCK framework = new();
        WdfSpinLockAcquire(framework);
        Assert.Equal(DISPATCH_LEVEL, KeGetCurrentIrql());
        WdfSpinLockRelease(framework);
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
    }

    [Theory]
    [InlineData(WDF_EXECUTION_LEVEL.WdfExecutionLevelPassive, PASSIVE_LEVEL, true)]
    [InlineData(WDF_EXECUTION_LEVEL.WdfExecutionLevelDispatch, DISPATCH_LEVEL, false)]
    public void An_object_lock_follows_the_execution_level(WDF_EXECUTION_LEVEL level, byte irql, bool region)
    {
        WDFOBJECT device = new(level);
        WdfObjectAcquireLock(device);
        Assert.Equal(irql, KeGetCurrentIrql());
        Assert.Equal(region, KeAreApcsDisabled());
        WdfObjectReleaseLock(device);
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
        Assert.False(KeAreApcsDisabled());
    }

    [Fact]
    public void An_interrupt_lock_follows_its_level()
    {
        WDFINTERRUPT passive = new(PASSIVE_LEVEL), device = new(6);
        WdfInterruptAcquireLock(device);
        Assert.Equal(6, KeGetCurrentIrql());
        WdfInterruptReleaseLock(device);
        WdfInterruptAcquireLock(passive);
        Assert.False(KeAreApcsDisabled());
        Assert.False(WdfInterruptTryToAcquireLock(passive));
        WdfInterruptReleaseLock(passive);
        Assert.True(WdfInterruptTryToAcquireLock(passive));
        Assert.True(KeAreApcsDisabled());
        WdfInterruptReleaseLock(passive);
        Assert.False(KeAreApcsDisabled());
        BugCheckAssert.Throws(BugCheckCode.WDF_VIOLATION, () => WdfInterruptTryToAcquireLock(device));
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
    }

    [Fact]
    public void Storport_locks_nest_DPC_before_interrupt()
    {
        object adapter = new(), dpc = new();
        STOR_LOCK_HANDLE first = default, last = default;
        StorPortAcquireSpinLock(adapter, STOR_SPINLOCK.DpcLock, dpc, ref first);
        StorPortAcquireSpinLock(adapter, STOR_SPINLOCK.InterruptLock, null, ref last);
        StorPortGetCurrentIrql(adapter, out byte irql);
        Assert.True(irql > DISPATCH_LEVEL);
        STOR_LOCK_HANDLE wrong = default;
        Assert.Equal(STOR_STATUS_INVALID_IRQL, StorPortAcquireSpinLockEx(adapter, STOR_SPINLOCK.StartIoLock, null, ref wrong));
        Assert.Equal(STOR_STATUS_INVALID_PARAMETER, StorPortAcquireSpinLockEx(adapter, STOR_SPINLOCK.DpcLock, null, ref wrong));
        StorPortReleaseSpinLock(adapter, ref last);
        StorPortReleaseSpinLock(adapter, ref first);
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
        BugCheckAssert.Throws(BugCheckCode.SPIN_LOCK_NOT_OWNED, () => { STOR_LOCK_HANDLE none = default; StorPortReleaseSpinLock(adapter, ref none); });

        STOR_KSPIN_LOCK own = new();
        Assert.Equal(STOR_STATUS_SUCCESS, StorPortInitializeSpinlock(adapter, own));
        Assert.Equal(STOR_STATUS_SUCCESS, StorPortAcquireSpinLockEx(adapter, STOR_SPINLOCK.DpcLevelLock, own, ref first));
        StorPortReleaseSpinLock(adapter, ref first);
        Assert.Equal(STOR_STATUS_SUCCESS, StorPortAcquireMSISpinLock(adapter, 3, out uint old));
        Assert.Equal(STOR_STATUS_SUCCESS, StorPortReleaseMSISpinLock(adapter, 3, old));
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
    }

    [Theory]
    [InlineData("ordinary"), InlineData("queued"), InlineData("mixed"), InlineData("rw")]
    public void Three_threads_count_to_the_right_number(string kind)
    {
        long count = 0;
        Actor[] actors = [new(), new(), new()];
        Task[] work = [.. actors.Select((actor, i) => actor.Begin(() =>
        {
            for (int n = 0; n < 5_000; n++)
            {
                bool queued = kind == "queued" || (kind == "mixed" && i == 0);
                if (kind == "rw")
                    CountRw(ref count);
                else if (queued)
                    CountQueued(ref count);
                else
                    CountOrdinary(ref count);
            }
        }))];
        foreach (Task task in work)
            Actor.Finish(task);
        Assert.Equal(15_000, count);
        Assert.True(KeTestSpinLock(ref _lock));
    }

    private void CountOrdinary(ref long count)
    {
        KeAcquireSpinLock(ref _lock, out byte old);
        count++;
        KeReleaseSpinLock(ref _lock, old);
    }

    private void CountQueued(ref long count)
    {
        KLOCK_QUEUE_HANDLE handle = default;
        KeAcquireInStackQueuedSpinLock(ref _lock, ref handle);
        count++;
        KeReleaseInStackQueuedSpinLock(ref handle);
    }

    private void CountRw(ref long count)
    {
        byte old = ExAcquireSpinLockExclusive(ref _rw);
        long before = count;
        ExReleaseSpinLockExclusive(ref _rw, old);
        old = ExAcquireSpinLockShared(ref _rw);
        Assert.True(Volatile.Read(ref count) >= before);
        ExReleaseSpinLockShared(ref _rw, old);
        old = ExAcquireSpinLockExclusive(ref _rw);
        count++;
        ExReleaseSpinLockExclusive(ref _rw, old);
    }

    private static void AcquireQueued(ref KSPIN_LOCK spinLock)
    {
        scoped KLOCK_QUEUE_HANDLE handle = default;
        KeAcquireInStackQueuedSpinLock(ref spinLock, ref handle);
    }

    private static void ReleaseUnusedHandle()
    {
        KLOCK_QUEUE_HANDLE handle = default;
        KeReleaseInStackQueuedSpinLock(ref handle);
    }
}
