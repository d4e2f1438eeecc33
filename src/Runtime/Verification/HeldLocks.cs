using System.Diagnostics;

namespace DdiCompliance;

/// <summary>The locks a thread holds, with the place of each acquisition; kept only under verification, by the thread itself.</summary>
internal sealed class HeldLocks
{
    private readonly List<HeldLock> _held = [];

    internal int Count => _held.Count;

    internal HeldLock? Find(IWaitTarget target) => _held.Find(held => held.Target == target);

    internal void Acquired(IWaitTarget target, bool exclusive)
    {
        lock (_held)
        {
            if (Find(target) is { } held)
                held.Count++;
            else
                _held.Add(new HeldLock(target, exclusive, new StackTrace(1, fNeedFileInfo: true)));
        }
    }

    internal void Released(IWaitTarget target)
    {
        lock (_held)
        {
            if (Find(target) is { } held && --held.Count == 0)
                _held.Remove(held);
        }
    }

    internal void MarkShared(IWaitTarget target)
    {
        if (Find(target) is { } held)
            held.IsExclusive = false;
    }

    /// <summary>The thread no longer owns a lock, however often it had acquired it: its ownership was given away.</summary>
    internal void Forget(IWaitTarget target)
    {
        lock (_held)
            _held.RemoveAll(held => held.Target == target);
    }

    /// <summary>What is held, oldest first; any thread may ask.</summary>
    internal HeldLock[] Snapshot()
    {
        lock (_held)
            return [.. _held];
    }
}

/// <summary>One lock held by one thread.</summary>
internal sealed class HeldLock(IWaitTarget target, bool exclusive, StackTrace site)
{
    internal IWaitTarget Target { get; } = target;

    internal bool IsExclusive { get; set; } = exclusive;

    internal int Count { get; set; } = 1;

    /// <summary>Where it was first acquired.</summary>
    internal StackTrace Site { get; } = site;
}

/// <summary>Stacks in messages.</summary>
internal static class Sites
{
    /// <summary>Eight frames tell the caller and how it was reached; messages carry several stacks.</summary>
    private const int MaxFrames = 8;

    /// <summary>A stack without the frames of this library at its top.</summary>
    internal static string Format(StackTrace site)
    {
        string[] lines = site.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        int first = Array.FindIndex(lines, static line => !IsOurs(line));
        return string.Join(Environment.NewLine, lines.Skip(Math.Max(first, 0)).Take(MaxFrames).Select(static line => "      " + line));
    }

    private static bool IsOurs(string line) =>
        line.StartsWith("at DdiCompliance.", StringComparison.Ordinal)
        && line.IndexOf('.', "at DdiCompliance.".Length) is var dot and > 0
        && line["at DdiCompliance.".Length..dot] is nameof(Ddi) or nameof(ERESOURCE) or nameof(KernelThread) or nameof(ResourceCheck)
            or nameof(HeldLocks) or nameof(LockOrder) or nameof(SystemThread) or nameof(WaitBlock);
}
