using System.Runtime.CompilerServices;
using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Misuse;

/// <summary>
/// Null, copies, boxes, default values, dead threads, Thread.Interrupt and deep recursion, for every family of locks. What a family shows elsewhere
/// (resources and push locks: their own MisuseTests) is not repeated.
/// </summary>
public class LockFamilyTests
{
    public static TheoryData<string, Action> NullUses => new()
    {
        { "combined exclusive", () => ExEnterCriticalRegionAndAcquireResourceExclusive(null!) },
        { "combined shared", () => ExEnterCriticalRegionAndAcquireResourceShared(null!) },
        { "combined wait for exclusive", () => ExEnterCriticalRegionAndAcquireSharedWaitForExclusive(null!) },
        { "combined release", () => ExReleaseResourceAndLeaveCriticalRegion(null!) },
        { "Flt exclusive", () => FltAcquireResourceExclusive(null!) },
        { "Flt shared", () => FltAcquireResourceShared(null!) },
        { "resource guard", () => ((ERESOURCE)null!).AcquireExclusive().Dispose() },
        { "resource guard, try", () => ((ERESOURCE)null!).TryAcquireShared().Dispose() },
        { "push lock", () => ExAcquirePushLockExclusive(ref Unsafe.NullRef<EX_PUSH_LOCK>()) },
        { "push lock release", () => ExReleasePushLockShared(ref Unsafe.NullRef<EX_PUSH_LOCK>()) },
        { "push lock, Flt exclusive", () => FltAcquirePushLockExclusive(ref Unsafe.NullRef<EX_PUSH_LOCK>()) },
        { "push lock, Flt shared", () => FltAcquirePushLockShared(ref Unsafe.NullRef<EX_PUSH_LOCK>()) },
        { "push lock, Flt release", () => FltReleasePushLock(ref Unsafe.NullRef<EX_PUSH_LOCK>()) },
        { "auto-expand push lock", () => FsRtlFreeAePushLock(null!) },
        { "fast mutex", () => ExAcquireFastMutex(null!) },
        { "fast mutex, try", () => ExTryToAcquireFastMutex(null!) },
        { "fast mutex release", () => ExReleaseFastMutex(null!) },
        { "fast mutex, unsafe", () => ExAcquireFastMutexUnsafe(null!) },
        { "guarded mutex", () => KeAcquireGuardedMutex(null!) },
        { "guarded mutex, try", () => KeTryToAcquireGuardedMutex(null!) },
        { "guarded mutex release", () => KeReleaseGuardedMutex(null!) },
        { "spin lock", () => KeAcquireSpinLock(ref Unsafe.NullRef<KSPIN_LOCK>(), out _) },
        { "spin lock release", () => KeReleaseSpinLock(ref Unsafe.NullRef<KSPIN_LOCK>(), PASSIVE_LEVEL) },
        { "queued spin lock", QueueOnNull },
        { "reader/writer spin lock", () => ExAcquireSpinLockExclusive(ref Unsafe.NullRef<EX_SPIN_LOCK>()) },
        { "reader/writer spin lock, shared", () => ExAcquireSpinLockShared(ref Unsafe.NullRef<EX_SPIN_LOCK>()) },
    };

    [Theory]
    [MemberData(nameof(NullUses), DisableDiscoveryEnumeration = true)]
    public void Null_is_the_managed_access_violation_and_changes_no_region_and_no_irql(string use, Action action)
    {
        Assert.Throws<NullReferenceException>(action);
        KernelThread me = KeGetCurrentThread();
        Assert.True((me.KernelApcDisable, me.SpecialApcDisable, me.Irql) is (0, 0, PASSIVE_LEVEL), $"{use} left {me}");
    }

    [Fact]
    public void A_copied_or_boxed_spin_lock_is_another_lock()
    {
        KSPIN_LOCK first = default;
        KSPIN_LOCK copy = first;
        byte old = KeAcquireSpinLockRaiseToDpc(ref first);
        KeAcquireSpinLockAtDpcLevel(ref copy);
        KeReleaseSpinLockFromDpcLevel(ref copy);
        object boxed = first;
        KeReleaseSpinLock(ref first, old);
        Assert.StartsWith("owned", boxed.ToString());
        Assert.Equal("free", first.ToString());
        BugCheckAssert.Throws(BugCheckCode.SPIN_LOCK_NOT_OWNED, () => KeReleaseSpinLock(ref first, old));

        EX_SPIN_LOCK rw = default;
        old = ExAcquireSpinLockShared(ref rw);
        EX_SPIN_LOCK rwCopy = rw;
        ExReleaseSpinLockShared(ref rw, old);
        Assert.Equal(("free", "shared by 1"), (rw.ToString(), rwCopy.ToString()));
        Assert.Equal("shared by 1", ((object)rwCopy).ToString());
    }

