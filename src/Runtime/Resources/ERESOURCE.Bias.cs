using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace DdiCompliance;

/// <summary>
/// Bias: while a resource is read only, its readers write nothing that others read. A reader notes its hold in its own block and then looks whether B is still set;
/// it leaves by clearing the hold and looks again. Whoever needs the readers counted clears B, passes a process-wide barrier, and counts in the word every hold it
/// then sees (BRAVO's idea with an asymmetric fence, and without a second store by the reader).
/// <para>
/// The barrier is the partner of the missing fence between the reader's store and its load: either the load comes after the barrier and sees B clear, or the
/// store is visible to the revoker. A reader that sees B clear therefore does not know whether it was counted, and asks under the gate: <see cref="ThreadBlock.Imported"/>
/// has a bit for each hold that was. Who enters and was counted owns a counted share; who leaves and was counted takes itself out of the count.
/// B may be set again while imported holds remain, so a reader that leaves and sees B set looks at Imported as well, after B: the bit was set before.
/// </para>
/// </summary>
public sealed partial class ERESOURCE
{
    /// <summary>A revocation may cost writers a ninth of the time that bias lasted: 9 x its cost must pass before bias is tried again.</summary>
    private const int InhibitFactor = 9;

    /// <summary>Bias that lived less than this many times its revocation's cost did not pay; the next one is put off longer.</summary>
    private const int WorthwhileFactor = 32;

    /// <summary>Enough for a thousand reads of one thread, 5 us; see <see cref="ConsiderBias"/>.</summary>
    private const int CalmLooks = 16;

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
        thread.SetHold(place, HoldWord.Counted(_number) | HoldWord.Biased);
        return (Volatile.Read(ref _state.Word) & ResourceWord.Bias) != 0 || StayIfImported(place);
    }

    /// <summary>After a fast path that noted its hold and then found B cleared.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool ConcludeBiased(Patience patience) => StayIfImported(0) || AcquireSharedSlow(patience, ResourceRequest.Shared);

    /// <summary>The last release of a biased hold.</summary>
    private void LeaveBiased(KernelThread thread, int place)
    {
        thread.ClearHold(place);
        if ((Volatile.Read(ref _state.Word) & ResourceWord.Bias) == 0 || Volatile.Read(ref thread.Hot.Imported) != 0)
            DiscountIfImported(place);
    }

    /// <summary>B was cleared while the thread was entering: it has a share if the revoker saw its hold.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool StayIfImported(int place)
    {
        KernelThread thread = KernelThread.Current;
        ResourceQueue queue = Queue!;
        queue.Gate.Enter();
        bool imported = ForgetImport(thread, place);
        if (imported)
            thread.HoldAt(place) &= ~HoldWord.Biased;
        else
            thread.ClearHold(place);
        queue.Gate.Exit();
        return imported;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DiscountIfImported(int place)
    {
        ResourceQueue queue = Queue!;
        queue.Gate.Enter();
        bool imported = ForgetImport(KernelThread.Current, place);
        queue.Gate.Exit();
        if (imported)
            DiscountReader();
    }

    /// <summary>The gate is held.</summary>
    /// <returns>Whether the hold was counted in the word.</returns>
    private static bool ForgetImport(KernelThread thread, int place)
    {
        uint bit = 1u << place;
        return (Interlocked.And(ref thread.Hot.Imported, ~bit) & bit) != 0;
    }

    /// <summary>
    /// Turns bias on after a run of looks without a writer between them, each <see cref="BiasInterval"/> reads of one thread apart. With 5 % writes and two threads such a
    /// run of 500 reads practically never happens, so the load never pays for a revocation, however short the pause between two of them has become.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ConsiderBias()
    {
        if (_state.Calm < CalmLooks)
        {
            _state.Calm++;
            return;
        }
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
        ref ThreadBlock hot = ref thread.Hot;
        for (int place = 0; place < HoldWords.Count; place++)
        {
            long hold = Volatile.Read(ref hot.Holds[place]);
            uint bit = 1u << place;
            if (HoldWord.Number(hold) != _number || !HoldWord.IsBiased(hold) || (Volatile.Read(ref hot.Imported) & bit) != 0)
                continue;
            Interlocked.Increment(ref _state.Word);
            Interlocked.Or(ref hot.Imported, bit);
        }
    }
}
