using System.Runtime.CompilerServices;
using DdiCompliance.PushLocks;
using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.PushLocks;

/// <summary>Behaviours 84 to 96; the numbers are in the names.</summary>
public class BehaviourTests : PushLockTest
{
    [Fact]
    public void Behaviour_84_zero_is_free_and_initialising_clears()
    {
        Assert.Equal(8, Unsafe.SizeOf<EX_PUSH_LOCK>());
        AcquireExclusive();
        ReleaseExclusive();
        Assert.Equal(0UL, Word);

        Lock.Word = 0x5555555555555555;
        ExInitializePushLock(ref Lock);
        Assert.Equal(0UL, Word);
        Lock.Word = ulong.MaxValue;
        FltInitializePushLock(ref Lock);
        AcquireShared();
        ReleaseShared();
        Assert.Equal(0UL, Word);
    }

    [Fact]
    public void Behaviour_85_exclusive_excludes_everybody()
    {
        Actor writer = NewActor("writer"), reader = NewActor("reader");
        AcquireExclusive();
        Task write = Queue(writer, AcquireExclusive), read = Queue(reader, AcquireShared);
        Actor.StaysBlocked(write);
        Actor.StaysBlocked(read);
        ReleaseExclusive();
        Actor.Finish(write);
        Actor.StaysBlocked(read);
        writer.Do(ReleaseExclusive);
        Actor.Finish(read);
        reader.Do(ReleaseShared);
        Assert.Equal(0UL, Word);
    }

    [Fact]
    public void Behaviour_85_shared_is_shared_and_keeps_writers_out()
    {
        Actor reader = NewActor("reader"), writer = NewActor("writer");
        AcquireShared();
        reader.Do(AcquireShared);
        Task write = Queue(writer, AcquireExclusive);
        ReleaseShared();
        Actor.StaysBlocked(write);
        reader.Do(ReleaseShared);
        Actor.Finish(write);
        writer.Do(ReleaseExclusive);
    }

    [Fact]
    public void Behaviour_86_a_reader_waits_while_anybody_is_queued()
    {
        Actor writer = NewActor("writer"), reader = NewActor("reader");
        AcquireShared();
        Task write = Queue(writer, AcquireExclusive);
        Task read = Queue(reader, AcquireShared);
        Actor.StaysBlocked(read);
        ReleaseShared();
        Actor.Finish(write);
        Actor.StaysBlocked(read);
        writer.Do(ReleaseExclusive);
        Actor.Finish(read);
        reader.Do(ReleaseShared);
    }

    [Fact]
    public void Behaviour_87_a_release_wakes_the_oldest_writer_alone_and_its_release_both_readers()
    {
        Actor writer = NewActor("writer"), one = NewActor("one"), two = NewActor("two");
        AcquireExclusive();
        Task write = Queue(writer, AcquireExclusive);
        Task first = Queue(one, AcquireShared);
        Task second = Queue(two, AcquireShared);
        ReleaseExclusive();
        Actor.Finish(write);
        Actor.StaysBlocked(first);
        Actor.StaysBlocked(second);
        writer.Do(ReleaseExclusive);
        Actor.Finish(first);
        Actor.Finish(second);
        Assert.Equal(2u, PushLockWord.Shares(Word));
        one.Do(ReleaseShared);
        two.Do(ReleaseShared);
        Assert.Equal(0UL, Word);
    }

    [Fact]
    public void Behaviour_87_a_run_of_readers_before_a_writer_is_woken_together()
    {
        Actor one = NewActor("one"), two = NewActor("two"), writer = NewActor("writer");
        AcquireExclusive();
        Task first = Queue(one, AcquireShared);
        Task second = Queue(two, AcquireShared);
        Task write = Queue(writer, AcquireExclusive);
        ReleaseExclusive();
        Actor.Finish(first);
        Actor.Finish(second);
        Actor.StaysBlocked(write);
        one.Do(ReleaseShared);
        two.Do(ReleaseShared);
        Actor.Finish(write);
        writer.Do(ReleaseExclusive);
        Assert.Equal(0UL, Word);
    }

    [Theory]
    [InlineData(true, true), InlineData(true, false), InlineData(false, true)]
    public void Behaviour_88_recursion_is_not_recognised_and_hangs(bool heldExclusively, bool wantsExclusively)
    {
        Actor actor = NewActor("recursive");
        actor.Do(heldExclusively ? AcquireExclusive : AcquireShared);
        Task again = Queue(actor, wantsExclusively ? AcquireExclusive : AcquireShared);
        Actor.StaysBlocked(again);
        // Nobody owns a push lock: a release by somebody else frees the thread that hangs.
        if (heldExclusively)
            ReleaseExclusive();
        else
            ReleaseShared();
        Actor.Finish(again);
        actor.Do(wantsExclusively ? ReleaseExclusive : ReleaseShared);
        Assert.Equal(0UL, Word);
    }

