using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace DdiCompliance;

/// <summary>What the fast and guarded mutex routines share.</summary>
internal static class MutexRoutines
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CheckAcquireIrql(KernelThread thread, OwnedMutex mutex)
    {
        if (thread.Hot.Irql > Ddi.APC_LEVEL)
            ThrowAcquireIrql(thread, mutex);
    }

    /// <summary>Before the wait, as NT does it: no kernel APC is delivered to a thread that waits for a fast mutex.</summary>
    /// <returns>The level before.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static byte RaiseToApc(KernelThread thread)
    {
        byte before = thread.Hot.Irql;
        thread.Hot.Irql = Ddi.APC_LEVEL;
        return before;
    }

    /// <summary>Enters a critical region, then the mutex.</summary>
    internal static void EnterInRegion(KernelThread thread, OwnedMutex mutex)
    {
        CheckAcquireIrql(thread, mutex);
        thread.Hot.EnterCriticalRegion();
        try
        {
            mutex.Enter(thread);
        }
        catch
        {
            thread.Hot.LeaveCriticalRegion();
            throw;
        }
    }

    internal static void CheckRelease(KernelThread thread, OwnedMutex mutex)
    {
        mutex.CheckKind(isUnsafe: false);
        if (DdiVerifier.IsOn && thread.Hot.Irql != Ddi.APC_LEVEL)
        {
            Verifier.Throw(
                VerifierCode.FastMutexReleasedNotAtApc, RuleId.IrqlTooHigh, $"{mutex} is released at IRQL {thread.Hot.Irql} instead of APC_LEVEL",
                thread.Hot.Irql, (ushort)thread.Hot.KernelApcDisable, mutex.Number);
        }
    }

    internal static void AcquireUnsafe(OwnedMutex mutex)
    {
        KernelThread thread = KernelThread.Current;
        CheckAcquireIrql(thread, mutex);
        CheckApcsAreOff(thread, mutex, VerifierCode.UnsafeMutexAcquired);
        mutex.Enter(thread);
        mutex.IsUnsafe = true;
    }

    internal static void ReleaseUnsafe(OwnedMutex mutex)
    {
        KernelThread thread = KernelThread.Current;
        CheckApcsAreOff(thread, mutex, VerifierCode.UnsafeMutexReleased);
        mutex.CheckKind(isUnsafe: true);
        mutex.Exit(thread);
    }

    /// <summary>The verifier's text names APC_LEVEL alone; the routine pages allow a region too, and are followed.</summary>
    private static void CheckApcsAreOff(KernelThread thread, OwnedMutex mutex, VerifierCode code)
    {
        if (DdiVerifier.IsOn && !Verifier.NormalApcsAreOff(thread))
        {
            Verifier.Throw(
                code, RuleId.NotInCriticalRegion, $"an unsafe routine is used on {mutex} at PASSIVE_LEVEL and in no region",
                thread.Hot.Irql, (ushort)thread.Hot.KernelApcDisable, mutex.Number);
        }
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowAcquireIrql(KernelThread thread, OwnedMutex mutex)
    {
        if (DdiVerifier.IsOn)
        {
            Verifier.Throw(
                VerifierCode.FastMutexAcquiredAboveApc, RuleId.IrqlTooHigh, $"{mutex} is acquired at IRQL {thread.Hot.Irql}; APC_LEVEL is the highest allowed",
                thread.Hot.Irql, mutex.Number);
        }
        IrqlViolation.ThrowAcquire(thread, mutex.Number, mutex.ToString());
    }
}
