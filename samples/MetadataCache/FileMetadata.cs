namespace MetadataCache;

/// <summary>What the filter knows of one file.</summary>
/// <param name="Id">The file's id on its volume.</param>
internal sealed class FileMetadata(ulong id)
{
    public ulong Id { get; } = id;

    /// <summary>Two words that are written together; a reader that sees them differ has read without the lock.</summary>
    public long Version { get; private set; }

    public long Check { get; private set; }

    /// <summary>Under the exclusive lock of the bucket.</summary>
    public void Update()
    {
        Version++;
        Check = ~Version;
    }

    public bool IsConsistent => Check == ~Version || Version == 0;
}
