using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Verification;

public class VerifierTests : VerifiedTest
{
    public static TheoryData<string, Action<ERESOURCE>> Acquisitions => new()
    {
        { "X", r => ExAcquireResourceExclusiveLite(r, true) },
        { "S", r => ExAcquireResourceSharedLite(r, true) },
        { "St", r => ExAcquireSharedStarveExclusive(r, false) },
        { "Wf", r => ExAcquireSharedWaitForExclusive(r, true) },
        { "Try", r => ExTryToAcquireResourceExclusiveLite(r) },
    };

    [Theory]
    [MemberData(nameof(Acquisitions), DisableDiscoveryEnumeration = true)]
    public void Behaviour_58_acquiring_with_apcs_enabled_is_0x37(string routine, Action<ERESOURCE> acquire)
    {
        BugCheckException exception = BugCheckAssert.Violates(0x37, "DDI1001", () => acquire(Resource));
        Assert.Equal((PASSIVE_LEVEL, 0u, Resource.Number), (exception.Parameter2, exception.Parameter3, exception.Parameter4));
        KeEnterCriticalRegion();
        acquire(Resource);
        Assert.Equal(1u, ExIsResourceAcquiredSharedLite(Resource));
        ExReleaseResourceLite(Resource);
        KeLeaveCriticalRegion();
        Assert.NotEqual("", routine);
    }

    [Fact]
    public void Behaviour_58_guarded_regions_apc_level_and_combined_routines_satisfy_the_rule()
    {
        KeEnterGuardedRegion();
        AcquireAndRelease();
        KeLeaveGuardedRegion();
        KeRaiseIrql(APC_LEVEL, out byte old);
        AcquireAndRelease();
        KeLowerIrql(old);
        FltAcquireResourceExclusive(Resource);
        AcquireAndRelease();
        FltReleaseResource(Resource);
        ExEnterCriticalRegionAndAcquireResourceShared(Resource);
        ExReleaseResourceAndLeaveCriticalRegion(Resource);

        void AcquireAndRelease()
        {
            ExAcquireResourceExclusiveLite(Resource, true);
            ExReleaseResourceLite(Resource);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Behaviour_58_releasing_with_apcs_enabled_is_0x38_and_releases_nothing(bool exclusive)
    {
        KeEnterCriticalRegion();
        _ = exclusive ? ExAcquireResourceExclusiveLite(Resource, true) : ExAcquireResourceSharedLite(Resource, true);
        KeLeaveCriticalRegion();
        BugCheckAssert.Violates(0x38, "DDI1001", () => ExReleaseResourceLite(Resource));
        Assert.Equal(1u, ExIsResourceAcquiredSharedLite(Resource));
        KeEnterCriticalRegion();
        ExReleaseResourceLite(Resource);
        KeLeaveCriticalRegion();
    }

    [Fact]
    public void Behaviour_59_a_system_thread_may_release_for_its_thread_with_apcs_enabled()
    {
        Exception? fault = null;
        PsCreateSystemThread(out KernelThread? thread, 0, null, null, null, _ =>
        {
            fault = Record.Exception(() =>
            {
                ExAcquireResourceExclusiveLite(Resource, true);
                KeLeaveCriticalRegion();
                Assert.Throws<BugCheckException>(() => ExReleaseResourceLite(Resource));
                ExReleaseResourceForThreadLite(Resource, ExGetCurrentResourceThread());
                Assert.Equal(0u, ExIsResourceAcquiredSharedLite(Resource));
                KeEnterCriticalRegion();
            });
        }, null);
        Actor.Until(() => thread!.HasEnded);
        Assert.Null(fault);
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(Resource, true);
        KeLeaveCriticalRegion();
        BugCheckAssert.Violates(0x38, "DDI1001", () => ExReleaseResourceForThreadLite(Resource, ExGetCurrentResourceThread()));
        KeEnterCriticalRegion();
        ExReleaseResourceLite(Resource);
    }

    [Fact]
    public void Behaviours_4_6_9_life_cycle_sub_codes()
    {
        BugCheckAssert.Violates(0xD0, "DDI3006", () => ExInitializeResourceLite(Resource));
        FltAcquireResourceExclusive(Resource);
        BugCheckAssert.Violates(0x100B, "DDI3007", () => ExDeleteResourceLite(Resource));
        FltReleaseResource(Resource);
        ExDeleteResourceLite(Resource);
        BugCheckAssert.Violates(0xD1, "DDI3005", () => ExDeleteResourceLite(Resource));
        BugCheckAssert.Violates(0xD1, "DDI3004", () => ExDeleteResourceLite(new ERESOURCE()));
        BugCheckAssert.Violates(0x1002, "DDI3005", () => ExAcquireResourceExclusiveLite(Resource, true));
    }

    [Fact]
    public void Behaviour_61_releases_before_an_acquire_and_by_the_wrong_thread()
    {
        KeEnterCriticalRegion();
        BugCheckAssert.Violates(0x1007, "DDI2001", () => ExReleaseResourceLite(Resource));
        using Actor b = new();
        b.Do(() => FltAcquireResourceExclusive(Resource));
        BugCheckException exception = BugCheckAssert.Violates(0x1004, "DDI2001", () => ExReleaseResourceLite(Resource));
        Assert.Equal((Resource.Number, b.Kernel.Id, (ulong)ExGetCurrentResourceThread()), (exception.Parameter2, exception.Parameter3, exception.Parameter4));
        b.Do(() => FltReleaseResource(Resource));
    }

    [Fact]
    public void Using_a_resource_after_its_transfer_names_that_rule()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(Resource, true);
        ExSetResourceOwnerPointer(Resource, 7);
        BugCheckAssert.Violates(0x1004, "DDI3002", () => ExReleaseResourceLite(Resource));
        ExReleaseResourceForThreadLite(Resource, 7);
        ExDeleteResourceLite(Resource);
    }

    [Fact]
    public void Behaviour_61_release_order_is_checked_when_asked_for()
    {
        ERESOURCE second = NewResource();
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(Resource, true);
        ExAcquireResourceSharedLite(second, true);
        DdiVerifier.ChecksReleaseOrder = true;
        BugCheckException exception = BugCheckAssert.Violates(0x1003, null, () => ExReleaseResourceLite(Resource));
        Assert.Equal((Resource.Number, second.Number), (exception.Parameter2, exception.Parameter3));
        Assert.Contains(nameof(Behaviour_61_release_order_is_checked_when_asked_for), exception.Message);
        ExReleaseResourceLite(second);
        ExReleaseResourceLite(Resource);
    }

    [Fact]
    public void Behaviours_18_61_a_sharer_that_waits_for_exclusive_access_is_0x1000()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(Resource, true);
        Assert.False(ExAcquireResourceExclusiveLite(Resource, false));
        BugCheckException exception = BugCheckAssert.Violates(0x1000, "DDI2005", () => ExAcquireResourceExclusiveLite(Resource, true));
        Assert.Contains(nameof(Behaviours_18_61_a_sharer_that_waits_for_exclusive_access_is_0x1000), exception.Message);
        Assert.Equal(0u, ExGetExclusiveWaiterCount(Resource));
        ExReleaseResourceLite(Resource);
    }

