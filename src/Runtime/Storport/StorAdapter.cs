using System.Runtime.CompilerServices;

namespace DdiCompliance;

/// <summary>The locks of one adapter, found by its device extension, as Storport finds them.</summary>
internal sealed class StorAdapter
{
    /// <summary>Any level between DISPATCH_LEVEL and HIGH_LEVEL would do: all interrupts of an adapter share one.</summary>
    internal const byte Dirql = 5;

    private static readonly ConditionalWeakTable<object, StorAdapter> s_adapters = [];

    private readonly ConditionalWeakTable<object, SpinLockBox> _dpcLocks = [];
    private readonly Dictionary<uint, SpinLockBox> _messageLocks = [];

    internal SpinLockBox StartIo { get; } = new();

    internal SpinLockBox Interrupt { get; } = new();

    internal static StorAdapter Of(object extension) => s_adapters.GetValue(extension, static _ => new StorAdapter());

    internal SpinLockBox Message(uint id)
    {
        lock (_messageLocks)
        {
            if (!_messageLocks.TryGetValue(id, out SpinLockBox? box))
                _messageLocks.Add(id, box = new SpinLockBox());
            return box;
        }
    }

    /// <summary>The lock of a kind and context; null when the context does not fit the kind.</summary>
    internal SpinLockBox? Find(STOR_SPINLOCK kind, object? context) => (kind, context) switch
    {
        (STOR_SPINLOCK.DpcLock or STOR_SPINLOCK.ThreadedDpcLock, not null) => _dpcLocks.GetValue(context, static _ => new SpinLockBox()),
        (STOR_SPINLOCK.StartIoLock, _) => StartIo,
        (STOR_SPINLOCK.InterruptLock, _) => Interrupt,
        (STOR_SPINLOCK.DpcLevelLock, STOR_KSPIN_LOCK own) => own.Box,
        _ => null,
    };

    internal static byte LevelOf(STOR_SPINLOCK kind) => kind == STOR_SPINLOCK.InterruptLock ? Dirql : Ddi.DISPATCH_LEVEL;

    internal static void Acquire(SpinLockBox box, byte level, out byte oldIrql)
    {
        KernelThread thread = KernelThread.Current;
        KernelSpinLock.CheckNotOwner(ref box.Lock, thread);
        oldIrql = SpinIrql.Raise(thread, level);
        KernelSpinLock.Acquire(ref box.Lock, thread);
    }

    internal static void Release(SpinLockBox box, byte level, byte oldIrql)
    {
        KernelThread thread = KernelThread.Current;
        SpinIrql.CheckRestore(thread, oldIrql, level);
        KernelSpinLock.Release(ref box.Lock, thread);
        thread.Hot.LowerIrql(oldIrql);
    }
}
