using DdiCompliance.PushLocks;
using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.PushLocks;

/// <summary>What Driver Verifier adds to push locks, mutexes and spin locks.</summary>
[Collection(VerificationCollection.Name)]
public class VerificationTests : PushLockTest
{
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
