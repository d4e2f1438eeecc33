// A program of top-level statements is a method like any other.
ERESOURCE resource = new();
ExInitializeResourceLite(resource);
{|DDI1001:{|DDI2002:ExAcquireResourceExclusiveLite(resource, true)|}|};
if (args.Length == 0)
{
    return;
}

ExReleaseResourceLite(resource);
