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

    private readonly int[] _dirty = new int[MostPages];
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

    /// <summary>Pages that were changed and have not gone to the disk.</summary>
    public int DirtyPages => _dirty.AsSpan(0, Pages).Count(1);

    /// <summary>What has reached the disk.</summary>
    public long[] OnDisk { get; } = new long[MostPages];

    /// <summary>After the page was changed. A writer and the lazy writer meet here without a common lock, so it is an exchange on both sides: either the lazy writer sees
    /// the new contents, or the writer learns that the page has to be posted again.</summary>
    /// <returns>Whether the page was clean before.</returns>
    public bool MakeDirty(int page) => Interlocked.Exchange(ref _dirty[page], 1) == 0;

    /// <summary>Before the page is copied.</summary>
    /// <returns>Whether the page was dirty.</returns>
    public bool TakeDirty(int page) => Interlocked.Exchange(ref _dirty[page], 0) == 1;

    /// <summary>Forgets the pages of a file that becomes shorter. The caller holds both locks exclusively.</summary>
    public void ForgetFrom(int page) => Array.Clear(_dirty, page, Pages - page);

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
