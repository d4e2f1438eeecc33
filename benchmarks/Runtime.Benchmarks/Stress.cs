using DdiCompliance.PushLocks;

namespace DdiCompliance.Runtime.Benchmarks;

/// <summary>The long, seeded stress run of the push lock: exclusion, torn data, lost updates, a watchdog.</summary>
internal static class Stress
{
    /// <returns>0 when nothing was violated.</returns>
    public static int Run(long operations, int seed)
    {
        int exit = 0;
        foreach ((int threads, int writes) in new[] { (2, 50), (3, 10), (4, 25), (8, 25), (2, 100) })
        {
            exit |= One<FastAtomics>("fast", threads, writes, operations / 10, seed);
            exit |= One<PortableAtomics>("portable", threads, writes, operations / 10, seed);
        }
        return exit;
    }

    private static int One<TAtomics>(string mode, int threads, int writes, long operations, int seed)
        where TAtomics : struct, IPushLockAtomics
    {
        Tests.PushLocks.PushLockStress<TAtomics> stress = new(threads, writes, seed);
        stress.Run(operations, TimeSpan.FromMinutes(30));
        bool good = stress.Violations.Length == 0 && stress.FinalWord == PushLockWord.Free;
        Console.WriteLine($"{(good ? "ok  " : "FAIL")} {mode}, {threads} threads, {writes} % writes, {operations} operations, seed {seed} {stress.Violations}");
        return good ? 0 : 1;
    }
}
