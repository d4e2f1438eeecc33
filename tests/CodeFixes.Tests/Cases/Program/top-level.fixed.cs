// What top-level statements take they give back on every way out.
ERESOURCE resource = new();
ERESOURCE paging = new();
ExInitializeResourceLite(resource);
ExInitializeResourceLite(paging);
{|DDI1003:KeEnterCriticalRegion()|};
ExAcquireResourceExclusiveLite(resource, true);
if (args.Length > 3)
{
    ExReleaseResourceLite(resource);
    return 1;
}

if (args.Length > 2)
{
    int result = args.Length;
    ExReleaseResourceLite(resource);
    return result;
}

if (args.Length > 1)
{
    ExReleaseResourceLite(resource);
    KeLeaveCriticalRegion();
    return 2;
}

ExReleaseResourceLite(resource);
KeLeaveCriticalRegion();

// The end is a way out too.
FltAcquireResourceShared(paging);
Console.WriteLine(args.Length);
FltReleaseResource(paging);
return 0;
