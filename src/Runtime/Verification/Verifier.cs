using System.Diagnostics.CodeAnalysis;

namespace DdiCompliance;

/// <summary>Raises what verification finds.</summary>
internal static class Verifier
{
    [DoesNotReturn]
    internal static void Throw(VerifierCode code, string? ruleId, string message, ulong parameter2 = 0, ulong parameter3 = 0, ulong parameter4 = 0) =>
        throw Make(code, ruleId, message, parameter2, parameter3, parameter4);

    internal static BugCheckException Make(
        VerifierCode code, string? ruleId, string message, ulong parameter2 = 0, ulong parameter3 = 0, ulong parameter4 = 0) =>
        BugCheckException.Make(
            BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, ruleId, $"sub-code 0x{(uint)code:X}: {message}", (ulong)code, parameter2, parameter3, parameter4);

    /// <summary>Whether normal kernel APCs are off on a thread, by whatever means (ddi-semantics: region of either kind, or IRQL at least APC_LEVEL).</summary>
    internal static bool NormalApcsAreOff(KernelThread thread) =>
        thread.Hot.AreApcsDisabled || thread.Hot.Irql >= Ddi.APC_LEVEL;
}