    [Fact]
    public void A_handle_that_is_in_use_a_copied_one_and_an_unused_one_are_refused()
    {
        KSPIN_LOCK first = default, second = default;
        scoped KLOCK_QUEUE_HANDLE handle = default;
        KeAcquireInStackQueuedSpinLock(ref first, ref handle);
        Assert.Equal(BugCheckCode.SPIN_LOCK_ALREADY_OWNED, CodeOf(ref second, ref handle, acquire: true));
        Assert.True(KeTestSpinLock(ref second));
        scoped KLOCK_QUEUE_HANDLE copy = handle;
        KeReleaseInStackQueuedSpinLock(ref handle);
        Assert.Equal(BugCheckCode.SPIN_LOCK_NOT_OWNED, CodeOf(ref second, ref handle, acquire: false));
        Assert.Equal(BugCheckCode.SPIN_LOCK_NOT_OWNED, CodeOf(ref second, ref copy, acquire: false));
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
        Assert.True(KeTestSpinLock(ref first));
    }

    [Fact]
    public void Releasing_a_mutex_that_was_never_initialised_is_0x1002()
    {
        BugCheckAssert.Violates(0x1002, "DDI3004", () => ExReleaseFastMutex(new FAST_MUTEX()));
        BugCheckAssert.Violates(0x1002, "DDI3004", () => KeReleaseGuardedMutex(new KGUARDED_MUTEX()));
        Assert.Equal(0, KeGetCurrentThread().SpecialApcDisable);
    }

    [Fact]
    public void What_a_dead_thread_held_stays_held()
    {
        FAST_MUTEX fast = new();
        KGUARDED_MUTEX guarded = new();
        KSPIN_LOCK[] spin = [default];
        EX_SPIN_LOCK[] rw = [default];
        ExInitializeFastMutex(fast);
        KeInitializeGuardedMutex(guarded);
        using Actor dead = new();
        dead.Do(() =>
        {
            KeAcquireGuardedMutex(guarded);
            ExAcquireFastMutex(fast);
            ExAcquireSpinLockExclusive(ref rw[0]);
            KeAcquireSpinLockAtDpcLevel(ref spin[0]);
            BugCheckAssert.Throws(BugCheckCode.KERNEL_APC_PENDING_DURING_EXIT, DdiVerifier.CheckThreadExit);
        });
        dead.End();
        Assert.False(ExTryToAcquireFastMutex(fast));
        Assert.False(KeTryToAcquireGuardedMutex(guarded));
        Assert.EndsWith($"owned by thread {dead.Kernel.Id}", fast.ToString());
        Assert.Equal($"owned by thread {dead.Kernel.Id}", spin[0].ToString());
        Assert.Equal($"exclusive by thread {dead.Kernel.Id}", rw[0].ToString());
        BugCheckAssert.Throws(BugCheckCode.KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE, () => ExReleaseFastMutex(fast));
        BugCheckAssert.Throws(BugCheckCode.SPIN_LOCK_NOT_OWNED, () => KeReleaseSpinLock(ref spin[0], PASSIVE_LEVEL));
        ExInitializeFastMutex(fast);
        Assert.True(ExTryToAcquireFastMutex(fast));
        ExReleaseFastMutex(fast);
    }

    public static TheoryData<string, Action<object>, Action<object>> Waits => new()
    {
        { "fast", m => ExAcquireFastMutex((FAST_MUTEX)m), m => ExReleaseFastMutex((FAST_MUTEX)m) },
        { "guarded", m => KeAcquireGuardedMutex((KGUARDED_MUTEX)m), m => KeReleaseGuardedMutex((KGUARDED_MUTEX)m) },
        { "spin", m => ((Spin)m).Acquire(), m => ((Spin)m).Release() },
        { "rw spin", m => ((RwSpin)m).Acquire(), m => ((RwSpin)m).Release() },
    };

