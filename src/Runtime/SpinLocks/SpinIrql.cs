using System.Runtime.CompilerServices;

namespace DdiCompliance;

/// <summary>The IRQL half of the spin lock routines: raise before, restore after, and what Driver Verifier says about it.</summary>
internal static class SpinIrql
{
    /// <summary>Raises to a spin lock's level.</summary>
    /// <returns>The level before.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static byte Raise(KernelThread thread, byte level = Ddi.DISPATCH_LEVEL)
    {
        byte before = thread.Hot.Irql;
        if (before > level)
            ThrowAbove(before, level);
        RaisedIrql.Note(level);
        thread.Hot.Irql = level;
        return before;
    }

    /// <summary>Raises to DISPATCH_LEVEL unless the caller is there or above.</summary>
    /// <returns>The level before.</returns>
    internal static byte RaiseIfBelow(KernelThread thread)
    {
        byte before = thread.Hot.Irql;
        if (before < Ddi.DISPATCH_LEVEL)
            Raise(thread);
        return before;
    }

    /// <summary>The level a release restores may not be above the level it is called at. Checked before the lock is given back.</summary>
    internal static void CheckRestore(KernelThread thread, byte level, byte held = Ddi.DISPATCH_LEVEL)
    {
        byte current = thread.Hot.Irql;
        if (DdiVerifier.IsOn && current != held)
        {
            Verifier.Throw(
                VerifierCode.SpinLockReleasedBelowDispatch, RuleId.IrqlNotRestored, $"a spin lock is released at IRQL {current} instead of {held}", current);
        }
        if (level > current)
            IrqlViolation.ThrowLower(current, level);
    }

    /// <summary>The AtDpcLevel and FromDpcLevel routines, which leave the IRQL alone.</summary>
    internal static void CheckAtDispatch(KernelThread thread, bool acquires)
    {
        byte current = thread.Hot.Irql;
        if (DdiVerifier.IsOn && current < Ddi.DISPATCH_LEVEL)
        {
            Verifier.Throw(
                acquires ? VerifierCode.SpinLockAcquiredBelowDispatch : VerifierCode.SpinLockReleasedFromBelowDispatch, RuleId.IrqlTooHigh,
                $"a spin lock is {(acquires ? "acquired" : "released")} at IRQL {current} by a routine for DISPATCH_LEVEL", current);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowAbove(byte current, byte level)
    {
        if (DdiVerifier.IsOn)
        {
            Verifier.Throw(
                VerifierCode.SpinLockAcquiredAboveDispatch, RuleId.IrqlTooHigh, $"a spin lock of level {level} is acquired at IRQL {current}", current);
        }
        IrqlViolation.ThrowRaise(current, level);
    }
}
