namespace DdiCompliance;

public static partial class Ddi
{
    /// <summary><see cref="ExSetResourceOwnerPointerEx"/>: the owner pointer is the thread object of the calling thread with its two low bits set.</summary>
    public const uint FLAG_OWNER_POINTER_IS_THREAD = 1;

    /// <summary>
    /// Releases one acquisition of the calling thread, or of an owner pointer on whatever thread, also after the thread that set it has ended.
    /// IRQL &lt;= DISPATCH_LEVEL, normal kernel APCs disabled (system threads need not). Source: nf-wdm-exreleaseresourceforthreadlite.
    /// </summary>
    /// <param name="Resource">The resource.</param>
    /// <param name="ResourceThreadId">
    /// What <see cref="ExGetCurrentResourceThread"/> returned on the calling thread, or exactly the value given to <see cref="ExSetResourceOwnerPointer"/>.
    /// </param>
    /// <exception cref="BugCheckException">
    /// 0xE3 when that owner does not own it; 0x16E for the id of another thread: give the ownership to an owner pointer first.
    /// </exception>
    public static void ExReleaseResourceForThreadLite(ERESOURCE Resource, nuint ResourceThreadId)
    {
        KernelThread thread = KernelThread.Current;
        if (ResourceThreadId == thread.ResourceThread)
            Resource.ReleaseForOwnThread(thread);
        else if ((ResourceThreadId & 3) != 0)
            Resource.ReleaseForPointer(thread, ResourceThreadId);
        else
            ResourceViolation.ThrowForeignThread(Resource, thread, ResourceThreadId);
    }

    /// <summary>
    /// Turns the calling thread's exclusive ownership into shared ownership with all its acquisitions, and lets all shared waiters in.
    /// A call by anybody else does nothing, as on a free build. IRQL &lt;= APC_LEVEL, normal kernel APCs disabled. Source: nf-wdm-exconvertexclusivetosharedlite.
    /// </summary>
    /// <param name="Resource">A resource the calling thread owns exclusively.</param>
    /// <exception cref="BugCheckException">0x1F when the thread does not own it exclusively, with verification.</exception>
    public static void ExConvertExclusiveToSharedLite(ERESOURCE Resource) => Resource.ConvertToShared(KernelThread.Current);

    /// <summary>
    /// Gives all acquisitions of the calling thread to an owner pointer; the mode stays. From then on only
    /// <see cref="ExReleaseResourceForThreadLite"/> with the same value releases them, one at a time. IRQL &lt;= DISPATCH_LEVEL, normal kernel APCs disabled.
    /// Source: nf-wdm-exsetresourceownerpointer.
    /// </summary>
    /// <param name="Resource">A resource the calling thread owns.</param>
    /// <param name="OwnerPointer">The new owner: any value whose two low bits are set. A pointer that owns shares already gets these too.</param>
    /// <exception cref="BugCheckException">0x132 when the two low bits are not set; 0xE3 when the thread does not own the resource.</exception>
    public static void ExSetResourceOwnerPointer(ERESOURCE Resource, nuint OwnerPointer) =>
        Resource.SetOwnerPointer(KernelThread.Current, OwnerPointer, isThread: false);

    /// <summary>As <see cref="ExSetResourceOwnerPointer"/>, with flags. IRQL &lt;= DISPATCH_LEVEL, normal kernel APCs disabled. Source: nf-wdm-exsetresourceownerpointerex.</summary>
    /// <param name="Resource">A resource the calling thread owns.</param>
    /// <param name="OwnerPointer">The new owner; its two low bits are set.</param>
    /// <param name="Flags">
    /// 0, or <see cref="FLAG_OWNER_POINTER_IS_THREAD"/>: the pointer is a thread's <see cref="ExGetCurrentResourceThread"/> | 3 (on NT such a thread can be boosted).
    /// </param>
    /// <exception cref="BugCheckException">0x132 for wrong low bits, a value that is no thread despite the flag, or other flags; 0xE3 when the thread does not own the resource.</exception>
    public static void ExSetResourceOwnerPointerEx(ERESOURCE Resource, nuint OwnerPointer, uint Flags)
    {
        KernelThread thread = KernelThread.Current;
        if ((Flags & ~FLAG_OWNER_POINTER_IS_THREAD) != 0)
            ResourceViolation.ThrowOwnerPointerInvalid(Resource, thread, OwnerPointer);
        Resource.SetOwnerPointer(thread, OwnerPointer, isThread: Flags != 0);
    }

