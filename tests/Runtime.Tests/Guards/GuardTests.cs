using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Guards;

public class GuardTests
{
    private EX_PUSH_LOCK _pushLock;

    [Fact]
    public void A_resource_guard_enters_a_region_acquires_and_undoes_both_once()
    {
        ERESOURCE resource = new();
        ExInitializeResourceLite(resource);
        using (ResourceGuard guard = resource.AcquireExclusive())
        {
            Assert.True(guard.IsHeld);
            Assert.True(ExIsResourceAcquiredExclusiveLite(resource));
            Assert.Equal(-1, KeGetCurrentThread().KernelApcDisable);
        }
        Assert.Equal(0u, ExIsResourceAcquiredLite(resource));
        Assert.False(KeAreApcsDisabled());

        ResourceGuard twice = resource.AcquireShared();
        Assert.Equal(1u, ExIsResourceAcquiredSharedLite(resource));
        twice.Dispose();
        twice.Dispose();
        Assert.False(twice.IsHeld);
        Assert.False(KeAreApcsDisabled());
        using (resource.AcquireSharedWaitForExclusive())
            Assert.Equal(1u, ExIsResourceAcquiredSharedLite(resource));
        Assert.False(KeAreApcsDisabled());
    }

    [Fact]
    public void A_guard_releases_when_its_body_throws()
    {
        ERESOURCE resource = new();
        ExInitializeResourceLite(resource);
        Assert.Throws<FormatException>((Action)(() =>
        {
            using (resource.AcquireExclusive())
                throw new FormatException();
        }));
        Assert.Equal(0u, ExIsResourceAcquiredLite(resource));
        Assert.False(KeAreApcsDisabled());
    }

    [Fact]
    public void A_try_that_fails_holds_nothing_and_enters_nothing()
    {
        ERESOURCE resource = new();
        ExInitializeResourceLite(resource);
        using Actor other = new();
        other.Do(() => FltAcquireResourceExclusive(resource));
        using (ResourceGuard guard = resource.TryAcquireExclusive())
            Assert.False(guard.IsHeld);
        using (ResourceGuard guard = resource.TryAcquireShared())
            Assert.False(guard.IsHeld);
        Assert.False(KeAreApcsDisabled());
        other.Do(() => FltReleaseResource(resource));
        using (ResourceGuard guard = resource.TryAcquireExclusive())
        {
            Assert.True(guard.IsHeld);
            Assert.True(KeAreApcsDisabled());
        }
        Assert.False(KeAreApcsDisabled());
    }

    [Fact]
    public void A_push_lock_guard_holds_the_lock_itself_and_not_a_copy()
    {
        using (_pushLock.AcquireExclusive())
        {
            Assert.Equal("exclusive", _pushLock.ToString());
            Assert.True(KeAreApcsDisabled());
        }
        Assert.Equal("free", _pushLock.ToString());
        PushLockGuard guard = _pushLock.AcquireShared();
        Assert.Equal("shared by 1", _pushLock.ToString());
        guard.Dispose();
        guard.Dispose();
        Assert.False(guard.IsHeld);
        Assert.Equal("free", _pushLock.ToString());
        Assert.False(KeAreApcsDisabled());
    }

    [Fact]
    public void Region_and_IRQL_guards_nest_and_dispose_once()
    {
        CriticalRegion critical = CriticalRegion.Enter();
        GuardedRegion guarded = GuardedRegion.Enter();
        DdiCompliance.Irql raised = DdiCompliance.Irql.Raise(DISPATCH_LEVEL);
        Assert.Equal(DISPATCH_LEVEL, KeGetCurrentIrql());
        Assert.Equal(PASSIVE_LEVEL, raised.Old);
        raised.Dispose();
        raised.Dispose();
        guarded.Dispose();
        guarded.Dispose();
        Assert.Equal(-1, KeGetCurrentThread().KernelApcDisable);
        critical.Dispose();
        critical.Dispose();
        Assert.False(KeAreApcsDisabled());
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
    }

    [Fact]
    public void A_default_guard_does_nothing()
    {
        default(ResourceGuard).Dispose();
        default(PushLockGuard).Dispose();
        default(CriticalRegion).Dispose();
        default(GuardedRegion).Dispose();
        default(DdiCompliance.Irql).Dispose();
        Assert.False(KeAreApcsDisabled());
    }

    [Fact]
    public void A_copied_guard_releases_twice_which_is_a_bug_check()
    {
        PushLockGuard guard = _pushLock.AcquireShared();
        PushLockGuard copy = guard;
        guard.Dispose();
        BugCheckException? thrown = null;
        try
        {
            copy.Dispose();
        }
        catch (BugCheckException exception)
        {
            thrown = exception;
        }
        Assert.Equal(BugCheckCode.KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE, thrown?.Code);
        Assert.False(KeAreApcsDisabled());
    }
}
