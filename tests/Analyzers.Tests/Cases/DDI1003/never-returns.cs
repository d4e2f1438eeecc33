// A path that does not return owes nothing.
using System.Diagnostics.CodeAnalysis;

internal sealed class Corruption
{
    private readonly ERESOURCE _resource = new();
    private int _magic;

    public void FailsFast()
    {
        KeEnterCriticalRegion();
        if (_magic != 0x4D42)
        {
            Environment.FailFast("corrupt");
        }

        KeLeaveCriticalRegion();
    }

    public void CallsARoutineThatNeverReturns()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        if (_magic != 0x4D42)
        {
            BugCheck(0x24);
        }

        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }

    public void RunsForEver()
    {
        KeEnterCriticalRegion();
        while (true)
        {
            ExAcquireResourceExclusiveLite(_resource, true);
            _magic++;
            ExReleaseResourceLite(_resource);
        }
    }

    public void LooksLikeItButReturns()
    {
        {|DDI1003:KeEnterCriticalRegion()|};
        if (_magic != 0x4D42)
        {
            Console.Error.WriteLine("corrupt");
            return;
        }

        KeLeaveCriticalRegion();
    }

    [DoesNotReturn]
    private static void BugCheck(int code) => Environment.FailFast(code.ToString());
}
