using System.Diagnostics.CodeAnalysis;

namespace DdiCompliance;

/// <summary>What verification adds to the resource routines.</summary>
internal static class ResourceCheck
{
    internal static void Acquire(ERESOURCE resource, KernelThread thread, long word, ResourceRequest request, bool wait)
    {
        if (!Verifier.NormalApcsAreOff(thread))
        {
            Verifier.Throw(
                VerifierCode.ResourceAcquiredWithApcs, RuleId.NotInCriticalRegion,
                $"{resource} is acquired by thread {thread.Id} with normal kernel APCs enabled", thread.Hot.Irql, 0, resource.Number);
        }
        bool exclusive = ResourceWord.Owner(word) == thread.Hot.Id;
        bool shared = !exclusive && thread.FindHold(resource.Number) >= 0;
        if (wait && shared && request == ResourceRequest.Exclusive)
        {
            Verifier.Throw(
                VerifierCode.ExclusiveBySharedOwner, RuleId.UpgradeDeadlock,
                $"thread {thread.Id} waits for exclusive access to {resource}, which it owns shared, acquired{Environment.NewLine}" +
                (thread.Verified.Find(resource) is { } held ? Sites.Format(held.Site) : ""), resource.Number);
        }
        if (wait && !exclusive && !shared)
            LockOrder.Check(thread, resource);
    }

    internal static void Release(ERESOURCE resource, KernelThread thread, long word)
    {
        if (!Verifier.NormalApcsAreOff(thread))
        {
            Verifier.Throw(
                VerifierCode.ResourceReleasedWithApcs, RuleId.NotInCriticalRegion,
                $"{resource} is released by thread {thread.Id} with normal kernel APCs enabled", thread.Hot.Irql, 0, resource.Number);
        }
        bool mine = ResourceWord.Owner(word) == thread.Hot.Id || thread.FindHold(resource.Number) >= 0;
        HeldLock[] held = mine && DdiVerifier.ChecksReleaseOrder ? thread.Verified.Snapshot() : [];
        if (held.Length != 0 && held[^1].Target != resource)
        {
            Verifier.Throw(
                VerifierCode.ReleasedOutOfOrder, null,
                $"{resource} is released before lock {held[^1].Target.Number}, which was acquired later{Environment.NewLine}{Sites.Format(held[^1].Site)}",
                resource.Number, held[^1].Target.Number);
        }
    }

    internal static void Delete(ERESOURCE resource)
    {
        LockOrder.Forget(resource.Number);
        if (!ResourceWord.IsFree(resource.Word) || resource.ExclusiveWaiters + resource.SharedWaiters != 0)
            Verifier.Throw(VerifierCode.DeletedWhileOwned, RuleId.DeletedWhileHeld, $"{resource} is deleted while it is owned", resource.Number);
    }

    [DoesNotReturn]
    internal static void ThrowNotOwned(ERESOURCE resource, KernelThread thread, long word, string message)
    {
        string rule = resource.Queue is { } queue && queue.Pointers.Any() ? RuleId.UsedAfterTransfer : RuleId.ReleaseNotHeld;
        if (ResourceWord.IsFree(word))
            Verifier.Throw(VerifierCode.ReleasedBeforeAcquired, rule, message, resource.Number);
        Verifier.Throw(VerifierCode.ReleasedByWrongThread, rule, message, resource.Number, ResourceWord.Owner(word), thread.ResourceThread);
    }
}
