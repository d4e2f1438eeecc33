using System.Runtime.CompilerServices;
using DdiCompliance.PushLocks;
using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.PushLocks;

/// <summary>What the documentation of EX_PUSH_LOCK says about copies, and what threads can do to a lock.</summary>
public class MisuseTests : PushLockTest
{
    [Fact]
    public void A_copy_is_another_lock()
    {
        EX_PUSH_LOCK copy = Lock;
        AcquireExclusive();
        ExAcquirePushLockExclusive(ref copy);
        ReleaseExclusive();
        BugCheckAssert.Throws(BugCheckCode.KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE, ReleaseExclusive);
        Assert.Equal("exclusive", copy.ToString());
        ExReleasePushLockExclusive(ref copy);
    }

    [Fact]
    public void A_boxed_lock_is_another_lock_unless_it_is_unboxed_in_place()
    {
        AcquireShared();
        object boxed = Lock;
        ReleaseShared();
        Assert.Equal(0UL, Word);
        Assert.Equal("shared by 1", boxed.ToString());
        ExReleasePushLockShared(ref Unsafe.Unbox<EX_PUSH_LOCK>(boxed));
        Assert.Equal("free", boxed.ToString());
    }

    [Fact]
    public void Comparing_and_hashing_are_refused()
    {
        Assert.Throws<NotSupportedException>(() => Lock.Equals(new object()));
        Assert.Throws<NotSupportedException>(() => Lock.GetHashCode());
    }

    [Fact]
    public void The_lock_may_move_while_threads_wait()
    {
        EX_PUSH_LOCK[] locks = new EX_PUSH_LOCK[16];
        for (int round = 0; round < 5; round++)
        {
            Actor writer = NewActor("writer"), reader = NewActor("reader");
            ExAcquirePushLockExclusive(ref locks[7]);
            Task write = writer.Begin(() => ExAcquirePushLockExclusive(ref locks[7]));
            Actor.Until(() => PushLockWord.HasWaiters(Volatile.Read(ref locks[7].Word)));
            uint first = PushLockWord.Head(locks[7].Word);
            Task read = reader.Begin(() => ExAcquirePushLockShared(ref locks[7]));
            Actor.Until(() => PushLockWord.Head(Volatile.Read(ref locks[7].Word)) != first);
            byte[][] garbage = [.. Enumerable.Range(0, 100).Select(static _ => new byte[10_000])];
            garbage[0] = [];
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            ExReleasePushLockExclusive(ref locks[7]);
            Actor.Finish(write);
            writer.Do(() => ExReleasePushLockExclusive(ref locks[7]));
            Actor.Finish(read);
            reader.Do(() => ExReleasePushLockShared(ref locks[7]));
            Assert.Equal(0UL, locks[7].Word);
        }
    }

    [Fact]
    public void Shared_holds_run_out_loudly_at_16384()
    {
        for (int i = 0; i < PushLockWord.MaxShares; i++)
            AcquireShared();
        Assert.Throws<InvalidOperationException>(AcquireShared);
        Assert.Throws<InvalidOperationException>(() => FltAcquirePushLockShared(ref Lock));
        Assert.False(KeAreApcsDisabled());
        Assert.Equal((uint)PushLockWord.MaxShares, PushLockWord.Shares(Word));
        for (int i = 0; i < PushLockWord.MaxShares; i++)
            ReleaseShared();
        Assert.Equal(0UL, Word);
    }

    [Fact]
    public void A_thread_that_ends_leaves_the_lock_held_and_anybody_may_release_it()
    {
        using Actor actor = new();
        actor.Do(AcquireExclusive);
        actor.End();
        Assert.Equal("exclusive", Lock.ToString());
        ReleaseExclusive();
        Assert.Equal(0UL, Word);
    }

    [Fact]
    public void Thread_Interrupt_is_put_off_until_the_wait_is_over()
    {
        Actor actor = NewActor("interrupted");
        AcquireExclusive();
        Task wait = Queue(actor, () =>
        {
            AcquireExclusive();
            // Here and not in an order of its own: the actor waits between two orders.
            Assert.Throws<ThreadInterruptedException>(() => Thread.Sleep(1));
            ReleaseExclusive();
        });
        Actor.Until(() => (actor.Thread.ThreadState & ThreadState.WaitSleepJoin) != 0);
        actor.Thread.Interrupt();
        Actor.StaysBlocked(wait);
        ReleaseExclusive();
        Actor.Finish(wait);
    }

    [Fact]
    public void Special_APCs_are_delivered_in_the_wait_and_may_wait_themselves()
    {
        EX_PUSH_LOCK inner = default;
        Actor actor = NewActor("waiter"), other = NewActor("other");
        AcquireExclusive();
        ExAcquirePushLockExclusive(ref inner);
        Task wait = Queue(actor, AcquireExclusive);
        int ran = 0;
        RunInApc(actor, other, () => Interlocked.Increment(ref ran), ref inner);
        Assert.Equal(1, ran);
        Actor.StaysBlocked(wait);
        ReleaseExclusive();
        Actor.Finish(wait);
        actor.Do(ReleaseExclusive);
        Assert.Equal(0UL, Word);
    }

    [Fact]
    public void An_auto_expand_lock_is_used_through_its_push_lock_and_freed_once()
    {
        AE_PUSH_LOCK allocated = FsRtlAllocateAePushLock(POOL_TYPE.PagedPool, 0x31474154);
        FltAcquirePushLockExclusive(ref allocated.Lock);
        FltReleasePushLock(ref allocated.Lock);
        FsRtlFreeAePushLock(allocated);
        BugCheckAssert.Throws(BugCheckCode.BAD_POOL_CALLER, () => FsRtlFreeAePushLock(allocated));
        BugCheckAssert.Throws(BugCheckCode.BAD_POOL_CALLER, () => FsRtlAllocateAePushLock(POOL_TYPE.PagedPool, 0));
    }

    private static void RunInApc(Actor waiter, Actor other, Action action, ref EX_PUSH_LOCK inner)
    {
        Holder holder = new() { Lock = inner };
        using ManualResetEventSlim done = new();
        Assert.True(waiter.Kernel.QueueSpecialApc(() =>
        {
            ExAcquirePushLockShared(ref holder.Lock);
            action();
            ExReleasePushLockShared(ref holder.Lock);
            done.Set();
        }));
        Assert.False(done.Wait(30));
        other.Do(() => ExReleasePushLockExclusive(ref holder.Lock));
        Assert.True(done.Wait(Actor.Patience));
    }

    private sealed class Holder
    {
        internal EX_PUSH_LOCK Lock;
    }
}
