using System.Runtime.CompilerServices;

namespace DdiCompliance.Differential.Tests.Executing;

/// <summary>Stands for <see cref="ERESOURCE"/> in executed programs: the same name, and a name of its own for the machine.</summary>
public sealed class TracedResource
{
    /// <summary>The resource of the runtime, when the program runs on it.</summary>
    internal ERESOURCE? Real { get; set; }

    /// <summary>Its number in the program.</summary>
    internal int Number { get; set; }

    /// <summary>The execution that gave it a resource of the runtime.</summary>
    internal long Execution { get; set; }

    public TracedGuard AcquireExclusive([CallerLineNumber] int line = 0) => new(this, "ExEnterCriticalRegionAndAcquireResourceExclusive", line);

    public TracedGuard AcquireShared([CallerLineNumber] int line = 0) => new(this, "ExEnterCriticalRegionAndAcquireResourceShared", line);

    public TracedGuard AcquireSharedWaitForExclusive([CallerLineNumber] int line = 0) => new(this, "ExEnterCriticalRegionAndAcquireSharedWaitForExclusive", line);
}

/// <summary>Stands for <see cref="EX_PUSH_LOCK"/> in executed programs.</summary>
public struct TracedPushLock
{
    /// <summary>The lock of the runtime.</summary>
    internal EX_PUSH_LOCK Real;
}

/// <summary>Stands for the guard of a resource: it does with routines what the guard of the runtime does.</summary>
public readonly ref struct TracedGuard
{
    private readonly TracedResource _resource;
    private readonly int _line;

    internal TracedGuard(TracedResource resource, string routine, int line)
    {
        (_resource, _line) = (resource, line);
        Execution.Resource(routine, resource, true, line);
    }

    /// <summary>Releases and leaves.</summary>
    public void Dispose() => Execution.Resource("ExReleaseResourceAndLeaveCriticalRegion", _resource, true, _line);
}

/// <summary>Stands for the guard of a push lock.</summary>
public readonly ref struct TracedPushLockGuard
{
    private readonly ref TracedPushLock _lock;
    private readonly int _line;

    internal TracedPushLockGuard(ref TracedPushLock pushLock, string routine, int line)
    {
        _lock = ref pushLock;
        _line = line;
        Execution.PushLock(routine, ref pushLock, line);
    }

    /// <summary>Releases and leaves.</summary>
    public void Dispose() => Execution.PushLock("FltReleasePushLock", ref _lock, _line);
}

/// <summary>The makers of push lock guards.</summary>
public static class TracedPushLockGuards
{
    public static TracedPushLockGuard AcquireExclusive(this ref TracedPushLock pushLock, [CallerLineNumber] int line = 0) =>
        new(ref pushLock, "FltAcquirePushLockExclusive", line);

    public static TracedPushLockGuard AcquireShared(this ref TracedPushLock pushLock, [CallerLineNumber] int line = 0) =>
        new(ref pushLock, "FltAcquirePushLockShared", line);
}
