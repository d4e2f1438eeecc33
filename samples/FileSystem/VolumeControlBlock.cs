using DdiCompliance;
using static DdiCompliance.Ddi;

namespace FileSystem;

/// <summary>The volume: its directory, and the lock that every other lock is acquired after.</summary>
internal sealed class VolumeControlBlock
{
    public VolumeControlBlock() => ExInitializeResourceLite(Resource);

    public ERESOURCE Resource { get; } = new();

    public Dictionary<string, FileControlBlock> Directory { get; } = [];

    public bool IsMounted { get; set; } = true;

    public NameCache Names { get; } = new();

    public void Delete() => ExDeleteResourceLite(Resource);
}
