namespace DdiCompliance.Runtime.Tests.Resources.Interleaving;

/// <summary>A protocol step left out on purpose, to show that the explorer would notice.</summary>
public enum Fault
{
    None,
    NoFenceBeforeQueueing,
    NoBarrierInRevoke,
    RevokerIgnoresBusy,
    BiasedHoldsAreNotCounted,
    WaitersBitIsDropped,
    BargingReader,
    HandOverForgetsTheDecider,
}

/// <summary>
/// ERESOURCE's protocol, one atomic action per step, over the product's own pure steps (<see cref="ResourceWord"/>). A program is a string: X acquires and releases
/// exclusively, S shared, T tries exclusively.
/// </summary>
internal sealed class ResourceModel(Fault fault)
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
            Step.EnterGate or Step.EnterGateToHandOver => state.Gate == ModelState.Free || me.Buffer.Exists(store => store.Cell == Cell.Gate),
            Step.AwaitRevoker => state.OwnHold(i) != 2,
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
            case Step.FastExclusive:
                FastExclusive(state, i, me);
                break;
            case Step.LoadForShared or Step.CountReader or Step.SetBusy or Step.LoadBias or Step.NoteBiased:
                FastShared(state, i, me);
                break;
            case Step.EnterGate or Step.Freeze or Step.ClearBias or Step.RevokeBarrier or Step.AwaitBusy or Step.CountBiased:
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

    private static long OwnerWord(int i) => (long)(i + 1) << ResourceWord.OwnerShift;

    private static ResourceRequest RequestOf(ModelThread me) => me.Operation == 'S' ? ResourceRequest.Shared : ResourceRequest.Exclusive;

    private static void Begin(ModelThread me) =>
        me.Step = me.At == me.Program.Length ? Step.Done : me.Operation == 'S' ? Step.LoadForShared : Step.FastExclusive;

    private static void Finish(ModelThread me)
    {
        me.At++;
        me.Seen = 0;
        me.Step = Step.Idle;
    }

    private static void FastExclusive(ModelState state, int i, ModelThread me)
    {
        state.Flush(i);
        long seen = state.Word;
        if (seen == 0)
        {
            state.Word = OwnerWord(i);
            me.Owns = true;
            me.Step = Step.InsideExclusive;
        }
        else if (me.Operation == 'T' && ResourceWord.RefusesExclusive(seen) && (seen & ResourceWord.Waiters) == 0)
        {
            Finish(me);
        }
        else
        {
            me.Step = Step.EnterGate;
        }
    }

    private void FastShared(ModelState state, int i, ModelThread me)
    {
        switch (me.Step)
        {
            case Step.LoadForShared:
                me.Seen = state.Word;
                if (fault == Fault.BargingReader)
                    me.Seen &= ~ResourceWord.Waiters;
                me.Step = ResourceWord.CanCountReader(me.Seen) ? Step.CountReader : (me.Seen & ResourceWord.Bias) != 0 ? Step.SetBusy : Step.EnterGate;
                break;
            case Step.CountReader:
                state.Flush(i);
                bool same = state.Word == me.Seen || (fault == Fault.BargingReader && (state.Word & ~ResourceWord.Waiters) == me.Seen);
                if (same)
                {
                    state.Word++;
                    state.Put(i, Cell.Hold, i, 1);
                    me.Owns = true;
                }
                me.Seen = 0;
                me.Step = same ? Step.InsideShared : Step.LoadForShared;
                break;
            case Step.SetBusy:
                state.Put(i, Cell.Busy, i, 1);
                me.Step = Step.LoadBias;
                break;
            case Step.LoadBias:
                me.Step = (state.Word & ResourceWord.Bias) != 0 ? Step.NoteBiased : Step.EnterGate;
                me.Seen = 0;
                if (me.Step == Step.EnterGate)
                    state.Put(i, Cell.Busy, i, 0);
                break;
            default:
                state.Put(i, Cell.Hold, i, 2);
                state.Put(i, Cell.Busy, i, 0);
                me.Owns = true;
                me.Step = Step.InsideShared;
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
                state.Word |= ResourceWord.Waiters;
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
                me.Step = Step.AwaitBusy;
                break;
            case Step.AwaitBusy:
                if (me.Scan == state.Threads.Length)
                    me.Step = Step.Decide;
                else if (state.Busy[me.Scan] == 0 || fault == Fault.RevokerIgnoresBusy)
                    me.Step = Step.CountBiased;
                break;
            default:
                if (state.Hold[me.Scan] == 2)
                {
                    state.Flush(i);
                    if (fault != Fault.BiasedHoldsAreNotCounted)
                        state.Word++;
                    state.Put(i, Cell.Hold, me.Scan, 1);
                }
                me.Scan++;
                me.Step = Step.AwaitBusy;
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
        long word = Loaded(state, i);
        ResourceRequest request = RequestOf(me);
        if (ResourceWord.IsFree(word) && state.HasWaiters)
        {
            HandOver(state, i, me, word, deciding: fault != Fault.HandOverForgetsTheDecider);
        }
        else if (ResourceWord.Judge(word, request, state.Exclusive.Count != 0) == Verdict.Grant)
        {
            state.Flush(i);
            if (state.Word != word)
                return;
            bool anyone = state.HasWaiters && fault != Fault.WaitersBitIsDropped;
            state.Word = ResourceWord.Grant(word, request == ResourceRequest.Exclusive ? OwnerWord(i) : 1, anyone);
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

    /// <summary>A load by the gate's owner sees its own buffered store of the word.</summary>
    private static long Loaded(ModelState state, int i)
    {
        Store? own = state.Threads[i].Buffer.Where(store => store.Cell == Cell.Word).Select(store => (Store?)store).LastOrDefault();
        return own?.Value ?? state.Word;
    }

    private void HandOver(ModelState state, int i, ModelThread me, long word, bool deciding)
    {
        ResourceRequest successor = ResourceWord.Successor(state.LastOwnerWasExclusive, (uint)state.Exclusive.Count, (uint)state.Shared.Count);
        state.LastOwnerWasExclusive = successor == ResourceRequest.Exclusive;
        long grant;
        if (successor == ResourceRequest.Exclusive)
        {
            me.Heirs.Add(state.Exclusive[0]);
            grant = OwnerWord(state.Exclusive[0]);
            state.Exclusive.RemoveAt(0);
        }
        else
        {
            me.Heirs.AddRange(state.Shared);
            grant = state.Shared.Count;
            state.Shared.Clear();
        }
        state.Put(i, Cell.Word, 0, ResourceWord.Grant(word, grant, (state.HasWaiters || deciding) && fault != Fault.WaitersBitIsDropped));
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

    private void ReleaseStep(ModelState state, int i, ModelThread me)
    {
        switch (me.Step)
        {
            case Step.InsideExclusive:
                state.Put(i, Cell.OwnerHalf, 0, 0);
                me.Owns = false;
                me.Step = Step.LoadWaiters;
                break;
            case Step.LoadWaiters:
                LeaveUnlessWaiters(me, (state.Word & ResourceWord.Waiters) != 0);
                break;
            case Step.InsideShared:
                me.Owns = false;
                me.Step = state.OwnHold(i) == 2 ? Step.SetBusyToLeave : Step.Discount;
                break;
            case Step.Discount:
                state.Put(i, Cell.Hold, i, 0);
                state.Flush(i);
                state.Word--;
                LeaveUnlessWaiters(me, (state.Word & ResourceWord.Waiters) != 0 && ResourceWord.Readers(state.Word) == 0);
                break;
            case Step.SetBusyToLeave:
                state.Put(i, Cell.Busy, i, 1);
                me.Step = Step.LoadBiasToLeave;
                break;
            case Step.LoadBiasToLeave:
                LeaveBiased(state, i, me);
                break;
            case Step.ForgetBiased:
                state.Put(i, Cell.Hold, i, 0);
                state.Put(i, Cell.Busy, i, 0);
                Finish(me);
                break;
            case Step.AwaitRevoker:
                me.Step = Step.Discount;
                break;
            case Step.EnterGateToHandOver:
                state.Flush(i);
                state.Gate = i;
                me.Step = Step.HandOver;
                break;
            default:
                if (ResourceWord.IsFree(state.Word) && state.HasWaiters)
                    HandOver(state, i, me, state.Word, deciding: false);
                me.Owns = true;
                me.Step = Step.LeaveGate;
                break;
        }
    }

    private static void LeaveBiased(ModelState state, int i, ModelThread me)
    {
        bool biased = (state.Word & ResourceWord.Bias) != 0 && state.OwnHold(i) == 2;
        if (!biased)
            state.Put(i, Cell.Busy, i, 0);
        me.Step = biased ? Step.ForgetBiased : Step.AwaitRevoker;
    }

    private static void LeaveUnlessWaiters(ModelThread me, bool waiters)
    {
        if (waiters)
            me.Step = Step.EnterGateToHandOver;
        else
            Finish(me);
    }
}
