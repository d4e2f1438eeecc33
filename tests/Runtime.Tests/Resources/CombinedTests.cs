using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Resources;

public class CombinedTests
{
    private readonly ERESOURCE _resource = new();

    public CombinedTests() => ExInitializeResourceLite(_resource);

    [Theory]
    [InlineData("X")]
    [InlineData("S")]
    [InlineData("Wf")]
    public void Behaviour_80_region_and_resource_nest_and_balance(string request)
    {
        KernelThread me = KeGetCurrentThread();
        for (short depth = 1; depth <= 3; depth++)
        {
            Assert.Null(Enter(request));
            Assert.Equal(-depth, me.KernelApcDisable);
            Assert.Equal((uint)depth, ExIsResourceAcquiredSharedLite(_resource));
            Assert.Equal(request == "X", ExIsResourceAcquiredExclusiveLite(_resource));
            Assert.True(KeAreApcsDisabled());
            Assert.False(KeAreAllApcsDisabled());
        }
        for (short left = 2; left >= 0; left--)
        {
            ExReleaseResourceAndLeaveCriticalRegion(_resource);
            Assert.Equal(-left, me.KernelApcDisable);
            Assert.Equal((uint)left, ExIsResourceAcquiredSharedLite(_resource));
        }
        Assert.False(KeAreApcsDisabled());
    }

    [Fact]
    public void Behaviour_80_at_apc_level_all_apcs_are_disabled_throughout()
    {
        KeRaiseIrql(APC_LEVEL, out byte old);
        Enter("X");
        Assert.True(KeAreAllApcsDisabled());
        Assert.True(KeAreApcsDisabled());
        ExReleaseResourceAndLeaveCriticalRegion(_resource);
        Assert.True(KeAreAllApcsDisabled());
        Assert.False(KeAreApcsDisabled());
        KeLowerIrql(old);
    }

    [Fact]
    public void Behaviour_80_they_wait()
    {
        using Actor b = new();
        Enter("X");
        foreach (string request in new[] { "X", "S", "Wf" })
        {
            Task waiting = b.Begin(() => Enter(request));
            Actor.StaysBlocked(waiting);
            ExReleaseResourceAndLeaveCriticalRegion(_resource);
            Actor.Finish(waiting);
            Assert.True(b.Do(KeAreApcsDisabled));
            b.Do(() => ExReleaseResourceAndLeaveCriticalRegion(_resource));
            Assert.False(b.Do(KeAreApcsDisabled));
            Enter("X");
        }
        ExReleaseResourceAndLeaveCriticalRegion(_resource);
    }

    [Fact]
    public void Behaviours_81_83_the_filter_routines_enter_and_leave_the_region_themselves()
    {
        using Actor b = new();
        FltAcquireResourceShared(_resource);
        Assert.True(KeAreApcsDisabled());
        FltAcquireResourceShared(_resource);
        Assert.Equal(2u, ExIsResourceAcquiredSharedLite(_resource));
        Task writer = b.Begin(() => FltAcquireResourceExclusive(_resource));
        Actor.Until(() => ExGetExclusiveWaiterCount(_resource) == 1);
        FltReleaseResource(_resource);
        FltReleaseResource(_resource);
        Assert.False(KeAreApcsDisabled());
        Actor.Finish(writer);
        b.Do(() => FltReleaseResource(_resource));
        Assert.False(b.Do(KeAreApcsDisabled));
    }

    [Fact]
    public void Behaviour_81_the_filter_routines_mix_with_the_plain_parts()
    {
        FltAcquireResourceExclusive(_resource);
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        FltReleaseResource(_resource);
        Enter("S");
        FltReleaseResource(_resource);
        Assert.False(KeAreApcsDisabled());
        Assert.True(ExTryToAcquireResourceExclusiveLite(_resource));
        ExReleaseResourceLite(_resource);
    }

    private object? Enter(string request) => request switch
    {
        "X" => ExEnterCriticalRegionAndAcquireResourceExclusive(_resource),
        "S" => ExEnterCriticalRegionAndAcquireResourceShared(_resource),
        _ => ExEnterCriticalRegionAndAcquireSharedWaitForExclusive(_resource),
    };
}
