using DdiCompliance.PushLocks;

namespace DdiCompliance.Runtime.Tests.PushLocks;

/// <summary>A push lock, the calling thread, and actors.</summary>
public abstract class PushLockTest : IDisposable
{
    private readonly List<Actor> _actors = [];

    private EX_PUSH_LOCK _lock;

    internal ref EX_PUSH_LOCK Lock => ref _lock;

    internal ulong Word => Volatile.Read(ref _lock.Word);

    public void Dispose()
    {
        foreach (Actor actor in _actors)
            actor.Dispose();
        GC.SuppressFinalize(this);
    }

    internal Actor NewActor(string name)
    {
        Actor actor = new(name);
        _actors.Add(actor);
        return actor;
    }

    /// <summary>Makes an actor wait and returns when its place is the newest of the queue.</summary>
    internal Task Queue(Actor actor, Action acquire)
    {
        uint before = PushLockWord.Head(Word);
        Task task = actor.Begin(acquire);
        Actor.Until(() => PushLockWord.Head(Word) != before && !PushLockWord.IsEditing(Word));
        return task;
    }

    internal void AcquireExclusive() => Ddi.ExAcquirePushLockExclusive(ref _lock);

    internal void AcquireShared() => Ddi.ExAcquirePushLockShared(ref _lock);

    internal void ReleaseExclusive() => Ddi.ExReleasePushLockExclusive(ref _lock);

    internal void ReleaseShared() => Ddi.ExReleasePushLockShared(ref _lock);
}
