using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace DdiCompliance;

/// <summary>
/// A thread as the locks see it: its identity, its APC disable counts, its IRQL and its queued kernel APCs.
/// Every managed thread has one, created at its first call of a routine; <see cref="Ddi.KeGetCurrentThread"/> returns it.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class KernelThread
{
    /// <summary>30 bits, see <see cref="ThreadBlock.Id"/>.</summary>
    private const uint MaxId = (1u << 30) - 1;

    /// <summary>One element on the pinned heap; it lives as long as this object.</summary>
    private readonly ThreadBlock[] _block = GC.AllocateArray<ThreadBlock>(1, pinned: true);

    private HeldLocks? _verified;

    private KernelThread(bool isSystemThread)
    {
        Hot.Id = ThreadTable.NextId(MaxId);
        Hot.OwnerWord = (long)Hot.Id << 32;
        IsSystemThread = isSystemThread;
    }

    /// <summary>The calling thread's object.</summary>
    internal static KernelThread Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => CurrentThread.Thread ?? Adopt();
    }

    /// <summary>The calling thread's block, all that the fast paths need: one load from native thread-local storage.</summary>
    internal static unsafe ref ThreadBlock CurrentHot
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            nint address = CurrentThread.Address;
            return ref address != 0 ? ref Unsafe.AsRef<ThreadBlock>((void*)address) : ref AdoptHot();
        }
    }

    /// <summary>The thread's block. Other threads read it, and write what ThreadBlock.cs says.</summary>
    internal ref ThreadBlock Hot => ref _block[0];

    /// <summary>The identity of the thread: 1, 2, 3 ... in the order of first use, never reused.</summary>
    public uint Id => Hot.Id;

    /// <summary>The thread's ERESOURCE_THREAD, as <see cref="Ddi.ExGetCurrentResourceThread"/> returns it on that thread: not 0, its two low bits clear.</summary>
    public nuint ResourceThread => (nuint)Hot.Id << 2;

    /// <summary>Whether the thread was made by <see cref="Ddi.PsCreateSystemThread"/>.</summary>
    public bool IsSystemThread { get; }

    /// <summary>The managed thread's number, 0 until it runs. .NET reuses these numbers; <see cref="Id"/> is not reused.</summary>
    public int ManagedThreadId { get; private set; }

    /// <summary>Whether the managed thread has ended. For threads that the runtime did not make this is noticed by the garbage collector, so it can come late.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>What the thread gave to <see cref="Ddi.PsTerminateSystemThread"/>; STATUS_SUCCESS when its start routine returned.</summary>
    public NTSTATUS ExitStatus { get; internal set; }

    /// <summary>
    /// Raised on a system thread that ends by an exception: one of its start routine, or the bug check of a thread that ends in a wrong state.
    /// Without a listener the exception ends the process, as it would end the system.
    /// </summary>
    public static event Action<KernelThread, Exception>? Faulted;

    /// <summary>The critical region count: 0 outside, one less per Enter, positive after a Leave without Enter.</summary>
    public short KernelApcDisable => (short)Hot.KernelApcDisable;

    /// <summary>The guarded region count, counted like <see cref="KernelApcDisable"/>.</summary>
    public short SpecialApcDisable => (short)Hot.SpecialApcDisable;

    /// <summary>The thread's IRQL (0 PASSIVE_LEVEL, 1 APC_LEVEL, 2 DISPATCH_LEVEL ... 15 HIGH_LEVEL).</summary>
    public byte Irql => Hot.Irql;

    /// <summary>What verification knows of the locks the thread holds.</summary>
    internal HeldLocks Verified => _verified ?? Interlocked.CompareExchange(ref _verified, new HeldLocks(), null) ?? _verified;

    /// <summary>The thread's place in <see cref="ThreadTable"/>, 1 .. 2^24-1; reused only after the thread has ended.</summary>
    internal int TableIndex { get; set; }

    /// <summary>The thread in words.</summary>
    /// <returns>For example <c>thread 3 (managed 12), APC_LEVEL, critical -1</c>.</returns>
    public override string ToString() =>
        $"thread {Id} (managed {ManagedThreadId}{(IsSystemThread ? ", system" : "")}{(HasEnded ? ", ended" : "")}), " +
        $"IRQL {Irql}, critical {KernelApcDisable}, guarded {SpecialApcDisable}";

    /// <summary>Makes a thread object before its thread runs.</summary>
    internal static KernelThread ForSystemThread() => new(isSystemThread: true);

    /// <summary>The first call of a thread that the runtime did not make.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static KernelThread Adopt() => Register(new KernelThread(isSystemThread: false));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ref ThreadBlock AdoptHot() => ref Current.Hot;

    /// <summary>Binds a thread object to the calling thread.</summary>
    internal static unsafe KernelThread Register(KernelThread thread)
    {
        thread.ManagedThreadId = Environment.CurrentManagedThreadId;
        ThreadTable.Add(thread);
        CurrentThread.Sentinel = new ThreadSentinel(thread);
        CurrentThread.Thread = thread;
        CurrentThread.Address = (nint)Unsafe.AsPointer(ref thread.Hot);
        return thread;
    }

    /// <summary>Tells the listeners of <see cref="Faulted"/>.</summary>
    /// <returns>Whether there was one.</returns>
    internal static bool Report(KernelThread thread, Exception fault)
    {
        Action<KernelThread, Exception>? listeners = Faulted;
        listeners?.Invoke(thread, fault);
        return listeners is not null;
    }

    /// <summary>The thread is over: it leaves the table unless somebody still has to read what it holds.</summary>
    internal void End()
    {
        HasEnded = true;
        ThreadExit.ReportHeld(this);
        if (!Hot.HasHolds)
            ThreadTable.Remove(this);
        SignalEnding();
    }
}

/// <summary>The thread-statics. No initialisers and no static constructor: they would turn the accesses into helper calls.</summary>
internal static class CurrentThread
{
    /// <summary>The address of the thread's <see cref="ThreadBlock"/>. The JIT reads a number directly from the thread's storage; an object costs three more loads in a row.</summary>
    [ThreadStatic] internal static nint Address;

    [ThreadStatic] internal static KernelThread? Thread;

    [ThreadStatic] internal static ThreadSentinel? Sentinel;
}

/// <summary>Reachable only from its thread's thread-statics, so that its finalizer tells when the thread has ended.</summary>
internal sealed class ThreadSentinel(KernelThread thread)
{
    ~ThreadSentinel() => thread.End();
}
