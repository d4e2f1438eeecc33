using DdiCompliance.Differential.Tests.Programs;

namespace DdiCompliance.Differential.Tests.Executing;

/// <summary>What a program is executed with.</summary>
/// <param name="A">The first flag.</param>
/// <param name="B">The second.</param>
/// <param name="C">The third.</param>
/// <param name="N">The number.</param>
/// <param name="Outcomes">Bit by bit, whether the locks of the routines that may fail are taken.</param>
/// <param name="Loose">
/// When given, loops do not run <c>N</c> times, but as its bits say, and inequalities of <c>N</c> hold as its bits say: no execution of the program does that, but one of what
/// the analyzer knows about it.
/// </param>
/// <param name="ByLock">Whether the outcomes belong to the resources by number, however often each is asked for, and not to the attempts in order.</param>
public readonly record struct Input(bool A, bool B, bool C, int N, int Outcomes, int? Loose = null, bool ByLock = false);

/// <summary>The public method of a program.</summary>
public delegate void RunMethod(bool a, bool b, bool c, int n);

/// <summary>A program as it can be called.</summary>
/// <param name="Run">Its public method, of one instance.</param>
/// <param name="EndOfRoot">The last line of that method.</param>
public sealed record Runnable(RunMethod Run, int EndOfRoot);

/// <summary>One run of one program with one input on this thread; the traced routines find it here.</summary>
internal sealed class Execution
{
    private const int OutcomeBits = 3;

    [ThreadStatic]
    private static Execution? t_current;

    private static long s_last;

    private readonly Machine _machine;
    private readonly Input _input;
    private readonly RuntimeThread? _runtime;
    private readonly long _id = Interlocked.Increment(ref s_last);
    private readonly List<(int Number, string Held)> _done = [];
    private int _attempts;
    private bool _isOver;
    private bool _threw;

    private Execution(Runnable program, Input input, bool mends, RuntimeThread? runtime)
    {
        _machine = new Machine(mends) { EndOfRoot = program.EndOfRoot };
        _input = input;
        _runtime = runtime;
    }

    /// <summary>Whether a routine was called that can fail.</summary>
    public bool MayFail => _attempts > 0;

    /// <summary>The laws that were broken.</summary>
    public IReadOnlyList<Violation> Violations => _machine.Violations;

    /// <summary>The lines of acquires that failed.</summary>
    public IReadOnlyCollection<int> FailedAt => _machine.FailedAt;

    /// <summary>What was done besides calling routines, in order, and what was held meanwhile.</summary>
    public IReadOnlyList<(int Number, string Held)> Done => _done;

    /// <summary>How it ended: it returned, threw, or was stopped by a violation.</summary>
    public string End => _isOver ? "stops" : _threw ? "throws" : "returns";

    /// <summary>Runs a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="input">Its input.</param>
    /// <param name="mends">How to go on after a violation.</param>
    /// <param name="runtime">The locks to run it on as well, or null.</param>
    public static Execution Run(Runnable program, Input input, bool mends, RuntimeThread? runtime = null)
    {
        var execution = new Execution(program, input, mends, runtime);
        t_current = execution;
        try
        {
            program.Run(input.A, input.B, input.C, input.N);
        }
        catch (InvalidOperationException)
        {
            execution._threw = true;
        }
        catch (EndOfExecutionException)
        {
            // It is over.
        }

        t_current = null;
        execution.Exit(execution._threw);
        return execution;
    }

    internal static void Did(int number)
    {
        Execution self = t_current!;
        if (!self._isOver)
            self._done.Add((number, self._machine.Held));
    }

    internal static bool At(int line)
    {
        t_current!._machine.Root = line;
        return true;
    }

    internal static int Rounds(int n, int line) => t_current!._input.Loose is { } loose ? loose >> (line % 2 * 2) & 3 : n;

    internal static bool Holds(bool condition, bool isMore) => t_current!._input.Loose is { } loose ? (loose >> (isMore ? 4 : 5) & 1) != 0 : condition;

    internal static void Region(string routine, int line)
    {
        Execution self = t_current!;
        if (self._isOver)
            return;
        Use use = new(Routine.Named(routine), 0);
        self.Step(
            () =>
            {
                if (use.Routine.Act == Act.Enter)
                    self._machine.Enter(use.Routine.Thing, line);
                else
                    self._machine.Leave(use.Routine.Thing, line);
                return true;
            },
            runtime => runtime.Region(use.Routine));
    }

    internal static bool Resource(string routine, TracedResource resource, bool wait, int line)
    {
        Execution self = t_current!;
        if (self._isOver)
            return true;
        if (resource.Execution != self._id)
        {
            resource.Execution = self._id;
            resource.Real = self._runtime?.NewResource();
        }

        Use use = new(Routine.Named(routine), resource.Number, wait);
        bool isFree = self.IsFree(use);
        return self.Step(() => self.Law(use, line, isFree), runtime => runtime.Resource(use, resource.Real!, isFree));
    }

    internal static void PushLock(string routine, ref TracedPushLock pushLock, int line)
    {
        Execution self = t_current!;
        if (self._isOver)
            return;
        Use use = new(Routine.Named(routine), 0);
        // A lambda cannot capture the reference.
        self._runtime?.Borrow(ref pushLock.Real);
        self.Step(() => self.Law(use, line, isFree: true), runtime => runtime.PushLock(use.Routine));
        if (self._runtime is { } real)
            pushLock.Real = real.Borrowed;
    }

    private bool Law(Use use, int line, bool isFree)
    {
        switch (use.Routine.Act)
        {
            case Act.Acquire:
                return _machine.Acquire(use, line, isFree);
            case Act.Convert:
                _machine.Convert(use, line);
                return true;
            default:
                _machine.Release(use, line);
                return true;
        }
    }

    private bool IsFree(Use use)
    {
        if (!use.Routine.TakesWait || use.Wait || _machine.ModeOf($"{use.Routine.Thing}{use.Lock}") is not null)
            return true;
        int attempt = _attempts++ % OutcomeBits;
        return (_input.Outcomes >> (_input.ByLock ? use.Lock : attempt) & 1) == 0;
    }

    private bool Step(Func<bool> law, Func<RuntimeThread, bool> call)
    {
        int before = _machine.Violations.Count;
        bool result = law();
        // Finally blocks run on the way out; their calls count no more.
        _isOver = (_runtime is not null && !_runtime.Compare(call, result, [.. _machine.Violations.Skip(before)])) || _machine.IsStuck;
        return _isOver ? throw new EndOfExecutionException() : result;
    }

    private void Exit(bool threw)
    {
        if (_isOver)
            return;
        int before = _machine.Violations.Count;
        _machine.Exit(threw);
        _runtime?.Exit([.. _machine.Violations.Skip(before)]);
    }

    /// <summary>Ends a program from inside a routine; the programs catch no exception of this type.</summary>
    private sealed class EndOfExecutionException : Exception;
}
