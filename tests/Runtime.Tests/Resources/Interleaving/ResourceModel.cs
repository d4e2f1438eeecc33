namespace DdiCompliance.Runtime.Tests.Resources.Interleaving;

/// <summary>A protocol step left out on purpose, to show that the explorer would notice.</summary>
public enum Fault
{
    None,
    NoFenceBeforeQueueing,
    NoBarrierInRevoke,
    EntersWithoutAsking,
    LeavesWithoutAsking,
    ImportedIsNotLookedAt,
    ImportsTwice,
    BiasedHoldsAreNotCounted,
    WaitersBitIsDropped,
    BargingReader,
    HandOverForgetsTheDecider,
    FreezeGivesNoG,
    LowHalfIsNotLookedAt,
    HighHalfIsNotLookedAtAgain,
    TakesBackBlindly,
}

/// <summary>
/// ERESOURCE's protocol, one atomic action per step, over the product's own pure steps (<see cref="ResourceWord"/>). A program is a string: X acquires and releases
/// exclusively, S shared, T tries exclusively.
/// </summary>
internal sealed partial class ResourceModel(Fault fault)
{
    /// <summary>Whether a thread can take its next step now.</summary>
    internal static bool CanStep(ModelState state, int i)
    {
        ModelThread me = state.Threads[i];
        return me.Step switch
        {
            Step.Done => false,
            Step.Wait => me.Granted,
            // An interlocked operation first empties the thread's own buffer, which may be what opens the gate.
            Step.EnterGate or Step.EnterGateToHandOver or Step.EnterGateToStay or Step.EnterGateToDiscount => state.Gate == ModelState.Free || me.Buffer.Exists(store => store.Cell == Cell.Gate),
            _ => true,
        };
    }

    internal void Take(ModelState state, int i)
    {
        ModelThread me = state.Threads[i];
        switch (me.Step)
        {
            case Step.Idle:
                Begin(me);
                break;
            case Step.FastExclusive or Step.LoadLow or Step.LoadHigh or Step.TakeBack or Step.SlowExclusive:
                FastExclusive(state, i, me);
                break;
            case Step.LoadForShared or Step.CountReader or Step.NoteBiased or Step.LoadBias or Step.EnterGateToStay or Step.StayIfImported:
                FastShared(state, i, me);
                break;
            case Step.EnterGate or Step.Freeze or Step.ClearBias or Step.RevokeBarrier or Step.CountBiased:
                Prepare(state, i, me);
                break;
            case Step.Decide or Step.Fence or Step.Thaw or Step.LeaveGate or Step.GrantHeirs or Step.Wait:
                DecideStep(state, i, me);
                break;
            default:
                ReleaseStep(state, i, me);
                break;
        }
    }

    private static uint Id(int i) => (uint)i + 1;

    private static ResourceRequest RequestOf(ModelThread me) => me.Operation == 'S' ? ResourceRequest.Shared : ResourceRequest.Exclusive;

    private static void Begin(ModelThread me) =>
        me.Step = me.At == me.Program.Length ? Step.Done : me.Operation == 'S' ? Step.LoadForShared : Step.FastExclusive;

    private static void Finish(ModelThread me)
    {
        me.At++;
        me.Seen = 0;
        me.Step = Step.Idle;
    }

    private void FastExclusive(ModelState state, int i, ModelThread me)
    {
        switch (me.Step)
        {
            case Step.FastExclusive:
                state.Flush(i);
                bool took = ResourceWord.High(state.Word) == 0;
                if (took)
                    state.Word |= (long)Id(i) << ResourceWord.OwnerShift;
                state.Overtaken |= ResourceWord.Owner(state.Word) == Id(i) && state.HasWaiters;
                me.Step = took ? Step.LoadLow : Step.SlowExclusive;
                break;
            case Step.LoadLow:
                me.Seen = fault == Fault.LowHalfIsNotLookedAt ? 0 : ResourceWord.Low(state.Word);
                me.Step = Step.LoadHigh;
                break;
            case Step.LoadHigh:
                bool still = ResourceWord.High(state.Word) == Id(i) || fault == Fault.HighHalfIsNotLookedAtAgain;
                BecomeOwner(me, me.Seen == 0 && still, Step.TakeBack);
                break;
            case Step.TakeBack:
                state.Flush(i);
                bool owns = ResourceWord.Owner(state.Word) == Id(i);
                if (!owns && (ResourceWord.High(state.Word) == Id(i) || fault == Fault.TakesBackBlindly))
                    state.Word = ResourceWord.Leave(state.Word);
                BecomeOwner(me, owns, Step.SlowExclusive);
                break;
            default:
                if (me.Operation == 'T' && ResourceWord.RefusesExclusive(state.Word) && (state.Word & ResourceWord.Waiters) == 0)
                    Finish(me);
                else
                    me.Step = Step.EnterGate;
                break;
        }
    }