    [Fact]
    public void Behaviour_88_shared_recursion_is_granted_without_a_waiting_writer_and_hangs_behind_one()
    {
        Actor reader = NewActor("reader"), writer = NewActor("writer");
        reader.Do(AcquireShared);
        reader.Do(AcquireShared);
        Task write = Queue(writer, AcquireExclusive);
        Task again = Queue(reader, AcquireShared);
        Actor.StaysBlocked(again);
        ReleaseShared();
        Actor.StaysBlocked(write);
        ReleaseShared();
        Actor.Finish(write);
        writer.Do(ReleaseExclusive);
        Actor.Finish(again);
        reader.Do(ReleaseShared);
        Assert.Equal(0UL, Word);
    }

    [Fact]
    public void Behaviour_89_a_free_lock_may_be_taken_although_threads_are_queued()
    {
        // The queue of a lock whose owner is gone: what a newcomer meets between a release and the wake-up.
        Lock.Word = PushLockWord.Push(PushLockWord.Free, PushLockWord.MaxHead) | PushLockWord.Editing;
        AcquireExclusive();
        Assert.True(PushLockWord.HasOwner(Word));
        Assert.Equal(PushLockWord.MaxHead, PushLockWord.Head(Word));
    }

    [Fact]
    public void Behaviour_90_the_Ex_routines_leave_the_APC_state_alone()
    {
        AcquireExclusive();
        Assert.False(KeAreApcsDisabled());
        ReleaseExclusive();
        KeEnterCriticalRegion();
        AcquireShared();
        Assert.Equal(-1, KeGetCurrentThread().KernelApcDisable);
        ReleaseShared();
        KeLeaveCriticalRegion();
        Assert.False(KeAreApcsDisabled());
    }

    [Fact]
    public void Behaviour_91_the_Flt_routines_enter_a_region_and_one_release_serves_both_kinds()
    {
        FltAcquirePushLockExclusive(ref Lock);
        Assert.Equal(-1, KeGetCurrentThread().KernelApcDisable);
        FltReleasePushLock(ref Lock);
        Assert.False(KeAreApcsDisabled());
        FltAcquirePushLockShared(ref Lock);
        FltAcquirePushLockShared(ref Lock);
        Assert.Equal(-2, KeGetCurrentThread().KernelApcDisable);
        FltReleasePushLock(ref Lock);
        FltReleasePushLockEx(ref Lock, 0);
        Assert.False(KeAreApcsDisabled());
        Assert.Equal(0UL, Word);
    }

    [Fact]
    public void Behaviour_91_one_release_tells_a_hold_from_a_writer_that_tries()
    {
        FltAcquirePushLockShared(ref Lock);
        Actor actor = NewActor("tries");
        Lock.Word |= PushLockWord.Anonymous;
        KeEnterCriticalRegion();
        actor.Do(KeEnterCriticalRegion);
        Task release = actor.Begin(() => FltReleasePushLock(ref Lock));
        Actor.StaysBlocked(release);
        Interlocked.Add(ref Lock.Word, unchecked(0UL - PushLockWord.Anonymous));
        Actor.Finish(release);
        Assert.Equal(0UL, Word);
        KeLeaveCriticalRegion();
        KeLeaveCriticalRegion();

        ExAcquirePushLockExclusive(ref Lock);
        KeEnterCriticalRegion();
        FltReleasePushLock(ref Lock);
        Assert.Equal(0UL, Word);

        FltAcquirePushLockExclusive(ref Lock);
        Lock.Word += PushLockWord.OneShare;
        FltReleasePushLock(ref Lock);
        Assert.Equal(PushLockWord.OneShare, Word);
    }

    [Fact]
    public void Behaviour_92_deleting_has_no_effect()
    {
        FltAcquirePushLockShared(ref Lock);
        ulong word = Word;
        FltDeletePushLock(ref Lock);
        Assert.Equal(word, Word);
        FltReleasePushLock(ref Lock);
        FltDeletePushLock(ref Lock);
        FltInitializePushLock(ref Lock);
        FltAcquirePushLockExclusive(ref Lock);
        FltReleasePushLock(ref Lock);
    }

