// Top-level statements end where the types begin.
Gate gate = new();
{|DDI2002:FltAcquireResourceShared(gate.Resource)|};
Console.WriteLine(args.Length);

internal sealed class Gate
{
    public readonly ERESOURCE Resource = new();
}
