using DdiCompliance.Analyzers.Contracts;
using Xunit;

namespace DdiCompliance.Analyzers.Tests.Contracts;

/// <summary>What each clause means.</summary>
public class GrammarTests
{
    private static LockOperation Lock(string text) => Assert.Single(ContractText.Row(text).Locks);

    [Fact]
    public void One_row_may_say_everything()
    {
        RoutineContract row = ContractText.Row("""
            FltTake(Resource, Wait)
                acquire(Resource, exclusive) family(eresource) waits(Wait) when(result true)
                released-by(ExReleaseResourceLite, ExReleaseResourceForThreadLite)
                requires(apcs-off) irql(<= APC)
                combined(ExEnterCriticalRegionAndAcquireResourceExclusive) wrapper(FltAcquireResourceExclusive)
                origin(WithinCriticalRegion(wdm), IrqlExApcLte3(wdm)) source(my.h, page)
            """);
        Assert.Equal(["Resource", "Wait"], row.Parameters);
        LockOperation acquire = Assert.Single(row.Locks);
        Assert.Equal((LockEffect.Acquire, LockMode.Exclusive, "eresource"), (acquire.Effect, acquire.Mode, acquire.Family.Name));
        Assert.Equal((WaitBehavior.ByArgument, 1, EffectCondition.ResultTrue), (acquire.Wait, acquire.WaitArgument.Index, acquire.Condition));
        Assert.Equal(["ExReleaseResourceLite", "ExReleaseResourceForThreadLite"], acquire.ReleasedBy);
        Assert.Equal((ApcRequirement.NormalApcsDisabled, 0, 1), (row.Apc, row.IrqlMin, row.IrqlMax));
        Assert.Equal(("ExEnterCriticalRegionAndAcquireResourceExclusive", "FltAcquireResourceExclusive"), (row.CombinedForm, row.WrapperForm));
        Assert.Equal(["WithinCriticalRegion(wdm)", "IrqlExApcLte3(wdm)"], row.Origins);
        Assert.Equal("my.h, page", row.Source);
    }

    [Theory]
    [InlineData("F(L) acquire(L)", WaitBehavior.Always, EffectCondition.Always)]
    [InlineData("F(L) acquire(L) when(result true)", WaitBehavior.Never, EffectCondition.ResultTrue)]
    [InlineData("F(L) acquire(L) when(result nonzero)", WaitBehavior.Never, EffectCondition.ResultTrue)]
    [InlineData("F(L) acquire(L) when(result false)", WaitBehavior.Never, EffectCondition.ResultFalse)]
    [InlineData("F(L) acquire(L) when(result zero)", WaitBehavior.Never, EffectCondition.ResultFalse)]
    [InlineData("F(L) acquire(L) when(result success)", WaitBehavior.Never, EffectCondition.ResultSuccess)]
    [InlineData("F(L) acquire(result) when(result not-null)", WaitBehavior.Never, EffectCondition.ResultNotNull)]
    [InlineData("F(L, T) acquire(L) when(T true)", WaitBehavior.Never, EffectCondition.ArgumentTrue)]
    [InlineData("F(L, T) acquire(L) waits when(T true)", WaitBehavior.Always, EffectCondition.ArgumentTrue)]
    [InlineData("F(L) acquire(L) tries when(result true)", WaitBehavior.Never, EffectCondition.ResultTrue)]
    [InlineData("F(L, T) acquire(L) waits-if-null(T) when(result zero)", WaitBehavior.ByNullArgument, EffectCondition.ResultFalse)]
    public void An_acquire_waits_or_says_when_it_succeeded(string text, object wait, object condition)
    {
        LockOperation acquire = Lock(text);
        Assert.Equal((wait, condition), (acquire.Wait, acquire.Condition));
    }

    [Theory]
    [InlineData("F(L) acquire(L)", LockMode.Exclusive, WaiterOrder.Queued)]
    [InlineData("F(L) acquire(L, shared)", LockMode.Shared, WaiterOrder.Queued)]
    [InlineData("F(L) acquire(L, upgradeable)", LockMode.Upgradeable, WaiterOrder.Queued)]
    [InlineData("F(L) acquire(L, shared-starve-exclusive)", LockMode.Shared, WaiterOrder.Overtakes)]
    [InlineData("F(L) acquire(L, shared-wait-for-exclusive)", LockMode.Shared, WaiterOrder.Yields)]
    [InlineData("F(L) release(L)", LockMode.Any, WaiterOrder.Queued)]
    [InlineData("F(L) release(L, shared)", LockMode.Shared, WaiterOrder.Queued)]
    [InlineData("F(L) requires-held(L, exclusive)", LockMode.Exclusive, WaiterOrder.Queued)]
    [InlineData("F(L) requires-not-held(L)", LockMode.Any, WaiterOrder.Queued)]
    [InlineData("F(L) query(L)", LockMode.Any, WaiterOrder.Queued)]
    public void Modes(string text, object mode, object order) => Assert.Equal((mode, order), (Lock(text).Mode, Lock(text).Order));