    [Theory]
    [InlineData(0), InlineData(FLT_PUSH_LOCK_ENABLE_AUTO_BOOST), InlineData(FLT_PUSH_LOCK_DISABLE_AUTO_BOOST), InlineData(3)]
    public void Behaviour_93_the_known_flags_have_no_effect(uint flags)
    {
        FltAcquirePushLockExclusiveEx(ref Lock, flags);
        FltReleasePushLockEx(ref Lock, flags);
        FltAcquirePushLockSharedEx(ref Lock, flags);
        FltReleasePushLockEx(ref Lock, flags);
        ExAcquirePushLockExclusiveEx(ref Lock, flags);
        ExReleasePushLockExclusiveEx(ref Lock, flags);
        ExAcquirePushLockSharedEx(ref Lock, flags);
        ExReleasePushLockSharedEx(ref Lock, flags);
        Assert.Equal(0UL, Word);
        Assert.False(KeAreApcsDisabled());
    }

    [Theory]
    [InlineData(4), InlineData(0x80000001)]
    public void Behaviour_93_other_flags_bug_check_0x152_and_change_nothing(uint flags)
    {
        Action[] calls =
        [
            () => FltAcquirePushLockExclusiveEx(ref Lock, flags), () => FltAcquirePushLockSharedEx(ref Lock, flags), () => FltReleasePushLockEx(ref Lock, flags),
            () => ExAcquirePushLockExclusiveEx(ref Lock, flags), () => ExAcquirePushLockSharedEx(ref Lock, flags),
            () => ExReleasePushLockExclusiveEx(ref Lock, flags), () => ExReleasePushLockSharedEx(ref Lock, flags),
        ];
        foreach (Action call in calls)
        {
            BugCheckException exception = BugCheckAssert.Throws(BugCheckCode.INVALID_PUSH_LOCK_FLAGS, call, flags);
            Assert.NotEqual(0UL, exception.Parameter2);
        }
        Assert.Equal(0UL, Word);
        Assert.False(KeAreApcsDisabled());
    }

    [Fact]
    public void Behaviour_94_releasing_what_is_not_held_that_way_bug_checks_0x162()
    {
        ulong me = ExGetCurrentResourceThread();
        Assert.Equal("DDI2001", BugCheckAssert.Throws(BugCheckCode.KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE, ReleaseExclusive, me).RuleId);
        Assert.Equal("DDI2001", BugCheckAssert.Throws(BugCheckCode.KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE, ReleaseShared, me).RuleId);
        Assert.Equal("DDI2001", BugCheckAssert.Throws(BugCheckCode.KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE, () => FltReleasePushLock(ref Lock), me).RuleId);
        Assert.Equal(0UL, Word);
        Assert.False(KeAreApcsDisabled());

        // Held the other way: the wrong partner, as the analyzer says.
        AcquireShared();
        Assert.Equal("DDI2007", BugCheckAssert.Throws(BugCheckCode.KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE, ReleaseExclusive, me).RuleId);
        ReleaseShared();
        AcquireExclusive();
        Assert.Equal("DDI2007", BugCheckAssert.Throws(BugCheckCode.KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE, ReleaseShared, me).RuleId);
        ReleaseExclusive();
        Assert.Equal(0UL, Word);
    }

    [Fact]
    public void Behaviour_95_APC_LEVEL_is_the_highest_level()
    {
        KeRaiseIrql(APC_LEVEL, out _);
        AcquireExclusive();
        ReleaseExclusive();
        KeRaiseIrql(DISPATCH_LEVEL, out _);
        ulong me = ExGetCurrentResourceThread();
        Action[] calls = [AcquireExclusive, AcquireShared, () => FltAcquirePushLockExclusive(ref Lock), () => FltAcquirePushLockShared(ref Lock)];
        foreach (Action call in calls)
        {
            BugCheckException exception = BugCheckAssert.Throws(BugCheckCode.KERNEL_AUTO_BOOST_LOCK_ACQUISITION_WITH_RAISED_IRQL, call, me);
            Assert.Equal(DISPATCH_LEVEL, exception.Parameter3);
        }
        KeLowerIrql(PASSIVE_LEVEL);
        Assert.Equal(0UL, Word);
        Assert.False(KeAreApcsDisabled());
    }

    [Fact]
    public void Behaviour_96_undocumented_routines_are_not_offered()
    {
        string[] offered = [.. typeof(Ddi).GetMethods().Select(static method => method.Name)];
        Assert.DoesNotContain(offered, static name => name.StartsWith("ExTryAcquirePushLock", StringComparison.Ordinal));
        Assert.DoesNotContain("ExWaitOnPushLock", offered);
        Assert.DoesNotContain("ExReleasePushLock", offered);
    }
}
