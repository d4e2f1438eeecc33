using Clean;

const int Workers = 4;
const int Rounds = 5_000;

var streams = new StreamCache();
var names = new NameTable();
Parallel.For(0, Workers, worker =>
{
    for (int round = 0; round < Rounds; round++)
    {
        ulong id = (ulong)(round % 100) + 1;
        string name = streams.Intern(id, static id => $"stream {id}");
        names.Intern(name);
        streams.TryAdd(id, name, canWait: round % 2 == 0);
        if (round % 1_000 == 0)
        {
            streams.Sweep(static _ => false);
        }
    }
});

bool isKnown = names.Contains("stream 1") && streams.Find(1) == "stream 1";
streams.Delete();
Console.WriteLine(isKnown ? $"{Workers} threads, {Rounds} rounds each: every stream has its name." : "A stream lost its name.");
return isKnown ? 0 : 1;
