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
        var work = new Queue<(string Name, Func<Runnable> Create, Input Input)>(
            programs.SelectMany(static program => program.Inputs.Select(input => (program.Name, program.Create, input))));
        DdiVerifier.Enable();
        try
        {
            while (work.Count > 0)
            {
                // A run that ends with a violation leaves its thread as it is; the next needs a fresh one.
                string current = "";
                var thread = new Thread(() =>
                {
                    bool isDirty = false;
                    while (!isDirty && work.TryDequeue(out (string Name, Func<Runnable> Create, Input Input) next))
                    {
                        current = $"{next.Name} {next.Input}";
                        var runtime = new RuntimeThread();
                        Execution.Run(next.Create(), next.Input, mends: false, runtime);
                        runs++;
                        disagreements.AddRange(runtime.Disagreements.Select(text => $"{current}: {text}"));
                        foreach ((string rule, int count) in runtime.Confirmed)
                            confirmed.AddOrUpdate(rule, count, (_, before) => before + count);
                        isDirty = runtime.IsDirty;
                    }
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

        return (disagreements, runs);
    }
}
