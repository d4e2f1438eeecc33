using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace DdiCompliance;

/// <summary>
/// Bias: while a resource is read only, its readers write nothing that others read. A reader notes its hold in its own block between "Busy = number" and "Busy = 0";
/// whoever needs the readers counted clears B, passes a process-wide barrier and counts them itself. The barrier is the partner of the missing fence in the reader:
/// either the reader's load of B comes after it and sees B clear, or its Busy and its hold are visible to the revoker (BRAVO's idea with an asymmetric fence).
/// </summary>
public sealed partial class ERESOURCE
{
    /// <summary>A revocation may cost writers a ninth of the time that bias lasted: 9 x its cost must pass before bias is tried again.</summary>
    private const int InhibitFactor = 9;

    /// <summary>Bias that lived less than this many times its revocation's cost did not pay; the next one is put off longer.</summary>
    private const int WorthwhileFactor = 32;

    private static readonly long s_shortestInhibit = Stopwatch.Frequency / 5_000;
    private static readonly long s_longestInhibit = Stopwatch.Frequency;

    /// <summary>While B is set: since when. Otherwise: not before this time.</summary>
    private long _biasTime;

    private long _inhibit = s_shortestInhibit;

    /// <summary>Shares it without being counted.</summary>
    /// <returns>false when bias is being revoked, or the thread's block is full.</returns>
    private bool EnterBiased(KernelThread thread)
    {
        int place = thread.FreeHold();
        if (place < 0)
            return false;
        Volatile.Write(ref thread.Hot.Busy, (long)_number);
        bool entered = (Volatile.Read(ref _state.Word) & ResourceWord.Bias) != 0;
        if (entered)
            thread.SetHold(place, HoldWord.Counted(_number) | HoldWord.Biased);
        Volatile.Write(ref thread.Hot.Busy, 0);
        return entered;
    }

    /// <summary><see cref="EnterBiased"/> for a thread that holds nothing else shared.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool EnterBiasedFirst(ref ThreadBlock hot)
    {
        Volatile.Write(ref hot.Busy, (long)_number);
        bool entered = (Volatile.Read(ref _state.Word) & ResourceWord.Bias) != 0;
        if (entered)
        {
            Volatile.Write(ref hot.Holds[0], _countedHold | HoldWord.Biased);
            hot.HoldsUsed = 1;
        }
        Volatile.Write(ref hot.Busy, 0);
        return entered;
    }

    /// <summary>The last release of the only hold, a biased one.</summary>
    /// <returns>false when bias is being revoked.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool LeaveBiasedFirst(ref ThreadBlock hot)
    {
        Volatile.Write(ref hot.Busy, (long)_number);
        bool left = (Volatile.Read(ref _state.Word) & ResourceWord.Bias) != 0 && HoldWord.IsBiased(Volatile.Read(ref hot.Holds[0]));
        if (left)
        {
            Volatile.Write(ref hot.Holds[0], 0);
            hot.HoldsUsed = 0;
        }
        Volatile.Write(ref hot.Busy, 0);
        return left;
    }

    /// <summary>Changes the count of a biased hold.</summary>
    /// <returns>false when the hold is a counted one, for instance because it has just been revoked.</returns>
    private bool EditBiased(KernelThread thread, int held, int change)
    {
        if (!HoldWord.IsBiased(Volatile.Read(ref thread.HoldAt(held))))
            return false;
        Volatile.Write(ref thread.Hot.Busy, (long)_number);
        bool edited = (Volatile.Read(ref _state.Word) & ResourceWord.Bias) != 0 && HoldWord.IsBiased(Volatile.Read(ref thread.HoldAt(held)));
        if (edited && change < 0 && HoldWord.Count(thread.HoldAt(held)) == 1)
            thread.ClearHold(held);
        else if (edited)
            thread.HoldAt(held) += change;
        Volatile.Write(ref thread.Hot.Busy, 0);
        if (!edited)
            WaitForRevoker(thread, held);
        return edited;
    }

    /// <summary>B is clear and the hold still biased: the revoker is on its way to it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WaitForRevoker(KernelThread thread, int held)
    {
        for (int step = 0; HoldWord.IsBiased(Volatile.Read(ref thread.HoldAt(held))); step++)
        {
            if (step < 30)
                Thread.SpinWait(4);
            else
                Thread.Yield();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ConsiderBias()
    {
        long now = Stopwatch.GetTimestamp();
        if (now < Volatile.Read(ref _biasTime))
            return;
        ResourceQueue queue = Queue ?? MakeQueue();
        if (!queue.Gate.TryEnter())
            return;
        long word = Word;
        if (!queue.HasWaiters && ResourceWord.CanBias(word)
            && Interlocked.CompareExchange(ref _state.Word, word | ResourceWord.Bias, word) == word)
            _biasTime = now;
        queue.Gate.Exit();
    }

    /// <summary>Turns bias off and counts every biased reader. The gate is held and W set.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Revoke()
    {
        long start = Stopwatch.GetTimestamp();
        Interlocked.And(ref _state.Word, ~ResourceWord.Bias);
        Interlocked.MemoryBarrierProcessWide();
        foreach (KernelThread? thread in ThreadTable.Threads)
        {
            if (thread is not null)
                CountBiased(thread);
        }
        long now = Stopwatch.GetTimestamp();
        long cost = now - start;
        bool paid = start - _biasTime >= WorthwhileFactor * cost;
        _inhibit = Math.Clamp(paid ? _inhibit / 2 : _inhibit * 2, s_shortestInhibit, s_longestInhibit);
        _biasTime = now + Math.Max(_inhibit, InhibitFactor * cost);
    }

    private void CountBiased(KernelThread thread)
    {
        for (int step = 0; Volatile.Read(ref thread.Hot.Busy) == (long)_number; step++)
        {
            if (step < 30)
                Thread.SpinWait(4);
            else
                Thread.Yield();
        }
        for (int place = 0; place < HoldWords.Count; place++)
        {
            long hold = Volatile.Read(ref thread.Hot.Holds[place]);
            if (HoldWord.Number(hold) != _number || !HoldWord.IsBiased(hold))
                continue;
            // Counted before the bit is cleared: the reader may leave the moment it is.
            Interlocked.Increment(ref _state.Word);
            Volatile.Write(ref thread.Hot.Holds[place], hold & ~HoldWord.Biased);
        }
    }
}
