namespace DdiCompliance;

/// <summary>
/// Something that threads wait for with a time-out: mutex objects, framework wait locks and the ends of threads. All of them are guarded by one gate, as NT's
/// dispatcher database is by one lock, so that a wait for several can be satisfied at one instant.
/// </summary>
internal sealed class DispatcherObject(string noun, DispatcherKind kind) : IWaitTarget
{
    /// <summary>NT's MINLONG: a mutex acquired this often more is an error.</summary>
    private const int MinLong = int.MinValue;

    private readonly List<DispatcherWait> _waits = [];
    private KernelThread? _owner;

    /// <summary>The end of a thread, which is the owner until then: whoever waits, waits for it.</summary>
    internal DispatcherObject(KernelThread thread)
        : this($"the end of thread {thread.Id}", DispatcherKind.Thread)
    {
        SignalState = 0;
        _owner = thread;
    }

    /// <summary>1 = free; 0 = owned once; -1 = owned twice ... as KeReadStateMutex reports it. Of a thread 0, and 1 once it has ended.</summary>
    internal int SignalState { get; private set; } = 1;

    public ulong Number { get; } = ResourceList.NextNumber();

    internal KernelThread? Owner => Volatile.Read(ref _owner);

    internal string Noun => noun;

    /// <summary>The threads that wait, oldest first. Under the gate.</summary>
    internal List<DispatcherWait> Waits => _waits;

    public void CollectBlockers(WaitBlock wait, List<KernelThread> into)
    {
        if (Owner is { } owner)
            into.Add(owner);
    }

    public override string ToString() => kind == DispatcherKind.Thread ? noun : $"{noun} {Number}, {(Owner is { } owner ? $"owned by thread {owner.Id}" : "free")}";

    /// <summary>Whether a wait of the thread would be satisfied now. Under the gate.</summary>
    internal bool IsSignaledFor(KernelThread thread) => SignalState > 0 || (kind == DispatcherKind.Mutex && _owner == thread);

    /// <summary>Gives the object to a thread. Under the gate. A thread that has ended stays so.</summary>
    internal void Satisfy(KernelThread thread)
    {
        if (kind == DispatcherKind.Thread)
            return;
        SignalState--;
        _owner = thread;
    }

    /// <summary>Whether the thread has acquired the object as often as can be counted.</summary>
    internal bool IsExhaustedFor(KernelThread thread) => _owner == thread && SignalState == MinLong;

    /// <summary>Takes one acquisition back. Under the gate.</summary>
    /// <returns>Whether the object is free now.</returns>
    internal bool Unsatisfy()
    {
        // A thread ends once, but both its end and a late waiter may say so.
        SignalState = kind == DispatcherKind.Thread ? 1 : SignalState + 1;
        if (SignalState <= 0)
            return false;
        _owner = null;
        return true;
    }

    internal void Reset()
    {
        SignalState = 1;
        _owner = null;
    }
}

/// <summary>What satisfies a wait, and what that changes.</summary>
internal enum DispatcherKind
{
    /// <summary>Owned by a thread, which may acquire it again.</summary>
    Mutex,

    /// <summary>Owned by a thread, which would wait for itself.</summary>
    WaitLock,

    /// <summary>Signalled once and for all.</summary>
    Thread,
}

/// <summary>One thread waiting for one or several objects.</summary>
internal sealed class DispatcherWait(KernelThread thread, DispatcherObject[] objects, bool forAll, WaitBlock block)
{
    internal KernelThread Thread { get; } = thread;

    internal DispatcherObject[] Objects { get; } = objects;

    internal WaitBlock Block { get; } = block;

    /// <summary>Takes the objects if the wait is satisfied now. Under the gate.</summary>
    /// <returns>The index of the object that satisfied it, 0 for a wait for all; -1 when it is not.</returns>
    internal int TrySatisfy()
    {
        if (!forAll)
        {
            int index = Array.FindIndex(Objects, one => one.IsSignaledFor(Thread));
            if (index >= 0)
                Objects[index].Satisfy(Thread);
            return index;
        }
        if (!Array.TrueForAll(Objects, one => one.IsSignaledFor(Thread)))
            return -1;
        foreach (DispatcherObject one in Objects)
            one.Satisfy(Thread);
        return 0;
    }

    /// <summary>Set by the releaser that satisfied the wait, before it ends it.</summary>
    internal int SatisfiedBy { get; set; } = -1;
}
