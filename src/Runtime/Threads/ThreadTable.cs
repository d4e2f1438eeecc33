namespace DdiCompliance;

/// <summary>All threads that may hold something. Bias revocation and the dumps walk it; wait blocks are found by their index.</summary>
internal static class ThreadTable
{
    /// <summary>More threads than any process has at once; the table grows by doubling.</summary>
    private const int MaxIndex = (1 << 24) - 1;

    private static readonly object s_edit = new();
    private static readonly Stack<int> s_free = new();
    private static KernelThread?[] s_threads = new KernelThread?[64];
    private static int s_count = 1;
    private static uint s_lastId;

    /// <summary>The threads; index 0 is never used. A snapshot stays valid: the array only grows, by replacement.</summary>
    internal static ReadOnlySpan<KernelThread?> Threads
    {
        get
        {
            // The count first: the array read after it is never shorter than that.
            int count = Volatile.Read(ref s_count);
            return Volatile.Read(ref s_threads).AsSpan(1, count - 1);
        }
    }

    internal static KernelThread? At(int index) => Volatile.Read(ref s_threads)[index];

    /// <summary>Whether a value is the ERESOURCE_THREAD of a thread, alive or ended.</summary>
    internal static bool IsThread(nuint resourceThread) => resourceThread != 0 && resourceThread >> 2 <= Volatile.Read(ref s_lastId);

    internal static uint NextId(uint maximum)
    {
        uint id = Interlocked.Increment(ref s_lastId);
        if (id > maximum)
            throw new InvalidOperationException("More threads used kernel locks in this process than thread ids exist (2^30 - 1).");
        return id;
    }

    internal static void Add(KernelThread thread)
    {
        lock (s_edit)
        {
            if (!s_free.TryPop(out int index))
                index = Append();
            Volatile.Write(ref s_threads[index], thread);
            thread.TableIndex = index;
        }
    }

    internal static void Remove(KernelThread thread)
    {
        lock (s_edit)
        {
            if (thread.TableIndex == 0)
                return;
            s_threads[thread.TableIndex] = null;
            s_free.Push(thread.TableIndex);
            thread.TableIndex = 0;
        }
    }

    private static int Append()
    {
        if (s_count > MaxIndex)
            throw new InvalidOperationException("More threads are alive than the table has places (2^24 - 1).");
        if (s_count == s_threads.Length)
        {
            KernelThread?[] larger = new KernelThread?[s_threads.Length * 2];
            s_threads.CopyTo(larger, 0);
            Volatile.Write(ref s_threads, larger);
        }
        int index = s_count;
        Volatile.Write(ref s_count, s_count + 1);
        return index;
    }
}
