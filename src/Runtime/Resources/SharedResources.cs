namespace DdiCompliance;

/// <summary>The pool behind FsRtlAllocateResource.</summary>
internal static class SharedResources
{
    /// <summary>Any power of two; few enough to be shared, as the routine is obsolete.</summary>
    private const int Count = 16;

    private static readonly ERESOURCE[] s_pool = Fill();
    private static uint s_turn;

    internal static ERESOURCE Next() => s_pool[Interlocked.Increment(ref s_turn) % Count];

    private static ERESOURCE[] Fill()
    {
        ERESOURCE[] pool = new ERESOURCE[Count];
        for (int i = 0; i < Count; i++)
        {
            pool[i] = new ERESOURCE();
            pool[i].Initialize();
        }
        return pool;
    }
}
