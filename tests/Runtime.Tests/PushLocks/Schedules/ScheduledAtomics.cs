using DdiCompliance.PushLocks;

namespace DdiCompliance.Runtime.Tests.PushLocks.Schedules;

/// <summary>A step of the protocol left out, to show that the schedules would find it.</summary>
internal interface IFault
{
    static abstract bool NoFence { get; }

    static abstract bool NoRetract { get; }
}

internal readonly struct NoFault : IFault
{
    public static bool NoFence => false;

    public static bool NoRetract => false;
}

internal readonly struct NoFenceFault : IFault
{
    public static bool NoFence => true;

    public static bool NoRetract => false;
}

internal readonly struct NoRetractFault : IFault
{
    public static bool NoFence => false;

    public static bool NoRetract => true;
}

/// <summary>The operations of <see cref="FastAtomics"/>, each a step of the <see cref="Scheduler"/>.</summary>
internal readonly struct ScheduledAtomics<TFault> : IPushLockAtomics
    where TFault : struct, IFault
{
    /// <summary>A load that overlaps the thread's own buffered store waits for it.</summary>
    public static ulong Read(ref ulong word)
    {
        Locked();
        return word;
    }

    public static uint ReadOwner(ref ulong word) => PushLockWord.Owner(Read(ref word));

    public static ulong CompareExchange(ref ulong word, ulong value, ulong comparand)
    {
        Locked();
        ulong found = word;
        if (found == comparand)
            word = value;
        return found;
    }

    public static bool TryOwn(ref ulong word, uint owner, out bool announced)
    {
        announced = false;
        Locked();
        if (PushLockWord.HasOwner(word))
            return false;
        word |= owner;
        Scheduler.Me.NextStep();
        announced = PushLockWord.HasShares(word) && !TFault.NoRetract;
        return !announced;
    }

    public static void Confirm(ref ulong word)
    {
        Scheduler.Me.NextStep();
        Scheduler.Me.Store(PushLockWord.Anonymous | PushLockWord.Granted);
    }

    public static ulong Disown(ref ulong word)
    {
        Scheduler.Me.NextStep();
        Scheduler.Me.Store(0);
        Scheduler.Me.NextStep();
        return word & ~PushLockWord.OwnerMask;
    }

    public static ulong AddShare(ref ulong word)
    {
        Locked();
        return word += PushLockWord.OneShare;
    }

    public static ulong SubtractShare(ref ulong word)
    {
        Locked();
        return word -= PushLockWord.OneShare;
    }

    public static void FenceReleases()
    {
        Scheduler.Me.NextStep();
        if (!TFault.NoFence)
            Scheduler.Me.Scheduler.DrainAll();
    }

    public static PushLockWaiter RentPlace() => Scheduler.Me.Scheduler.Rent(Scheduler.Me);

    public static void ReturnPlace(PushLockWaiter place)
    {
    }

    public static PushLockWaiter? PlaceAt(uint index) => Scheduler.Me.Scheduler.PlaceAt(index);

    public static void Park(PushLockWaiter place)
    {
        Scheduler.Me.Awaits = place;
        Scheduler.Me.NextStep();
    }

    public static void Unpark(PushLockWaiter place)
    {
        Scheduler.Me.NextStep();
        Scheduler.Me.Scheduler.Signal(place);
    }

    /// <summary>Waiting is the schedule's business.</summary>
    public static bool Spin(int attempt) => false;

    private static void Locked()
    {
        Scheduler.Me.NextStep();
        Scheduler.Me.Drain();
    }
}
