using System.Runtime.CompilerServices;

namespace DdiCompliance.PushLocks;

/// <summary>How a push lock waits, the same in both product modes.</summary>
internal static class PushLockWaiting
{
    /// <summary>
    /// Pauses of 8, 16, 32, 32 ... units, about 7 us in all on the machine the limits were measured on: longer than a short critical section,
    /// shorter than parking and waking (5 us each way). The first pause is long enough for the owner to go on with its line of memory a few times;
    /// starting at 1 unit cost two writers a third of their throughput. On one processor the owner cannot run meanwhile, so there is no point in spinning.
    /// </summary>
    private static readonly int s_spins = Environment.ProcessorCount > 1 ? 7 : 0;

    public static bool Spin(int attempt)
    {
        if (attempt >= s_spins)
            return false;
        Thread.SpinWait(8 << Math.Min(attempt, 2));
        return true;
    }

    public static PushLockWaiter RentPlace()
    {
        PushLockWaiter place = PushLockWaiters.Rent();
        place.Wait = KernelThread.Current.RentWaitBlock();
        return place;
    }

    public static void Park(PushLockWaiter place)
    {
        WaitBlock block = place.Wait!;
        OwnedMutex? mutex = block.Thread.WantedMutex;
        ulong number = mutex?.Number ?? 0;
        WaitKind kind = mutex is not null ? WaitKind.Mutex : place.Exclusive ? WaitKind.PushLockExclusive : WaitKind.PushLockShared;
        long start = LockTelemetry.WaitBegins(number, kind);
        block.Wait();
        LockTelemetry.WaitEnds(number, kind, start);
    }

    public static void ReturnPlace(PushLockWaiter place)
    {
        KernelThread.Current.ReturnWaitBlock(place.Wait!);
        place.Wait = null;
        PushLockWaiters.Return(place);
    }
}

/// <summary>
/// The portable mode: every step is an atomic operation on the whole word, releases included, so nothing has to be fenced before parking.
/// Needed where bytes and words of one location may not be mixed in atomic operations, or where there is no process-wide barrier.
/// </summary>
internal readonly struct PortableAtomics : IPushLockAtomics
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(ref ulong word) => Volatile.Read(ref word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadOwner(ref ulong word) => PushLockWord.Owner(Volatile.Read(ref word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong CompareExchange(ref ulong word, ulong value, ulong comparand) => Interlocked.CompareExchange(ref word, value, comparand);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryOwn(ref ulong word, uint owner, out bool announced)
    {
        announced = false;
        return Interlocked.CompareExchange(ref word, owner | PushLockWord.Granted, PushLockWord.Free) == PushLockWord.Free;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Confirm(ref ulong word)
    {
    }

    /// <summary>
    /// The plain read is enough: the owner asks for its own half. Comparing instead of subtracting what was read lets the processor go on
    /// with the usual owner before the read is done.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Disown(ref ulong word)
    {
        const ulong Usual = PushLockWord.Anonymous | PushLockWord.Granted;
        ulong owner = word & PushLockWord.OwnerMask;
        return owner == Usual
            ? Interlocked.Add(ref word, unchecked(0 - Usual))
            : Interlocked.Add(ref word, unchecked(0 - owner));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AddShare(ref ulong word) => Interlocked.Add(ref word, PushLockWord.OneShare);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong SubtractShare(ref ulong word) => Interlocked.Add(ref word, unchecked(0 - PushLockWord.OneShare));

    public static void FenceReleases()
    {
    }

    public static bool Spin(int attempt) => PushLockWaiting.Spin(attempt);

    public static PushLockWaiter RentPlace() => PushLockWaiting.RentPlace();

    public static void ReturnPlace(PushLockWaiter place) => PushLockWaiting.ReturnPlace(place);

    public static PushLockWaiter? PlaceAt(uint index) => PushLockWaiters.At(index);

    public static void Park(PushLockWaiter place) => PushLockWaiting.Park(place);

    public static void Unpark(PushLockWaiter place) => place.Wait!.Grant();
}

/// <summary>
/// The fast mode for x64: a writer takes the low half by a 32-bit exchange and gives it back by a 32-bit store, and looks at the high half for
/// readers and waiters. Readers count themselves by an addition to the whole word, which sees both halves at one instant. See <see cref="Platform.PlainRelease"/>.
/// </summary>
internal readonly struct FastAtomics : IPushLockAtomics
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(ref ulong word) => Volatile.Read(ref word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadOwner(ref ulong word) => Volatile.Read(ref LowHalf(ref word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong CompareExchange(ref ulong word, ulong value, ulong comparand) => Interlocked.CompareExchange(ref word, value, comparand);

    /// <summary>
    /// The exchange is a full fence, so the load comes after it. A reader's addition is either before the exchange, and the load sees its share,
    /// or after it, and the addition sees Owner: one of the two gives way (I2).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryOwn(ref ulong word, uint owner, out bool announced)
    {
        announced = false;
        if (Interlocked.CompareExchange(ref LowHalf(ref word), owner, 0) != 0)
            return false;
        announced = PushLockWord.HasShares((ulong)Volatile.Read(ref HighHalf(ref word)) << 32);
        return !announced;
    }

    /// <summary>The half is the caller's: a plain store of the width it was taken with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Confirm(ref ulong word) => Volatile.Write(ref LowHalf(ref word), LowHalf(ref word) | PushLockWord.Granted);

    /// <summary>
    /// Release store, then a load that does not overlap it. The hardware may perform the load first: <see cref="FenceReleases"/> of the thread that
    /// queues is the partner. The JIT keeps volatile accesses in program order.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Disown(ref ulong word)
    {
        Volatile.Write(ref LowHalf(ref word), 0);
        return (ulong)Volatile.Read(ref HighHalf(ref word)) << 32;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AddShare(ref ulong word) => Interlocked.Add(ref word, PushLockWord.OneShare);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong SubtractShare(ref ulong word) => Interlocked.Add(ref word, unchecked(0 - PushLockWord.OneShare));

    /// <summary>Each thread that runs executes a full fence: every <see cref="Disown"/> lies wholly before it (its store is visible) or loads after it.</summary>
    public static void FenceReleases() => Interlocked.MemoryBarrierProcessWide();

    public static bool Spin(int attempt) => PushLockWaiting.Spin(attempt);

    public static PushLockWaiter RentPlace() => PushLockWaiting.RentPlace();

    public static void ReturnPlace(PushLockWaiter place) => PushLockWaiting.ReturnPlace(place);

    public static PushLockWaiter? PlaceAt(uint index) => PushLockWaiters.At(index);

    public static void Park(PushLockWaiter place) => PushLockWaiting.Park(place);

    public static void Unpark(PushLockWaiter place) => place.Wait!.Grant();

    private static ref uint LowHalf(ref ulong word) => ref Unsafe.As<ulong, uint>(ref word);

    private static ref uint HighHalf(ref ulong word) => ref Unsafe.Add(ref Unsafe.As<ulong, uint>(ref word), 1);
}
