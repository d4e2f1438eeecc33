using System.Diagnostics.CodeAnalysis;

namespace DdiCompliance;

/// <summary>
/// Misuse that would stop an NT system. It carries the identity NT gives it: <see cref="Code"/> and four parameters.
/// Where NT puts the address of a lock or thread, the parameter is the number of the lock (<see cref="ERESOURCE.Number"/>) or the thread id
/// that <see cref="Ddi.ExGetCurrentResourceThread"/> returns.
/// </summary>
public sealed class BugCheckException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">The NT bug check code.</param>
    /// <param name="message">What went wrong, in words.</param>
    /// <param name="parameters">Up to four bug check parameters, in order; missing ones are 0.</param>
    public BugCheckException(BugCheckCode code, string message, params ReadOnlySpan<ulong> parameters)
        : base($"{code} (0x{(uint)code:X}): {message}")
    {
        Code = code;
        Parameter1 = parameters.Length > 0 ? parameters[0] : 0;
        Parameter2 = parameters.Length > 1 ? parameters[1] : 0;
        Parameter3 = parameters.Length > 2 ? parameters[2] : 0;
        Parameter4 = parameters.Length > 3 ? parameters[3] : 0;
    }

    /// <summary>The NT bug check code.</summary>
    public BugCheckCode Code { get; }

    /// <summary>Bug check parameter 1; for <see cref="BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION"/> the sub-code.</summary>
    public ulong Parameter1 { get; }

    /// <summary>Bug check parameter 2.</summary>
    public ulong Parameter2 { get; }

    /// <summary>Bug check parameter 3.</summary>
    public ulong Parameter3 { get; }

    /// <summary>Bug check parameter 4.</summary>
    public ulong Parameter4 { get; }

    /// <summary>The analyzer rule that states the same law (<c>DDI2001</c>), or null when no rule does.</summary>
    public string? RuleId { get; init; }

    [DoesNotReturn]
    internal static void Throw(BugCheckCode code, string? ruleId, string message, params ReadOnlySpan<ulong> parameters) =>
        throw Make(code, ruleId, message, parameters);

    internal static BugCheckException Make(BugCheckCode code, string? ruleId, string message, params ReadOnlySpan<ulong> parameters) =>
        new(code, ruleId is null ? message : $"{message} [{ruleId}]", parameters) { RuleId = ruleId };
}
