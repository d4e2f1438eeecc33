using System.Diagnostics.CodeAnalysis;

namespace DdiCompliance;

/// <summary>The bug checks of resource misuse (behaviours 54 to 57), kept out of the paths that may be inlined.</summary>
internal static class ResourceViolation
{
    /// <summary>P4 of 0xE3 for a resource that has no table of sharers, and for one whose table holds no entry for the releaser.</summary>
    private const ulong NoOwnerTable = 2, NotInOwnerTable = 3;

    /// <summary>On a list twice, or taken off twice: parameter 1 of 0x139.</summary>
    private const ulong ListEntryCorrupted = 3;

    [DoesNotReturn]
    internal static void ThrowNotOwned(ERESOURCE resource, KernelThread thread, long word, nuint pointer = 0)
    {
        string who = pointer == 0 ? $"thread {thread.Id}" : $"owner pointer 0x{pointer:X}";
        string message = $"{who} does not own {resource}";
        if (resource.IsVerified && DdiVerifier.IsOn)
            ResourceCheck.ThrowNotOwned(resource, thread, word, message);
        BugCheckException.Throw(
            BugCheckCode.RESOURCE_NOT_OWNED, RuleId.ReleaseNotHeld, message,
            resource.Number, pointer == 0 ? thread.ResourceThread : pointer, 0, resource.HasSharers ? NotInOwnerTable : NoOwnerTable);
    }

    [DoesNotReturn]
    internal static void ThrowForeignThread(ERESOURCE resource, KernelThread thread, nuint target) =>
        BugCheckException.Throw(
            BugCheckCode.ERESOURCE_INVALID_RELEASE, RuleId.ForThreadWithoutTransfer,
            $"{resource} was to be released for 0x{target:X}, which is neither the current thread nor an owner pointer; call ExSetResourceOwnerPointerEx first",
            resource.Number, thread.ResourceThread, target);

    [DoesNotReturn]
    internal static void ThrowOwnerPointerInvalid(ERESOURCE resource, KernelThread thread, nuint pointer) =>
        BugCheckException.Throw(
            BugCheckCode.RESOURCE_OWNER_POINTER_INVALID, RuleId.OwnerPointerBits,
            $"0x{pointer:X} is no owner pointer for {resource}: its two low bits must be set, with FLAG_OWNER_POINTER_IS_THREAD on a thread id",
            resource.Number, 0, thread.ResourceThread, pointer);

    [DoesNotReturn]
    internal static void ThrowUninitialized(ERESOURCE resource) =>
        Verifier.Throw(
            VerifierCode.UninitializedAcquired, resource.Number == 0 ? RuleId.UsedBeforeInitialize : RuleId.UsedAfterDelete,
            $"{resource} is used, but it is {(resource.Number == 0 ? "not initialised" : "deleted")}", resource.Number);

    [DoesNotReturn]
    internal static void ThrowInitializedTwice(ERESOURCE resource)
    {
        string message = $"{resource} is initialised again without being deleted";
        if (DdiVerifier.IsOn)
            Verifier.Throw(VerifierCode.ResourceInitializedTwice, RuleId.InitializedTwice, message, resource.Number);
        BugCheckException.Throw(BugCheckCode.KERNEL_SECURITY_CHECK_FAILURE, RuleId.InitializedTwice, message, ListEntryCorrupted, resource.Number);
    }

    [DoesNotReturn]
    internal static void ThrowDeletedUninitialized(ERESOURCE? resource)
    {
        ulong number = resource?.Number ?? 0;
        string rule = number == 0 ? RuleId.UsedBeforeInitialize : RuleId.UsedAfterDelete;
        string message = $"{resource?.ToString() ?? "NULL"} is deleted, but it is not initialised";
        if (DdiVerifier.IsOn)
            Verifier.Throw(VerifierCode.UninitializedResourceDeleted, rule, message, number);
        BugCheckException.Throw(BugCheckCode.KERNEL_SECURITY_CHECK_FAILURE, rule, message, ListEntryCorrupted, number);
    }

    [DoesNotReturn]
    internal static void ThrowConvertNotExclusive(ERESOURCE resource, KernelThread thread) =>
        BugCheckException.Throw(
            BugCheckCode.SHARED_RESOURCE_CONV_ERROR, RuleId.ConvertNotExclusive,
            $"thread {thread.Id} converts {resource}, which it does not own exclusively", resource.Number, thread.ResourceThread);

    [DoesNotReturn]
    internal static void ThrowDeadlock(ERESOURCE resource, KernelThread thread, string cycle) =>
        Verifier.Throw(
            VerifierCode.LockOrder, RuleId.LockOrderInversion, $"thread {thread.Id} waits for {resource} and so for itself: {cycle}", resource.Number);

    /// <summary>Not a bug check: NT counts in 32 bits and runs over. The status is the one mutex objects use.</summary>
    [DoesNotReturn]
    internal static void ThrowTooManyAcquisitions(ERESOURCE resource) =>
        throw new NtStatusException(Ddi.STATUS_MUTANT_LIMIT_EXCEEDED, $"{resource} was acquired recursively more often than can be counted");
}