    private static void BecomeOwner(ModelThread me, bool owns, Step otherwise)
    {
        me.Seen = 0;
        me.Owns = owns;
        me.Step = owns ? Step.InsideExclusive : otherwise;
    }

    private void FastShared(ModelState state, int i, ModelThread me)
    {
        switch (me.Step)
        {
            case Step.LoadForShared:
                me.Seen = state.Word;
                if (fault == Fault.BargingReader)
                    me.Seen &= ~ResourceWord.Waiters;
                me.Step = ResourceWord.CanCountReader(me.Seen) ? Step.CountReader : (me.Seen & ResourceWord.Bias) != 0 ? Step.NoteBiased : Step.EnterGate;
                break;
            case Step.CountReader:
                state.Flush(i);
                bool same = state.Word == me.Seen || (fault == Fault.BargingReader && (state.Word & ~ResourceWord.Waiters) == me.Seen);
                if (same)
                {
                    state.Word++;
                    state.Put(i, Cell.Hold, i, 1);
                    me.Owns = true;
                    state.Overtaken |= state.HasWaiters;
                }
                me.Seen = 0;
                me.Step = same ? Step.InsideShared : Step.LoadForShared;
                break;
            case Step.NoteBiased:
                state.Put(i, Cell.Hold, i, 2);
                me.Step = Step.LoadBias;
                break;
            case Step.LoadBias:
                me.Seen = 0;
                me.Owns = (state.Word & ResourceWord.Bias) != 0 || fault == Fault.EntersWithoutAsking;
                me.Step = me.Owns ? Step.InsideShared : Step.EnterGateToStay;
                break;
            case Step.EnterGateToStay:
                state.Flush(i);
                state.Gate = i;
                me.Step = Step.StayIfImported;
                break;
            default:
                state.Flush(i);
                me.Owns = state.Imported[i];
                state.Imported[i] = false;
                state.Put(i, Cell.Hold, i, me.Owns ? 1 : 0);
                state.Put(i, Cell.Gate, 0, 0);
                me.Step = me.Owns ? Step.InsideShared : Step.LoadForShared;
                break;
        }
    }

    /// <summary>Into the gate, and the word made exact.</summary>
    private void Prepare(ModelState state, int i, ModelThread me)
    {
        switch (me.Step)
        {
            case Step.EnterGate:
                state.Flush(i);
                state.Gate = i;
                me.Fenced = state.HasWaiters || fault == Fault.NoFenceBeforeQueueing;
                me.Step = Step.Freeze;
                break;
            case Step.Freeze:
                state.Flush(i);
                bool biased = (state.Word & ResourceWord.Bias) != 0;
                if (fault == Fault.FreezeGivesNoG)
                    state.Word |= ResourceWord.Waiters;
                else if ((state.Word & ResourceWord.Waiters) == 0)
                    state.Word = ResourceWord.Freeze(state.Word);
                me.Step = biased ? Step.ClearBias : Step.Decide;
                break;
            case Step.ClearBias:
                state.Flush(i);
                state.Word &= ~ResourceWord.Bias;
                me.Step = Step.RevokeBarrier;
                break;
            case Step.RevokeBarrier:
                if (fault != Fault.NoBarrierInRevoke)
                    state.FlushAll();
                me.Scan = 0;
                me.Step = Step.CountBiased;
                break;
            default:
                if (state.Hold[me.Scan] == 2 && (!state.Imported[me.Scan] || fault == Fault.ImportsTwice))
                {
                    state.Flush(i);
                    if (fault != Fault.BiasedHoldsAreNotCounted)
                        state.Word++;
                    state.Imported[me.Scan] = true;
                }
                me.Scan++;
                if (me.Scan == state.Threads.Length)
                {
                    me.Scan = 0;
                    me.Step = Step.Decide;
                }
                break;
        }
    }

