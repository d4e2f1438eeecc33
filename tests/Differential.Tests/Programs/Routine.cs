using System.Collections.Frozen;

namespace DdiCompliance.Differential.Tests.Programs;

/// <summary>What a routine of a program does.</summary>
public enum Act
{
    Acquire,
    Release,
    Convert,
    Enter,
    Leave,
}

/// <summary>Which routines belong together: what one of a group acquired, one of the same group releases.</summary>
public enum Family
{
    /// <summary><c>ExAcquire...</c>: the caller brackets.</summary>
    Plain,

    /// <summary><c>ExEnterCriticalRegionAndAcquire...</c>: enters a region itself.</summary>
    Combined,

    /// <summary><c>Flt...</c>: enters a region itself.</summary>
    Filter,
}

/// <summary>How a lock is taken; releases name the mode only where the routine does.</summary>
public enum Mode
{
    Any,
    Shared,
    Exclusive,
}

/// <summary>The kinds of locks in programs; for regions which of the two it is.</summary>
public enum Thing
{
    Resource,
    PushLock,
    Critical,
    Guarded,
}

/// <summary>One routine that programs call.</summary>
/// <param name="Name">Its DDI name.</param>
/// <param name="Thing">What it works on.</param>
/// <param name="Act">What it does.</param>
/// <param name="Family">Its partners.</param>
/// <param name="Mode">How it takes the lock.</param>
/// <param name="TakesWait">Whether it has a <c>Wait</c> parameter and a result.</param>
public sealed record Routine(string Name, Thing Thing, Act Act, Family Family = Family.Plain, Mode Mode = Mode.Any, bool TakesWait = false)
{
    /// <summary>Every routine that programs call.</summary>
    public static IReadOnlyList<Routine> All { get; } =
    [
        new("KeEnterCriticalRegion", Thing.Critical, Act.Enter),
        new("FsRtlEnterFileSystem", Thing.Critical, Act.Enter),
        new("KeLeaveCriticalRegion", Thing.Critical, Act.Leave),
        new("FsRtlExitFileSystem", Thing.Critical, Act.Leave),
        new("KeEnterGuardedRegion", Thing.Guarded, Act.Enter),
        new("KeLeaveGuardedRegion", Thing.Guarded, Act.Leave),
        new("ExAcquireResourceExclusiveLite", Thing.Resource, Act.Acquire, Family.Plain, Mode.Exclusive, true),
        new("ExAcquireResourceSharedLite", Thing.Resource, Act.Acquire, Family.Plain, Mode.Shared, true),
        new("ExAcquireSharedStarveExclusive", Thing.Resource, Act.Acquire, Family.Plain, Mode.Shared, true),
        new("ExAcquireSharedWaitForExclusive", Thing.Resource, Act.Acquire, Family.Plain, Mode.Shared, true),
        new("ExReleaseResourceLite", Thing.Resource, Act.Release),
        new("ExReleaseResourceForThreadLite", Thing.Resource, Act.Release),
        new("ExConvertExclusiveToSharedLite", Thing.Resource, Act.Convert),
        new("ExEnterCriticalRegionAndAcquireResourceExclusive", Thing.Resource, Act.Acquire, Family.Combined, Mode.Exclusive),
        new("ExEnterCriticalRegionAndAcquireResourceShared", Thing.Resource, Act.Acquire, Family.Combined, Mode.Shared),
        new("ExReleaseResourceAndLeaveCriticalRegion", Thing.Resource, Act.Release, Family.Combined),
        new("FltAcquireResourceExclusive", Thing.Resource, Act.Acquire, Family.Filter, Mode.Exclusive),
        new("FltAcquireResourceShared", Thing.Resource, Act.Acquire, Family.Filter, Mode.Shared),
        new("FltReleaseResource", Thing.Resource, Act.Release, Family.Filter),
        new("ExAcquirePushLockExclusive", Thing.PushLock, Act.Acquire, Family.Plain, Mode.Exclusive),
        new("ExAcquirePushLockShared", Thing.PushLock, Act.Acquire, Family.Plain, Mode.Shared),
        new("ExReleasePushLockExclusive", Thing.PushLock, Act.Release, Family.Plain, Mode.Exclusive),
        new("ExReleasePushLockShared", Thing.PushLock, Act.Release, Family.Plain, Mode.Shared),
        new("FltAcquirePushLockExclusive", Thing.PushLock, Act.Acquire, Family.Filter, Mode.Exclusive),
        new("FltAcquirePushLockShared", Thing.PushLock, Act.Acquire, Family.Filter, Mode.Shared),
        new("FltReleasePushLock", Thing.PushLock, Act.Release, Family.Filter),
    ];

    /// <summary>The routines that do something to something.</summary>
    public static IReadOnlyList<Routine> Find(Thing thing, Act act) => [.. All.Where(routine => routine.Thing == thing && routine.Act == act)];

    // Nobody writes it in the first place; fixes do.
    private static readonly Routine s_byFixes = new("ExEnterCriticalRegionAndAcquireSharedWaitForExclusive", Thing.Resource, Act.Acquire, Family.Combined, Mode.Shared);

    private static readonly FrozenDictionary<string, Routine> s_byName = All.Append(s_byFixes).ToFrozenDictionary(static routine => routine.Name);

    /// <summary>A routine by its name.</summary>
    public static Routine Named(string name) => s_byName[name];

    /// <summary>The partners that undo this one.</summary>
    public IReadOnlyList<Routine> Partners() => Act == Act.Enter
        ? Find(Thing, Act.Leave)
        : [.. Find(Thing, Act.Release).Where(release => release.Family == Family && (release.Mode == Mode.Any || release.Mode == Mode))];
}
