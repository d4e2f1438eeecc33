using System.Diagnostics;
using System.Globalization;
using DdiCompliance;
using FileSystem;
using static DdiCompliance.Ddi;

// Verified from the first lock on: misuse, lock order and exits while holding are bug checks.
DdiVerifier.Enable();

TimeSpan duration = TimeSpan.FromSeconds(args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 3);
const int Threads = 6;
const int Names = 12;
const int OperationsPerOpen = 8;
long operations = 0;
int crashed = 0;

var driver = new FileSystemDriver();
long end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
Thread[] threads = [.. Enumerable.Range(1, Threads).Select(seed => new Thread(() => Work(seed)))];
foreach (Thread thread in threads)
{
    thread.Start();
}

foreach (Thread thread in threads)
{
    thread.Join();
}

try
{
    driver.Dispose();
}
catch (InvalidOperationException exception)
{
    crashed++;
    Console.Error.WriteLine(exception);
}

Console.WriteLine($"{Threads} threads, {operations:N0} operations, {driver.NameCacheHits:N0} names known to be missing");
Console.WriteLine(driver.Statistics);
bool isClean = crashed == 0 && LocksDump.Take().Locks.Count == 0;
Console.WriteLine(isClean ? "Verified: no lock was misused, and none is left." : "Something went wrong.");
return isClean ? 0 : 1;

void Work(int seed)
{
    var random = new Random(seed);
    try
    {
        for (long done = 0; ; done++)
        {
            if (done % 64 == 0 && Stopwatch.GetTimestamp() > end)
            {
                Interlocked.Add(ref operations, done * OperationsPerOpen);
                break;
            }

            One(random);
        }

        DdiVerifier.CheckThreadExit();
    }
    catch (Exception exception) when (exception is BugCheckException or InvalidOperationException)
    {
        Interlocked.Increment(ref crashed);
        Console.Error.WriteLine(exception);
    }
}

void One(Random random)
{
    string name = $"file {random.Next(Names)}";
    if (driver.Open(name, create: random.Next(8) == 0, out FileControlBlock? fcb) != STATUS_SUCCESS)
    {
        return;
    }

    for (int i = 0; i < OperationsPerOpen; i++)
    {
        Operate(fcb!, random);
    }

    FileSystemDriver.Close(fcb!);
}

void Operate(FileControlBlock fcb, Random random)
{
    int page = random.Next(FileControlBlock.MostPages);
    switch (random.Next(100))
    {
        case 0:
            driver.Delete(fcb);
            break;
        case 1:
            driver.Rename(fcb, $"file {random.Next(Names)}");
            break;
        case 2:
            driver.Truncate(fcb, page);
            break;
        case 3:
            driver.Query(out _, out _);
            break;
        case < 20:
            driver.Write(fcb, page, random.NextInt64(), isCached: true);
            break;
        case < 35:
            driver.Write(fcb, page, random.NextInt64(), isCached: false);
            break;
        default:
            driver.Read(fcb, page, out _);
            break;
    }
}
