using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Resources;

public class OwnershipTests : ResourceTest
{
    private const nuint Pointer = 0x1000 | 3;

    [Fact]
    public void Behaviour_42_conversion_keeps_the_count_and_lets_shared_waiters_in_but_not_exclusive_ones()
    {
        Actor b = NewActor("B");
        Actor c = NewActor("C");
        Actor d = NewActor("D");
        for (int i = 0; i < 8; i++)
            ExAcquireResourceExclusiveLite(Resource, true);
        Task writer = Queue(b, "X");
        Task reader = Queue(c, "S");
        ExConvertExclusiveToSharedLite(Resource);
        Actor.Finish(reader);
        Assert.Equal(8u, ExIsResourceAcquiredSharedLite(Resource));
        Assert.False(ExIsResourceAcquiredExclusiveLite(Resource));
        Actor.StaysBlocked(writer);
        Assert.False(d.Do(() => ExAcquireResourceSharedLite(Resource, false)));
        ReleaseBy(c);
        for (int i = 0; i < 8; i++)
            ExReleaseResourceLite(Resource);
        Actor.Finish(writer);
        ReleaseBy(b);
        AssertFree();
    }

    [Fact]
    public void Behaviour_43_conversion_by_a_mere_sharer_does_nothing()
    {
        Actor b = NewActor("B");
        ExAcquireResourceSharedLite(Resource, true);
        ExAcquireResourceSharedLite(Resource, true);
        ExConvertExclusiveToSharedLite(Resource);
        b.Do(() => ExConvertExclusiveToSharedLite(Resource));
        Assert.Equal(2u, ExIsResourceAcquiredSharedLite(Resource));
        Assert.False(b.Do(() => ExTryToAcquireResourceExclusiveLite(Resource)));
        ExReleaseResourceLite(Resource);
        ExReleaseResourceLite(Resource);
        AssertFree();
    }

