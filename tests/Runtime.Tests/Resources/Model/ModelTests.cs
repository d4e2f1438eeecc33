using FsCheck;
using FsCheck.Fluent;
using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Resources.Model;

public class ModelTests(ITestOutputHelper output)
{
    [Fact]
    public void Random_commands_do_what_the_reference_does()
    {
        ulong seed = (ulong)Random.Shared.NextInt64();
        output.WriteLine($"seed {seed}");
        Arbitrary<int[]> sequences = Gen.Choose(0, int.MaxValue).ArrayOf().ToArbitrary();
        Property property = Prop.ForAll(sequences, static commands =>
        {
            using ModelRun run = new();
            foreach (int command in commands)
                run.Do(command);
            run.Finish();
        });
        // On a failure FsCheck prints the shrunk commands.
        Check.One(Config.QuickThrowOnFailure.WithReplay(seed, seed | 1).WithMaxTest(200).WithEndSize(60), property);
    }
}

/// <summary>One real resource and its reference, driven by four threads one step at a time.</summary>
internal sealed class ModelRun : IDisposable
{
    private const int Threads = 4;
    private const int Pointers = 2;

    [ThreadStatic] private static Actor[]? s_actors;

    private readonly ERESOURCE _resource = new();
    private readonly ReferenceResource _reference = new();
    private readonly Task?[] _waits = new Task?[Threads];
    private readonly Actor[] _actors = s_actors ??= [.. Enumerable.Range(0, Threads).Select(i => new Actor($"model {i}"))];

    internal ModelRun() => ExInitializeResourceLite(_resource);

    /// <summary>A number is a thread, a routine and a choice.</summary>
    internal void Do(int command)
    {
        uint bits = (uint)command;
        int thread = (int)(bits % Threads);
        uint kind = bits / Threads % 16;
        if (_reference.IsBlocked(thread))
            return;
        string request = (kind & 3) switch { 0 => "X", 1 => "S", 2 => "St", _ => "Wf" };
        if (kind < 11)
            Acquire(thread, request, wait: kind >= 4);
        else if (kind < 14)
            Release(thread);
        else if (kind == 14)
            Granted(Do(thread, () => ExConvertExclusiveToSharedLite(_resource), () => _reference.Convert(thread)));
        else
            Transfer(thread, (int)(bits / 64 % (2 * Pointers)));
        Compare();
    }

    /// <summary>Releases everything and ends with a free resource.</summary>
    internal void Finish()
    {
        while (!_reference.IsFree)
        {
            int owner = _reference.Owners.First(who => who < 0 || !_reference.IsBlocked(who));
            if (owner < 0)
                ReleasePointer(-owner - 1);
            else
                Release(owner);
            Compare();
        }
        Assert.True(_actors[0].Do(() => ExTryToAcquireResourceExclusiveLite(_resource)));
        _actors[0].Do(() => ExReleaseResourceLite(_resource));
    }

    public void Dispose() => ExDeleteResourceLite(_resource);

    private static nuint PointerValue(int pointer) => ((nuint)(pointer + 1) << 8) | 3;

    private void Acquire(int thread, string request, bool wait)
    {
        if (wait && _reference.WouldWaitForItself(thread, request))
            return;
        bool blocks = wait && !_reference.CanGrant(thread, request);
        bool expected = _reference.Acquire(thread, request, wait);
        if (!blocks)
        {
            Assert.Equal(expected, _actors[thread].Do(() => ResourceTest.Acquire(request, _resource, wait)));
            return;
        }
        _waits[thread] = _actors[thread].Begin(() => ResourceTest.Acquire(request, _resource, wait: true));
        Actor.Until(() => ExGetExclusiveWaiterCount(_resource) == _reference.ExclusiveWaiters && ExGetSharedWaiterCount(_resource) == _reference.SharedWaiters);
    }

    private void Release(int thread)
    {
        if (_reference.Count(thread) == 0)
            BugCheckAssert.Throws(BugCheckCode.RESOURCE_NOT_OWNED, () => _actors[thread].Do(() => ExReleaseResourceLite(_resource)));
        else
            Granted(Do(thread, () => ExReleaseResourceLite(_resource), () => _reference.Release(thread)));
    }

    private void Transfer(int thread, int choice)
    {
        int pointer = choice % Pointers;
        if (choice >= Pointers)
            ReleasePointer(pointer);
        else if (_reference.Count(thread) == 0)
            BugCheckAssert.Throws(BugCheckCode.RESOURCE_NOT_OWNED, () => _actors[thread].Do(() => ExSetResourceOwnerPointer(_resource, PointerValue(pointer))));
        else
            Do(thread, () => ExSetResourceOwnerPointer(_resource, PointerValue(pointer)), () => Nobody(() => _reference.Transfer(thread, -pointer - 1)));
    }

    private void ReleasePointer(int pointer)
    {
        Action release = () => ExReleaseResourceForThreadLite(_resource, PointerValue(pointer));
        if (_reference.Count(-pointer - 1) == 0)
        {
            BugCheckAssert.Throws(BugCheckCode.RESOURCE_NOT_OWNED, release);
            return;
        }
        release();
        Granted(_reference.Release(-pointer - 1));
    }

    private List<int> Do(int thread, Action real, Func<List<int>> reference)
    {
        _actors[thread].Do(real);
        return reference();
    }

    private static List<int> Nobody(Action action)
    {
        action();
        return [];
    }

    /// <summary>The threads that the reference says are granted now come back.</summary>
    private void Granted(List<int> threads)
    {
        foreach (int thread in threads)
        {
            Actor.Finish(_waits[thread]!);
            _waits[thread] = null;
        }
    }

    private void Compare()
    {
        Assert.Equal((_reference.ExclusiveWaiters, _reference.SharedWaiters), ((int)ExGetExclusiveWaiterCount(_resource), (int)ExGetSharedWaiterCount(_resource)));
        for (int i = 0; i < Threads; i++)
        {
            int thread = i;
            if (_reference.IsBlocked(thread))
                Assert.False(_waits[thread]!.IsCompleted);
            else
                Assert.Equal((_reference.Count(thread), _reference.OwnsExclusively(thread)), _actors[thread].Do(Owned));
        }

        (int, bool) Owned() => ((int)ExIsResourceAcquiredSharedLite(_resource), ExIsResourceAcquiredExclusiveLite(_resource));
    }
}
