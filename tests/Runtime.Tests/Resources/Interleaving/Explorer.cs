using System.Text;

namespace DdiCompliance.Runtime.Tests.Resources.Interleaving;

/// <summary>Every interleaving of a model, by depth-first search over its states.</summary>
internal sealed class Explorer(Fault fault)
{
    private readonly ResourceModel _model = new(fault);
    private readonly HashSet<string> _seen = [];

    internal int States => _seen.Count;

    /// <summary>Explores all states.</summary>
    /// <returns>What is wrong, with the way to it, or null.</returns>
    internal string? Explore(string[] programs, int biasBudget)
    {
        Stack<(ModelState State, Trace? Trace)> open = new();
        open.Push((ModelState.Start(programs, biasBudget), null));
        while (open.TryPop(out (ModelState State, Trace? Trace) at))
        {
            if (!_seen.Add(at.State.Key()))
                continue;
            if (Broken(at.State) is { } problem)
                return $"{problem}{Environment.NewLine}{at.Trace}";
            int before = open.Count;
            PushSuccessors(at.State, at.Trace, open);
            if (open.Count == before && Stuck(at.State) is { } stuck)
                return $"{stuck}{Environment.NewLine}{at.Trace}";
        }
        return null;
    }

    private void PushSuccessors(ModelState state, Trace? trace, Stack<(ModelState, Trace?)> open)
    {
        for (int i = 0; i < state.Threads.Length; i++)
        {
            if (ResourceModel.CanStep(state, i))
            {
                ModelState next = state.Clone();
                _model.Take(next, i);
                open.Push((next, new Trace(trace, $"thread {i} {state.Threads[i].Step}", next.Word)));
            }
            if (state.Threads[i].Buffer.Count != 0)
            {
                ModelState next = state.Clone();
                next.FlushOne(i);
                open.Push((next, new Trace(trace, $"thread {i} store becomes visible: {state.Threads[i].Buffer[0]}", next.Word)));
            }
        }
        if (state.BiasBudget > 0 && state.Gate == ModelState.Free && !state.HasWaiters && ResourceWord.CanBias(state.Word))
        {
            ModelState next = state.Clone();
            next.BiasBudget--;
            next.Word |= ResourceWord.Bias;
            open.Push((next, new Trace(trace, "bias is turned on", next.Word)));
        }
    }

    /// <summary>The invariants of ResourceWord, and mutual exclusion.</summary>
    private static string? Broken(ModelState state)
    {
        int exclusive = state.Threads.Count(thread => thread is { Owns: true, Step: Step.InsideExclusive });
        int shared = state.Threads.Count(thread => thread is { Owns: true, Step: Step.InsideShared });
        if (exclusive > 1 || (exclusive == 1 && shared != 0))
            return "two owners that exclude each other";
        if (state.Overtaken)
            return "somebody overtook the queue";
        for (int i = 0; i < state.Threads.Length; i++)
        {
            bool told = ResourceWord.Owner(state.Word) == i + 1;
            if (state.Threads[i] is { Step: Step.InsideExclusive } && !told)
                return "an owner that the word does not tell";
            if (told && state.Threads[i] is { Step: Step.Idle or Step.Done or Step.SlowExclusive or Step.EnterGate, Buffer.Count: 0 })
                return "the word tells an owner that does not know";
        }
        if (ResourceWord.Owner(state.Word) != 0 && ResourceWord.Readers(state.Word) != 0)
            return "invariant 1: an owner and readers in the word";
        if ((state.Word & ResourceWord.Bias) != 0 && ResourceWord.Owner(state.Word) != 0)
            return "invariant 2: bias and an owner";
        if ((state.Word & ResourceWord.Bias) != 0 && (state.Word & ResourceWord.Waiters) != 0 && state.Gate == ModelState.Free)
            return "invariant 2: bias and W with the gate free";
        if (state.HasWaiters && state.Gate == ModelState.Free && (state.Word & ResourceWord.Waiters) == 0)
            return "invariant 3: waiters without W";
        bool somebodyHandsOver = state.Threads.Any(thread =>
            thread.Step is Step.StoreOwner or Step.LoadWaiters or Step.EnterGateToHandOver || thread.Buffer.Exists(store => store.Cell == Cell.OwnerHalf));
        return state.HasWaiters && state.Gate == ModelState.Free && ResourceWord.IsFree(state.Word) && !somebodyHandsOver
            ? "invariant 4: free with waiters, and nobody hands over"
            : null;
    }

    /// <summary>Nothing can happen any more.</summary>
    private static string? Stuck(ModelState state)
    {
        if (Array.Exists(state.Threads, thread => thread.Step != Step.Done))
            return "nobody can go on: a lost wake-up or a deadlock";
        if ((state.Word & ~ResourceWord.Bias) != 0)
            return $"the word is not free at the end: {state.Word:X}";
        return Array.Exists(state.Hold, hold => hold != 0) ? "a hold is left at the end" : null;
    }

    private sealed record Trace(Trace? Before, string What, long Word)
    {
        public override string ToString()
        {
            List<string> lines = [];
            for (Trace? at = this; at is not null; at = at.Before)
                lines.Add($"{at.Word:X16}  {at.What}");
            lines.Reverse();
            StringBuilder text = new();
            foreach (string line in lines)
                text.AppendLine(line);
            return text.ToString();
        }
    }
}
