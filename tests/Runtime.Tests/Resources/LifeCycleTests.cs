using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Resources;

public class LifeCycleTests
{
    [Fact]
    public void Behaviour_1_an_initialised_resource_is_free_and_nobody_waits()
    {
        ERESOURCE resource = new();
        Assert.Equal(STATUS_SUCCESS, ExInitializeResourceLite(resource));
        Assert.Equal(0u, ExIsResourceAcquiredSharedLite(resource));
        Assert.False(ExIsResourceAcquiredExclusiveLite(resource));
        Assert.Equal(0u, ExGetExclusiveWaiterCount(resource));
        Assert.Equal(0u, ExGetSharedWaiterCount(resource));
        Assert.Equal(STATUS_SUCCESS, ExDeleteResourceLite(resource));
    }

    [Fact]
    public void Behaviour_2_initialise_release_and_queries_work_at_dispatch_and_delete_at_apc_level()
    {
        ERESOURCE resource = new();
        KeRaiseIrql(DISPATCH_LEVEL, out byte old);
        ExInitializeResourceLite(resource);
        ExReinitializeResourceLite(resource);
        KeLowerIrql(APC_LEVEL);
        Assert.True(ExAcquireResourceExclusiveLite(resource, true));
        Assert.True(ExAcquireResourceSharedLite(resource, true));
        KeRaiseIrql(DISPATCH_LEVEL, out _);
        Assert.True(ExIsResourceAcquiredExclusiveLite(resource));
        Assert.Equal(2u, ExIsResourceAcquiredSharedLite(resource));
        Assert.Equal(0u, ExGetExclusiveWaiterCount(resource) + ExGetSharedWaiterCount(resource));
        ExReleaseResourceLite(resource);
        ExSetResourceOwnerPointer(resource, 3);
        ExReleaseResourceForThreadLite(resource, 3);
        KeLowerIrql(APC_LEVEL);
        ExDeleteResourceLite(resource);
        KeLowerIrql(old);
    }

    [Fact]
    public void Behaviour_3_the_list_holds_what_is_initialised_and_a_deleted_one_can_come_back()
    {
        ERESOURCE resource = new();
        ExInitializeResourceLite(resource);
        ulong first = resource.Number;
        Assert.True(IsListed(first));
        ExDeleteResourceLite(resource);
        Assert.False(IsListed(first));
        Assert.Equal(STATUS_SUCCESS, ExInitializeResourceLite(resource));
        Assert.True(resource.Number > first);
        Assert.True(IsListed(resource.Number));
        Assert.True(ExTryToAcquireResourceExclusiveLite(resource));
        ExReleaseResourceLite(resource);
        ExDeleteResourceLite(resource);
    }

    [Fact]
    public void Behaviour_4_deleting_twice_or_null_bug_checks()
    {
        ERESOURCE resource = new();
        ExInitializeResourceLite(resource);
        ExDeleteResourceLite(resource);
        BugCheckAssert.Throws(BugCheckCode.KERNEL_SECURITY_CHECK_FAILURE, () => ExDeleteResourceLite(resource), 3);
        BugCheckAssert.Throws(BugCheckCode.KERNEL_SECURITY_CHECK_FAILURE, () => ExDeleteResourceLite(null!), 3);
    }

    [Fact]
    public void Behaviour_5_initialising_null_raises_an_access_violation()
    {
        NtStatusException exception = Assert.Throws<NtStatusException>(() => ExInitializeResourceLite(null!));
        Assert.Equal(STATUS_ACCESS_VIOLATION, exception.Status);
    }

    [Fact]
    public void Behaviour_6_initialising_a_live_resource_bug_checks()
    {
        ERESOURCE resource = new();
        ExInitializeResourceLite(resource);
        BugCheckException exception = BugCheckAssert.Throws(
            BugCheckCode.KERNEL_SECURITY_CHECK_FAILURE, () => ExInitializeResourceLite(resource), 3);
        Assert.Equal("DDI3006", exception.RuleId);
        Assert.True(ExTryToAcquireResourceExclusiveLite(resource));
        ExReleaseResourceLite(resource);
    }

    public static TheoryData<string, Action<ERESOURCE>> Uses => new()
    {
        { "X", r => ExAcquireResourceExclusiveLite(r, true) },
        { "S", r => ExAcquireResourceSharedLite(r, false) },
        { "St", r => ExAcquireSharedStarveExclusive(r, true) },
        { "Wf", r => ExAcquireSharedWaitForExclusive(r, false) },
        { "Try", r => ExTryToAcquireResourceExclusiveLite(r) },
        { "Release", ExReleaseResourceLite },
        { "ForThread", r => ExReleaseResourceForThreadLite(r, ExGetCurrentResourceThread()) },
        { "ForPointer", r => ExReleaseResourceForThreadLite(r, 3) },
        { "Convert", ExConvertExclusiveToSharedLite },
        { "SetOwner", r => ExSetResourceOwnerPointer(r, 3) },
        { "IsExclusive", r => ExIsResourceAcquiredExclusiveLite(r) },
        { "IsShared", r => ExIsResourceAcquiredSharedLite(r) },
        { "ExclusiveWaiters", r => ExGetExclusiveWaiterCount(r) },
        { "SharedWaiters", r => ExGetSharedWaiterCount(r) },
        { "Reinitialize", r => ExReinitializeResourceLite(r) },
        { "Boost", ExDisableResourceBoostLite },
    };

