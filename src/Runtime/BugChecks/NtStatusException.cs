namespace DdiCompliance;

/// <summary>A raised NTSTATUS: what a driver would catch with <c>__except</c> (<see cref="Ddi.ExRaiseStatus"/>).</summary>
public sealed class NtStatusException : Exception
{
    /// <summary>Creates the exception for a status.</summary>
    /// <param name="status">The raised status.</param>
    /// <param name="message">What went wrong, in words; null for the bare status.</param>
    public NtStatusException(NTSTATUS status, string? message = null)
        : base(message is null ? $"The status {status} was raised." : $"{message} ({status})")
    {
        Status = status;
        HResult = status;
    }

    /// <summary>The raised status.</summary>
    public NTSTATUS Status { get; }
}
