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
        Assert.Equal(0x40u, CodeOf(() => KeAcquireSpinLockAtDpcLevel(ref spin)));
        KeRaiseIrql(5, out _);
        Assert.Equal(0x42u, CodeOf(() => KeAcquireSpinLock(ref spin, out _)));
        KeLowerIrql(PASSIVE_LEVEL);
        KeAcquireSpinLock(ref spin, out byte old);
        KeLowerIrql(PASSIVE_LEVEL);
        Assert.Equal(0x32u, CodeOf(() => KeReleaseSpinLock(ref spin, PASSIVE_LEVEL)));
        Assert.Equal(0x41u, CodeOf(() => KeReleaseSpinLockFromDpcLevel(ref spin)));
        KeRaiseIrqlToDpcLevel();
        KeReleaseSpinLock(ref spin, old);
        Assert.Equal(0x1009u, CodeOf(() =>
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
        }));
        Assert.True(KeTestSpinLock(ref spin));
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());

        static uint CodeOf(Action action) => (uint)Assert.Throws<BugCheckException>(action).Parameter1;
    });
}
