using DdiCompliance.PushLocks;
using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.PushLocks;

/// <summary>What Driver Verifier adds to push locks, mutexes and spin locks.</summary>
[Collection(VerificationCollection.Name)]
public class VerificationTests : PushLockTest
{
    private ulong Address => PushLockRoutines.AddressOf(ref Lock);

    [Fact]
    public void Behaviour_90_acquire_and_release_with_APCs_enabled_are_0xEA_and_0xEB() => VerificationCollection.Verified(() =>
    {
        BugCheckAssert.Violates(0xEA, "DDI1001", AcquireExclusive);
        BugCheckAssert.Violates(0xEA, "DDI1001", AcquireShared);
        KeEnterGuardedRegion();
        AcquireExclusive();
        KeLeaveGuardedRegion();
        BugCheckAssert.Violates(0xEB, "DDI1001", ReleaseExclusive);
        KeRaiseIrql(APC_LEVEL, out byte old);
        ReleaseExclusive();
        AcquireShared();
        KeLowerIrql(old);
        BugCheckAssert.Violates(0xEB, "DDI1001", ReleaseShared);
        KeEnterCriticalRegion();
        ReleaseShared();
        KeLeaveCriticalRegion();
        FltAcquirePushLockShared(ref Lock);
        FltReleasePushLock(ref Lock);
        Assert.Equal(0UL, Word);
    });

    [Fact]
    public void Behaviour_94_a_release_by_another_thread_is_0x162() => VerificationCollection.Verified(() =>
    {
        Actor other = NewActor("other");
        other.Do(() => FltAcquirePushLockExclusive(ref Lock));
        KeEnterCriticalRegion();
        BugCheckAssert.Throws(BugCheckCode.KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE, ReleaseExclusive);
        BugCheckAssert.Throws(BugCheckCode.KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE, () => FltReleasePushLock(ref Lock));
        KeLeaveCriticalRegion();
        other.Do(() => FltReleasePushLock(ref Lock));
        Assert.False(KeAreApcsDisabled());
    });

    [Fact]
    public void Behaviour_88_recursion_by_the_exclusive_owner_is_found() => VerificationCollection.Verified(() =>
    {
        KeEnterCriticalRegion();
        AcquireExclusive();
        BugCheckAssert.Violates(0x1000, "DDI2006", AcquireExclusive);
        BugCheckAssert.Violates(0x1000, "DDI2006", () => FltAcquirePushLockShared(ref Lock));
        Assert.Equal(-1, KeGetCurrentThread().KernelApcDisable);
        ReleaseExclusive();
        KeLeaveCriticalRegion();
    });

    [Fact]
    public void Behaviour_88_a_sharer_that_would_wait_for_itself_is_found() => VerificationCollection.Verified(() =>
    {
        // A collection between the two calls could have moved a lock, and then nothing is claimed.
        Assert.True(GC.TryStartNoGCRegion(1 << 20));
        KeEnterCriticalRegion();
        AcquireShared();
        BugCheckAssert.Violates(0x1000, "DDI2006", AcquireExclusive);
        BugCheckAssert.Violates(0x1000, "DDI2006", () => FltAcquirePushLockExclusive(ref Lock));
        Assert.Equal(-1, KeGetCurrentThread().KernelApcDisable);
        AcquireShared();
        ReleaseShared();
        Actor writer = NewActor("writer");
        Task waiting = Queue(writer, () => FltAcquirePushLockExclusive(ref Lock));
        BugCheckAssert.Violates(0x1000, "DDI2006", AcquireShared);
        ReleaseShared();
        KeLeaveCriticalRegion();
        Actor.Finish(waiting);
        GC.EndNoGCRegion();
        writer.Do(() => FltReleasePushLock(ref Lock));
        Assert.Equal(0UL, Word);
    });

