namespace DdiCompliance.Differential.Tests.Programs;

/// <summary>The shapes in which correct code takes a lock and gives it back.</summary>
internal sealed class LockPieces(Generator generator, Random random)
{
    private static readonly (Thing Thing, int Lock)[] s_locks = [(Thing.Resource, 0), (Thing.Resource, 1), (Thing.PushLock, 0)];

    /// <summary>A piece that takes a free lock, or does nothing when there is none.</summary>
    internal Block Piece(Scope scope)
    {
        (Thing, int)[] free = [.. s_locks.Where(name => !scope.Taken.Contains(name))];
        if (free.Length == 0)
            return [new Work()];
        (Thing thing, int number) = free[random.Next(free.Length)];
        Routine acquire = Pick(Routine.Find(thing, Act.Acquire));
        Use take = new(acquire, number);
        if (acquire.Family == Family.Plain && !scope.ApcsOff)
            return random.Next(5) == 0 ? TakenWithItsRegion(scope, take) : generator.Bracket(scope, inside => Shape(inside, take));
        return Shape(scope, take);
    }

    private Block Shape(Scope scope, Use take)
    {
        Use give = new(Pick(take.Routine.Partners()), take.Lock);
        bool canFail = take.Routine.TakesWait;
        bool isResource = take.Routine.Thing == Thing.Resource;
        return random.Next(16) switch
        {
            0 or 1 => Straight(scope, new Call(take), new Call(give), take),
            2 => InFinally(scope, take, give),
            3 => RememberedInFinally(scope, take, give),
            4 => Correlated(scope, take, give),
            5 or 6 when canFail => Tested(scope, take with { Wait = false }, give),
            7 when canFail => Remembered(scope, take with { Wait = false }, give),
            8 when canFail && scope.MayReturn => OrReturn(scope, take with { Wait = false }, give),
            9 when canFail => WithFallback(scope, take, give),
            10 when isResource && take.Routine.Mode == Mode.Exclusive => Converted(scope, take, give),
            11 when take.Routine.Mode == Mode.Shared && take.Routine.Name != "ExAcquireSharedWaitForExclusive" => Twice(scope, take, give),
            12 => WithCleanup(scope, take, give),
            13 => Reacquired(scope, take, give),
            14 when canFail => ByProcedureThatTells(scope, take with { Wait = false }, give),
            _ => random.Next(3) switch
            {
                0 => Straight(scope, new Invoke(generator.Define([new Call(take)])), new Invoke(generator.Define([new Call(give)])), take),
                1 => ByFlaggedProcedures(scope, take, give),
                _ => ByOneProcedure(scope, take, give),
            },
        };
    }

    private Block Straight(Scope scope, Statement take, Statement give, Use use) =>
        [take, .. generator.Body(scope.Deeper.Taking(use).Undone(give)), give.Copy()];

    private Block InFinally(Scope scope, Use take, Use give) =>
        [new Call(take), new Attempt(generator.Body(scope.Deeper.Taking(take).Protected(scope.MayThrow)), null, [new Call(give)])];

    private Block RememberedInFinally(Scope scope, Use take, Use give)
    {
        string held = generator.Fresh("held");
        Block body = [new If(generator.Test(scope), [new Call(take), new Assign(held, new Flag("true"))])];
        Scope within = scope.Deeper.Protected(scope.MayThrow);
        within = within with { Taken = within.Taken.Add((take.Routine.Thing, take.Lock)), Locals = within.Locals.Add(held) };
        body.AddRange(generator.Body(within));
        return [new Assign(held, new Flag("false")), new Attempt(body, null, [new If(new Flag(held), [new Call(give)])])];
    }

    private Block Correlated(Scope scope, Use take, Use give)
    {
        Condition test = generator.Input(scope);
        If undo = new(test, [new Call(give)]);
        Scope within = scope.Deeper.Undone(undo);
        within = within with { Taken = within.Taken.Add((take.Routine.Thing, take.Lock)) };
        return [new If(test, [new Call(take)]), .. generator.Body(within), undo.Copy()];
    }

    private Block Tested(Scope scope, Use take, Use give)
    {
        Call undo = new(give);
        Block body = [.. generator.Body(scope.Deeper.Taking(take).Undone(undo)), undo.Copy()];
        return random.Next(2) == 0
            ? [new If(new Taken(take), body, random.Next(2) == 0 ? null : generator.Body(scope.Deeper))]
            : [new If(new Not(new Taken(take)), generator.Body(scope.Deeper), body)];
    }

    private Block Remembered(Scope scope, Use take, Use give)
    {
        string held = generator.Fresh("held");
        If undo = new(new Flag(held), [new Call(give)]);
        Scope within = scope.Deeper.Undone(undo);
        within = within with { Taken = within.Taken.Add((take.Routine.Thing, take.Lock)), Locals = within.Locals.Add(held) };
        return [new Call(take, held), .. generator.Body(within), undo.Copy()];
    }

