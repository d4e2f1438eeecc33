using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DdiCompliance;

/// <summary>
/// An executive resource: a reader-writer lock owned by threads, recursive, fair between readers and writers, with ownership passed inside the release.
/// Unusable until <see cref="Ddi.ExInitializeResourceLite"/>; then used through the routines of <see cref="Ddi"/>.
/// Source: "Introduction to ERESOURCE routines".
/// </summary>
/// <remarks>
/// Uncontended, an exclusive acquisition is one interlocked operation and its release a store; a shared pair is two interlocked operations or, when the resource is
/// mostly read, none (ResourceWord.cs, HoldWord.cs). Everything else happens under the gate of a record that is made on first need, as NT does it.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
[DebuggerTypeProxy(typeof(ResourceDebugView))]
public sealed partial class ERESOURCE
{
    private ResourceState _state = new() { Word = ResourceWord.Slow };

    /// <summary>The hold word of a first counted acquisition; matches nothing on a verified resource.</summary>
    private long _countedHold = -1;

    private ulong _number;

    private ResourceLife _life;

    /// <summary>The place in <see cref="ResourceList"/>, its business.</summary>
    internal ulong ListKey { get; set; }

    private ResourceQueue? _queue;

    /// <summary>Of a verified resource: tells when it is collected without having been deleted.</summary>
    private LiveResource? _live;

    /// <summary>The number the resource got at its last initialisation: 1, 2, 3 ... never reused; 0 before the first. It stands for the address in bug check parameters.</summary>
    public ulong Number => _number;

    internal ResourceLife Life => _life;

    internal long Word => Volatile.Read(ref _state.Word);

    internal ResourceQueue? Queue => Volatile.Read(ref _queue);

    /// <summary>Of the exclusive owner, read by a dump.</summary>
    internal int ExclusiveAcquisitions => Volatile.Read(ref _state.Recursion) + 1;

    internal bool IsVerified => _life == ResourceLife.Verified;

    /// <summary>Starts a life: what the storage held before does not matter (behaviour 1).</summary>
    internal void Initialize()
    {
        if (_life != ResourceLife.None)
            ResourceViolation.ThrowInitializedTwice(this);
        ResourceList.Add(this);
        Start();
    }

    /// <summary>Delete and initialise in one, keeping the record (behaviour 8).</summary>
    internal void Reinitialize()
    {
        RequireLife();
        Stop();
        Start();
    }

    internal void Delete()
    {
        if (_life == ResourceLife.None)
            ResourceViolation.ThrowDeletedUninitialized(this);
        if (IsVerified && DdiVerifier.IsOn)
            ResourceCheck.Delete(this);
        Stop();
        _life = ResourceLife.None;
        ResourceList.Remove(this);
    }

    /// <summary>Does nothing, but throws for null: before the caller enters a region.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void RequireObject()
    {
    }

    /// <summary>The routines that do not come through the slow path.</summary>
    internal void RequireLife()
    {
        if (_life == ResourceLife.None)
            ResourceViolation.ThrowUninitialized(this);
    }

    private void Start()
    {
        bool verified = DdiVerifier.IsOn;
        _number = ResourceList.NextNumber();
        _state.Recursion = 0;
        _biasTime = Stopwatch.GetTimestamp() + s_shortestInhibit;
        _life = verified ? ResourceLife.Verified : ResourceLife.Live;
        _countedHold = verified ? -1 : HoldWord.Counted(_number);
        _live = verified ? new LiveResource(_number) : null;
        Volatile.Write(ref _state.Word, verified ? ResourceWord.Slow : 0);
    }

    /// <summary>Ends a life: every later use of the old number finds nothing.</summary>
    private void Stop()
    {
        if (_queue is { } queue)
        {
            queue.Gate.Enter();
            Freeze();
            queue.Reset();
            queue.Gate.Exit();
        }
        Volatile.Write(ref _state.Word, ResourceWord.Slow);
        _countedHold = -1;
        if (_live is not null)
            GC.SuppressFinalize(_live);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ResourceQueue MakeQueue()
    {
        ResourceQueue made = new();
        return Interlocked.CompareExchange(ref _queue, made, null) ?? made;
    }

    /// <summary>
    /// The word and its two halves; the halves are where a little-endian machine has them (elsewhere <see cref="Platform.PlainRelease"/> is off).
    /// What its owner writes is beside it, nearly always on the same line: a line of its own would be another transfer for each new owner.
    /// </summary>
    [StructLayout(LayoutKind.Explicit)]
    private struct ResourceState
    {
        [FieldOffset(0)] internal long Word;
        [FieldOffset(0)] internal uint Low;
        [FieldOffset(4)] internal uint High;

        /// <summary>Acquisitions beyond the first by the exclusive owner; touched only by it, and set to 0 before ownership moves.</summary>
        [FieldOffset(8)] internal int Recursion;

        /// <summary>How often readers considered bias since the last exclusive release. A race loses one look.</summary>
        [FieldOffset(12)] internal int Calm;
    }
}

/// <summary>The managed form of "pool freed that contains an active resource": reachable from its resource only, so its finalizer runs when that is collected.</summary>
internal sealed class LiveResource(ulong number)
{
    ~LiveResource()
    {
        if (DdiVerifier.IsEnabled)
        {
            DdiVerifier.Report(Verifier.Make(
                VerifierCode.FreedWithActiveResource, RuleId.DeletedWhileHeld, $"resource {number} was dropped without ExDeleteResourceLite", number));
        }
    }
}

/// <summary>Where a resource is in its life.</summary>
internal enum ResourceLife : byte
{
    /// <summary>Not initialised, or deleted.</summary>
    None,

    /// <summary>Initialised.</summary>
    Live,

    /// <summary>Initialised while verification was on: no fast paths, every call is checked.</summary>
    Verified,
}