    /// <summary>How many threads wait for exclusive access; it may be out of date on return. IRQL &lt;= DISPATCH_LEVEL. Source: nf-wdm-exgetexclusivewaitercount.</summary>
    /// <param name="Resource">An initialised resource.</param>
    /// <returns>The number of waiting threads; owners do not count.</returns>
    /// <exception cref="BugCheckException">0xC4/0x1002 when it is not initialised.</exception>
    public static uint ExGetExclusiveWaiterCount(ERESOURCE Resource)
    {
        Resource.RequireLife();
        return Resource.ExclusiveWaiters;
    }

    /// <summary>How many threads wait for shared access by whatever routine; it may be out of date on return. IRQL &lt;= DISPATCH_LEVEL. Source: nf-wdm-exgetsharedwaitercount.</summary>
    /// <param name="Resource">An initialised resource.</param>
    /// <returns>The number of waiting threads; owners do not count.</returns>
    /// <exception cref="BugCheckException">0xC4/0x1002 when it is not initialised.</exception>
    public static uint ExGetSharedWaiterCount(ERESOURCE Resource)
    {
        Resource.RequireLife();
        return Resource.SharedWaiters;
    }

    /// <summary>Whether the calling thread owns a resource exclusively. IRQL &lt;= DISPATCH_LEVEL. Source: nf-wdm-exisresourceacquiredexclusivelite.</summary>
    /// <param name="Resource">An initialised resource.</param>
    /// <returns>true for its exclusive owner.</returns>
    /// <exception cref="BugCheckException">0xC4/0x1002 when it is not initialised.</exception>
    public static bool ExIsResourceAcquiredExclusiveLite(ERESOURCE Resource)
    {
        Resource.RequireLife();
        return Resource.IsOwnedExclusivelyBy(KernelThread.Current);
    }

    /// <summary>How often the calling thread has acquired a resource, shared or exclusive. IRQL &lt;= DISPATCH_LEVEL. Source: nf-wdm-exisresourceacquiredsharedlite.</summary>
    /// <param name="Resource">An initialised resource.</param>
    /// <returns>The outstanding acquisitions of the calling thread; 0 when it does not own it.</returns>
    /// <exception cref="BugCheckException">0xC4/0x1002 when it is not initialised.</exception>
    public static uint ExIsResourceAcquiredSharedLite(ERESOURCE Resource)
    {
        Resource.RequireLife();
        return Resource.AcquisitionsBy(KernelThread.Current);
    }

    /// <summary>The same as <see cref="ExIsResourceAcquiredSharedLite"/>. IRQL &lt;= DISPATCH_LEVEL. Source: ExIsResourceAcquiredLite (previous versions).</summary>
    /// <param name="Resource">An initialised resource.</param>
    /// <returns>The outstanding acquisitions of the calling thread; 0 when it does not own it.</returns>
    /// <exception cref="BugCheckException">0xC4/0x1002 when it is not initialised.</exception>
    public static uint ExIsResourceAcquiredLite(ERESOURCE Resource) => ExIsResourceAcquiredSharedLite(Resource);

    /// <summary>Reserved on NT: turns off the priority boost of owners. Threads are not boosted here, so it does nothing. Source: ntifs.h.</summary>
    /// <param name="Resource">An initialised resource.</param>
    /// <exception cref="BugCheckException">0xC4/0x1002 when it is not initialised.</exception>
    public static void ExDisableResourceBoostLite(ERESOURCE Resource) => Resource.RequireLife();
}
