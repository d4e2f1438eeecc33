namespace DdiCompliance.Runtime.Tests.Resources.Interleaving;

/// <summary>Where a thread of the model is: the next thing it does.</summary>
internal enum Step
{
    Idle,
    FastExclusive,
    LoadLow,
    LoadHigh,
    TakeBack,
    SlowExclusive,
    LoadForShared,
    CountReader,
    NoteBiased,
    LoadBias,
    EnterGateToStay,
    StayIfImported,
    EnterGate,
    Freeze,
    ClearBias,
    RevokeBarrier,
    CountBiased,
    Decide,
    Fence,
    Thaw,
    LeaveGate,
    GrantHeirs,
    Wait,
    InsideExclusive,
    StoreOwner,
    LeaveExclusive,
    LoadWaiters,
    InsideShared,
    Discount,
    ForgetBiased,
    LoadBiasToLeave,
    LoadImported,
    EnterGateToDiscount,
    DiscountIfImported,
    DiscountImported,
    EnterGateToHandOver,
    HandOver,
    Done,
}

/// <summary>What a store of the model goes to.</summary>
internal enum Cell
{
    OwnerHalf,
    Gate,
    Hold,
}

/// <summary>A store that is still in its thread's store buffer.</summary>
internal readonly record struct Store(Cell Cell, int Index, long Value);

/// <summary>A thread of the model.</summary>
internal sealed class ModelThread
{
    internal required string Program { get; init; }

    internal int At { get; set; }

    internal Step Step { get; set; } = Step.Idle;

    /// <summary>The word last loaded.</summary>
    internal long Seen { get; set; }

    /// <summary>The thread that a revoker looks at.</summary>
    internal int Scan { get; set; }

    internal bool Fenced { get; set; }

    internal bool Granted { get; set; }

    internal bool Owns { get; set; }

    internal List<int> Heirs { get; init; } = [];

    internal List<Store> Buffer { get; init; } = [];

    internal char Operation => Program[At];

    internal ModelThread Clone() => new()
    {
        Program = Program,
        At = At,
        Step = Step,
        Seen = Seen,
        Scan = Scan,
        Fenced = Fenced,
        Granted = Granted,
        Owns = Owns,
        Heirs = [.. Heirs],
        Buffer = [.. Buffer],
    };
}

/// <summary>Memory and threads. Stores go through a buffer per thread, as on x86; interlocked operations empty their own, the process-wide barrier empties all.</summary>
internal sealed class ModelState
{
    internal const int Free = -1;

    internal long Word { get; set; }

    internal int Gate { get; set; } = Free;

    /// <summary>Whether a revoker counted the thread's biased hold.</summary>
    internal required bool[] Imported { get; init; }

    /// <summary>0 none, 1 counted, 2 biased.</summary>
    internal required long[] Hold { get; init; }

    internal required ModelThread[] Threads { get; init; }

    internal List<int> Exclusive { get; init; } = [];

    internal List<int> Shared { get; init; } = [];

    internal bool LastOwnerWasExclusive { get; set; }

    /// <summary>How often bias may still be turned on.</summary>
    internal int BiasBudget { get; set; }

    /// <summary>Somebody was let in by a fast path although others were queued (behaviour 37).</summary>
    internal bool Overtaken { get; set; }

    internal bool HasWaiters => Exclusive.Count + Shared.Count != 0;

    internal static ModelState Start(string[] programs, int biasBudget) => new()
    {
        Imported = new bool[programs.Length],
        Hold = new long[programs.Length],
        Threads = [.. programs.Select(program => new ModelThread { Program = program })],
        BiasBudget = biasBudget,
    };

    internal ModelState Clone() => new()
    {
        Word = Word,
        Gate = Gate,
        Imported = [.. Imported],
        Hold = [.. Hold],
        Threads = [.. Threads.Select(thread => thread.Clone())],
        Exclusive = [.. Exclusive],
        Shared = [.. Shared],
        LastOwnerWasExclusive = LastOwnerWasExclusive,
        BiasBudget = BiasBudget,
        Overtaken = Overtaken,
    };

    internal void Put(int thread, Cell cell, int index, long value) => Threads[thread].Buffer.Add(new Store(cell, index, value));

    /// <summary>The oldest store of a thread becomes visible.</summary>
    internal void FlushOne(int thread)
    {
        Store store = Threads[thread].Buffer[0];
        Threads[thread].Buffer.RemoveAt(0);
        switch (store.Cell)
        {
            case Cell.OwnerHalf:
                Word &= uint.MaxValue;
                break;
            case Cell.Gate:
                Gate = Free;
                break;
            default:
                Hold[store.Index] = store.Value;
                break;
        }
    }

    internal void Flush(int thread)
    {
        while (Threads[thread].Buffer.Count != 0)
            FlushOne(thread);
    }

    internal void FlushAll()
    {
        for (int i = 0; i < Threads.Length; i++)
            Flush(i);
    }

    /// <summary>A thread reads its own hold: its own newest store, else memory.</summary>
    internal long OwnHold(int thread)
    {
        Store? own = Threads[thread].Buffer.Where(store => store.Cell == Cell.Hold && store.Index == thread).Select(store => (Store?)store).LastOrDefault();
        return own?.Value ?? Hold[thread];
    }

    /// <summary>Equal keys are equal states.</summary>
    internal string Key()
    {
        System.Text.StringBuilder key = new(128);
        key.Append(Word).Append('|').Append(Gate).Append('|').AppendJoin(',', Imported).Append('|').AppendJoin(',', Hold).Append('|')
            .AppendJoin(',', Exclusive).Append('|').AppendJoin(',', Shared).Append(LastOwnerWasExclusive ? 'x' : 's').Append(Overtaken ? '!' : '.').Append(BiasBudget);
        foreach (ModelThread thread in Threads)
        {
            key.Append('/').Append((int)thread.Step).Append(',').Append(thread.At).Append(',').Append(thread.Seen).Append(',').Append(thread.Scan)
                .Append(thread.Fenced ? 'f' : '-').Append(thread.Granted ? 'g' : '-').Append(thread.Owns ? 'o' : '-').AppendJoin(',', thread.Heirs);
            foreach (Store store in thread.Buffer)
                key.Append(';').Append((int)store.Cell).Append(':').Append(store.Index).Append(':').Append(store.Value);
        }
        return key.ToString();
    }
}