    [Theory]
    [MemberData(nameof(Waits), DisableDiscoveryEnumeration = true)]
    public void Thread_Interrupt_is_put_off_until_the_wait_is_over(string family, Action<object> acquire, Action<object> release)
    {
        object held = family switch { "fast" => new FAST_MUTEX(), "guarded" => new KGUARDED_MUTEX(), "spin" => new Spin(), _ => new RwSpin() };
        if (held is FAST_MUTEX fast)
            ExInitializeFastMutex(fast);
        if (held is KGUARDED_MUTEX guarded)
            KeInitializeGuardedMutex(guarded);
        using Actor actor = new("interrupted");
        acquire(held);
        Task wait = actor.Begin(() =>
        {
            acquire(held);
            // Here and not in an order of its own: the actor waits between two orders.
            Assert.Throws<ThreadInterruptedException>(() => Thread.Sleep(1));
            release(held);
        });
        Actor.StaysBlocked(wait);
        actor.Thread.Interrupt();
        Actor.StaysBlocked(wait);
        release(held);
        Actor.Finish(wait);
    }

    [Fact]
    public void Shared_spin_lock_recursion_is_counted_to_65535_and_beyond()
    {
        EX_SPIN_LOCK rw = default;
        byte old = ExAcquireSpinLockShared(ref rw);
        for (int i = 1; i < 65_536; i++)
            ExAcquireSpinLockSharedAtDpcLevel(ref rw);
        Assert.Equal("shared by 65536", rw.ToString());
        for (int i = 1; i < 65_536; i++)
            ExReleaseSpinLockSharedFromDpcLevel(ref rw);
        ExReleaseSpinLockShared(ref rw, old);
        BugCheckAssert.Throws(BugCheckCode.SPIN_LOCK_NOT_OWNED, () => ExReleaseSpinLockShared(ref rw, old));
    }

    [Fact]
    public void Region_guards_and_resource_guards_nest_to_65535()
    {
        ERESOURCE resource = new();
        ExInitializeResourceLite(resource);
        using (resource.AcquireExclusive())
        {
            for (int i = 1; i < 65_535; i++)
                ExEnterCriticalRegionAndAcquireResourceExclusive(resource);
            Assert.Equal(65_535u, ExIsResourceAcquiredSharedLite(resource));
            // NT counts regions in 16 bits, and so does the property: 65 535 nested ones read as 1.
            Assert.Equal(unchecked((short)-65_535), KeGetCurrentThread().KernelApcDisable);
            Assert.True(KeAreApcsDisabled());
            for (int i = 1; i < 65_535; i++)
                ExReleaseResourceAndLeaveCriticalRegion(resource);
        }
        Assert.Equal(0u, ExIsResourceAcquiredSharedLite(resource));
        Assert.False(KeAreApcsDisabled());
        ExDeleteResourceLite(resource);
    }

    private static BugCheckCode CodeOf(ref KSPIN_LOCK spinLock, ref KLOCK_QUEUE_HANDLE handle, bool acquire)
    {
        try
        {
            if (acquire)
                AcquireWith(ref spinLock, ref handle);
            else
                KeReleaseInStackQueuedSpinLock(ref handle);
        }
        catch (BugCheckException exception)
        {
            return exception.Code;
        }
        return 0;
    }

    /// <summary>The handle may outlive this frame only in the compiler's eyes: the acquisition is refused.</summary>
    private static void AcquireWith(ref KSPIN_LOCK spinLock, ref KLOCK_QUEUE_HANDLE handle) =>
        KeAcquireInStackQueuedSpinLock(ref Unsafe.AsRef(in spinLock), ref Unsafe.AsRef(in handle));

    private static void QueueOnNull()
    {
        KLOCK_QUEUE_HANDLE handle = default;
        KeAcquireInStackQueuedSpinLock(ref Unsafe.NullRef<KSPIN_LOCK>(), ref handle);
    }

    private sealed class Spin
    {
        private KSPIN_LOCK _lock;
        private byte _old;

        internal void Acquire() => KeAcquireSpinLock(ref _lock, out _old);

        internal void Release() => KeReleaseSpinLock(ref _lock, _old);
    }

    private sealed class RwSpin
    {
        private EX_SPIN_LOCK _lock;

        internal void Acquire() => ExAcquireSpinLockExclusive(ref _lock);

        internal void Release() => ExReleaseSpinLockExclusive(ref _lock, PASSIVE_LEVEL);
    }
}
