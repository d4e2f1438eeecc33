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
                me.Step = state.OwnHold(i) == 2 ? Step.ForgetBiased : Step.Discount;
                break;
            case Step.Discount:
                state.Put(i, Cell.Hold, i, 0);
                state.Flush(i);
                state.Word--;
                LeaveUnlessWaiters(me, (state.Word & ResourceWord.Waiters) != 0 && ResourceWord.Readers(state.Word) == 0);
                break;
            case Step.ForgetBiased or Step.LoadBiasToLeave or Step.LoadImported or Step.EnterGateToDiscount or Step.DiscountIfImported or Step.DiscountImported:
                LeaveBiased(state, i, me);
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

    private void LeaveBiased(ModelState state, int i, ModelThread me)
    {
        switch (me.Step)
        {
            case Step.ForgetBiased:
                state.Put(i, Cell.Hold, i, 0);
                me.Step = Step.LoadBiasToLeave;
                break;
            case Step.LoadBiasToLeave:
                me.Step = (state.Word & ResourceWord.Bias) != 0 ? Step.LoadImported : Step.EnterGateToDiscount;
                if (me.Step == Step.EnterGateToDiscount && fault == Fault.LeavesWithoutAsking)
                    Finish(me);
                break;
            case Step.LoadImported:
                if (state.Imported[i] && fault != Fault.ImportedIsNotLookedAt)
                    me.Step = Step.EnterGateToDiscount;
                else
                    Finish(me);
                break;
            case Step.EnterGateToDiscount:
                state.Flush(i);
                state.Gate = i;
                me.Step = Step.DiscountIfImported;
                break;
            case Step.DiscountIfImported:
                state.Flush(i);
                state.Put(i, Cell.Gate, 0, 0);
                if (state.Imported[i])
                    me.Step = Step.DiscountImported;
                else
                    Finish(me);
                state.Imported[i] = false;
                break;
            default:
                state.Flush(i);
                state.Word--;
                LeaveUnlessWaiters(me, (state.Word & ResourceWord.Waiters) != 0 && ResourceWord.Readers(state.Word) == 0);
                break;
        }
    }

    private static void LeaveUnlessWaiters(ModelThread me, bool waiters)
    {
        if (waiters)
            me.Step = Step.EnterGateToHandOver;
        else
            Finish(me);
    }
}
