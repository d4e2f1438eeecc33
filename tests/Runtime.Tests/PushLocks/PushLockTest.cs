using DdiCompliance.PushLocks;

namespace DdiCompliance.Runtime.Tests.PushLocks;

/// <summary>A push lock, the calling thread, and actors.</summary>
public abstract class PushLockTest : IDisposable
{
    private readonly List<Actor> _actors = [];

    /// <summary>Pinned, so that its address tells it in a dump.</summary>
    private readonly EX_PUSH_LOCK[] _lock = GC.AllocateArray<EX_PUSH_LOCK>(1, pinned: true);

    internal ref EX_PUSH_LOCK Lock => ref _lock[0];

    internal ulong Word => Volatile.Read(ref Lock.Word);

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

    internal void AcquireExclusive() => Ddi.ExAcquirePushLockExclusive(ref Lock);

    internal void AcquireShared() => Ddi.ExAcquirePushLockShared(ref Lock);

    internal void ReleaseExclusive() => Ddi.ExReleasePushLockExclusive(ref Lock);

    internal void ReleaseShared() => Ddi.ExReleasePushLockShared(ref Lock);
}