    private Block OrReturn(Scope scope, Use take, Use give)
    {
        Call undo = new(give);
        return [new If(new Not(new Taken(take)), Generator.UndoAndReturn(scope)), .. generator.Body(scope.Deeper.Taking(take).Undone(undo)), undo.Copy()];
    }

    private Block WithFallback(Scope scope, Use take, Use give)
    {
        Use attempt = take with { Routine = Routine.Named("ExAcquireResourceExclusiveLite"), Wait = false };
        Call undo = new(give);
        return [new If(new Not(new Taken(attempt)), [new Call(take)]), .. generator.Body(scope.Deeper.Taking(take).Undone(undo)), undo.Copy()];
    }

    private Block Converted(Scope scope, Use take, Use give)
    {
        Call undo = new(give);
        Scope within = scope.Deeper.Taking(take).Undone(undo);
        Call convert = new(new Use(Routine.Named("ExConvertExclusiveToSharedLite"), take.Lock));
        return [new Call(take), .. generator.Body(within), convert, .. generator.Body(within), undo.Copy()];
    }

    private Block Twice(Scope scope, Use take, Use give)
    {
        Call undo = new(give);
        Scope within = scope.Deeper.Taking(take).Undone(undo);
        return [new Call(take), new Call(take), .. generator.Body(within.Undone(undo)), undo.Copy(), .. generator.Body(within), undo.Copy()];
    }

    private Block WithCleanup(Scope scope, Use take, Use give)
    {
        string label = generator.Fresh("cleanup");
        Call undo = new(give);
        Scope within = scope.Deeper.Taking(take).Undone(undo);
        return [new Call(take), .. generator.Body(within), new If(generator.Test(within), [new Goto(label)]), .. generator.Body(within), new Label(label), undo.Copy()];
    }

    private Block Reacquired(Scope scope, Use take, Use give)
    {
        Call undo = new(give);
        Scope within = scope.Deeper.Taking(take).Undone(undo);
        Block round = [undo.Copy(), new Work(), new Call(take)];
        round.InsertRange(0, generator.Body(within with { Loop = within.Unwind.Count }));
        return [new Call(take), new Repeat(generator.Fresh("i"), scope.InProcedure ? "2" : "n", round), .. generator.Body(within), undo.Copy()];
    }

    private Block ByProcedureThatTells(Scope scope, Use take, Use give)
    {
        Block body = random.Next(2) == 0
            ? [new Return(new Taken(take))]
            : [new If(new Taken(take), [new Return(new Flag("true"))]), new Return(new Flag("false"))];
        string name = generator.Define(body, returnsBool: true);
        Call undo = new(give);
        if (random.Next(2) == 0)
            return [new If(new Asked(name), [.. generator.Body(scope.Deeper.Taking(take).Undone(undo)), undo.Copy()])];
        string held = generator.Fresh("held");
        If remembered = new(new Flag(held), [undo]);
        Scope within = scope.Deeper.Undone(remembered);
        within = within with { Taken = within.Taken.Add((take.Routine.Thing, take.Lock)), Locals = within.Locals.Add(held) };
        return [new Invoke(name, null, held), .. generator.Body(within), remembered.Copy()];
    }

    private Block ByFlaggedProcedures(Scope scope, Use take, Use give)
    {
        Flag input = generator.Input(scope);
        Invoke first = new(generator.Define([new If(new Flag("on"), [new Call(take)])], takesFlag: true), input);
        Invoke last = new(generator.Define([new If(new Flag("on"), [new Call(give)])], takesFlag: true), input);
        Scope within = scope.Deeper.Undone(last);
        within = within with { Taken = within.Taken.Add((take.Routine.Thing, take.Lock)) };
        return [first, .. generator.Body(within), last.Copy()];
    }

    private Block ByOneProcedure(Scope scope, Use take, Use give)
    {
        string name = generator.Define([new If(new Flag("on"), [new Call(take)], [new Call(give)])], takesFlag: true);
        return Straight(scope, new Invoke(name, new Flag("true")), new Invoke(name, new Flag("false")), take);
    }

    // Procedures that take the lock together with the region it needs.
    private Block TakenWithItsRegion(Scope scope, Use take)
    {
        Use give = new(Pick(take.Routine.Partners()), take.Lock);
        Call enter = new(new Use(Routine.Named("KeEnterCriticalRegion"), 0));
        Call leave = new(new Use(Routine.Named("KeLeaveCriticalRegion"), 0));
        Invoke last = new(generator.Define([new Call(give), leave]));
        Scope within = scope.Deeper.Taking(take).Undone(last) with { ApcsOff = true };
        if (!take.Routine.TakesWait || random.Next(2) == 0)
            return [new Invoke(generator.Define([enter, new Call(take)])), .. generator.Body(within), last.Copy()];
        Block body = [enter, new If(new Taken(take with { Wait = false }), [new Return(new Flag("true"))]), leave.Copy(), new Return(new Flag("false"))];
        return [new If(new Asked(generator.Define(body, returnsBool: true)), [.. generator.Body(within), last.Copy()])];
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
