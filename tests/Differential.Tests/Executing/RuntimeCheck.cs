using System.Collections.Concurrent;

namespace DdiCompliance.Differential.Tests.Executing;

/// <summary>
/// Runs programs on the locks of the runtime under verification, next to the machine, up to the first violation: what the machine calls a violation is a bug check there,
/// what it lets pass is none, and tries have the same results. So the judge of the analyzer is judged itself.
/// </summary>
public static class RuntimeCheck
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Runs programs with all their inputs.</summary>
    /// <param name="programs">The name, maker and inputs of each.</param>
    /// <param name="confirmed">Counts the violations that the runtime confirmed, by rule.</param>
    /// <returns>Where the two disagree, and how many runs there were.</returns>
    public static (IReadOnlyList<string> Disagreements, int Runs) Run(
        IEnumerable<(string Name, Func<Runnable> Create, IReadOnlyList<Input> Inputs)> programs, ConcurrentDictionary<string, int> confirmed)
    {
        List<string> disagreements = [];
        int runs = 0;
        OnThreads(
            programs.SelectMany(static program => program.Inputs.Select(input => (program.Name, program.Create, Input: input))),
            next =>
            {
                var runtime = new RuntimeThread();
                Execution.Run(next.Create(), next.Input, mends: false, runtime);
                runs++;
                disagreements.AddRange(runtime.Disagreements.Select(text => $"{next.Name} {next.Input}: {text}"));
                foreach ((string rule, int count) in runtime.Confirmed)
                    confirmed.AddOrUpdate(rule, count, (_, before) => before + count);
                return runtime.IsDirty;
            });
        return (disagreements, runs);
    }

    /// <summary>Runs under verification, one after the other.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="run">Makes one, and says whether its thread is left in a state that no other must start in.</param>
    internal static void OnThreads<T>(IEnumerable<T> runs, Func<T, bool> run)
    {
        var work = new Queue<T>(runs);
        DdiVerifier.Enable();
        try
        {
            while (work.Count > 0)
            {
                T? current = default;
                var thread = new Thread(() =>
                {
                    bool isDirty = false;
                    while (!isDirty && work.TryDequeue(out current))
                        isDirty = run(current);
                })
                { IsBackground = true };
                thread.Start();
                if (!thread.Join(s_patience))
                    throw new TimeoutException($"{current} hangs");
            }
        }
        finally
        {
            DdiVerifier.Disable();
        }
    }
}
