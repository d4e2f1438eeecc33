using System.Collections.Immutable;
using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>Names the locks of all elements of a collection.</summary>
internal static class Bulk
{
    /// <summary>The bulk twin of a lock that is reached through a loop variable or a running index, or null.</summary>
    /// <param name="path">The lock.</param>
    /// <param name="collections">For each loop variable the collection.</param>
    /// <param name="indices">Variables that change, and with them what they are the index of.</param>
    /// <param name="wholeOf">The collection that another one is filled from.</param>
    public static AccessPath? Of(AccessPath path, Dictionary<AccessPath, AccessPath> collections, HashSet<AccessPath> indices, Func<AccessPath, AccessPath> wholeOf)
    {
        for (AccessPath? link = path; link is not null; link = link.Parent)
        {
            if (link.Kind == PathKind.Index && link.Arguments.Any(a => indices.Any(a.Mentions)))
            {
                return Replace(path, link, wholeOf(link.Parent!).Elements());
            }

            if (collections.TryGetValue(link, out AccessPath? collection))
            {
                return Replace(path, link, wholeOf(collection).Elements());
            }
        }

        return null;
    }

    /// <summary>The bulk twin of a lock at a constant index, or null.</summary>
    public static AccessPath? OfFixed(AccessPath path)
    {
        for (AccessPath? link = path; link is not null; link = link.Parent)
        {
            if (link.Kind == PathKind.Index)
            {
                return Replace(path, link, link.Parent!.Elements());
            }
        }

        return null;
    }

    private static AccessPath Replace(AccessPath path, AccessPath link, AccessPath replacement)
        => ReferenceEquals(path, link) ? replacement : path.WithParent(Replace(path.Parent!, link, replacement));
}
