using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Resources;

public class MisuseTests : ResourceTest
{
    public static TheoryData<string, Action<ERESOURCE>> Releases => new()
    {
        { "Lite", ExReleaseResourceLite },
        { "ForThread", r => ExReleaseResourceForThreadLite(r, ExGetCurrentResourceThread()) },
        { "AndLeave", ExReleaseResourceAndLeaveCriticalRegion },
        { "Flt", FltReleaseResource },
        { "pointer", r => ExReleaseResourceForThreadLite(r, 0x7003) },
    };

    [Theory]
    [MemberData(nameof(Releases), DisableDiscoveryEnumeration = true)]
    public void Behaviours_54_82_releasing_what_nobody_owns_is_0xE3(string routine, Action<ERESOURCE> release)
    {
        BugCheckException exception = BugCheckAssert.Throws(
            BugCheckCode.RESOURCE_NOT_OWNED, () => release(Resource),
            Resource.Number, routine == "pointer" ? 0x7003 : ExGetCurrentResourceThread(), 0, 2);
        Assert.Equal("DDI2001", exception.RuleId);
        // The region is left only after a release that happened.
        Assert.True(KeAreApcsDisabled());
        AssertFree();
    }

    [Theory]
    [MemberData(nameof(Releases), DisableDiscoveryEnumeration = true)]
    public void Behaviours_54_56_releasing_what_another_thread_owns_is_0xE3_and_changes_nothing(string routine, Action<ERESOURCE> release)
    {
        Actor b = NewActor("B");
        b.Do(() => ExAcquireResourceExclusiveLite(Resource, true));
        BugCheckAssert.Throws(BugCheckCode.RESOURCE_NOT_OWNED, () => release(Resource), Resource.Number);
        Assert.True(b.Do(() => ExIsResourceAcquiredExclusiveLite(Resource)), routine);
        ReleaseBy(b);
        b.Do(() => ExAcquireResourceSharedLite(Resource, true));
        BugCheckException exception = BugCheckAssert.Throws(BugCheckCode.RESOURCE_NOT_OWNED, () => release(Resource), Resource.Number);
        Assert.Equal(3u, exception.Parameter4);
        ReleaseBy(b);
        AssertFree();
    }

    [Fact]
    public void Behaviour_54_one_release_too_many_is_0xE3()
    {
        foreach (string request in new[] { "X", "S" })
        {
            Acquire(request, Resource, true);
            ExReleaseResourceLite(Resource);
            BugCheckAssert.Throws(BugCheckCode.RESOURCE_NOT_OWNED, () => ExReleaseResourceLite(Resource));
        }
        AssertFree();
    }

    [Fact]
    public void Behaviour_55_a_foreign_thread_id_is_0x16E()
    {
        Actor b = NewActor("B");
        b.Do(() => ExAcquireResourceExclusiveLite(Resource, true));
        BugCheckException exception = BugCheckAssert.Throws(
            BugCheckCode.ERESOURCE_INVALID_RELEASE, () => ExReleaseResourceForThreadLite(Resource, b.Kernel.ResourceThread),
            Resource.Number, ExGetCurrentResourceThread(), b.Kernel.ResourceThread);
        Assert.Equal("DDI3001", exception.RuleId);
        b.Do(() => ExReleaseResourceForThreadLite(Resource, b.Kernel.ResourceThread));
        AssertFree();
    }

    public static TheoryData<string, Action<ERESOURCE>> Acquisitions => new()
    {
        { "X", r => ExAcquireResourceExclusiveLite(r, false) },
        { "S", r => ExAcquireResourceSharedLite(r, true) },
        { "St", r => ExAcquireSharedStarveExclusive(r, true) },
        { "Wf", r => ExAcquireSharedWaitForExclusive(r, true) },
        { "Try", r => ExTryToAcquireResourceExclusiveLite(r) },
        { "Enter X", r => ExEnterCriticalRegionAndAcquireResourceExclusive(r) },
        { "Enter S", r => ExEnterCriticalRegionAndAcquireResourceShared(r) },
        { "Flt X", FltAcquireResourceExclusive },
        { "Flt S", FltAcquireResourceShared },
    };

    [Theory]
    [MemberData(nameof(Acquisitions), DisableDiscoveryEnumeration = true)]
    public void Behaviour_57_acquiring_above_apc_level_is_0x192(string routine, Action<ERESOURCE> acquire)
    {
        KeRaiseIrql(DISPATCH_LEVEL, out byte old);
        BugCheckException exception = BugCheckAssert.Throws(
            BugCheckCode.KERNEL_AUTO_BOOST_LOCK_ACQUISITION_WITH_RAISED_IRQL, () => acquire(Resource),
            ExGetCurrentResourceThread(), Resource.Number, DISPATCH_LEVEL);
        Assert.Equal("DDI4001", exception.RuleId);
        KeLowerIrql(old);
        Assert.Equal(-1, KeGetCurrentThread().KernelApcDisable);
        AssertFree();
        Assert.NotEqual("", routine);
    }

