using System.Diagnostics;

namespace DdiCompliance;

/// <summary>
/// An auto-expand push lock, as <see cref="Ddi.FsRtlAllocateAePushLock"/> allocates it. NT documents no routines that acquire one; <see cref="Lock"/> gives it
/// to the ordinary push lock routines. It does not expand: one word serves all readers.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class AE_PUSH_LOCK
{
    private EX_PUSH_LOCK _lock;
    private int _freed;

    internal AE_PUSH_LOCK(POOL_TYPE poolType, uint tag)
    {
        PoolType = poolType;
        Tag = tag;
    }

    /// <summary>The push lock, for the Ex and Flt routines; an extension of this library.</summary>
    /// <exception cref="BugCheckException">With verification 0xC4/0x1002 after it was freed.</exception>
    public ref EX_PUSH_LOCK Lock
    {
        get
        {
            if (DdiVerifier.IsOn && IsFreed)
                Verifier.Throw(VerifierCode.UninitializedAcquired, RuleId.UsedAfterDelete, "an auto-expand push lock is used after it was freed");
            return ref _lock;
        }
    }

    /// <summary>The pool it was asked for from; no effect.</summary>
    public POOL_TYPE PoolType { get; }

    /// <summary>The pool tag it was asked for with.</summary>
    public uint Tag { get; }

    /// <summary>The lock in words.</summary>
    /// <returns>For example <c>free</c>.</returns>
    public override string ToString() => IsFreed ? "deleted" : _lock.ToString();

    internal bool IsFreed => Volatile.Read(ref _freed) != 0;

    /// <returns>false when it was freed before.</returns>
    internal bool TryFree() => Interlocked.Exchange(ref _freed, 1) == 0;
}

/// <summary>Kinds of pool (wdm.h). No effect: locks live in managed memory.</summary>
[Flags]
public enum POOL_TYPE
{
    /// <summary>Nonpaged, executable.</summary>
    NonPagedPool = 0,

    /// <summary>Paged.</summary>
    PagedPool = 1,

    /// <summary>Added to a kind: raise an exception instead of returning NULL.</summary>
    POOL_RAISE_IF_ALLOCATION_FAILURE = 16,

    /// <summary>Nonpaged, not executable.</summary>
    NonPagedPoolNx = 512,
}