    [Fact]
    public void Behaviour_43_converting_without_exclusive_ownership_is_0x1F()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(Resource, true);
        BugCheckException exception = BugCheckAssert.Throws(BugCheckCode.SHARED_RESOURCE_CONV_ERROR, () => ExConvertExclusiveToSharedLite(Resource));
        Assert.Equal("DDI3003", exception.RuleId);
        Assert.Equal(1u, ExIsResourceAcquiredSharedLite(Resource));
        ExReleaseResourceLite(Resource);
    }

    [Fact]
    public void Behaviours_69_70_regions_at_the_call()
    {
        BugCheckAssert.Violates(0x3E, "DDI1002", KeLeaveCriticalRegion);
        BugCheckAssert.Violates(0x3E, "DDI1002", FsRtlExitFileSystem);
        BugCheckAssert.Violates(0x3E, "DDI1004", KeLeaveGuardedRegion);
        Assert.False(KeAreApcsDisabled());
        KeRaiseIrql(DISPATCH_LEVEL, out byte old);
        Assert.Equal(DISPATCH_LEVEL, BugCheckAssert.Violates(0x11A, "DDI4001", KeEnterCriticalRegion).Parameter2);
        KeLowerIrql(old);
        KeEnterCriticalRegion();
        KeRaiseIrql(DISPATCH_LEVEL, out old);
        BugCheckAssert.Violates(0x11B, "DDI4001", KeLeaveCriticalRegion);
        KeLowerIrql(old);
        KeLeaveCriticalRegion();
    }

    [Fact]
    public void Behaviour_74_irql_at_the_call()
    {
        KeRaiseIrql(DISPATCH_LEVEL, out byte old);
        Assert.Equal((2u, 1u), Levels(BugCheckAssert.Violates(0x30, "DDI4001", () => KeRaiseIrql(APC_LEVEL, out _))));
        Assert.Equal((2u, 3u), Levels(BugCheckAssert.Violates(0x31, "DDI4002", () => KeLowerIrql(3))));
        BugCheckAssert.Violates(0xE5, "DDI4001", () => PsCreateSystemThread(out _, 0, null, null, null, _ => { }, null));
        KeLowerIrql(old);

        static (ulong, ulong) Levels(BugCheckException exception) => (exception.Parameter2, exception.Parameter3);
    }

    [Fact]
    public void Waiting_for_an_object_at_dispatch_level_is_0x3B()
    {
        KMUTEX mutex = new();
        KeInitializeMutex(mutex, 0);
        KeRaiseIrql(DISPATCH_LEVEL, out byte old);
        BugCheckException exception = BugCheckAssert.Violates(
            0x3B, "DDI4001", () => KeWaitForSingleObject(mutex, KWAIT_REASON.Executive, KPROCESSOR_MODE.KernelMode, false, null));
        Assert.Equal(DISPATCH_LEVEL, exception.Parameter2);
        KeLowerIrql(old);
        Assert.Equal(1, KeReadStateMutex(mutex));
    }

    [Fact]
    public void A_system_thread_that_ends_holding_is_0x100A()
    {
        Exception? fault = null;
        void Listen(KernelThread who, Exception exception) => Volatile.Write(ref fault, exception);
        KernelThread.Faulted += Listen;
        PsCreateSystemThread(out KernelThread? thread, 0, null, null, null, _ => ExAcquireResourceSharedLite(Resource, true), null);
        Actor.Until(() => Volatile.Read(ref fault) is not null);
        KernelThread.Faulted -= Listen;
        BugCheckException exception = BugCheckAssert.Violates(0x100A, "DDI2002", () => throw fault!);
        Assert.Equal((Resource.Number, (ulong)thread!.ResourceThread), (exception.Parameter2, exception.Parameter3));
    }

    [Fact]
    public void A_thread_that_ends_holding_is_found_by_the_garbage_collector_and_by_CheckThreadExit()
    {
        BugCheckException? finding = null;
        void Listen(BugCheckException exception)
        {
            // Resources that other tests dropped are findings too.
            if (exception.Parameter2 == Resource.Number)
                Volatile.Write(ref finding, exception);
        }
        DdiVerifier.Finding += Listen;
        Actor b = new();
        b.Do(() =>
        {
            KeEnterGuardedRegion();
            ExAcquireResourceExclusiveLite(Resource, true);
            KeLeaveGuardedRegion();
        });
        BugCheckAssert.Violates(0x100A, "DDI2002", () => b.Do(DdiVerifier.CheckThreadExit));
        b.End();
        Actor.Until(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return Volatile.Read(ref finding) is not null;
        });
        DdiVerifier.Finding -= Listen;
        BugCheckAssert.Violates(0x100A, "DDI2002", () => throw finding!);
    }

    [Fact]
    public void A_resource_that_is_dropped_without_delete_is_0xD2()
    {
        ulong dropped = 0;
        ulong deleted = 0;
        System.Collections.Concurrent.ConcurrentDictionary<ulong, BugCheckException> findings = new();
        void Listen(BugCheckException exception) => findings[exception.Parameter2] = exception;
        DdiVerifier.Finding += Listen;
        Drop();
        Actor.Until(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return findings.ContainsKey(dropped);
        });
        DdiVerifier.Finding -= Listen;
        BugCheckAssert.Violates(0xD2, "DDI3007", () => throw findings[dropped]);
        Assert.DoesNotContain(deleted, findings.Keys);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        void Drop()
        {
            dropped = NewResource().Number;
            ERESOURCE resource = NewResource();
            deleted = resource.Number;
            ExDeleteResourceLite(resource);
        }
    }

    [Fact]
    public void A_verified_resource_keeps_the_table_of_grants_and_works_on_when_verification_ends()
    {
        using Actor b = new();
        FltAcquireResourceExclusive(Resource);
        FltAcquireResourceShared(Resource);
        Assert.Equal(2u, ExIsResourceAcquiredSharedLite(Resource));
        Assert.True(ExIsResourceAcquiredExclusiveLite(Resource));
        Task waiting = b.Begin(() => FltAcquireResourceShared(Resource));
        Actor.Until(() => ExGetSharedWaiterCount(Resource) == 1);
        DdiVerifier.Disable();
        FltReleaseResource(Resource);
        ExConvertExclusiveToSharedLite(Resource);
        Actor.Finish(waiting);
        FltReleaseResource(Resource);
        Assert.False(ExTryToAcquireResourceExclusiveLite(Resource));
        b.Do(() => FltReleaseResource(Resource));
        Assert.True(ExTryToAcquireResourceExclusiveLite(Resource));
        ExReleaseResourceLite(Resource);
        BugCheckAssert.Throws(BugCheckCode.RESOURCE_NOT_OWNED, () => ExReleaseResourceLite(Resource));
    }
}
