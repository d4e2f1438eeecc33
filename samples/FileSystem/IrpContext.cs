using DdiCompliance;

namespace FileSystem;

/// <summary>What one request may do, and what it counts.</summary>
/// <param name="CanWait">False for a request that must not block: it fails with <see cref="Statuses.STATUS_CANT_WAIT"/> and is posted.</param>
/// <param name="Statistics">Where acquisitions are counted.</param>
internal readonly record struct IrpContext(bool CanWait, LockStatistics Statistics);

/// <summary>Statuses of file systems.</summary>
internal static class Statuses
{
    public static NTSTATUS STATUS_OBJECT_NAME_NOT_FOUND => unchecked((int)0xC0000034);

    public static NTSTATUS STATUS_OBJECT_NAME_COLLISION => unchecked((int)0xC0000035);

    public static NTSTATUS STATUS_FILE_DELETED => unchecked((int)0xC0000123);

    public static NTSTATUS STATUS_CANT_WAIT => unchecked((int)0xC00000D8);

    public static NTSTATUS STATUS_END_OF_FILE => unchecked((int)0xC0000011);

    public static NTSTATUS STATUS_VOLUME_DISMOUNTED => unchecked((int)0xC000026E);
}
