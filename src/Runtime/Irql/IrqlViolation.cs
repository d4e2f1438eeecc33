using System.Diagnostics.CodeAnalysis;

namespace DdiCompliance;

/// <summary>The bug checks of IRQL misuse, kept out of the small routines that may be inlined.</summary>
internal static class IrqlViolation
{
    [DoesNotReturn]
    internal static void ThrowRaise(byte current, byte requested)
    {
        string message = $"the IRQL cannot be raised from {current} to {requested}";
        if (DdiVerifier.IsOn)
            Verifier.Throw(VerifierCode.IrqlRaisedDown, RuleId.IrqlTooHigh, message, current, requested);
        BugCheckException.Throw(BugCheckCode.IRQL_NOT_GREATER_OR_EQUAL, RuleId.IrqlTooHigh, message, current, requested);
    }

    [DoesNotReturn]
    internal static void ThrowLower(byte current, byte requested)
    {
        string message = $"the IRQL cannot be lowered from {current} to {requested}";
        if (DdiVerifier.IsOn)
            Verifier.Throw(VerifierCode.IrqlLoweredUp, RuleId.IrqlNotRestored, message, current, requested);
        BugCheckException.Throw(BugCheckCode.IRQL_NOT_LESS_OR_EQUAL, RuleId.IrqlNotRestored, message, requested, current);
    }

    /// <summary>A lock that may wait was acquired above APC_LEVEL (0x192; behaviours 57 and 95).</summary>
    /// <param name="thread">The thread that acquires.</param>
    /// <param name="lockNumber">The lock as bug check parameter 2.</param>
    /// <param name="what">The lock in words.</param>
    [DoesNotReturn]
    internal static void ThrowAcquire(KernelThread thread, ulong lockNumber, string what) =>
        BugCheckException.Throw(
            BugCheckCode.KERNEL_AUTO_BOOST_LOCK_ACQUISITION_WITH_RAISED_IRQL, RuleId.IrqlTooHigh,
            $"{what} was acquired at IRQL {thread.Hot.Irql}; APC_LEVEL is the highest allowed", thread.ResourceThread, lockNumber, thread.Hot.Irql);
}