    [Theory]
    [InlineData("F(A, B) release(B)", RefRoot.Argument, 1, "", null)]
    [InlineData("F(A, Fcb) release(Fcb.Header.Resource)", RefRoot.Argument, 1, "Header.Resource", null)]
    [InlineData("A.B.F() release(this)", RefRoot.Receiver, 0, "", null)]
    [InlineData("A.B.F() release(this._lock.Inner)", RefRoot.Receiver, 0, "_lock.Inner", null)]
    [InlineData("F() initialize(result)", RefRoot.Result, 0, "", null)]
    [InlineData("F() release(static.CancelSpinLock)", RefRoot.Static, 0, "", "CancelSpinLock")]
    [InlineData("F(@result) release(@result)", RefRoot.Argument, 0, "", null)]
    [InlineData("F(this) release(@this)", RefRoot.Argument, 0, "", null)]
    public void Places(string text, object root, int index, string members, string? token)
    {
        ContractRef place = Lock(text).Lock;
        Assert.Equal((root, index, members, token), (place.Root, place.Index, string.Join(".", place.Members), place.Token));
    }

    [Theory]
    [InlineData("irql(<= APC)", 0, 1)]
    [InlineData("irql(>= DISPATCH)", 2, 255)]
    [InlineData("irql(PASSIVE)", 0, 0)]
    [InlineData("irql(= DISPATCH_LEVEL)", 2, 2)]
    [InlineData("irql(APC..DISPATCH)", 1, 2)]
    [InlineData("irql(DIRQL)", 3, 30)]
    [InlineData("irql(<= DIRQL)", 0, 30)]
    [InlineData("irql(<= HIGH)", 0, 31)]
    [InlineData("irql(5..12)", 5, 12)]
    [InlineData("blocks", 0, 255)]
    public void Irql_ranges(string clause, int min, int max)
    {
        RoutineContract row = ContractText.Row($"F() {clause}");
        Assert.Equal((min, max), (row.IrqlMin, row.IrqlMax));
    }

    [Fact]
    public void Irql_changes()
    {
        RoutineContract raise = ContractText.Row("F(New, Old) raises(New) saves-irql(Old)");
        Assert.Equal((IrqlEffect.RaiseToArgument, 0, 1), (raise.Irql, raise.IrqlArgument.Index, raise.IrqlSavedTo.Index));
        RoutineContract acquire = ContractText.Row("F(L) acquire(L) tries when(result true) raises(DISPATCH) when(result true) saves-irql(result)");
        Assert.Equal((IrqlEffect.RaiseToLevel, 2, EffectCondition.ResultTrue, RefRoot.Result), (acquire.Irql, acquire.IrqlLevel, acquire.IrqlCondition, acquire.IrqlSavedTo.Root));
        Assert.Equal(IrqlEffect.LowerToArgument, ContractText.Row("F(L, Old) release(L) lowers(Old)").Irql);
        Assert.Equal(IrqlEffect.RestoreSaved, ContractText.Row("F(L) release(L) restores-irql").Irql);
    }

    [Fact]
    public void A_condition_belongs_to_the_effect_before_it()
    {
        RoutineContract row = ContractText.Row("F(L) acquire(L) tries when(result true) enters(guarded) when(result true) raises(APC)");
        Assert.Equal((EffectCondition.ResultTrue, EffectCondition.ResultTrue, EffectCondition.Always), (row.Locks[0].Condition, row.RegionCondition, row.IrqlCondition));
        Assert.Equal((0, 1), (row.CriticalDelta, row.GuardedDelta));
    }

    [Fact]
    public void A_routine_may_do_several_things_to_several_locks()
    {
        RoutineContract row = ContractText.Row("Swap(From, To) release(From, shared) family(pushlock) acquire(To, exclusive) when(result true) family(eresource)");
        Assert.Equal(["Release pushlock 0", "Acquire eresource 1"], row.Locks.Select(static o => $"{o.Effect} {o.Family.Name} {o.Lock.Index}"));
        Assert.Equal(EffectCondition.Always, row.Locks[0].Condition);
    }

