namespace DdiCompliance;

/// <summary>An NT status value: severity in the two high bits, so a negative value is a warning or an error. Source: "Using NTSTATUS values".</summary>
/// <param name="Value">The 32-bit value.</param>
public readonly record struct NTSTATUS(int Value)
{
    /// <summary>The status as its 32-bit value.</summary>
    /// <param name="status">The status.</param>
    public static implicit operator int(NTSTATUS status) => status.Value;

    /// <summary>A 32-bit value as a status.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator NTSTATUS(int value) => new(value);

    /// <summary>The documented name where this library has one, otherwise the value in hexadecimal.</summary>
    /// <returns>For example <c>STATUS_SUCCESS</c> or <c>0xC0000191</c>.</returns>
    public override string ToString() => Value switch
    {
        0 => nameof(Ddi.STATUS_SUCCESS),
        0x80 => nameof(Ddi.STATUS_ABANDONED),
        0xC0 => nameof(Ddi.STATUS_USER_APC),
        0x101 => nameof(Ddi.STATUS_ALERTED),
        0x102 => nameof(Ddi.STATUS_TIMEOUT),
        unchecked((int)0xC0000005) => nameof(Ddi.STATUS_ACCESS_VIOLATION),
        unchecked((int)0xC0000008) => nameof(Ddi.STATUS_INVALID_HANDLE),
        unchecked((int)0xC000000D) => nameof(Ddi.STATUS_INVALID_PARAMETER),
        unchecked((int)0xC0000046) => nameof(Ddi.STATUS_MUTANT_NOT_OWNED),
        unchecked((int)0xC000009A) => nameof(Ddi.STATUS_INSUFFICIENT_RESOURCES),
        unchecked((int)0xC0000191) => nameof(Ddi.STATUS_MUTANT_LIMIT_EXCEEDED),
        _ => $"0x{Value:X8}",
    };
}