    [Fact]
    public void Behaviour_57_recursion_above_apc_level_is_0x192_too()
    {
        ExAcquireResourceExclusiveLite(Resource, true);
        KeRaiseIrql(DISPATCH_LEVEL, out byte old);
        BugCheckAssert.Throws(
            BugCheckCode.KERNEL_AUTO_BOOST_LOCK_ACQUISITION_WITH_RAISED_IRQL, () => ExAcquireResourceExclusiveLite(Resource, true));
        BugCheckAssert.Throws(BugCheckCode.KERNEL_AUTO_BOOST_LOCK_ACQUISITION_WITH_RAISED_IRQL, () => ExAcquireResourceSharedLite(Resource, true));
        // Behaviour 2: releasing is allowed there.
        ExReleaseResourceLite(Resource);
        KeLowerIrql(old);
        AssertFree();
    }

    [Fact]
    public void Behaviour_58_without_verification_enabled_apcs_are_not_looked_at()
    {
        KeLeaveCriticalRegion();
        Assert.False(KeAreApcsDisabled());
        AssertFree();
        KeEnterCriticalRegion();
    }

    [Fact]
    public void Behaviour_60_acquire_convert_and_release_change_neither_irql_nor_apc_state()
    {
        KernelThread me = KeGetCurrentThread();
        foreach (byte irql in new[] { PASSIVE_LEVEL, APC_LEVEL })
        {
            KeRaiseIrql(irql, out byte old);
            ExAcquireResourceExclusiveLite(Resource, true);
            AssertState(irql);
            ExConvertExclusiveToSharedLite(Resource);
            AssertState(irql);
            ExReleaseResourceLite(Resource);
            AssertState(irql);
            KeLowerIrql(old);
        }

        void AssertState(byte irql)
        {
            Assert.Equal(irql, KeGetCurrentIrql());
            Assert.Equal((-1, 0), (me.KernelApcDisable, me.SpecialApcDisable));
        }
    }

    [Fact]
    public void Behaviour_62_the_rules_of_fast_resources_do_not_apply()
    {
        // 0x1C6/0x13 forbids converting, 0x1C6/0x12 giving away what is held recursively, 0x1C6/0x16 converting a share; classic resources allow the three.
        Acquire("X", Resource, true);
        Acquire("X", Resource, true);
        ExConvertExclusiveToSharedLite(Resource);
        Assert.Equal(2u, ExIsResourceAcquiredSharedLite(Resource));
        ExConvertExclusiveToSharedLite(Resource);
        ExSetResourceOwnerPointer(Resource, 0x7003);
        ExReleaseResourceForThreadLite(Resource, 0x7003);
        ExReleaseResourceForThreadLite(Resource, 0x7003);
        AssertFree();
        Assert.DoesNotContain("ExInitializeFastResource", typeof(Ddi).GetMethods().Select(static routine => routine.Name));
    }

    [Fact]
    public void Behaviour_64_parameter_4_is_never_1()
    {
        Actor b = NewActor("B");
        foreach (string request in new[] { "X", "S" })
        {
            b.Do(() => Acquire(request, Resource, true));
            BugCheckException exception = BugCheckAssert.Throws(BugCheckCode.RESOURCE_NOT_OWNED, () => ExReleaseResourceLite(Resource));
            Assert.Equal(request == "X" ? 2u : 3u, exception.Parameter4);
            ReleaseBy(b);
        }
    }

    [Fact]
    public void Behaviour_63_a_thread_that_ends_holding_keeps_the_resource_and_the_dump_says_so()
    {
        Actor b = NewActor("B");
        Actor c = NewActor("C");
        ERESOURCE other = new();
        ExInitializeResourceLite(other);
        b.Do(() => ExAcquireResourceSharedLite(Resource, true));
        c.Do(() => ExAcquireResourceExclusiveLite(other, true));
        b.End();
        c.End();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.False(ExTryToAcquireResourceExclusiveLite(Resource));
        Assert.True(ExAcquireResourceSharedLite(Resource, false));
        ExReleaseResourceLite(Resource);
        LockRecord record = LocksDump.Take().Locks.Single(one => one.Number == Resource.Number);
        Assert.StartsWith($"thread {b.Kernel.Id}", Assert.Single(record.Owners).Name, StringComparison.Ordinal);
        Assert.False(ExTryToAcquireResourceExclusiveLite(other));
        record = LocksDump.Take().Locks.Single(one => one.Number == other.Number);
        Assert.StartsWith($"thread {c.Kernel.Id}", Assert.Single(record.Owners).Name, StringComparison.Ordinal);
        ExDeleteResourceLite(Resource);
        ExInitializeResourceLite(Resource);
        AssertFree();
    }
}
