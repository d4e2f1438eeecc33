using System.Diagnostics;
using System.Text;

namespace DdiCompliance;

/// <summary>A resource in one line, for the debugger, dumps and messages.</summary>
internal static class ResourceText
{
    internal static string Line(ERESOURCE resource)
    {
        if (resource.Life == ResourceLife.None)
            return resource.Number == 0 ? "resource (not initialised)" : $"resource {resource.Number} (deleted)";
        StringBuilder text = new($"resource {resource.Number}, {Ownership(resource)}");
        AppendWaiters(text, resource.ExclusiveWaiters, "exclusive");
        AppendWaiters(text, resource.SharedWaiters, "shared");
        return text.ToString();
    }

    internal static string Ownership(ERESOURCE resource)
    {
        long word = resource.Word;
        uint owner = ResourceWord.Owner(word);
        if ((owner & ResourceWord.PointerOwner) != 0)
            return "owned exclusively by an owner pointer";
        if (owner != 0)
            return $"owned exclusively by thread {owner}";
        long readers = ResourceWord.Readers(word);
        if ((word & ResourceWord.Bias) != 0)
            return "free or shared (biased)";
        return readers == 0 ? "free" : $"shared by {readers}";
    }

    private static void AppendWaiters(StringBuilder text, uint count, string kind)
    {
        if (count != 0)
            text.Append($", {count} {kind} waiter{(count == 1 ? "" : "s")}");
    }
}

/// <summary>What the debugger shows inside a resource.</summary>
internal sealed class ResourceDebugView(ERESOURCE resource)
{
    public ulong Number => resource.Number;

    public string Ownership => ResourceText.Ownership(resource);

    public uint ExclusiveWaiters => resource.ExclusiveWaiters;

    public uint SharedWaiters => resource.SharedWaiters;

    public uint Contentions => resource.Contentions;

    [DebuggerBrowsable(DebuggerBrowsableState.RootHidden)]
    public LockOwner[] Owners => [.. LocksDump.OwnersOf(resource)];
}