    [Theory]
    [MemberData(nameof(Uses), DisableDiscoveryEnumeration = true)]
    public void Behaviour_7_using_what_is_not_initialised_or_deleted_is_a_clear_error(string use, Action<ERESOURCE> action)
    {
        ERESOURCE resource = new();
        BugCheckException before = BugCheckAssert.Violates(0x1002, "DDI3004", () => action(resource));
        Assert.Contains("not initialised", before.Message);
        ExInitializeResourceLite(resource);
        ExDeleteResourceLite(resource);
        BugCheckException after = BugCheckAssert.Violates(0x1002, "DDI3005", () => action(resource));
        Assert.True(after.Parameter2 != 0, use);
    }

    [Theory]
    [MemberData(nameof(Uses), DisableDiscoveryEnumeration = true)]
    public void Using_null_is_the_managed_access_violation(string use, Action<ERESOURCE> action)
    {
        Assert.Equal(typeof(NullReferenceException), Record.Exception(() => action(null!))?.GetType() ?? typeof(void));
        Assert.NotEqual("", use);
    }

    [Fact]
    public void A_refused_region_acquisition_leaves_the_region_again()
    {
        ERESOURCE resource = new();
        Assert.Throws<BugCheckException>(() => ExEnterCriticalRegionAndAcquireResourceExclusive(resource));
        Assert.Throws<BugCheckException>(() => FltAcquireResourceShared(resource));
        Assert.Throws<BugCheckException>(() => ExEnterCriticalRegionAndAcquireSharedWaitForExclusive(resource));
        Assert.False(KeAreApcsDisabled());
    }

    [Fact]
    public void Behaviour_8_reinitialise_forgets_owners_counts_and_contention_and_keeps_the_listing()
    {
        ERESOURCE resource = new();
        ExInitializeResourceLite(resource);
        using (Actor b = new())
        {
            ExAcquireResourceExclusiveLite(resource, true);
            Task waiting = b.Begin(() => ExAcquireResourceSharedLite(resource, true));
            Actor.Until(() => ExGetSharedWaiterCount(resource) == 1);
            ExReleaseResourceLite(resource);
            Actor.Finish(waiting);
        }
        // B still shares it: nobody checks that.
        Assert.False(ExTryToAcquireResourceExclusiveLite(resource));
        Assert.Equal(STATUS_SUCCESS, ExReinitializeResourceLite(resource));
        Assert.True(IsListed(resource.Number));
        Assert.Equal(0u, LocksDump.Take(true).Locks.Single(record => record.Number == resource.Number).Contentions);
        Assert.True(ExTryToAcquireResourceExclusiveLite(resource));
        Assert.Equal(1u, ExIsResourceAcquiredSharedLite(resource));
        ExReleaseResourceLite(resource);
        Assert.Equal(STATUS_SUCCESS, ExDeleteResourceLite(resource));
        Assert.Throws<BugCheckException>(() => ExDeleteResourceLite(resource));
    }

    [Fact]
    public void Behaviour_9_without_verification_delete_does_not_look_at_the_owner()
    {
        ERESOURCE resource = new();
        ExInitializeResourceLite(resource);
        ExAcquireResourceExclusiveLite(resource, true);
        Assert.Equal(STATUS_SUCCESS, ExDeleteResourceLite(resource));
        Assert.Throws<BugCheckException>(() => ExReleaseResourceLite(resource));
    }

    [Fact]
    public void A_resource_that_is_dropped_without_delete_leaves_the_list_by_itself()
    {
        ulong number = Drop();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(IsListed(number));

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static ulong Drop()
        {
            ERESOURCE resource = new();
            ExInitializeResourceLite(resource);
            return resource.Number;
        }
    }

    [Fact]
    public void The_obsolete_names_are_the_lite_routines()
    {
        ERESOURCE resource = new();
        Assert.Equal(STATUS_SUCCESS, ExInitializeResource(resource));
        Assert.True(ExAcquireResourceExclusive(resource, true));
        Assert.True(ExIsResourceAcquiredExclusive(resource));
        ExConvertExclusiveToShared(resource);
        Assert.True(ExAcquireResourceShared(resource, true));
        Assert.Equal(2u, ExIsResourceAcquired(resource));
        Assert.Equal(2u, ExIsResourceAcquiredShared(resource));
        Assert.Equal(2u, ExIsResourceAcquiredLite(resource));
        ExReleaseResource(resource);
        ExReleaseResourceForThread(resource, ExGetCurrentResourceThread());
        Assert.Equal(STATUS_SUCCESS, ExDeleteResource(resource));
    }

    [Fact]
    public void The_shared_pool_hands_out_sixteen_initialised_resources_in_turn()
    {
        HashSet<ERESOURCE> seen = [.. Enumerable.Range(0, 64).Select(_ => FsRtlAllocateResource())];
        Assert.Equal(16, seen.Count);
        Assert.All(seen, resource =>
        {
            FltAcquireResourceExclusive(resource);
            FltReleaseResource(resource);
        });
    }

    private static bool IsListed(ulong number) => LocksDump.Take(includeFree: true).Locks.Any(record => record.Number == number);
}