    private void DecideStep(ModelState state, int i, ModelThread me)
    {
        switch (me.Step)
        {
            case Step.Decide:
                Decide(state, i, me);
                break;
            case Step.Fence:
                state.FlushAll();
                me.Fenced = true;
                me.Step = Step.Decide;
                break;
            case Step.Thaw:
                state.Flush(i);
                state.Word &= ~ResourceWord.Waiters;
                me.Step = Step.LeaveGate;
                break;
            case Step.LeaveGate:
                state.Put(i, Cell.Gate, 0, 0);
                me.Step = Step.GrantHeirs;
                break;
            case Step.GrantHeirs:
                GrantHeirs(state, i, me);
                break;
            default:
                me.Granted = false;
                Enter(state, i, me);
                break;
        }
    }

    private void Decide(ModelState state, int i, ModelThread me)
    {
        long word = state.Word;
        ResourceRequest request = RequestOf(me);
        if (ResourceWord.IsFree(word) && state.HasWaiters)
        {
            HandOver(state, i, me, deciding: fault != Fault.HandOverForgetsTheDecider);
        }
        else if (ResourceWord.Judge(word, request, state.Exclusive.Count != 0) == Verdict.Grant)
        {
            state.Flush(i);
            if (state.Word != word)
                return;
            bool anyone = state.HasWaiters && fault != Fault.WaitersBitIsDropped;
            state.Word = request == ResourceRequest.Exclusive
                ? ResourceWord.GrantExclusive(word, Id(i), anyone)
                : ResourceWord.GrantShared(word, 1, anyone);
            me.Granted = true;
            me.Step = Step.LeaveGate;
        }
        else if (me.Operation == 'T')
        {
            me.Step = state.HasWaiters ? Step.LeaveGate : Step.Thaw;
        }
        else if (!me.Fenced && ResourceWord.Owner(word) != 0)
        {
            me.Step = Step.Fence;
        }
        else
        {
            if (!state.HasWaiters)
                state.LastOwnerWasExclusive = ResourceWord.Owner(word) != 0;
            (request == ResourceRequest.Exclusive ? state.Exclusive : state.Shared).Add(i);
            me.Step = Step.LeaveGate;
        }
    }

    private void HandOver(ModelState state, int i, ModelThread me, bool deciding)
    {
        state.Flush(i);
        ResourceRequest successor = ResourceWord.Successor(state.LastOwnerWasExclusive, (uint)state.Exclusive.Count, (uint)state.Shared.Count);
        state.LastOwnerWasExclusive = successor == ResourceRequest.Exclusive;
        uint readers = (uint)state.Shared.Count;
        if (successor == ResourceRequest.Exclusive)
        {
            me.Heirs.Add(state.Exclusive[0]);
            state.Exclusive.RemoveAt(0);
        }
        else
        {
            me.Heirs.AddRange(state.Shared);
            state.Shared.Clear();
        }
        bool anyone = (state.HasWaiters || deciding) && fault != Fault.WaitersBitIsDropped;
        state.Word = successor == ResourceRequest.Exclusive
            ? ResourceWord.GrantExclusive(state.Word, Id(me.Heirs[^1]), anyone)
            : ResourceWord.GrantShared(state.Word, readers, anyone);
    }

    /// <summary>After the gate: wakes one heir per step, then goes where the thread was going.</summary>
    private static void GrantHeirs(ModelState state, int i, ModelThread me)
    {
        if (me.Heirs.Count != 0)
        {
            state.Flush(i);
            state.Threads[me.Heirs[0]].Granted = true;
            me.Heirs.RemoveAt(0);
        }
        else if (me.Owns)
        {
            me.Owns = false;
            Finish(me);
        }
        else if (state.Exclusive.Contains(i) || state.Shared.Contains(i) || !me.Granted)
        {
            me.Step = me.Operation == 'T' ? Step.Idle : Step.Wait;
            if (me.Operation == 'T')
                Finish(me);
        }
        else
        {
            me.Granted = false;
            Enter(state, i, me);
        }
    }

    private static void Enter(ModelState state, int i, ModelThread me)
    {
        me.Owns = true;
        me.Fenced = false;
        me.Scan = 0;
        if (me.Operation == 'S')
            state.Put(i, Cell.Hold, i, 1);
        me.Step = me.Operation == 'S' ? Step.InsideShared : Step.InsideExclusive;
    }
}