    [Fact]
    public void A_family_has_its_laws()
    {
        ContractText file = ContractText.Of("""
            family gate noun(metadata gate) recursion(shared, shared-under-exclusive) not-thread-owned needs-initialize held-irql(DISPATCH)
                signal types(Gate, My.Other)
            F(L) acquire(L) family(gate)
            G(L) acquire(L)
            """);
        Assert.Empty(file.Errors);
        LockFamily family = file.Set.Find("F")[0].Contract.Locks[0].Family;
        Assert.Equal(("gate", "metadata gate", 2), (family.Name, family.Noun, family.HeldIrql));
        Assert.Equal((false, true, true), (family.ExclusiveRecursion, family.SharedRecursion, family.SharedUnderExclusive));
        Assert.Equal((false, true, true), (family.ThreadOwned, family.NeedsInitialize, family.IsSignal));
        Assert.Same(family, file.Set.FamilyOfType("My.Other", "Other"));
        LockFamily any = file.Set.Find("G")[0].Contract.Locks[0].Family;
        Assert.Equal(("lock", true, true, true), (any.Name, any.ExclusiveRecursion, any.SharedRecursion, any.SharedUnderExclusive));
    }

    [Fact]
    public void Ownership_lifetime_and_facts()
    {
        Assert.Equal((LockEffect.TransferOwner, 1), (Lock("F(L, O) transfer-owner(L, O)").Effect, Lock("F(L, O) transfer-owner(L, O)").Owner.Index));
        Assert.Equal((LockEffect.ReleaseForOwner, 1), (Lock("F(L, O) release-for-owner(L, O)").Effect, Lock("F(L, O) release-for-owner(L, O)").Owner.Index));
        Assert.Equal([LockEffect.Initialize, LockEffect.Reinitialize, LockEffect.Delete, LockEffect.Inspect],
            ContractText.Row("F(L) initialize(L) reinitialize(L) delete(L) inspect(L)").Locks.Select(static o => o.Effect));
        LockOperation convert = Lock("F(L) convert(L, shared->exclusive) when(result true)");
        Assert.Equal((LockMode.Shared, LockMode.Exclusive, EffectCondition.ResultTrue), (convert.Mode, convert.ToMode, convert.Condition));
        Assert.True(Lock("A.B.F() acquire(this) guard").ReturnsGuard);
        RoutineContract facts = ContractText.Row("F(S) never-returns blocks returns(current-thread) tests(success)");
        Assert.True(facts is { NeverReturns: true, Blocks: true, ReturnsCurrentThread: true, TestsSuccess: true });
        Assert.Equal(ApcTest.InRegion, ContractText.Row("F() tests(in-region)").ApcTest);
        Assert.Equal(ApcTest.AllApcsDisabled, ContractText.Row("F() tests(all-apcs-disabled)").ApcTest);
    }

    [Fact]
    public void An_alias_is_another_name_for_a_routine_of_the_tables()
    {
        RoutineContract alias = ContractText.Row("MyRelease(r) alias-of(ExReleaseResourceLite)");
        Assert.Equal(("MyRelease", "ExReleaseResourceLite", LockEffect.Release), (alias.Name, alias.AliasOf, alias.Locks[0].Effect));
        Assert.Equal(["r"], alias.Parameters);
    }

    [Fact]
    public void Each_adds_to_rows_of_the_tables_and_makes_rows_for_others()
    {
        ContractText file = ContractText.Of("each origin(MyRule(wdm)) blocks: KeEnterCriticalRegion, SomethingElse");
        Assert.Empty(file.Errors);
        RoutineContract enter = Assert.Single(file.Set.Find("KeEnterCriticalRegion")).Contract;
        Assert.Equal((1, true), (enter.CriticalDelta, enter.Blocks));
        Assert.Contains("MyRule(wdm)", enter.Origins);
        Assert.Contains("CriticalRegions(wdm)", enter.Origins);
        Assert.True(Assert.Single(file.Set.Find("SomethingElse")).Contract is { Blocks: true, Parameters.IsDefault: true });
    }

    [Fact]
    public void A_row_of_the_user_hides_the_row_of_the_table()
    {
        ContractText file = ContractText.Of("KeEnterCriticalRegion() enters(guarded)");
        Assert.Equal(1, Assert.Single(file.Set.Find("KeEnterCriticalRegion")).Contract.GuardedDelta);
        Assert.Equal(-1, Assert.Single(file.Set.Find("KeLeaveCriticalRegion")).Contract.CriticalDelta);
    }

    [Theory]
    [InlineData("My.Space.Type.Method()", "My.Space.Type", "Method")]
    [InlineData("My.Outer+Inner`1.Method(a, b)", "My.Outer+Inner`1", "Method")]
    [InlineData("My.Guard.new(l)", "My.Guard", ".ctor")]
    [InlineData("My.Lock.IsHeld", "My.Lock", "IsHeld")]
    public void A_dotted_name_is_bound_to_a_type(string text, string type, string name)
    {
        RoutineContract row = ContractText.Row(text + " blocks");
        Assert.Equal((type, name), (row.TypeName, row.Name));
    }
}
