using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Irql;

public class IrqlTests
{
    [Fact]
    public void Behaviour_73_raise_returns_the_old_level_and_the_same_level_is_no_change()
    {
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
        KeRaiseIrql(PASSIVE_LEVEL, out byte old);
        Assert.Equal(PASSIVE_LEVEL, old);
        KeRaiseIrql(APC_LEVEL, out old);
        Assert.Equal(PASSIVE_LEVEL, old);
        Assert.Equal(APC_LEVEL, KeRaiseIrqlToDpcLevel());
        Assert.Equal(DISPATCH_LEVEL, KeGetCurrentIrql());
        KeLowerIrql(DISPATCH_LEVEL);
        Assert.Equal(DISPATCH_LEVEL, KeRaiseIrqlToDpcLevel());
        Assert.Equal(DISPATCH_LEVEL, KzRaiseIrql(5));
        KzLowerIrql(PASSIVE_LEVEL);
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
    }

    [Fact]
    public void Behaviour_74_raising_down_is_0x9_and_lowering_up_is_0xA()
    {
        KeRaiseIrql(DISPATCH_LEVEL, out byte old);
        BugCheckAssert.Throws(BugCheckCode.IRQL_NOT_GREATER_OR_EQUAL, () => KeRaiseIrql(APC_LEVEL, out _), DISPATCH_LEVEL, APC_LEVEL);
        BugCheckAssert.Throws(BugCheckCode.IRQL_NOT_GREATER_OR_EQUAL, () => KeRaiseIrql(16, out _));
        BugCheckAssert.Throws(BugCheckCode.IRQL_NOT_LESS_OR_EQUAL, () => KeLowerIrql(3));
        Assert.Equal(DISPATCH_LEVEL, KeGetCurrentIrql());
        KeRaiseIrql(5, out _);
        BugCheckAssert.Throws(BugCheckCode.IRQL_NOT_GREATER_OR_EQUAL, () => KeRaiseIrqlToDpcLevel());
        KeLowerIrql(old);
    }

    [Fact]
    public void Behaviours_75_76_levels_to_15_and_lowering_in_steps()
    {
        for (byte level = 1; level <= HIGH_LEVEL; level++)
        {
            KeRaiseIrql(level, out byte before);
            Assert.Equal(level - 1, before);
        }
        KeLowerIrql(9);
        KeLowerIrql(DISPATCH_LEVEL);
        KeLowerIrql(PASSIVE_LEVEL);
        Assert.Equal(PASSIVE_LEVEL, KeGetCurrentIrql());
    }
}
