using System.Runtime.CompilerServices;

namespace DdiCompliance;

public static partial class Ddi
{
    /// <summary>IRQL 0: threads run normally.</summary>
    public const byte PASSIVE_LEVEL = 0;

    /// <summary>IRQL 1: kernel APCs are not delivered.</summary>
    public const byte APC_LEVEL = 1;

    /// <summary>IRQL 2: no waits, no pageable memory.</summary>
    public const byte DISPATCH_LEVEL = 2;

    /// <summary>IRQL 15: the highest level of 64-bit systems.</summary>
    public const byte HIGH_LEVEL = 15;

    /// <summary>The calling thread's IRQL. Any IRQL. Source: nf-wdm-kegetcurrentirql.</summary>
    /// <returns>PASSIVE_LEVEL (0) to HIGH_LEVEL (15).</returns>
    public static byte KeGetCurrentIrql() => KernelThread.CurrentHot.Irql;

    /// <summary>Raises the calling thread's IRQL. Any IRQL. Source: nf-wdm-keraiseirql.</summary>
    /// <param name="NewIrql">The new level, from the current one to HIGH_LEVEL.</param>
    /// <param name="OldIrql">Receives the level before; give it to <see cref="KeLowerIrql"/>.</param>
    /// <exception cref="BugCheckException">0x9 when <paramref name="NewIrql"/> is below the current level or above HIGH_LEVEL; with verification 0xC4/0x30.</exception>
    public static void KeRaiseIrql(byte NewIrql, out byte OldIrql)
    {
        ref ThreadBlock me = ref KernelThread.CurrentHot;
        byte old = me.Irql;
        if (NewIrql < old || NewIrql > HIGH_LEVEL)
            IrqlViolation.ThrowRaise(old, NewIrql);
        OldIrql = old;
        RaisedIrql.Note(NewIrql);
        me.Irql = NewIrql;
    }

    /// <summary>Lowers the calling thread's IRQL and delivers the kernel APCs that the lower level lets through. Any IRQL. Source: nf-wdm-kelowerirql.</summary>
    /// <param name="NewIrql">The level to restore, not above the current one. The page wants the value of the preceding raise; in steps works too, as on NT.</param>
    /// <exception cref="BugCheckException">0xA when <paramref name="NewIrql"/> is above the current level; with verification 0xC4/0x31.</exception>
    public static void KeLowerIrql(byte NewIrql)
    {
        ref ThreadBlock me = ref KernelThread.CurrentHot;
        byte old = me.Irql;
        if (NewIrql > old)
            IrqlViolation.ThrowLower(old, NewIrql);
        me.LowerIrql(NewIrql);
    }

    /// <summary>Raises the calling thread's IRQL to DISPATCH_LEVEL. IRQL &lt;= DISPATCH_LEVEL. Source: nf-wdm-keraiseirqltodpclevel.</summary>
    /// <returns>The level before; give it to <see cref="KeLowerIrql"/>.</returns>
    /// <exception cref="BugCheckException">0x9 when the current level is above DISPATCH_LEVEL; with verification 0xC4/0x30.</exception>
    public static byte KeRaiseIrqlToDpcLevel()
    {
        KeRaiseIrql(DISPATCH_LEVEL, out byte old);
        return old;
    }

    /// <summary>Raises the calling thread's IRQL and returns the old level. Any IRQL. Source: nf-wdm-kzraiseirql.</summary>
    /// <param name="NewIrql">The new level, from the current one to HIGH_LEVEL.</param>
    /// <returns>The level before; give it to <see cref="KzLowerIrql"/>.</returns>
    /// <exception cref="BugCheckException">As <see cref="KeRaiseIrql"/>.</exception>
    public static byte KzRaiseIrql(byte NewIrql)
    {
        KeRaiseIrql(NewIrql, out byte old);
        return old;
    }

    /// <summary>Lowers the calling thread's IRQL, as <see cref="KeLowerIrql"/>. Any IRQL. Source: nf-wdm-kzlowerirql.</summary>
    /// <param name="NewIrql">The level to restore, not above the current one.</param>
    /// <exception cref="BugCheckException">As <see cref="KeLowerIrql"/>.</exception>
    public static void KzLowerIrql(byte NewIrql) => KeLowerIrql(NewIrql);
}
