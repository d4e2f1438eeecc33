using DdiCompliance.Differential.Tests.Programs;

namespace DdiCompliance.Differential.Tests.Executing;

/// <summary>
/// The locks of the runtime under verification, on this thread. Each call is compared with what the machine said about it: a call without a violation must not bug
/// check and must give the same result, a call with one that the runtime watches for must bug check with its rule. The first violation ends the run.
/// </summary>
internal sealed class RuntimeThread
{
    private const nuint Stranger = 3;

    // What goes wrong at once. The others are legal on the kernel (recursion), or show when the thread ends.
    private static readonly HashSet<string> s_watched = ["DDI1001", "DDI1002", "DDI1004", "DDI2001", "DDI2005", "DDI3003"];

    // A push lock keeps no owner: its holder waits for itself for ever, under verification too.
    private const string Hangs = "DDI2006";

    private readonly List<ERESOURCE> _resources = [];

    /// <summary>Where the runtime and the machine disagree.</summary>
    public List<string> Disagreements { get; } = [];

    /// <summary>Whether the thread is in a state that a next program must not start in.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>Violations that the runtime confirmed, by rule.</summary>
    public Dictionary<string, int> Confirmed { get; } = [];

    /// <summary>The push lock of the call under way: a copy, written back after it.</summary>
    public EX_PUSH_LOCK Borrowed;

    /// <summary>A resource of the program.</summary>
    public ERESOURCE NewResource()
    {
        var resource = new ERESOURCE();
        Ddi.ExInitializeResourceLite(resource);
        _resources.Add(resource);
        return resource;
    }

    /// <summary>Takes the push lock for the next call. Nobody waits for it, so its word may move.</summary>
    public void Borrow(ref EX_PUSH_LOCK pushLock) => Borrowed = pushLock;

    /// <summary>Makes a call and compares it with the laws.</summary>
    /// <param name="call">The call.</param>
    /// <param name="expected">Its result by the laws.</param>
    /// <param name="broken">The laws it breaks.</param>
    /// <returns>Whether the program can go on.</returns>
    public bool Compare(Func<RuntimeThread, bool> call, bool expected, IReadOnlyList<Violation> broken)
    {
        if (broken.Any(static violation => violation.Rule == Hangs))
        {
            IsDirty = true;
            return false;
        }

        bool result;
        try
        {
            result = call(this);
        }
        catch (BugCheckException bugCheck)
        {
            IsDirty = true;
            // To the word of a push lock the wrong mode is a mode that is not held.
            string? confirmed = bugCheck.RuleId == "DDI2001" && broken.Any(static violation => violation.Rule == "DDI2007") ? "DDI2007" : bugCheck.RuleId;
            if (broken.Any(violation => violation.Rule == confirmed))
                Confirm(confirmed!);
            else if (bugCheck.RuleId is not "DDI5001")
                Disagreements.Add($"the runtime says {bugCheck.Message.Split('\n')[0]}, the laws say {Words(broken)}");
            return false;
        }

        if (broken.Any(static violation => s_watched.Contains(violation.Rule)))
            Disagreements.Add($"the runtime says nothing, the laws say {Words(broken)}");
        else if (result != expected && broken.Count == 0)
            Disagreements.Add($"the runtime returns {result}, the laws say {expected}");
        IsDirty |= broken.Count > 0;
        return broken.Count == 0;
    }

    /// <summary>Compares the state at the end of a run, and gives the locks back.</summary>
    public void Exit(IReadOnlyList<Violation> broken)
    {
        IsDirty |= broken.Count > 0;
        try
        {
            DdiVerifier.CheckThreadExit();
            if (broken.Count > 0)
                Disagreements.Add($"the runtime lets the thread go, the laws say {Words(broken)}");
        }
        catch (BugCheckException bugCheck)
        {
            if (broken.Count == 0)
                Disagreements.Add($"at the end the runtime says {bugCheck.Message.Split('\n')[0]}, the laws say nothing");
            foreach (string rule in broken.Select(static violation => violation.Rule).Distinct())
                Confirm(rule);
        }

        if (!IsDirty)
            _resources.ForEach(static resource => Ddi.ExDeleteResourceLite(resource));
        _resources.Clear();
    }

