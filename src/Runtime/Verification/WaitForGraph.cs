using System.Text;

namespace DdiCompliance;

/// <summary>
/// Who waits for whom. Every wait of these locks needs all of its blockers to act, so a circle is a deadlock. The last thread that joins it finds it: it has
/// queued itself before it looks.
/// </summary>
internal static class WaitForGraph
{
    /// <summary>Looks for a circle through a thread that has just queued itself.</summary>
    /// <returns>The circle in words, with the place of every acquisition, or null.</returns>
    internal static string? FindCycle(KernelThread thread)
    {
        if (Walk(thread) is null)
            return null;
        // The graph is read while it changes; a true circle stays, a phantom does not.
        Thread.Sleep(2);
        return Walk(thread) is { } circle ? Describe(circle) : null;
    }

    private static List<KernelThread>? Walk(KernelThread start)
    {
        List<KernelThread> path = [];
        return Reaches(start, start, path, []) ? path : null;
    }

    private static bool Reaches(KernelThread from, KernelThread to, List<KernelThread> path, HashSet<KernelThread> seen)
    {
        if (from.CurrentWait is not { IsGranted: false, Target: { } target } wait)
            return false;
        List<KernelThread> blockers = [];
        target.CollectBlockers(wait, blockers);
        path.Add(from);
        foreach (KernelThread blocker in blockers)
        {
            if (blocker == to || (seen.Add(blocker) && Reaches(blocker, to, path, seen)))
                return true;
        }
        path.RemoveAt(path.Count - 1);
        return false;
    }

    private static string Describe(List<KernelThread> circle)
    {
        StringBuilder text = new();
        foreach (KernelThread thread in circle)
        {
            text.AppendLine().Append($"  thread {thread.Id} waits for lock {thread.CurrentWait?.Target?.Number}");
            foreach (HeldLock held in thread.Verified.Snapshot())
            {
                text.Append($" and holds lock {held.Target.Number} ({(held.IsExclusive ? "exclusive" : "shared")}), acquired").AppendLine()
                    .Append(Sites.Format(held.Site));
            }
        }
        return text.ToString();
    }
}
