using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Resources;

public class CompatibilityTests : ResourceTest
{
    public static TheoryData<int, string> Table
    {
        get
        {
            // Rows 10 to 17 of runtime-behaviours: who gets it with Wait FALSE, in the order X S St Wf.
            (int Row, string Expected)[] rows =
            [
                (10, "TTTT"), (11, "FTTT"), (12, "FFTF"), (13, "FFFF"), (14, "FTTT"), (15, "FTTF"), (16, "TTTT"), (17, "TTTT"),
            ];
            TheoryData<int, string> data = [];
            foreach ((int row, string expected) in rows)
                data.Add(row, expected);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Behaviours_10_to_17_the_table_of_grants(int row, string expected)
    {
        Actor b = NewActor("B");
        Actor c = NewActor("C");
        Task? waiter = Prepare(row, b, c);

        string[] requests = ["X", "S", "St", "Wf"];
        string actual = string.Concat(requests.Select(request => Attempt(request) ? 'T' : 'F'));

        Assert.Equal(expected, actual);
        Undo(row, b, c, waiter);
        AssertFree();
    }

    [Theory]
    [InlineData("S")]
    [InlineData("St")]
    [InlineData("Wf")]
    public void Behaviours_16_20_shared_calls_by_the_exclusive_owner_recurse_on_the_exclusive_ownership(string request)
    {
        Assert.True(ExAcquireResourceExclusiveLite(Resource, true));
        Assert.True(Acquire(request, Resource, true));

        Assert.True(ExIsResourceAcquiredExclusiveLite(Resource));
        Assert.Equal(2u, ExIsResourceAcquiredSharedLite(Resource));
        ExReleaseResourceLite(Resource);
        Assert.True(ExIsResourceAcquiredExclusiveLite(Resource));
        ExReleaseResourceLite(Resource);
        AssertFree();
    }

    [Fact]
    public void Behaviour_18_even_the_only_sharer_cannot_upgrade()
    {
        Actor b = NewActor("B");
        b.Do(() => ExAcquireResourceSharedLite(Resource, true));
        Assert.False(b.Do(() => ExAcquireResourceExclusiveLite(Resource, false)));
        Task upgrade = Queue(b, "X");

        Actor.StaysBlocked(upgrade);
        Assert.False(ExAcquireResourceSharedLite(Resource, false));
        Assert.Equal(1u, ExGetExclusiveWaiterCount(Resource));
    }

    [Fact]
    public void Behaviour_19_a_sharer_that_waits_for_exclusive_ones_waits_for_itself()
    {
        Actor b = NewActor("B");
        Actor c = NewActor("C");
        b.Do(() => ExAcquireResourceSharedLite(Resource, true));
        Queue(c, "X");

        Assert.True(b.Do(() => ExAcquireResourceSharedLite(Resource, true)));
        Task second = Queue(b, "Wf");
        Actor.StaysBlocked(second);
        Assert.Equal(1u, ExGetSharedWaiterCount(Resource));
    }

    [Fact]
    public void Behaviour_21_ownership_ends_with_the_last_release_whatever_the_mix()
    {
        Actor b = NewActor("B");
        ExAcquireResourceExclusiveLite(Resource, true);
        ExAcquireResourceSharedLite(Resource, true);
        ExAcquireResourceExclusiveLite(Resource, true);
        ExAcquireSharedStarveExclusive(Resource, true);
        for (int left = 4; left > 0; left--)
        {
            Assert.True(ExIsResourceAcquiredExclusiveLite(Resource));
            Assert.Equal((uint)left, ExIsResourceAcquiredSharedLite(Resource));
            Assert.False(b.Do(() => ExAcquireResourceSharedLite(Resource, false)));
            ExReleaseResourceLite(Resource);
        }
        Assert.False(ExIsResourceAcquiredExclusiveLite(Resource));
        AssertFree();
    }

    [Fact]
    public void Behaviour_22_shared_waiters_do_not_block_a_sharer_when_no_exclusive_one_waits()
    {
        // A owns exclusively, B waits shared, A converts: B is in, and C may come too.
        Actor b = NewActor("B");
        Actor c = NewActor("C");
        ExAcquireResourceExclusiveLite(Resource, true);
        Task shared = Queue(b, "S");
        ExConvertExclusiveToSharedLite(Resource);
        Actor.Finish(shared);
        Assert.True(c.Do(() => ExAcquireResourceSharedLite(Resource, false)));
        ReleaseBy(c);
        ReleaseBy(b);
        ExReleaseResourceLite(Resource);
        AssertFree();
    }

    [Theory]
    [InlineData("X")]
    [InlineData("S")]
    [InlineData("St")]
    [InlineData("Wf")]
    public void Behaviour_23_with_wait_the_answer_is_true(string request)
    {
        Actor b = NewActor("B");
        ExAcquireResourceExclusiveLite(Resource, true);
        bool answer = false;
        Task task = b.Begin(() => answer = Acquire(request, Resource, true));
        Actor.StaysBlocked(task);
        ExReleaseResourceLite(Resource);
        Actor.Finish(task);
        Assert.True(answer);
        ReleaseBy(b);
        AssertFree();
    }

    [Theory]
    [InlineData("X")]
    [InlineData("S")]
    [InlineData("St")]
    [InlineData("Wf")]
    public void Behaviour_24_a_refused_attempt_leaves_no_trace(string request)
    {
        Actor b = NewActor("B");
        b.Do(() => ExAcquireResourceExclusiveLite(Resource, true));
        for (int i = 0; i < 5; i++)
            Assert.False(Try(request, Resource));
        Assert.Equal(0u, ExGetExclusiveWaiterCount(Resource));
        Assert.Equal(0u, ExGetSharedWaiterCount(Resource));
        Assert.Equal(0u, ExIsResourceAcquiredSharedLite(Resource));
        ReleaseBy(b);
        AssertFree();
    }

    [Fact]
    public void Behaviour_25_try_grants_a_free_or_an_own_exclusive_resource_only()
    {
        Actor b = NewActor("B");
        Assert.True(ExTryToAcquireResourceExclusiveLite(Resource));
        Assert.True(ExTryToAcquireResourceExclusiveLite(Resource));
        Assert.False(b.Do(() => ExTryToAcquireResourceExclusiveLite(Resource)));
        ExReleaseResourceLite(Resource);
        ExReleaseResourceLite(Resource);
        b.Do(() => ExAcquireResourceSharedLite(Resource, true));
        Assert.False(ExTryToAcquireResourceExclusiveLite(Resource));
        ReleaseBy(b);
        AssertFree();
    }

    private bool Attempt(string request)
    {
        bool granted = Try(request, Resource);
        if (granted)
            ExReleaseResourceLite(Resource);
        return granted;
    }

    private Task? Prepare(int row, Actor b, Actor c)
    {
        switch (row)
        {
            case 11 or 12:
                b.Do(() => ExAcquireResourceSharedLite(Resource, true));
                break;
            case 13:
                b.Do(() => ExAcquireResourceExclusiveLite(Resource, true));
                break;
            case 14 or 15:
                ExAcquireResourceSharedLite(Resource, true);
                break;
            case 16 or 17:
                ExAcquireResourceExclusiveLite(Resource, true);
                break;
        }
        return row is 12 or 15 or 17 ? Queue(c, "X") : null;
    }

    private void Undo(int row, Actor b, Actor c, Task? waiter)
    {
        if (row is 11 or 12 or 13)
            ReleaseBy(b);
        else if (row != 10)
            ExReleaseResourceLite(Resource);
        if (waiter is null)
            return;
        Actor.Finish(waiter);
        ReleaseBy(c);
    }
}
