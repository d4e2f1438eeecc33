using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Resources;

/// <summary>A resource, the calling thread A inside a critical region, and two actors B and C.</summary>
public abstract class ResourceTest : IDisposable
{
    private readonly List<Actor> _actors = [];

    protected ResourceTest()
    {
        ExInitializeResourceLite(Resource);
        KeEnterCriticalRegion();
    }

    internal ERESOURCE Resource { get; } = new();

    public void Dispose()
    {
        KeLeaveCriticalRegion();
        foreach (Actor actor in _actors)
            actor.Dispose();
        GC.SuppressFinalize(this);
    }

    internal Actor NewActor(string name)
    {
        Actor actor = new(name);
        actor.Do(KeEnterCriticalRegion);
        _actors.Add(actor);
        return actor;
    }

    internal static bool Try(string request, ERESOURCE resource) => Acquire(request, resource, wait: false);

    internal static bool Acquire(string request, ERESOURCE resource, bool wait) => request switch
    {
        "X" => ExAcquireResourceExclusiveLite(resource, wait),
        "S" => ExAcquireResourceSharedLite(resource, wait),
        "St" => ExAcquireSharedStarveExclusive(resource, wait),
        "Wf" => ExAcquireSharedWaitForExclusive(resource, wait),
        _ => throw new ArgumentOutOfRangeException(nameof(request)),
    };

    /// <summary>Makes an actor wait and returns when it is queued.</summary>
    internal Task Queue(Actor actor, string request)
    {
        uint before = Waiters();
        Task task = actor.Begin(() => Acquire(request, Resource, wait: true));
        Actor.Until(() => Waiters() == before + 1);
        return task;

        uint Waiters() => request == "X" ? ExGetExclusiveWaiterCount(Resource) : ExGetSharedWaiterCount(Resource);
    }

    internal void ReleaseBy(Actor actor, int times = 1) => actor.Do(() =>
    {
        for (int i = 0; i < times; i++)
            ExReleaseResourceLite(Resource);
    });

    /// <summary>Nobody owns it and nobody waits: an exclusive try succeeds, and everything is as at the start.</summary>
    internal void AssertFree()
    {
        Assert.Equal(0u, ExGetExclusiveWaiterCount(Resource));
        Assert.Equal(0u, ExGetSharedWaiterCount(Resource));
        Assert.True(ExTryToAcquireResourceExclusiveLite(Resource));
        Assert.Equal(1u, ExIsResourceAcquiredSharedLite(Resource));
        ExReleaseResourceLite(Resource);
    }
}
