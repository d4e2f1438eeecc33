using DdiCompliance.Runtime.Benchmarks;

// --stress [operations] [seed]   the long stress run of the push lock (10^8 operations without a number)
// --quick                        the rows of one thread only
// --contended                    the rows of two threads and of memory only
// --only text                    of the rows of one thread, those whose name contains it
// --seed n                       the order of the slices
// --out file                     writes the page there as well
if (args is ["--stress", ..])
{
    long operations = args.Length > 1 ? long.Parse(args[1]) : 100_000_000;
    return Stress.Run(operations, args.Length > 2 ? int.Parse(args[2]) : Environment.TickCount);
}

int seed = Option("--seed") is { } text ? int.Parse(text) : Environment.TickCount;
Console.WriteLine($"seed {seed}");
Uncontended uncontended = new(seed, Option("--only") ?? "");
if (!args.Contains("--contended"))
    uncontended.Execute();
Contended contended = new();
List<Gate> gates = [.. uncontended.Gates()];
if (!args.Contains("--quick"))
{
    contended.Execute(seed);
    gates.AddRange(contended.Gates());
    gates.AddRange(Memory.Gates());
}
string page = Report.Write(gates, uncontended, contended);
Console.WriteLine(page);
if (Option("--out") is { } file)
    File.WriteAllText(file, page);
if (contended.Violated)
    Console.Error.WriteLine("A lock did not exclude: the run is void.");
return contended.Violated ? 2 : gates.TrueForAll(static gate => gate.Passes) ? 0 : 1;

string? Option(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
