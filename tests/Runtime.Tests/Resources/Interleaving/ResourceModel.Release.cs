namespace DdiCompliance.Runtime.Tests.Resources.Interleaving;

/// <summary>The releases.</summary>
internal sealed partial class ResourceModel
{
    private void ReleaseStep(ModelState state, int i, ModelThread me)
    {
        switch (me.Step)
        {
            case Step.InsideExclusive:
                me.Owns = false;
                me.Step = ResourceWord.High(state.Word) == Id(i) ? Step.StoreOwner : Step.LeaveExclusive;
                break;
            case Step.StoreOwner:
                state.Put(i, Cell.OwnerHalf, 0, 0);
                me.Step = Step.LoadWaiters;
                break;
            case Step.LeaveExclusive:
                state.Flush(i);
                state.Word = ResourceWord.Leave(state.Word);
                LeaveUnlessWaiters(me, (state.Word & ResourceWord.Waiters) != 0);
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
                    HandOver(state, i, me, deciding: false);
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