    public bool Region(Routine routine)
    {
        switch (routine.Name)
        {
            case "KeEnterCriticalRegion": Ddi.KeEnterCriticalRegion(); break;
            case "KeLeaveCriticalRegion": Ddi.KeLeaveCriticalRegion(); break;
            case "FsRtlEnterFileSystem": Ddi.FsRtlEnterFileSystem(); break;
            case "FsRtlExitFileSystem": Ddi.FsRtlExitFileSystem(); break;
            case "KeEnterGuardedRegion": Ddi.KeEnterGuardedRegion(); break;
            default: Ddi.KeLeaveGuardedRegion(); break;
        }

        return true;
    }

    public bool Resource(Use use, ERESOURCE resource, bool isFree)
    {
        if (!isFree)
            GiveToStranger(resource);
        bool result = true;
        switch (use.Routine.Name)
        {
            case "ExAcquireResourceExclusiveLite": result = Ddi.ExAcquireResourceExclusiveLite(resource, use.Wait); break;
            case "ExAcquireResourceSharedLite": result = Ddi.ExAcquireResourceSharedLite(resource, use.Wait); break;
            case "ExAcquireSharedStarveExclusive": result = Ddi.ExAcquireSharedStarveExclusive(resource, use.Wait); break;
            case "ExAcquireSharedWaitForExclusive": result = Ddi.ExAcquireSharedWaitForExclusive(resource, use.Wait); break;
            case "ExReleaseResourceLite": Ddi.ExReleaseResourceLite(resource); break;
            case "ExReleaseResourceForThreadLite": Ddi.ExReleaseResourceForThreadLite(resource, Ddi.ExGetCurrentResourceThread()); break;
            case "ExConvertExclusiveToSharedLite": Ddi.ExConvertExclusiveToSharedLite(resource); break;
            case "ExEnterCriticalRegionAndAcquireResourceExclusive": Ddi.ExEnterCriticalRegionAndAcquireResourceExclusive(resource); break;
            case "ExEnterCriticalRegionAndAcquireResourceShared": Ddi.ExEnterCriticalRegionAndAcquireResourceShared(resource); break;
            case "ExEnterCriticalRegionAndAcquireSharedWaitForExclusive": Ddi.ExEnterCriticalRegionAndAcquireSharedWaitForExclusive(resource); break;
            case "ExReleaseResourceAndLeaveCriticalRegion": Ddi.ExReleaseResourceAndLeaveCriticalRegion(resource); break;
            case "FltAcquireResourceExclusive": Ddi.FltAcquireResourceExclusive(resource); break;
            case "FltAcquireResourceShared": Ddi.FltAcquireResourceShared(resource); break;
            default: Ddi.FltReleaseResource(resource); break;
        }

        if (!isFree)
            Ddi.ExReleaseResourceForThreadLite(resource, Stranger);
        return result;
    }

    public bool PushLock(Routine routine)
    {
        switch (routine.Name)
        {
            case "ExAcquirePushLockExclusive": Ddi.ExAcquirePushLockExclusive(ref Borrowed); break;
            case "ExAcquirePushLockShared": Ddi.ExAcquirePushLockShared(ref Borrowed); break;
            case "ExReleasePushLockExclusive": Ddi.ExReleasePushLockExclusive(ref Borrowed); break;
            case "ExReleasePushLockShared": Ddi.ExReleasePushLockShared(ref Borrowed); break;
            case "FltAcquirePushLockExclusive": Ddi.FltAcquirePushLockExclusive(ref Borrowed); break;
            case "FltAcquirePushLockShared": Ddi.FltAcquirePushLockShared(ref Borrowed); break;
            default: Ddi.FltReleasePushLock(ref Borrowed); break;
        }

        return true;
    }

    // Somebody else holds the resource: it belongs to a pointer.
    private static void GiveToStranger(ERESOURCE resource)
    {
        if (!Ddi.KeAreApcsDisabled())
            return;
        Ddi.ExAcquireResourceExclusiveLite(resource, false);
        Ddi.ExSetResourceOwnerPointer(resource, Stranger);
    }

    private static string Words(IReadOnlyList<Violation> broken) => broken.Count == 0 ? "nothing" : string.Join(", ", broken.Select(static violation => violation.Rule));

    private void Confirm(string rule) => Confirmed[rule] = Confirmed.GetValueOrDefault(rule) + 1;
}
