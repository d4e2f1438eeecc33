// What top-level statements take they give back on every way out.
ERESOURCE resource = new();
ERESOURCE paging = new();
ExInitializeResourceLite(resource);
ExInitializeResourceLite(paging);
{|DDI1003:KeEnterCriticalRegion()|};
{|DDI2002:ExAcquireResourceExclusiveLite(resource, true)|};
if (args.Length > 3)
{
    return 1;
}

if (args.Length > 2)
    return args.Length;

if (args.Length > 1)
{
    KeLeaveCriticalRegion();
    return 2;
}

ExReleaseResourceLite(resource);
KeLeaveCriticalRegion();

// The end is a way out too.
{|DDI2002:FltAcquireResourceShared(paging)|};
Console.WriteLine(args.Length);
return 0;
