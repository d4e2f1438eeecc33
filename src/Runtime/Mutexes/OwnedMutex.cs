using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using DdiCompliance.PushLocks;

namespace DdiCompliance;

/// <summary>
/// A mutex that knows its owner and is not recursive: what fast and guarded mutexes are made of. The word is a push lock's, only ever held exclusively.
/// </summary>
internal sealed class OwnedMutex(string noun) : IWaitTarget
{
    private ulong _word;
    private KernelThread? _owner;

    /// <summary>The number the mutex got at its last initialisation; 0 before the first.</summary>
    public ulong Number { get; private set; }

    /// <summary>What the owner has to restore; written and read by the owner only.</summary>
    internal byte SavedIrql { get; set; }

    /// <summary>Whether the owner came in by an Unsafe routine.</summary>
    internal bool IsUnsafe { get; set; }

    public void CollectBlockers(WaitBlock wait, List<KernelThread> into)
    {
        if (Volatile.Read(ref _owner) is { } owner)
            into.Add(owner);
    }

    public override string ToString() =>
        $"{noun} {Number}, {(Number == 0 ? "not initialised" : Volatile.Read(ref _owner) is { } owner ? $"owned by thread {owner.Id}" : "free")}";

    internal void Initialize()
    {
        if (DdiVerifier.IsOn && Volatile.Read(ref _owner) is not null)
            Verifier.Throw(VerifierCode.InitializedTwice, RuleId.InitializedTwice, $"{this} is initialised again", Number);
        _word = PushLockWord.Free;
        _owner = null;
        Number = ResourceList.NextNumber();
    }

    /// <summary>A mutex that needs no initialisation by its user.</summary>
    internal static OwnedMutex Create(string noun)
    {
        OwnedMutex mutex = new(noun);
        mutex.Initialize();
        return mutex;
    }

    internal bool TryEnter(KernelThread thread)
    {
        RequireInitialized();
        bool taken = TryTake();
        if (taken)
            Own(thread);
        return taken;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Enter(KernelThread thread)
    {
        if (DdiVerifier.IsOn || Number == 0 || _owner == thread)
            BeforeEnter(thread);
        if (!TryTake())
            Wait(thread);
        Own(thread);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryTake() => Platform.PlainRelease
        ? PushLock<FastAtomics>.TryAcquireExclusive(ref _word)
        : PushLock<PortableAtomics>.TryAcquireExclusive(ref _word);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Wait(KernelThread thread)
    {
        // An APC routine that runs in the wait may want a mutex of its own.
        OwnedMutex? outer = thread.WantedMutex;
        thread.WantedMutex = this;
        if (Platform.PlainRelease)
            PushLock<FastAtomics>.AcquireExclusive(ref _word);
        else
            PushLock<PortableAtomics>.AcquireExclusive(ref _word);
        thread.WantedMutex = outer;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Exit(KernelThread thread)
    {
        if (_owner != thread)
            ThrowNotOwned(thread);
        if (DdiVerifier.IsOn)
            thread.Verified.Released(this);
        _owner = null;
        if (Platform.PlainRelease)
            PushLock<FastAtomics>.ReleaseExclusive(ref _word);
        else
            PushLock<PortableAtomics>.ReleaseExclusive(ref _word);
    }

    /// <summary>Under verification: a release by the other kind of routine than the acquire.</summary>
    internal void CheckKind(bool isUnsafe)
    {
        if (DdiVerifier.IsOn && _owner == KernelThread.Current && IsUnsafe != isUnsafe)
        {
            Verifier.Throw(
                VerifierCode.ReleasedAsOtherKind, RuleId.MismatchedRelease,
                $"{this}, acquired by the {(IsUnsafe ? "unsafe" : "safe")} routine, is released by the {(isUnsafe ? "unsafe" : "safe")} one", Number);
        }
    }

    private void Own(KernelThread thread)
    {
        _owner = thread;
        if (DdiVerifier.IsOn)
            thread.Verified.Acquired(this, exclusive: true);
    }

    private void RequireInitialized()
    {
        if (Number == 0)
            Verifier.Throw(VerifierCode.UninitializedAcquired, RuleId.UsedBeforeInitialize, $"a {noun} is used that is not initialised");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void BeforeEnter(KernelThread thread)
    {
        RequireInitialized();
        if (_owner == thread)
        {
            BugCheckException.Throw(
                BugCheckCode.MUTEX_ALREADY_OWNED, RuleId.RecursiveExclusive, $"thread {thread.Id} acquires {this}, which it owns", Number, thread.ResourceThread);
        }
        if (!DdiVerifier.IsOn)
            return;
        LockOrder.Check(thread, this);
        if (Volatile.Read(ref _owner) is not null)
            CheckDeadlock(thread);
    }

    /// <summary>Shows the wait to the wait-for graph for as long as it takes to look for a circle.</summary>
    private void CheckDeadlock(KernelThread thread)
    {
        WaitBlock block = thread.RentWaitBlock();
        block.Target = this;
        WaitBlock? outer = thread.NoteWait(block);
        string? cycle = WaitForGraph.FindCycle(thread);
        thread.NoteWait(outer);
        thread.ReturnWaitBlock(block);
        if (cycle is not null)
            Verifier.Throw(VerifierCode.LockOrder, RuleId.LockOrderInversion, $"thread {thread.Id} waits for {this} and so for itself: {cycle}", Number);
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowNotOwned(KernelThread thread)
    {
        RequireInitialized();
        string message = $"thread {thread.Id} releases {this}, which it does not own";
        if (DdiVerifier.IsOn)
        {
            VerifierCode code = Volatile.Read(ref _owner) is null ? VerifierCode.ReleasedBeforeAcquired : VerifierCode.ReleasedByWrongThread;
            Verifier.Throw(code, RuleId.ReleaseNotHeld, message, Number, Volatile.Read(ref _owner)?.ResourceThread ?? 0, thread.ResourceThread);
        }
        BugCheckException.Throw(BugCheckCode.KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE, RuleId.ReleaseNotHeld, message, thread.ResourceThread, Number);
    }
}
