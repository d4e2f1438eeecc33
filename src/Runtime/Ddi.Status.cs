using System.Diagnostics.CodeAnalysis;

namespace DdiCompliance;

/// <summary>
/// The routines, each a static method under its exact DDI name and with its documented parameter names: <c>using static DdiCompliance.Ddi;</c>.
/// Misuse that would stop an NT system throws <see cref="BugCheckException"/>; what NT leaves undefined is either the same or said at the routine.
/// </summary>
public static partial class Ddi
{
    /// <summary>The operation succeeded (0).</summary>
    public static NTSTATUS STATUS_SUCCESS => 0;

    /// <summary>A wait ended because a mutex object was abandoned by its owner (0x80).</summary>
    public static NTSTATUS STATUS_ABANDONED => 0x80;

    /// <summary>A wait ended because a user APC was delivered (0xC0).</summary>
    public static NTSTATUS STATUS_USER_APC => 0xC0;

    /// <summary>A wait ended because the thread was alerted (0x101).</summary>
    public static NTSTATUS STATUS_ALERTED => 0x101;

    /// <summary>A wait ended because its time-out passed (0x102); passes <see cref="NT_SUCCESS"/>.</summary>
    public static NTSTATUS STATUS_TIMEOUT => 0x102;

    /// <summary>An invalid address was referenced (0xC0000005).</summary>
    public static NTSTATUS STATUS_ACCESS_VIOLATION => unchecked((int)0xC0000005);

    /// <summary>A handle is not valid (0xC0000008).</summary>
    public static NTSTATUS STATUS_INVALID_HANDLE => unchecked((int)0xC0000008);

    /// <summary>A parameter is not valid (0xC000000D).</summary>
    public static NTSTATUS STATUS_INVALID_PARAMETER => unchecked((int)0xC000000D);

    /// <summary>A mutex object was released by a thread that does not own it (0xC0000046; drivers know it as STATUS_MUTEX_NOT_OWNED too).</summary>
    public static NTSTATUS STATUS_MUTANT_NOT_OWNED => unchecked((int)0xC0000046);

    /// <summary>The system lacks the means to do this (0xC000009A).</summary>
    public static NTSTATUS STATUS_INSUFFICIENT_RESOURCES => unchecked((int)0xC000009A);

    /// <summary>A lock was acquired recursively more often than can be counted (0xC0000191).</summary>
    public static NTSTATUS STATUS_MUTANT_LIMIT_EXCEEDED => unchecked((int)0xC0000191);

    /// <summary>Whether a status is a success or an informational value, that is, not negative. Source: "Using NTSTATUS values".</summary>
    /// <param name="Status">The status to test.</param>
    /// <returns>true for success and informational values; STATUS_TIMEOUT is one of them.</returns>
    public static bool NT_SUCCESS(NTSTATUS Status) => Status.Value >= 0;

    /// <summary>Raises a status as an exception. Source: nf-ntddk-exraisestatus.</summary>
    /// <param name="Status">The status to raise.</param>
    /// <exception cref="NtStatusException">Always.</exception>
    [DoesNotReturn]
    public static void ExRaiseStatus(NTSTATUS Status) => throw new NtStatusException(Status);

    /// <summary>Stops: throws a <see cref="BugCheckException"/> with the given identity. Source: nf-wdm-kebugcheckex.</summary>
    /// <param name="BugCheckCode">The bug check code.</param>
    /// <param name="BugCheckParameter1">Parameter 1.</param>
    /// <param name="BugCheckParameter2">Parameter 2.</param>
    /// <param name="BugCheckParameter3">Parameter 3.</param>
    /// <param name="BugCheckParameter4">Parameter 4.</param>
    /// <exception cref="BugCheckException">Always.</exception>
    [DoesNotReturn]
    public static void KeBugCheckEx(
        BugCheckCode BugCheckCode, ulong BugCheckParameter1, ulong BugCheckParameter2, ulong BugCheckParameter3, ulong BugCheckParameter4) =>
        throw new BugCheckException(
            BugCheckCode, "requested by KeBugCheckEx", BugCheckParameter1, BugCheckParameter2, BugCheckParameter3, BugCheckParameter4);
}
