using DdiCompliance;
using static DdiCompliance.Ddi;

namespace FileSystem;

/// <summary>
/// One file. <see cref="Resource"/> is its main lock: shared to read, exclusive to change size or contents. <see cref="PagingIoResource"/> is
/// held shared while pages travel to the disk, and exclusive by whoever takes pages away. The main lock comes first.
/// </summary>
internal sealed class FileControlBlock
{
    /// <summary>Pages of the largest file.</summary>
    public const int MostPages = 64;

    private int _references;

    public FileControlBlock(string name)
    {
        Name = name;
        ExInitializeResourceLite(Resource);
        ExInitializeResourceLite(PagingIoResource);
    }

    public ERESOURCE Resource { get; } = new();

    public ERESOURCE PagingIoResource { get; } = new();

    /// <summary>Changed under the volume's and the file's exclusive locks.</summary>
    public string Name { get; set; }

    /// <summary>Gone from the directory, kept by its last references. Set by somebody who has one.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>Pages in the file.</summary>
    public int Pages { get; set; }

    /// <summary>A stamp for each page, twice: the two are equal whenever the locks did their work.</summary>
    public long[] Cached { get; } = new long[MostPages];

    public long[] CachedAgain { get; } = new long[MostPages];

    public bool[] IsDirty { get; } = new bool[MostPages];

    /// <summary>What has reached the disk.</summary>
    public long[] OnDisk { get; } = new long[MostPages];

    /// <summary>Another reference: for those who have one, or hold the volume's lock and found the file in the directory.</summary>
    public void Reference() => Interlocked.Increment(ref _references);

    /// <summary>Gives a reference back.</summary>
    /// <returns>Whether it was the last one, and nobody can find the file any more.</returns>
    public bool Dereference() => Interlocked.Decrement(ref _references) == 0 && IsDeleted;

    /// <summary>Only for the last reference, after the file has left the directory.</summary>
    public void Delete()
    {
        ExDeleteResourceLite(PagingIoResource);
        ExDeleteResourceLite(Resource);
    }
}
