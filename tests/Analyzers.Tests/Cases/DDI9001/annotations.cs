// An annotation whose path leads nowhere is reported at the attribute; what it would have promised is not assumed.
internal sealed class FileControlBlock
{
    internal readonly ERESOURCE Resource = new();

    [{|DDI9001:AcquiresExclusiveLock("Resourse")|}]
    internal void Misspelled() { }

    [{|DDI9001:RequiresLockHeld("fcb.Header")|}, {|DDI9001:IrqlRequiresMax(40)|}]
    internal void NoSuchMember(FileControlBlock fcb) { }

    [{|DDI9001:ReleasesLock("Resource", When = true)|}]
    internal void NothingToDependOn() { }

    [{|DDI9001:RequiresLockHeld("this.Resource")|}]
    internal static void NoReceiver() { }
}

internal sealed class Volume
{
    private static readonly ERESOURCE s_global = new();
    private readonly ERESOURCE _resource = new();

    [RequiresLockHeld("_resource")]
    internal void OfAField() { }

    [RequiresLockHeld("this._resource")]
    internal void OfThis() { }

    [RequiresLockHeld("fcb.Resource")]
    internal void OfAParameter(FileControlBlock fcb) { }

    [RequiresLockHeld("s_global")]
    internal static void OfAStatic() { }

    [RequiresLockHeld("Volume.s_global"), IrqlRequiresMax(APC_LEVEL)]
    internal static void OfAType() { }
}
