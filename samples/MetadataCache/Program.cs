using DdiCompliance;
using MetadataCache;

DdiVerifier.Enable();

const int Threads = 4;
const int Rounds = 20_000;
const ulong Files = 200;

var cache = new Cache(buckets: 8);
long opened = 0;
long read = 0;
long removed = 0;
int failed = 0;
Thread[] threads = [.. Enumerable.Range(1, Threads).Select(seed => new Thread(() => Work(seed)))];
foreach (Thread thread in threads)
{
    thread.Start();
}

foreach (Thread thread in threads)
{
    thread.Join();
}

bool isRight = failed == 0 && opened - removed == cache.Count;
Console.WriteLine($"{Threads} threads, {Rounds} rounds each: {opened} opened, {removed} swept, {cache.Count} left, {read} reads");
cache.Delete();
Console.WriteLine(isRight ? "Verified: every reader saw what one writer wrote." : "Something went wrong.");
return isRight ? 0 : 1;

void Work(int seed)
{
    var random = new Random(seed);
    try
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong id = (ulong)random.NextInt64((long)Files);
            switch (random.Next(50))
            {
                case 0:
                    Interlocked.Add(ref removed, cache.Sweep(static file => file.Version > 3, batch: 8));
                    break;
                case 1:
                    cache.Rehash(id);
                    break;
                case < 10:
                    cache.Update(id);
                    break;
                case < 20:
                    Interlocked.Add(ref opened, cache.Open(id) ? 1 : 0);
                    break;
                default:
                    Interlocked.Add(ref read, cache.Read(id, out _) ? 1 : 0);
                    break;
            }
        }

        DdiVerifier.CheckThreadExit();
    }
    catch (Exception exception) when (exception is BugCheckException or InvalidOperationException)
    {
        Interlocked.Increment(ref failed);
        Console.Error.WriteLine(exception);
    }
}