    [Fact]
    public void Behaviour_44_there_is_no_way_from_shared_to_exclusive()
    {
        ExAcquireResourceSharedLite(Resource, true);
        Assert.False(ExTryToAcquireResourceExclusiveLite(Resource));
        Assert.DoesNotContain(typeof(Ddi).GetMethods(), method => method.Name.Contains("ConvertShared") && method.Name.Contains("Resource"));
        ExReleaseResourceLite(Resource);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0x1000u)]
    [InlineData(0x1001u)]
    [InlineData(0x1002u)]
    public void Behaviour_45_an_owner_pointer_needs_its_two_low_bits(uint pointer)
    {
        ExAcquireResourceExclusiveLite(Resource, true);
        BugCheckException exception = BugCheckAssert.Throws(
            BugCheckCode.RESOURCE_OWNER_POINTER_INVALID, () => ExSetResourceOwnerPointer(Resource, pointer),
            Resource.Number, 0, ExGetCurrentResourceThread(), pointer);
        Assert.Equal("DDI3009", exception.RuleId);
        Assert.True(ExIsResourceAcquiredExclusiveLite(Resource));
        ExReleaseResourceLite(Resource);
        AssertFree();
    }

    [Fact]
    public void Behaviour_45_the_value_3_is_an_owner_pointer()
    {
        ExAcquireResourceExclusiveLite(Resource, true);
        ExSetResourceOwnerPointer(Resource, 3);
        ExReleaseResourceForThreadLite(Resource, 3);
        AssertFree();
    }

    [Theory]
    [InlineData("X")]
    [InlineData("S")]
    public void Behaviours_46_52_after_the_transfer_the_pointer_owns_and_any_thread_releases(string request)
    {
        Actor b = NewActor("B");
        Acquire(request, Resource, true);
        ExSetResourceOwnerPointer(Resource, Pointer);
        // 52: leaving the region is normal now.
        KeLeaveCriticalRegion();
        Assert.Equal(0u, ExIsResourceAcquiredSharedLite(Resource));
        Assert.False(ExIsResourceAcquiredExclusiveLite(Resource));
        Assert.Equal(request == "S", Attempt("S"));
        Assert.False(Attempt("X"));
        b.Do(() => ExReleaseResourceForThreadLite(Resource, Pointer));
        KeEnterCriticalRegion();
        AssertFree();
    }

    [Fact]
    public void Behaviour_46_the_pointer_outlives_the_thread()
    {
        Actor b = NewActor("B");
        b.Do(() =>
        {
            ExAcquireResourceExclusiveLite(Resource, true);
            ExSetResourceOwnerPointer(Resource, Pointer);
        });
        b.End();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.False(ExTryToAcquireResourceExclusiveLite(Resource));
        ExReleaseResourceForThreadLite(Resource, Pointer);
        AssertFree();
    }

    [Fact]
    public void Behaviour_46_the_low_bits_belong_to_the_value()
    {
        ExAcquireResourceExclusiveLite(Resource, true);
        ExSetResourceOwnerPointer(Resource, Pointer);
        BugCheckAssert.Throws(BugCheckCode.RESOURCE_NOT_OWNED, () => ExReleaseResourceForThreadLite(Resource, Pointer - 1));
        ExReleaseResourceForThreadLite(Resource, Pointer);
        AssertFree();
    }

    [Theory]
    [InlineData("X")]
    [InlineData("S")]
    public void Behaviour_47_n_acquisitions_need_n_releases_by_the_pointer(string request)
    {
        for (int i = 0; i < 4; i++)
            Acquire(request, Resource, true);
        ExSetResourceOwnerPointer(Resource, Pointer);
        for (int i = 0; i < 4; i++)
        {
            Assert.False(ExTryToAcquireResourceExclusiveLite(Resource));
            ExReleaseResourceForThreadLite(Resource, Pointer);
        }
        BugCheckAssert.Throws(BugCheckCode.RESOURCE_NOT_OWNED, () => ExReleaseResourceForThreadLite(Resource, Pointer));
        AssertFree();
    }

    [Fact]
    public void Behaviour_48_shares_of_one_pointer_are_merged_and_the_thread_can_share_again()
    {
        Actor b = NewActor("B");
        ExAcquireResourceSharedLite(Resource, true);
        ExAcquireResourceSharedLite(Resource, true);
        ExSetResourceOwnerPointer(Resource, Pointer);
        Assert.True(ExAcquireResourceSharedLite(Resource, true));
        Assert.Equal(1u, ExIsResourceAcquiredSharedLite(Resource));
        ExSetResourceOwnerPointer(Resource, Pointer);
        b.Do(() =>
        {
            ExAcquireResourceSharedLite(Resource, true);
            ExSetResourceOwnerPointer(Resource, Pointer + 0x10);
        });
        for (int i = 0; i < 3; i++)
        {
            Assert.False(ExTryToAcquireResourceExclusiveLite(Resource));
            ExReleaseResourceForThreadLite(Resource, Pointer);
        }
        Assert.False(ExTryToAcquireResourceExclusiveLite(Resource));
        ExReleaseResourceForThreadLite(Resource, Pointer + 0x10);
        AssertFree();
    }

    [Theory]
    [InlineData("X")]
    [InlineData("S")]
    public void Behaviour_49_a_transfer_wakes_nobody_and_the_pointers_release_hands_over(string request)
    {
        Actor b = NewActor("B");
        Acquire(request, Resource, true);
        Task writer = Queue(b, "X");
        ExSetResourceOwnerPointer(Resource, Pointer);
        Actor.StaysBlocked(writer);
        Assert.Equal(1u, ExGetExclusiveWaiterCount(Resource));
        ExReleaseResourceForThreadLite(Resource, Pointer);
        Assert.Equal(0u, ExGetExclusiveWaiterCount(Resource));
        Actor.Finish(writer);
        Assert.True(b.Do(() => ExIsResourceAcquiredExclusiveLite(Resource)));
        ReleaseBy(b);
        AssertFree();
    }

    [Fact]
    public void Behaviour_49_a_pointer_counts_as_an_exclusive_owner_when_it_hands_over()
    {
        Actor b = NewActor("B");
        Actor c = NewActor("C");
        ExAcquireResourceExclusiveLite(Resource, true);
        ExSetResourceOwnerPointer(Resource, Pointer);
        Task writer = Queue(b, "X");
        Task reader = Queue(c, "S");
        ExReleaseResourceForThreadLite(Resource, Pointer);
        Actor.Finish(reader);
        Actor.StaysBlocked(writer);
        ReleaseBy(c);
        Actor.Finish(writer);
        ReleaseBy(b);
        AssertFree();
    }

    [Fact]
    public void Behaviour_50_the_ex_form_takes_a_thread_as_pointer()
    {
        ExAcquireResourceSharedLite(Resource, true);
        nuint pointer = ExGetCurrentResourceThread() | 3;
        ExSetResourceOwnerPointerEx(Resource, pointer, FLAG_OWNER_POINTER_IS_THREAD);
        ExReleaseResourceForThreadLite(Resource, pointer);
        ExAcquireResourceSharedLite(Resource, true);
        ExSetResourceOwnerPointerEx(Resource, Pointer, 0);
        ExReleaseResourceForThreadLite(Resource, Pointer);
        ExAcquireResourceSharedLite(Resource, true);
        BugCheckAssert.Throws(BugCheckCode.RESOURCE_OWNER_POINTER_INVALID, () => ExSetResourceOwnerPointerEx(Resource, unchecked((nuint)0 - 1), 1));
        BugCheckAssert.Throws(BugCheckCode.RESOURCE_OWNER_POINTER_INVALID, () => ExSetResourceOwnerPointerEx(Resource, Pointer, 2));
        ExReleaseResourceLite(Resource);
        AssertFree();
    }

    [Theory]
    [InlineData("X")]
    [InlineData("S")]
    public void Behaviour_51_the_plain_release_after_a_transfer_is_an_error(string request)
    {
        Acquire(request, Resource, true);
        ExSetResourceOwnerPointer(Resource, Pointer);
        BugCheckAssert.Throws(BugCheckCode.RESOURCE_NOT_OWNED, () => ExReleaseResourceLite(Resource), Resource.Number, ExGetCurrentResourceThread());
        BugCheckAssert.Throws(
            BugCheckCode.RESOURCE_NOT_OWNED, () => ExReleaseResourceForThreadLite(Resource, ExGetCurrentResourceThread()), Resource.Number);
        ExReleaseResourceForThreadLite(Resource, Pointer);
        AssertFree();
    }

    [Fact]
    public void Behaviour_53_giving_away_what_one_does_not_own()
    {
        Actor b = NewActor("B");
        b.Do(() => ExAcquireResourceSharedLite(Resource, true));
        BugCheckAssert.Throws(
            BugCheckCode.RESOURCE_NOT_OWNED, () => ExSetResourceOwnerPointer(Resource, Pointer), Resource.Number, ExGetCurrentResourceThread(), 0, 3);
        ReleaseBy(b);
        AssertFree();
    }

    private bool Attempt(string request)
    {
        bool granted = Try(request, Resource);
        if (granted)
            ExReleaseResourceLite(Resource);
        return granted;
    }
}
