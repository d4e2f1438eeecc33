namespace DdiCompliance;

/// <summary>An executive resource.</summary>
public sealed class ERESOURCE
{
    /// <summary>The number of the resource.</summary>
    public ulong Number { get; }
}
