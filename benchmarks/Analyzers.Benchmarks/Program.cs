using System.Text;
using Analyzers.Benchmarks;


string what = args.Length > 0 ? args[0] : "all";
string only = args.Length > 1 ? args[1] : "";
int largest = args.Length > 2 ? int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : 10_000;
StringBuilder text = new();
if (what is "all" or "long")
{
    ScalingRows.Long(text, only, largest);
}

if (what is "all" or "hard")
{
    ScalingRows.Hard(text, only);
}

if (what is "all" or "idle")
{
    IdleRows.Measure(text);
}

if (what is "all" or "live")
{
    LiveRows.Measure(text, only);
}

if (what is "all" or "real")
{
    RealRows.Measure(text, only);
}

if (what is "cases")
{
    Console.Write(await Cases.DescribeAsync());
    return 0;
}

Console.WriteLine($"\n{Table.Missed} gates missed");
return Table.Missed == 0 ? 0 : 1;