    [Fact]
    public void A_lock_that_is_not_aligned_is_0x3D() => VerificationCollection.Verified(() =>
    {
        ulong[] storage = GC.AllocateArray<ulong>(2, pinned: true);
        BugCheckException exception = BugCheckAssert.Violates(0x3D, null, () => FltAcquirePushLockShared(ref Misaligned(storage)));
        Assert.Equal(4u, exception.Parameter4 % 8);
        Assert.False(KeAreApcsDisabled());
        Assert.Equal([0UL, 0UL], storage);

        static ref EX_PUSH_LOCK Misaligned(ulong[] storage) =>
            ref System.Runtime.CompilerServices.Unsafe.As<byte, EX_PUSH_LOCK>(
                ref System.Runtime.InteropServices.MemoryMarshal.AsBytes(storage.AsSpan())[4]);
    });

    [Fact]
    public void A_thread_that_ends_holding_a_push_lock_is_0x153_even_when_the_lock_is_gone() => VerificationCollection.Verified(() =>
    {
        System.Collections.Concurrent.ConcurrentQueue<BugCheckException> findings = new();
        DdiVerifier.Finding += findings.Enqueue;
        using Actor dead = new();
        dead.Do(() =>
        {
            KeEnterGuardedRegion();
            // The object around the lock is garbage from here on: freed while held.
            EX_PUSH_LOCK[] dropped = new EX_PUSH_LOCK[1];
            ExAcquirePushLockShared(ref dropped[0]);
            KeLeaveGuardedRegion();
        });
        ulong thread = dead.Kernel.ResourceThread;
        BugCheckException exception = BugCheckAssert.Throws(
            BugCheckCode.KERNEL_LOCK_ENTRY_LEAKED_ON_THREAD_TERMINATION, () => dead.Do(DdiVerifier.CheckThreadExit), thread);
        Assert.Equal(("DDI2002", 1u), (exception.RuleId, exception.Parameter3));
        dead.End();
        Actor.Until(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return findings.Any(one => one.Code == BugCheckCode.KERNEL_LOCK_ENTRY_LEAKED_ON_THREAD_TERMINATION && one.Parameter1 == thread);
        });
        DdiVerifier.Finding -= findings.Enqueue;
    });

    [Fact]
    public void The_dump_tells_who_holds_and_who_wants_it() => VerificationCollection.Verified(() =>
    {
        Actor writer = NewActor("writer");
        Actor reader = NewActor("reader");
        Assert.DoesNotContain(LocksDump.Take().PushLocks, one => one.Address == Address);
        FltAcquirePushLockShared(ref Lock);
        FltAcquirePushLockShared(ref Lock);
        Task waiting = Queue(writer, () => FltAcquirePushLockExclusive(ref Lock));
        Task behind = Queue(reader, () => FltAcquirePushLockShared(ref Lock));

        PushLockRecord record = Assert.Single(LocksDump.Take().PushLocks, one => one.Address == Address);
        Assert.Equal("held shared", record.State);
        Assert.Equal([($"thread {KeGetCurrentThread().Id}", 2)], record.Owners.Select(owner => (owner.Name, owner.Count)));
        Assert.Equal(
            [($"thread {writer.Kernel.Id}", "Exclusive"), ($"thread {reader.Kernel.Id}", "Shared")],
            record.Waiters.Select(waiter => (waiter.Name, waiter.Request)));
        string text = LocksDump.Take().ToString();
        Assert.Contains($"Push lock at 0x{Address:X}: held shared{Environment.NewLine}    owner  thread {KeGetCurrentThread().Id} x2{Environment.NewLine}", text);
        Assert.Matches("[0-9]+ resources? and [0-9]+ push locks? listed$", text);
        using System.Text.Json.JsonDocument json = System.Text.Json.JsonDocument.Parse(LocksDump.Take().ToJson());
        Assert.Contains(json.RootElement.GetProperty("pushLocks").EnumerateArray(), one => one.GetProperty("address").GetString() == $"0x{Address:X}");

        // A share may be released by another thread (behaviour 88).
        FltReleasePushLock(ref Lock);
        Actor other = NewActor("other");
        other.Do(() =>
        {
            KeEnterCriticalRegion();
            ReleaseShared();
            KeLeaveCriticalRegion();
        });
        KeLeaveCriticalRegion();
        Actor.Finish(waiting);
        record = Assert.Single(LocksDump.Take().PushLocks, one => one.Address == Address);
        Assert.Equal(("held exclusively", $"thread {writer.Kernel.Id}"), (record.State, Assert.Single(record.Owners).Name));
        writer.Do(() => FltReleasePushLock(ref Lock));
        Actor.Finish(behind);
        reader.Do(() => FltReleasePushLock(ref Lock));
        Assert.DoesNotContain(LocksDump.Take().PushLocks, one => one.Address == Address);
    });

    [Fact]
    public void A_lock_that_has_moved_since_is_still_found_by_its_thread() => VerificationCollection.Verified(() =>
    {
        EX_PUSH_LOCK here = default, there = default;
        FltAcquirePushLockExclusive(ref here);
        Assert.Single(LocksDump.Take().PushLocks);
        // What a collection does to the object around a lock.
        there.Word = here.Word;
        here.Word = 0;
        FltReleasePushLock(ref there);
        Assert.Empty(LocksDump.Take().PushLocks);
    });

    [Fact]
    public void Without_verification_the_dump_knows_no_push_locks()
    {
        FltAcquirePushLockExclusive(ref Lock);
        Assert.Empty(LocksDump.Take().PushLocks);
        FltReleasePushLock(ref Lock);
    }

    [Fact]
    public void Deleting_a_held_lock_is_0x100B() => VerificationCollection.Verified(() =>
    {
        FltAcquirePushLockShared(ref Lock);
        BugCheckAssert.Violates(0x100B, "DDI3007", () => FltDeletePushLock(ref Lock));
        FltReleasePushLock(ref Lock);
        FltDeletePushLock(ref Lock);
        AE_PUSH_LOCK expanding = FsRtlAllocateAePushLock(POOL_TYPE.PagedPool, 0x31474154);
        FltAcquirePushLockExclusive(ref expanding.Lock);
        BugCheckAssert.Violates(0x100B, "DDI3007", () => FsRtlFreeAePushLock(expanding));
        FltReleasePushLock(ref expanding.Lock);
        FsRtlFreeAePushLock(expanding);
    });

    [Fact]
    public void Switching_verification_between_acquire_and_release_does_not_matter()
    {
        FltAcquirePushLockExclusive(ref Lock);
        VerificationCollection.Verified(() => FltReleasePushLock(ref Lock));
        VerificationCollection.Verified(() => FltAcquirePushLockExclusive(ref Lock));
        Assert.Equal(KeGetCurrentThread().Id | PushLockWord.Granted, PushLockWord.Owner(Word));
        FltReleasePushLock(ref Lock);
        PushLock<PortableAtomics>.AcquireExclusive(ref Lock.Word, owner: 77);
        PushLock<PortableAtomics>.ReleaseExclusive(ref Lock.Word);
        Assert.Equal(0UL, Word);
    }

    [Fact]
    public void Mutexes_know_kind_place_and_owner() => VerificationCollection.Verified(() =>
    {
        FAST_MUTEX mutex = new();
        ExInitializeFastMutex(mutex);
        BugCheckAssert.Violates(0x39, "DDI1001", () => ExAcquireFastMutexUnsafe(mutex));
        KeEnterCriticalRegion();
        ExAcquireFastMutexUnsafe(mutex);
        BugCheckAssert.Violates(0x1005, "DDI3006", () => ExInitializeFastMutex(mutex));
        KeLeaveCriticalRegion();
        BugCheckAssert.Violates(0x3A, "DDI1001", () => ExReleaseFastMutexUnsafe(mutex));
        BugCheckAssert.Violates(0x100A, "DDI2002", DdiVerifier.CheckThreadExit);
        KeEnterCriticalRegion();
        ExReleaseFastMutexUnsafe(mutex);
        KeLeaveCriticalRegion();
        ExAcquireFastMutex(mutex);
        BugCheckAssert.Violates(0x1009, "DDI2007", () => ExReleaseFastMutexUnsafe(mutex));
        KeLowerIrql(PASSIVE_LEVEL);
        BugCheckAssert.Violates(0x34, "DDI4001", () => ExReleaseFastMutex(mutex));
        KeRaiseIrql(APC_LEVEL, out _);
        ExReleaseFastMutex(mutex);
        BugCheckAssert.Violates(0x1007, "DDI2001", () => { KeRaiseIrql(APC_LEVEL, out _); ExReleaseFastMutex(mutex); });
        KeLowerIrql(PASSIVE_LEVEL);
        KeRaiseIrql(DISPATCH_LEVEL, out _);
        BugCheckAssert.Violates(0x33, "DDI4001", () => ExAcquireFastMutex(mutex));
        KeLowerIrql(PASSIVE_LEVEL);
    });

    [Fact]
    public void A_circle_of_two_mutexes_is_found_before_it_hangs() => VerificationCollection.Verified(() =>
    {
        FAST_MUTEX first = new(), second = new();
        ExInitializeFastMutex(first);
        ExInitializeFastMutex(second);
        ExAcquireFastMutex(first);
        ExAcquireFastMutex(second);
        ExReleaseFastMutex(second);
        ExReleaseFastMutex(first);
        ExAcquireFastMutex(second);
        BugCheckAssert.Violates(0x1001, "DDI5001", () => ExAcquireFastMutex(first));
        ExReleaseFastMutex(second);
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
    });

    [Fact]
    public void Spin_locks_know_their_levels_and_kinds() => VerificationCollection.Verified(() =>
    {
        KSPIN_LOCK spin = default;
        BugCheckAssert.Violates(0x40, "DDI4001", () => KeAcquireSpinLockAtDpcLevel(ref spin));
        KeRaiseIrql(5, out _);
        BugCheckAssert.Violates(0x42, "DDI4001", () => KeAcquireSpinLock(ref spin, out _));
        KeLowerIrql(PASSIVE_LEVEL);
        KeAcquireSpinLock(ref spin, out byte old);
        KeLowerIrql(PASSIVE_LEVEL);
        BugCheckAssert.Violates(0x32, "DDI4002", () => KeReleaseSpinLock(ref spin, PASSIVE_LEVEL));
        BugCheckAssert.Violates(0x41, "DDI4001", () => KeReleaseSpinLockFromDpcLevel(ref spin));
        KeRaiseIrqlToDpcLevel();
        KeReleaseSpinLock(ref spin, old);
        BugCheckAssert.Violates(0x1009, "DDI2007", () =>
        {
            scoped KLOCK_QUEUE_HANDLE handle = default;
            KeAcquireInStackQueuedSpinLock(ref spin, ref handle);
            try
            {
                KeReleaseSpinLock(ref spin, old);
            }
            finally
            {
                KeReleaseInStackQueuedSpinLock(ref handle);
            }
        });
        Assert.True(KeTestSpinLock(ref spin));
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_spin_lock_that_another_thread_holds_the_other_way_is_0x1008(bool queued) => VerificationCollection.Verified(() =>
    {
        using Actor other = new();
        KSPIN_LOCK[] spin = [default];
        using ManualResetEventSlim end = new();
        Task holding = other.Begin(() =>
        {
            scoped KLOCK_QUEUE_HANDLE handle = default;
            byte old = PASSIVE_LEVEL;
            if (queued)
                KeAcquireInStackQueuedSpinLock(ref spin[0], ref handle);
            else
                KeAcquireSpinLock(ref spin[0], out old);
            end.Wait(Actor.Patience);
            if (queued)
                KeReleaseInStackQueuedSpinLock(ref handle);
            else
                KeReleaseSpinLock(ref spin[0], old);
        });
        Actor.Until(() => !KeTestSpinLock(ref spin[0]));
        BugCheckAssert.Violates(0x1008, "DDI2007", () =>
        {
            scoped KLOCK_QUEUE_HANDLE handle = default;
            if (queued)
                KeAcquireSpinLock(ref spin[0], out _);
            else
                KeAcquireInStackQueuedSpinLock(ref spin[0], ref handle);
        });
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
        end.Set();
        Actor.Finish(holding);
    });
}
